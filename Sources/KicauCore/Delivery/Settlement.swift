/// What a delivery becomes, decided without touching anything; a store writes it.
public struct Settlement: Hashable, Sendable {
    public enum HoldMove: String, Hashable, Sendable {
        /// The money was spent: book it.
        case capture
        /// It will not be spent: give it back.
        case release
        /// Not known yet: it stays set aside.
        case keep
    }

    public let to: Delivery.State
    public let waitingFor: Delivery.WaitingFor?
    /// The sticky mark: some earlier commit may still land.
    public let doubt: Bool
    public let hold: HoldMove
    /// No worker may take it before.
    public let notBefore: Instant?
    public let receipt: Receipt?
    /// What to throw away before the next try: ids of uploads and containers that are dead.
    public let restages: Bool
    /// Is a second look still to come?
    public let looks: Int
    public let story: Story

    /// Did a look prove that nothing of it is there?
    public var isAbsence: Bool { !doubt && (to == .scheduled || waitingFor == .missed) }

    /// One line for the post's page, with the platform's own words.
    public struct Story: Hashable, Sendable, Codable {
        public let what: Sentence
        public let toDo: Sentence?
        public let answer: String?
        public let status: Int?

        public init(_ what: Sentence, do toDo: Sentence? = nil, answer: String? = nil, status: Int? = nil) {
            self.what = what
            self.toDo = toDo
            self.answer = answer
            self.status = status
        }
    }

    init(
        to: Delivery.State, waitingFor: Delivery.WaitingFor? = nil, doubt: Bool, hold: HoldMove,
        notBefore: Instant? = nil, receipt: Receipt? = nil, restages: Bool = false, looks: Int = 0, story: Story
    ) {
        self.to = to
        self.waitingFor = waitingFor
        self.doubt = doubt
        self.hold = hold
        self.notBefore = notBefore
        self.receipt = receipt
        self.restages = restages
        self.looks = looks
        self.story = story
    }
}
