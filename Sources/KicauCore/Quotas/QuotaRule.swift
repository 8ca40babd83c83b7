/// One window in which a network counts calls: what of, how long, how many, and whom it binds.
///
/// The number is what the network's papers say. What its answers say goes before it.
public struct QuotaRule: Sendable {
    /// Whose calls are counted together.
    public enum Binder: String, Hashable, Sendable, Codable, CaseIterable {
        /// One account of ours.
        case account
        /// The operator's developer app, whichever account it acts for.
        case app
        /// This machine's address, as one server sees it.
        case machine
    }

    public enum Kind: String, Hashable, Sendable, Codable {
        /// It turns when the network says so, all at once.
        case window
        /// It turns at midnight UTC, and its size is nowhere written: refusals teach it.
        case learned
        /// A percentage, without a count.
        case gauge
        /// Counted back from now; the network tells it, and who reads it obeys it. Only ever shown.
        case rolling
    }

    /// What is counted, in the network's own words: "POST /2/tweets", "statuses".
    public let what: String
    public let binds: Binder
    public let kind: Kind
    public let span: Duration
    /// Nil: its papers name no number.
    public let most: Fact<Int>?
    /// What one call takes of it.
    public let weight: Int

    public init(
        _ what: String, _ binds: Binder, _ kind: Kind = .window, _ most: Fact<Int>? = nil, in span: Duration,
        weight: Int = 1
    ) {
        self.what = what
        self.binds = binds
        self.kind = kind
        self.most = most
        self.span = span
        self.weight = weight
    }

    /// The same for a call that takes more of it.
    public func weighing(_ weight: Int) -> QuotaRule {
        QuotaRule(what, binds, kind, most, in: span, weight: weight)
    }
}

/// What one answer says of a window.
public struct QuotaSighting: Hashable, Sendable {
    public let what: String
    public let binds: QuotaRule.Binder
    public let kind: QuotaRule.Kind
    public let span: Duration
    public let most: Int?
    public let remaining: Int?
    public let resets: Instant?
    public let percent: Int?
    /// Nothing is taken until then, whatever the count says.
    public let blockedUntil: Instant?
    /// The call was refused because this window is used up, or so its network says.
    public let wasRefused: Bool

    public init(
        _ what: String, _ binds: QuotaRule.Binder, _ kind: QuotaRule.Kind = .window, in span: Duration,
        most: Int? = nil, remaining: Int? = nil, resets: Instant? = nil, percent: Int? = nil,
        blockedUntil: Instant? = nil, wasRefused: Bool = false
    ) {
        self.what = what
        self.binds = binds
        self.kind = kind
        self.span = span
        self.most = most
        self.remaining = remaining
        self.resets = resets
        self.percent = percent
        self.blockedUntil = blockedUntil
        self.wasRefused = wasRefused
    }

    /// Of one of the network's known windows.
    public init(
        of rule: QuotaRule, most: Int? = nil, remaining: Int? = nil, resets: Instant? = nil, percent: Int? = nil,
        blockedUntil: Instant? = nil, wasRefused: Bool = false
    ) {
        self.init(
            rule.what, rule.binds, rule.kind, in: rule.span, most: most, remaining: remaining, resets: resets,
            percent: percent, blockedUntil: blockedUntil, wasRefused: wasRefused)
    }
}

/// How much a call may wait when a network is nearly used up.
public enum QuotaHaste: Int, Hashable, Sendable, Comparable {
    /// Readings, counts, listening: later does as well.
    case background
    /// A person stands there and waits.
    case asked
    /// Publishing, and what guards it: tokens, looks, taking back.
    case publishing

    public static func < (a: QuotaHaste, b: QuotaHaste) -> Bool { a.rawValue < b.rawValue }
}
