/// An account of ours on a platform, as a connector needs to know it.
public struct Account: Hashable, Sendable, Codable {
    public let id: ID<Account>
    public let platform: PlatformID
    /// The platform's own identity: X user id, page id, DID, actor id on its server, `urn:li:person:…`.
    public let remoteID: String
    /// As it is shown, without the sign: "ayu_lestari", "ayu@mastodon.example", "ayu.bsky.social".
    public let handle: String
    public let displayName: String
    /// The server's origin for networks of many servers ("https://mastodon.example"); empty elsewhere.
    public let server: String
    /// What the platform told about this account's limits and dialect when it was connected.
    public let traits: [String: JSONValue]

    public init(
        id: ID<Account>, platform: PlatformID, remoteID: String, handle: String, displayName: String, server: String,
        traits: [String: JSONValue]
    ) {
        self.id = id
        self.platform = platform
        self.remoteID = remoteID
        self.handle = handle
        self.displayName = displayName
        self.server = server
        self.traits = traits
    }
}

/// What lets us act for an account. Encrypted at rest; never logged.
public struct Credentials: Hashable, Sendable {
    public let accessToken: Redacted<String>
    public let refreshToken: Redacted<String>?
    public let expires: Instant?
    public let scopes: [String]
    /// Nil: whoever has the token may use it.
    public let binding: KeyBinding?

    public init(
        accessToken: Redacted<String>, refreshToken: Redacted<String>? = nil, expires: Instant? = nil,
        scopes: [String] = [], binding: KeyBinding? = nil
    ) {
        self.binding = binding
        self.accessToken = accessToken
        self.refreshToken = refreshToken
        self.expires = expires
        self.scopes = scopes
    }
}

/// What a token is tied to that is worth something only with proof of a key (DPoP, RFC 9449).
public struct KeyBinding: Hashable, Sendable {
    /// The session's private key, as its connector writes it.
    public let key: Redacted<String>
    /// Who gave the token and renews it.
    public let issuer: String
    /// As whom we asked for it.
    public let clientID: String

    public init(key: Redacted<String>, issuer: String, clientID: String) {
        self.key = key
        self.issuer = issuer
        self.clientID = clientID
    }
}

/// The developer app we speak through: the operator's keys, or a registration made on a Mastodon server.
public struct AppKeys: Hashable, Sendable {
    public let clientID: String
    public let clientSecret: Redacted<String>
    /// Base addresses by the connector's own names ("api", "authorize"); a missing one means the real network's.
    public let addresses: [String: String]
    /// A secret of this Kicau that no network ever sees: a client that proves itself with a key makes it from this.
    public let seed: Redacted<String>?

    public init(
        clientID: String, clientSecret: Redacted<String>, addresses: [String: String] = [:],
        seed: Redacted<String>? = nil
    ) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.addresses = addresses
        self.seed = seed
    }

    public func with(seed: Redacted<String>) -> AppKeys {
        AppKeys(clientID: clientID, clientSecret: clientSecret, addresses: addresses, seed: seed)
    }
}

/// An account with all that is needed to act for it now.
public struct SignedIn: Sendable {
    public let account: Account
    public let credentials: Credentials
    public let app: AppKeys

    public init(account: Account, credentials: Credentials, app: AppKeys) {
        self.account = account
        self.credentials = credentials
        self.app = app
    }
}
