public import KicauCore

/// A post with the accounts it is for and the wordings that differ.
public struct DraftContent: Sendable, Hashable, Codable {
    public var post: Post
    public var accounts: [ID<Account>]
    /// A different wording for an account: replaces parts and first comment there, and the options where it has some.
    public var wordings: [Wording]
    /// What it belongs to, and whose budget it counts towards.
    public var campaign: ID<Campaign>?
    /// What gives way when it can no longer be paid; nil: what the workspace has chosen.
    public var ways: [Way]?

    public struct Wording: Sendable, Hashable, Codable {
        public let account: ID<Account>
        public let post: Post

        public init(account: ID<Account>, post: Post) {
            self.account = account
            self.post = post
        }
    }

    public init(
        post: Post, accounts: [ID<Account>], wordings: [Wording] = [], campaign: ID<Campaign>? = nil,
        ways: [Way]? = nil
    ) {
        self.post = post
        self.accounts = accounts
        self.wordings = wordings
        self.campaign = campaign
        self.ways = ways
    }

    /// A link has one card, whichever wording it is in and whichever has brought the card along.
    public func post(for account: ID<Account>) -> Post {
        guard var own = wordings.first(where: { $0.account == account })?.post else { return post.with(cards) }
        if own.options.isEmpty { own.options = post.options }
        own.answering = post.answering
        return own.with(cards)
    }
}

/// When a post goes out.
public enum Timing: Sendable, Hashable {
    case now
    case at(Due)
    /// The next free posting time of its accounts.
    case nextSlot
}

/// What one account's network will get, what its rules say, and what it costs.
public struct AccountPreview: Sendable {
    public let account: AccountSummary
    public let rendered: Rendered
    /// Nil with a reason in `fareProblem` when there is no price.
    public let fare: Fare?
    public let fareProblem: Problem?
    /// A sentence when another wording would be cheaper: "0.20 because of the link; 0.015 without it".
    public internal(set) var cheaper: Sentence?
    /// Links that this network would show a card for, and that have none.
    public internal(set) var bareLinks: [BareLink] = []
    /// Ways to say it to this account for less, those that give up least first.
    public internal(set) var ways: [CheaperWay] = []
    /// Of each part.
    public internal(set) var trimmings: [Trimmings] = []
    /// Links that this network makes cards of itself, and whose pages nobody has read lately.
    public internal(set) var unreadPages: [BareLink] = []
}

/// The composer's answer to each change.
public struct Preview: Sendable {
    public let accounts: [AccountPreview]
    public let total: Money
    /// Left of this month's budget after what is spent and held; nil when there is no budget.
    public let left: Money?
    /// What the calendar holds beside it, and every budget it would come out of.
    public internal(set) var plan: PricedPlan?

    public var canGoOut: Bool {
        !accounts.isEmpty && accounts.allSatisfy { $0.rendered.refusals.isEmpty && $0.fare != nil }
    }
}

/// A published post that a later check found gone or changed.
public struct LostPost: Sendable {
    public let post: PostSummary
    public let account: AccountSummary
    public let presence: PresenceDetail
}

/// The first page: what needs a person, what is next, what went out.
public struct Today: Sendable {
    public let needsYou: [PostSummary]
    /// To be posted by hand, soonest first: what is due, and what will be within a day.
    public internal(set) var handOffs: [PostSummary] = []
    /// Published, and found gone or changed in the last two weeks.
    public let lost: [LostPost]
    public let next: [PostSummary]
    public let recent: [PostSummary]
    public let accounts: [AccountSummary]
    public let publishedThisWeek: Int
    public let budget: BudgetStatus
    /// Of its budgets, that nobody has put away.
    public internal(set) var warnings: [WarningDetail] = []
    /// Of the networks' windows, the same.
    public internal(set) var limits: [LimitWarningDetail] = []
    /// Credits at networks that are used up.
    public internal(set) var credits: [CreditsDetail] = []
}
