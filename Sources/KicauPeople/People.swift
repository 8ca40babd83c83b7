public import KicauCore

/// Set-up, signing in, members, keys and settings.
public struct People: Sendable {
    /// Is there no owner yet? Then every page leads to set-up.
    public func needsSetUp() async throws -> Bool { throw notYet }
    public func setUp(name: String, email: String, password: Redacted<String>, workspace: String, zone: String, remote: String) async throws -> Session { throw notYet }
    /// Rate-limited by address and e-mail.
    public func signIn(email: String, password: Redacted<String>, remote: String) async throws -> Session { throw notYet }
    public func signOut(_ token: Redacted<String>) async throws { throw notYet }
    /// Who a session cookie belongs to; nil when it is unknown or has ended.
    public func caller(session token: Redacted<String>) async throws -> SignedInCaller? { throw notYet }
    /// Who an API key speaks for. - Throws: `.badKey`.
    public func caller(key: Redacted<String>) async throws -> Caller { throw notYet }
    public func switchWorkspace(_ id: ID<Workspace>, session token: Redacted<String>) async throws { throw notYet }
    public func setLanguage(_ language: String?, for caller: Caller) async throws { throw notYet }
    public func changePassword(old: Redacted<String>, new: Redacted<String>, for caller: Caller) async throws { throw notYet }

    public func members(for caller: Caller) async throws -> [Member] { throw notYet }
    /// Adds a member with a first password that the admin hands over.
    public func addMember(name: String, email: String, password: Redacted<String>, role: Role, by caller: Caller) async throws { throw notYet }
    public func setRole(_ role: Role, of user: ID<User>, by caller: Caller) async throws { throw notYet }
    public func removeMember(_ user: ID<User>, by caller: Caller) async throws { throw notYet }
    public func saveWorkspace(name: String, zone: String, missedMinutes: Int, resendsAfterTwoLooks: Bool, by caller: Caller) async throws { throw notYet }

    public func keys(for caller: Caller) async throws -> [APIKey] { throw notYet }
    /// The key is shown once: only its hash is kept.
    public func makeKey(name: String, role: Role, by caller: Caller) async throws -> Redacted<String> { throw notYet }
    public func revokeKey(_ id: Int64, by caller: Caller) async throws { throw notYet }

    var notYet: Problem { Problem(.broken, "Not here yet.", do: "Wait.") }
}

/// A new session: the cookie's value and the token its forms carry.
public struct Session: Sendable {
    public let token: Redacted<String>
    public let expires: Instant
}

public struct SignedInCaller: Sendable {
    public let caller: Caller
    /// Goes into each form, against forged requests.
    public let formToken: String
    public let workspaces: [Workspace]
}

public struct Member: Sendable, Hashable {
    public let user: User
    public let role: Role
    public let joined: Instant
}

public struct APIKey: Sendable, Hashable {
    public let id: Int64
    public let name: String
    /// The first characters, to tell keys apart.
    public let prefix: String
    public let role: Role
    public let made: Instant
    public let lastUsed: Instant?
}
