/// One booking of the ledger: what moved, between which accounts, and what for. Its entries sum to zero, and it never changes.
public struct Booking: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// A call or a part of a post was paid for.
        case spent
        /// Something was booked at a wrong price; this is the difference.
        case correction
        /// A plan's fee for a month.
        case fee
        /// A person paid a network, or topped up there.
        case payment
        /// What the network's bill says beyond the ledger, booked by a person.
        case adjustment
        /// Takes back what a person entered.
        case reversal
    }

    public struct Entry: Hashable, Sendable {
        public let account: LedgerAccount
        /// Debits are positive.
        public let amount: Money

        public init(_ account: LedgerAccount, _ amount: Money) {
            self.account = account
            self.amount = amount
        }
    }

    public let id: ID<Booking>
    public let kind: Kind
    public let at: Instant
    /// What it was booked for, as the meter names it: "delivery/12/part/0", "call/…".
    public let subject: String
    public let work: Work?
    /// What a person wrote beside it.
    public let memo: String
    /// The network's number of the payment or invoice.
    public let reference: String
    public let enteredBy: String?
    /// When a person wrote it down; `at` is the day they say it was.
    public let entered: Instant?
    public let corrects: ID<Booking>?
    public let correctedBy: ID<Booking>?
    public let entries: [Entry]

    public init(
        id: ID<Booking>, kind: Kind, at: Instant, subject: String, work: Work? = nil, memo: String = "",
        reference: String = "", enteredBy: String? = nil, entered: Instant? = nil, corrects: ID<Booking>? = nil,
        correctedBy: ID<Booking>? = nil, entries: [Entry]
    ) {
        self.id = id
        self.kind = kind
        self.at = at
        self.subject = subject
        self.work = work
        self.memo = memo
        self.reference = reference
        self.enteredBy = enteredBy
        self.entered = entered
        self.corrects = corrects
        self.correctedBy = correctedBy
        self.entries = entries
    }

    /// The subject of what a network's bill of a month says beyond the ledger.
    public static func bill(of platform: PlatformID, month: String) -> String { "bill/\(platform)/\(month)" }

    /// The subject of a plan's fee.
    public static func fee(_ key: PlanFee.Key) -> String { "\(feePrefix)\(key.platform)/\(key.month)/\(key.plan)" }
    public static let feePrefix = "fee/"

    /// The month that a fee or a bill's difference was booked for, whatever zone the workspace has by now; nil: another booking.
    public var countedMonth: String? {
        let parts = subject.split(separator: "/", omittingEmptySubsequences: false)
        switch kind {
        case .fee, .adjustment: return parts.count > 2 ? String(parts[2]) : nil
        case .payment, .spent, .correction, .reversal: return nil
        }
    }

    /// What a person wrote down a person can take back, and a fee that the network did not charge after all; only once.
    public var canBeReversed: Bool {
        switch kind {
        case .payment, .adjustment, .fee: correctedBy == nil
        case .spent, .correction, .reversal: false
        }
    }

    /// What was paid for, as far as it is known.
    public struct Work: Hashable, Sendable {
        public let platform: PlatformID
        /// Nil: a call of its own, such as a reading.
        public let post: ID<Post>?
        public let account: ID<Account>?
        /// The price book that it was rated by, with its day.
        public let book: String

        public init(platform: PlatformID, post: ID<Post>?, account: ID<Account>?, book: String) {
            self.platform = platform
            self.post = post
            self.account = account
            self.book = book
        }
    }
}
