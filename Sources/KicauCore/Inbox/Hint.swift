/// Where something stands that was said to an account and that no list of its network holds.
///
/// A call from outside may leave these: numbers to look up, and never a word. What stands there is read by a call of our own.
public struct Hint: Hashable, Sendable, Codable {
    public let post: String
    /// Nil: it is the post's own words that are meant.
    public let comment: String?

    /// Nil: one of them is no number, so something else was to get in.
    public init?(post: String, comment: String? = nil) {
        guard Hint.isNumber(post), comment.map(Hint.isNumber) ?? true else { return nil }
        self.post = post
        self.comment = comment
    }

    private static func isNumber(_ text: String) -> Bool {
        (1...longest).contains(text.utf8.count)
            && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Digits.
    static let longest = 40
    /// Of one call to us, for all accounts together. What is more is left out.
    public static let mostAKnock = 1_000
    /// For one account; the oldest give way to what comes.
    public static let mostKept = 200
    /// Of those that came to nothing, for one account.
    public static let mostKnown = 1_000
    /// What could not be read for so long is forgotten.
    public static let keptFor = Duration.days(14)
    /// After so many clear refusals, one a day at most, a hint is not read any more.
    public static let mostTries = 5

    /// What it points at, as the network names it.
    public var remoteID: String { comment ?? post }
}

/// How reading what a hint points at ended.
public enum HintEnd: Sendable {
    case said(Said)
    /// There is no such thing, or it is not for us.
    case nothing
    /// The network does not let us read it.
    case refused(Refusal)
    case postponed(until: Instant, Postponement)
    case signedOut(Refusal)
}
