/// What a budget counts: all that a workspace spends, or a part of it.
public enum BudgetScope: Hashable, Sendable {
    case workspace
    case network(PlatformID)
    case account(ID<Account>)
    case campaign(ID<Campaign>)
    /// All calls to language models.
    case ai

    /// The words a budget is stored and asked for by.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case workspace, network, account, campaign, ai
    }

    public var kind: Kind {
        switch self {
        case .workspace: .workspace
        case .network: .network
        case .account: .account
        case .campaign: .campaign
        case .ai: .ai
        }
    }

    /// Which network, account or campaign; empty where there is but one.
    public var subject: String {
        switch self {
        case .workspace, .ai: ""
        case .network(let platform): platform.raw
        case .account(let account): account.description
        case .campaign(let campaign): campaign.description
        }
    }

    /// Does it count what is spent there, by that account, for that campaign?
    public func covers(platform: PlatformID?, account: ID<Account>?, campaign: ID<Campaign>?) -> Bool {
        switch self {
        case .workspace: true
        case .network(let one): one == platform
        case .account(let one): one == account
        case .campaign(let one): one == campaign
        case .ai: platform == .ai
        }
    }

    /// Nil: the subject is none of that kind.
    public init?(_ kind: Kind, _ subject: String) {
        switch kind {
        case .workspace where subject.isEmpty: self = .workspace
        case .ai where subject.isEmpty: self = .ai
        case .network where !subject.isEmpty: self = .network(PlatformID(subject))
        case .account:
            guard let account = ID<Account>(subject) else { return nil }
            self = .account(account)
        case .campaign:
            guard let campaign = ID<Campaign>(subject) else { return nil }
            self = .campaign(campaign)
        case .workspace, .ai, .network: return nil
        }
    }
}

/// Posts that belong together: a name under which their money and their numbers are summed.
public struct Campaign: Hashable, Sendable {
    public let id: ID<Campaign>
    public let name: String
    /// No new post may join it from then on; nil: it goes on.
    public let ended: Instant?

    public init(id: ID<Campaign>, name: String, ended: Instant? = nil) {
        self.id = id
        self.name = name
        self.ended = ended
    }
}

extension PlatformID {
    /// Whoever answers for the language models: its calls are metered like a network's.
    public static let ai = PlatformID("ai")
}
