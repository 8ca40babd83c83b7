/// What a connector may use to read what was said to an account.
public struct Listening: Sendable {
    public let signedIn: SignedIn
    /// What the last reading left: the newest id it saw, a cursor. Empty the first time.
    public let mark: [String: JSONValue]
    /// Parts of ours under which somebody may have said something, newest first, for networks that have no list of all of it.
    public let posts: [Receipt]
    public let now: Instant

    public init(signedIn: SignedIn, mark: [String: JSONValue], posts: [Receipt], now: Instant) {
        self.signedIn = signedIn
        self.mark = mark
        self.posts = posts
        self.now = now
    }

    /// The first reading goes back this far.
    public static let firstReach = Duration.days(7)
}

/// What reading showed. What was heard before may be among it: it is known by its identity.
public enum Heard: Sendable {
    /// `missing`: why not all of it could be read.
    case said([Said], mark: [String: JSONValue], missing: Settlement.Story? = nil)
    case postponed(until: Instant, Postponement)
    /// It does not let us: a permission is missing, say.
    case refused(Refusal)
    case signedOut(Refusal)
    case notOffered
}

/// What a person can do with something that was said, beyond answering it. Each may be done again without harm.
public enum Deed: String, Hashable, Sendable, Codable, CaseIterable {
    case like, unlike, hide, unhide
    /// Of what waits to be approved.
    case approve, ignore
}

public enum DeedEnd: Hashable, Sendable {
    case done
    case refused(Refusal)
    case postponed(until: Instant, Postponement)
    case signedOut(Refusal)
    case unknown(Trace)
    case notOffered
}

/// What a network lets us read and do of what was said to an account.
public struct InboxRules: Hashable, Sendable {
    public let deeds: Set<Deed>
    /// How often it is asked as long as it does not ring by itself.
    public let listensEvery: Duration
    /// However often it rings, an account is listened to no more often than this.
    public let ringsEvery: Duration
    /// What an answer begins with so that it reaches the person: "@ana ". Networks that know by themselves need nothing.
    public let callsByHandle: Bool
    /// The network allows its people's words and names to be kept only so long; nil: it says nothing of that.
    public let keptFor: Duration?
    /// Does Kicau itself ask it to ring for an account?
    public let asksToRing: Bool

    public init(
        deeds: Set<Deed>, listensEvery: Duration, ringsEvery: Duration = .seconds(20), callsByHandle: Bool = false,
        keptFor: Duration? = nil, asksToRing: Bool = false
    ) {
        self.deeds = deeds
        self.listensEvery = listensEvery
        self.ringsEvery = ringsEvery
        self.callsByHandle = callsByHandle
        self.keptFor = keptFor
        self.asksToRing = asksToRing
    }
}
