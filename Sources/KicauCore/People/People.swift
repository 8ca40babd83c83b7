/// A person who signs in to this Kicau.
public struct User: Hashable, Sendable, Codable {
    public let id: ID<User>
    public let email: String
    public let name: String
    /// "en" or "id"; nil follows the browser.
    public let language: String?

    public init(id: ID<User>, email: String, name: String, language: String?) {
        self.id = id
        self.email = email
        self.name = name
        self.language = language
    }
}

/// A team with its accounts, posts and budget.
public struct Workspace: Hashable, Sendable, Codable {
    public let id: ID<Workspace>
    public let name: String
    /// IANA zone name: what the calendar shows and wall times mean unless a post says otherwise.
    public let zone: String
    /// A post missed by less than this is still sent; later, a person is asked.
    public let missedLimit: Duration
    /// May a machine send again after two looks, a minute apart, where absence is no proof (X, Facebook)?
    public let resendsAfterTwoLooks: Bool
    /// Does every picture need a description before a post may be planned?
    public let needsAlt: Bool
    /// Which plan it pays for, by network; it pays for each use where none is named.
    public let plans: [String: String]

    public init(
        id: ID<Workspace>, name: String, zone: String, missedLimit: Duration, resendsAfterTwoLooks: Bool,
        needsAlt: Bool = false, plans: [String: String] = [:]
    ) {
        self.id = id
        self.name = name
        self.zone = zone
        self.missedLimit = missedLimit
        self.resendsAfterTwoLooks = resendsAfterTwoLooks
        self.needsAlt = needsAlt
        self.plans = plans
    }

    /// `plans`, by the networks themselves.
    public var paidPlans: [PlatformID: String] {
        Dictionary(plans.map { (PlatformID($0.key), $0.value) }) { first, _ in first }
    }
}

/// Who asks: a signed-in member or an API key of one workspace.
public struct Caller: Hashable, Sendable {
    /// Nil for an API key.
    public let user: User?
    public let workspace: Workspace
    public let role: Role

    public init(user: User?, workspace: Workspace, role: Role) {
        self.user = user
        self.workspace = workspace
        self.role = role
    }

    /// Stops here, with a sentence, when this role may not do that.
    public func must(_ deed: Role.Deed) throws(Problem) {
        guard role.may(deed) else {
            throw Problem(
                .notAllowed,
                "Your role here is \(role.rawValue), and that does not allow you to \(deed.inWords).",
                do: "Ask the owner or an admin of \(workspace.name) to do it or to change your role."
            )
        }
    }
}

/// What a member may do, from most to least.
public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    case owner, admin, editor, writer, viewer

    public enum Deed: Sendable, CaseIterable {
        case look, draft, publish, connect, manage, scan, own

        /// After "does not allow you to".
        public var inWords: String {
            switch self {
            case .look: "look at posts"
            case .draft: "write drafts"
            case .publish: "publish, schedule or cancel posts"
            case .connect: "connect or disconnect accounts"
            case .manage: "change members, keys, budget or settings"
            case .scan: "scan files of this server"
            case .own: "change the owner"
            }
        }
    }

    public func may(_ deed: Deed) -> Bool {
        switch self {
        case .owner: true
        case .admin: deed != .own
        case .editor: deed == .look || deed == .draft || deed == .publish
        case .writer: deed == .look || deed == .draft
        case .viewer: deed == .look
        }
    }
}
