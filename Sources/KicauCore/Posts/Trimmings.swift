/// What readers see of a part besides its text, pictures and card, as far as its network's options make it so.
///
/// Read from the rendition that is sent, so that the preview promises nothing else.
public struct Trimmings: Hashable, Sendable {
    public struct Poll: Hashable, Sendable {
        /// Nil where the text itself is the question.
        public let question: String?
        public let answers: [String]
        public let takesSeveral: Bool
        /// "1 day"; nil where the network decides.
        public let runs: Sentence?

        public init(question: String? = nil, answers: [String], takesSeveral: Bool = false, runs: Sentence? = nil) {
            self.question = question
            self.answers = answers
            self.takesSeveral = takesSeveral
            self.runs = runs
        }
    }

    /// What stands before it until a reader opens it.
    public struct Veil: Hashable, Sendable {
        public let words: [Sentence]
        /// The text as well as the pictures.
        public let hidesText: Bool

        public init(_ words: [Sentence], hidesText: Bool) {
            self.words = words
            self.hidesText = hidesText
        }
    }

    /// One more thing that was chosen: its title, and the choice in words.
    public struct Note: Hashable, Sendable {
        /// What it is about; the page has a sign for each.
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            case audience, answers, quotes, people, place, label, form
        }

        public let kind: Kind
        public let title: Sentence
        /// Empty: the title says it.
        public let words: [Sentence]

        public init(_ kind: Kind, _ title: Sentence, _ words: [Sentence]) {
            self.kind = kind
            self.title = title
            self.words = words
        }
    }

    public let topic: String?
    public let veil: Veil?
    public let poll: Poll?
    /// What it quotes or shares: an address, or the network's name for it.
    public let quoted: String?
    /// An address that the network itself makes a card of.
    public let link: String?
    /// What that page says of itself, where somebody has read it; no network knows.
    public var page: LinkCard?
    public let notes: [Note]

    public init(
        topic: String? = nil, veil: Veil? = nil, poll: Poll? = nil, quoted: String? = nil, link: String? = nil,
        page: LinkCard? = nil, notes: [Note] = []
    ) {
        self.topic = topic
        self.veil = veil
        self.poll = poll
        self.quoted = quoted
        self.link = link
        self.page = page
        self.notes = notes
    }
}
