/// What looking on the platform showed about a commit in doubt.
public enum Finding: Hashable, Sendable {
    /// It is there.
    case found(Receipt)
    /// It is certainly not there, and this commit can no longer land.
    case absent(Evidence)
    /// It was not seen, but the platform gives no proof of absence by this look alone.
    case notSeen(Evidence)
    /// The platform answers only to a second try with the very same payload (LinkedIn, and keyed writes).
    case askBySending(Evidence)
    /// It could not be looked up now.
    case couldNotLook(until: Instant, Postponement)
    case signedOut(Refusal)
}

/// What was looked at, in words for the person who may have to decide.
public struct Evidence: Hashable, Sendable, Codable {
    public let what: Sentence
    public let at: Instant
    /// How many posts were compared.
    public let compared: Int
    /// Nothing in it could have been told from other posts: however often it is looked for, that proves no absence.
    public let isBlind: Bool

    public init(_ what: Sentence, at: Instant, compared: Int = 0, isBlind: Bool = false) {
        self.what = what
        self.at = at
        self.compared = compared
        self.isBlind = isBlind
    }
}

/// A commit that may or may not have happened.
public struct Doubt: Hashable, Sendable {
    /// When the intent was written: what was published before is not ours.
    public let since: Instant
    /// The end of the platform's quiet period: before it, absence proves nothing.
    public let quietUntil: Instant
    public let part: Int
    public let maker: Maker

    /// Who may have made the commit.
    public enum Maker: Hashable, Sendable {
        /// This Kicau: what was staged for it is known.
        case us
        /// One that is lost: what it staged and sent after the backup is not known here.
        case lostMachine
        /// Somebody who posts by hand, in the network's own app: nothing of it was ever staged by us.
        case person
    }

    public init(since: Instant, quietUntil: Instant, part: Int, maker: Maker) {
        self.since = since
        self.quietUntil = quietUntil
        self.part = part
        self.maker = maker
    }

    public init(since: Instant, quietUntil: Instant, part: Int, isInherited: Bool = false) {
        self.init(since: since, quietUntil: quietUntil, part: part, maker: isInherited ? .lostMachine : .us)
    }

    public var isInherited: Bool { maker == .lostMachine }
}
