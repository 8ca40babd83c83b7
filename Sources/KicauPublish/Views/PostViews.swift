public import KicauCore

/// The tag of post numbers; the row itself is read as `PostSummary` or `PostDetail`.
public typealias PostID = ID<Post>
public typealias AccountID = ID<Account>
public typealias DeliveryID = ID<Delivery>

/// What a whole post has come to, over all its deliveries.
public enum PostState: String, Sendable, Codable, CaseIterable, Hashable {
    case draft, scheduled, sending, published, partly, needsYou = "needs-you", refused, cancelled

    /// A person has to look after these.
    static let inNeed: [PostState] = [.needsYou, .refused, .partly]
}

/// A post as lists and the calendar show it.
public struct PostSummary: Sendable, Hashable, Codable {
    public let id: PostID
    /// The beginning of the first part, at most 280 characters.
    public let excerpt: String
    public let state: PostState
    public let due: Due?
    public let author: String
    /// SHA-256 of the first picture, for a thumbnail.
    public let firstPicture: String?
    public let parts: Int
    public let deliveries: [DeliverySummary]
    public internal(set) var campaign: ID<Campaign>?
}

/// A day of the calendar: its first posts, and how many more there are.
public struct CalendarDay: Sendable, Hashable {
    /// Soonest first.
    public let posts: [PostSummary]
    /// So many are due later that day.
    public let more: Int
    /// Of those, so many wait for a person.
    public let moreInNeed: Int

    public init(posts: [PostSummary], more: Int, moreInNeed: Int) {
        self.posts = posts
        self.more = more
        self.moreInNeed = moreInNeed
    }
}

/// One delivery as lists show it.
public struct DeliverySummary: Sendable, Hashable, Codable {
    public let id: DeliveryID
    public let account: AccountSummary
    public let state: Delivery.State
    public let waitingFor: Delivery.WaitingFor?
    public let url: String?
}

/// An account as lists show it.
public struct AccountSummary: Sendable, Hashable, Codable {
    public let id: AccountID
    public let platform: PlatformID
    public let platformName: String
    public let handle: String
    public let displayName: String
    public let server: String
    public let state: AccountState
}

/// Can we act for this account?
public enum AccountState: String, Sendable, Hashable, Codable, CaseIterable {
    case connected
    /// The token is dead: the person has to reconnect.
    case signedOut = "signed-out"
    /// Taken off by a person; its posts and receipts stay.
    case disconnected
}

/// Everything about one post.
public struct PostDetail: Sendable {
    public let id: PostID
    public let author: String
    public let created: Instant
    public let content: DraftContent
    public let state: PostState
    public let due: Due?
    public let deliveries: [DeliveryDetail]
    /// Which acts are open now; the page shows a button for each.
    public let acts: [PostAct]
    /// For optimistic locking: an edit names the version it began from.
    public let version: Int
    /// The series it came of.
    public internal(set) var series: SeriesID?
    public internal(set) var campaign: Campaign?
    /// Why it needs a person before it has any delivery.
    public internal(set) var trouble: Settlement.Story?
}

public enum PostAct: String, Sendable, Hashable, Codable, CaseIterable {
    case edit, reschedule, cancel, publishNow = "publish-now", deleteDraft = "delete-draft", duplicate
}

/// Everything about one delivery.
public struct DeliveryDetail: Sendable {
    public let id: DeliveryID
    public let account: AccountSummary
    public let state: Delivery.State
    public let waitingFor: Delivery.WaitingFor?
    public let due: Instant
    /// When a worker takes it next, if that is later than due.
    public let notBefore: Instant?
    public let rendition: Rendition
    public let renditionSHA256: String
    public let steps: [StepDetail]
    public let attempts: [AttemptDetail]
    public let events: [DeliveryEvent]
    /// Of each published part.
    public let receipts: [Receipt]
    public let published: Instant?
    public let fare: Fare?
    public let hold: HoldState?
    /// Oldest first; those of one check have one instant.
    public let readings: [Reading]
    public let acts: [DeliveryAct]
    /// Why it needs a person or was refused, and what to do.
    public let trouble: Settlement.Story?
    /// Set once the post was taken off the network again.
    public let removed: Instant?
    /// Later checks, done and planned.
    public let checks: [LaterCheck]
    /// Nil: it was not looked at since it was published.
    public let presence: PresenceDetail?
    /// How far its videos are encoded for this network, in percent; nil: nothing is being encoded here.
    public internal(set) var encoded: Int?
    /// What a person needs to post it by hand; nil: it is not theirs.
    public internal(set) var handOff: HandOff?
    /// The words of each part as they are changed, where readers see others.
    public internal(set) var written: [Int: String] = [:]
    /// Of each part.
    public internal(set) var trimmings: [Trimmings] = []

    /// A part's words, to begin from when they are changed.
    public func words(of number: Int) -> String { written[number] ?? rendition.parts[number].shownText }
}

public enum HoldState: String, Sendable, Hashable, Codable, CaseIterable {
    case held, inDoubt = "in-doubt", captured, released
}

public enum DeliveryAct: String, Sendable, Hashable, Codable, CaseIterable {
    case reconnect
    /// The person found it on the network and may paste its link.
    case itIsThere = "it-is-there"
    case sendAgain = "send-again"
    case drop
    /// Take the published post off the network.
    case delete
    case lookNow = "look-now"
    /// Read the published post back now: is it still there, and as it was?
    case checkNow = "check-now"
    /// Put other words in the published post's place.
    case edit
    /// A person posts it by hand, with all that Kicau can put into their hands.
    case handOff = "hand-off"
}

/// A later check of a published delivery.
public struct LaterCheck: Sendable, Hashable {
    public let due: Instant
    /// How long after the publication it was planned; nil: a person asked.
    public let after: Duration?
    /// Nil: it is still to come.
    public let done: Instant?
    public let sighting: Sighting?
    public let parts: [PartSighting]
}

/// Where a published delivery was last seen to stand.
public struct PresenceDetail: Sendable, Hashable {
    public let state: Presence
    public let since: Instant
    /// When it was last seen on the network, changed or not.
    public let seen: Instant
    public let checked: Instant
}

public struct StepDetail: Sendable, Hashable {
    public enum State: String, Sendable, Hashable, Codable { case open, working, settled, refused }

    public let step: Step
    public let state: State
    public let settled: Instant?
}

/// One written intent to make one visible call, and how it ended.
public struct AttemptDetail: Sendable, Hashable {
    public let id: Int64
    public let part: Int
    public let epoch: Int64
    public let intended: Instant
    public let deadline: Instant
    public let ended: Instant?
    public let outcome: String?
    public let status: Int?
    public let answer: String?
}

/// One line of a delivery's story.
public struct DeliveryEvent: Sendable, Hashable {
    public let at: Instant
    public let to: Delivery.State
    public let story: Settlement.Story
}

/// A page of a list, newest or soonest first.
public struct Listing<Item: Sendable>: Sendable {
    public let items: [Item]
    /// Goes into `PostFilter.after` for the next page; nil at the end.
    public let next: String?
    public let total: Int
}

/// What to show of the posts.
public struct PostFilter: Sendable, Hashable {
    public var accounts: [AccountID] = []
    public var states: [PostState] = []
    public var campaign: ID<Campaign>?
    public var text: String?
    public var from: Instant?
    public var to: Instant?
    public var after: String?
    /// At most 200.
    public var limit = 50

    public init() {}
}
