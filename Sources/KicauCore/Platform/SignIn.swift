/// What a person fills in to connect an account of this network.
public struct SignInForm: Sendable {
    public enum Kind: String, Sendable, Codable {
        /// A button: the network's own page does the rest.
        case redirect
        /// The server's address first, then its own page (Mastodon).
        case serverThenRedirect
        /// The handle first, then the page of the account's own server (Bluesky).
        case handleThenRedirect
        /// Handle and app password (Bluesky).
        case appPassword
        /// Four keys of an app of one's own (X, OAuth 1.0a).
        case userKeys
    }

    public let kind: Kind
    public let scopes: [String]
    /// Does the operator have to register a developer app and give us its keys?
    public let needsAppKeys: Bool
    /// Another way in, for whom the first is closed.
    public let second: Kind?
    /// Nil: there is one way in, and one app.
    public let ways: SignInWays?

    public init(
        kind: Kind, scopes: [String], needsAppKeys: Bool, second: Kind? = nil, ways: SignInWays? = nil
    ) {
        self.kind = kind
        self.scopes = scopes
        self.needsAppKeys = needsAppKeys
        self.second = second
        self.ways = ways
    }

    public func offers(_ kind: Kind) -> Bool { self.kind == kind || second == kind }
}

/// A person wants to connect an account.
public struct SignInRequest: Sendable {
    /// The operator's app keys or an earlier registration on this server; nil when there are none yet.
    public let app: AppKeys?
    public let redirect: String
    /// Unguessable, single use, bound to the session.
    public let state: String
    /// PKCE verifier made by us, 43 to 128 characters.
    public let verifier: String
    public let server: String?
    public let handle: String?
    public let password: Redacted<String>?
    public let userKeys: UserKeys?
    public let now: Instant

    public init(
        app: AppKeys?, redirect: String, state: String, verifier: String, server: String? = nil, handle: String? = nil,
        password: Redacted<String>? = nil, userKeys: UserKeys? = nil, now: Instant
    ) {
        self.app = app
        self.redirect = redirect
        self.state = state
        self.verifier = verifier
        self.server = server
        self.handle = handle
        self.password = password
        self.userKeys = userKeys
        self.now = now
    }
}

/// How connecting begins.
public enum SignInStart: Sendable {
    /// Send the browser there. `app` is a registration just made, to be kept (encrypted) with the state.
    case redirect(to: String, app: AppKeys)
    /// The same, with something of the connector's own that is kept (encrypted) until the browser is back.
    case redirectKeeping(Redacted<String>, to: String, app: AppKeys)
    case done([FoundAccount])
}

/// The browser came back.
public struct SignInCallback: Sendable {
    public let app: AppKeys
    public let redirect: String
    public let verifier: String
    public let server: String?
    /// The query of the callback address: code, state, error.
    public let query: [String: String]
    /// What the connector asked to be kept.
    public let kept: Redacted<String>?
    public let now: Instant

    public init(
        app: AppKeys, redirect: String, verifier: String, server: String?, query: [String: String],
        kept: Redacted<String>? = nil, now: Instant
    ) {
        self.kept = kept
        self.app = app
        self.redirect = redirect
        self.verifier = verifier
        self.server = server
        self.query = query
        self.now = now
    }
}

/// An account the person may now connect (Facebook gives several pages at once).
public struct FoundAccount: Sendable {
    public let remoteID: String
    public let handle: String
    public let displayName: String
    public let server: String
    public let avatarURL: String?
    public let traits: [String: JSONValue]
    public let credentials: Credentials
    /// The app to go on using for this account.
    public let app: AppKeys

    public init(
        remoteID: String, handle: String, displayName: String, server: String = "", avatarURL: String? = nil,
        traits: [String: JSONValue] = [:], credentials: Credentials, app: AppKeys
    ) {
        self.remoteID = remoteID
        self.handle = handle
        self.displayName = displayName
        self.server = server
        self.avatarURL = avatarURL
        self.traits = traits
        self.credentials = credentials
        self.app = app
    }
}

/// How a token refresh ended. Only a clear no signs the account out; a blip does not.
public enum Refreshed: Sendable {
    case renewed(Credentials)
    case notNeeded
    case signedOut(Refusal)
    case tryLater(Instant, Postponement)
}

/// Whose token it is, as the network says.
public enum Identity: Sendable {
    case known(remoteID: String, handle: String, displayName: String, traits: [String: JSONValue])
    case signedOut(Refusal)
    case couldNotAsk(Postponement)
}
