public import KicauCore

/// Connecting, refreshing and taking off accounts.
public struct Accounts: Sendable {
    public func list(for caller: Caller) async throws -> [AccountDetail] { throw notYet }
    public func detail(_ id: AccountID, for caller: Caller) async throws -> AccountDetail { throw notYet }
    /// The networks one can connect, with what each asks for.
    public func networks(for caller: Caller) async throws -> [NetworkOffer] { throw notYet }
    /// Keeps the operator's developer app keys for a network (encrypted). `addresses` may point at rehearsal networks.
    public func saveAppKeys(_ platform: PlatformID, clientID: String, secret: Redacted<String>, by caller: Caller) async throws { throw notYet }
    /// Begins a connection. `session` binds the state to the browser that began it.
    public func beginConnecting(_ input: ConnectInput, redirect: String, session: String, by caller: Caller) async throws -> Connecting { throw notYet }
    /// The browser came back with this query.
    public func finishConnecting(query: [String: String], session: String, by caller: Caller) async throws -> Connecting { throw notYet }
    /// Takes the accounts chosen among those found.
    public func choose(_ remoteIDs: [String], of connection: String, session: String, by caller: Caller) async throws -> [AccountID] { throw notYet }
    public func disconnect(_ id: AccountID, by caller: Caller) async throws { throw notYet }
    /// Asks the network whose token this is, now.
    public func check(_ id: AccountID, by caller: Caller) async throws -> AccountDetail { throw notYet }

    var notYet: Problem { Problem(.broken, "Not here yet.", do: "Wait.") }
}

public struct AccountDetail: Sendable {
    public let summary: AccountSummary
    public let connected: Instant
    public let tokenExpires: Instant?
    public let scopes: [String]
    public let scheduled: Int
    public let published: Int
    public let lastChecked: Instant?
    /// Why it is signed out, in words.
    public let trouble: Settlement.Story?
    public let isRehearsal: Bool
}

public struct NetworkOffer: Sendable {
    public let platform: PlatformID
    public let name: String
    public let form: SignInForm
    public let hasAppKeys: Bool
    /// Where the operator registers an app, for the set-up guide.
    public let redirectURL: String
    public let isRehearsal: Bool
}

public struct ConnectInput: Sendable {
    public let platform: PlatformID
    public let server: String?
    public let handle: String?
    public let password: Redacted<String>?

    public init(platform: PlatformID, server: String? = nil, handle: String? = nil, password: Redacted<String>? = nil) {
        self.platform = platform
        self.server = server
        self.handle = handle
        self.password = password
    }
}

/// Where a connection stands.
public enum Connecting: Sendable {
    case redirect(String)
    /// Several accounts were found: the person picks. `connection` names this try.
    case choose(connection: String, [FoundSummary])
    case connected([AccountID])
}

public struct FoundSummary: Sendable, Hashable {
    public let remoteID: String
    public let handle: String
    public let displayName: String
    public let alreadyConnected: Bool
}
