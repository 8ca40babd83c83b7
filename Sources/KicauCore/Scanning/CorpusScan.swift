/// A scan of files on the server, which somebody started from the pages or the API.
public struct CorpusScan: Sendable, Hashable {
    public let id: ID<CorpusScan>
    public let state: State
    public let order: ScanOrder
    public let startedBy: String
    public let asked: Instant
    public let begun: Instant?
    public let ended: Instant?
    public let count: ScanCount
    /// What was found, once it is done.
    public let verdicts: ScanVerdicts?
    /// Why it stopped before its end.
    public let trouble: ScanTrouble?
    /// Its report lies on this node.
    public let isHere: Bool
    /// A person wants it kept; on the node that has its report.
    public var isKept = false
    /// When it is thrown away, with its report; nil: not while it works, is kept, or lies elsewhere.
    public var goes: Instant?

    public init(
        id: ID<CorpusScan>, state: State, order: ScanOrder, startedBy: String, asked: Instant, begun: Instant? = nil,
        ended: Instant? = nil, count: ScanCount = ScanCount(), verdicts: ScanVerdicts? = nil,
        trouble: ScanTrouble? = nil, isHere: Bool = true
    ) {
        self.id = id
        self.state = state
        self.order = order
        self.startedBy = startedBy
        self.asked = asked
        self.begun = begun
        self.ended = ended
        self.count = count
        self.verdicts = verdicts
        self.trouble = trouble
        self.isHere = isHere
    }
}

/// What is looked for, and where.
public struct ScanOrder: Sendable, Hashable, Codable {
    /// By their names below the folders that may be scanned.
    public let corpora: [String]
    /// Texts that teach what is common; nil: words are only counted.
    public let background: String?
    public let posts: Int

    public init(corpora: [String], background: String?, posts: Int) {
        self.corpora = corpora
        self.background = background
        self.posts = posts
    }
}

/// How many posts got which verdict.
public struct ScanVerdicts: Sendable, Hashable, Codable {
    public let strong: Int
    public let likely: Int
    public let possible: Int
    public let none: Int

    public init(strong: Int, likely: Int, possible: Int, none: Int) {
        self.strong = strong
        self.likely = likely
        self.possible = possible
        self.none = none
    }
}

/// Why a scan stopped before its end.
public struct ScanTrouble: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// By somebody, or by a system that is short of memory.
        case killed
        case crashed
        case diskFull = "disk-full"
        /// It said why itself.
        case refused
        /// The server was started again so often meanwhile that the scan may be why.
        case restarts
        case notStarted = "not-started"
        /// What was to be scanned may not be scanned any more, or is gone.
        case filesGone = "files-gone"
    }

    public let kind: Kind
    /// What the scan said, or the name of what is gone.
    public let words: String

    public init(_ kind: Kind, words: String = "") {
        self.kind = kind
        self.words = words
    }
}
