public import KicauCore
import KicauStore

public typealias SaidID = ID<Said>

/// Something said to one of our accounts, as the inbox shows it.
public struct InboxItem: Sendable, Hashable {
    public let id: SaidID
    public let account: AccountSummary
    public let said: Said
    /// Ours, that it is about; nil: it is about none that this Kicau sent lately.
    public let post: PostSummary?
    /// The newest answer given here.
    public let answer: PostSummary?
    public let assignee: User?
    public let isLiked: Bool
    public let isHidden: Bool
    public let done: Instant?
    /// Since then its words are no longer kept, because its network demands that.
    public let forgotten: Instant?
    /// What can be done with it on its network now.
    public let deeds: [Deed]
    /// What an answer has to begin with.
    public let salutation: String

    init(
        id: SaidID, account: AccountSummary, said: Said, post: PostSummary?, answer: PostSummary?, assignee: User?,
        isLiked: Bool = false, isHidden: Bool = false, done: Instant?, forgotten: Instant?, rules: InboxRules?
    ) {
        self.id = id
        self.account = account
        self.said = said
        self.post = post
        self.answer = answer
        self.assignee = assignee
        self.isLiked = isLiked
        self.isHidden = isHidden
        self.done = done
        self.forgotten = forgotten
        let open: [Deed] =
            switch said.waiting {
            case .pending?: [.approve, .ignore]
            case .ignored?: [.approve]
            case nil: [isLiked ? .unlike : .like, isHidden ? .unhide : .hide]
            }
        deeds = forgotten == nil ? open.filter { rules?.deeds.contains($0) == true } : []
        let handle = said.speaker.handle
        salutation = rules?.callsByHandle == true && !handle.isEmpty ? "@\(handle) " : ""
    }
}

/// What to show of the inbox.
public struct InboxFilter: Sendable, Hashable {
    public var isDone = false
    public var accounts: [AccountID] = []
    public var assignee: ID<User>?
    public var after: String?
    /// At most 200.
    public var limit = 50

    public init() {}
}

/// A page of the inbox, the newest first.
public struct InboxListing: Sendable {
    public let items: [InboxItem]
    public let next: String?
    public let total: Int
    /// Accounts whose networks could not be read the last time, with the reason.
    public let deaf: [DeafAccount]
    /// Who can be asked to look after something.
    public let members: [User]
    /// Accounts that are listened to less often, because a budget is on its way to its end.
    public var slowed: [SlowedAccount] = []
}

public struct SlowedAccount: Sendable, Hashable {
    public let account: AccountSummary
    public let why: Settlement.Story
}

public struct DeafAccount: Sendable, Hashable {
    public let account: AccountSummary
    public let missing: Settlement.Story
}
