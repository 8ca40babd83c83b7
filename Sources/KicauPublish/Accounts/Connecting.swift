public import KicauCore
import KicauStore

public struct ConnectInput: Sendable {
    public let platform: PlatformID
    public let server: String?
    public let handle: String?
    public let password: Redacted<String>?
    public let userKeys: UserKeys?
    /// One of the network's ways in; nil: the usual one.
    public let way: String?

    public init(
        platform: PlatformID, server: String? = nil, handle: String? = nil, password: Redacted<String>? = nil,
        userKeys: UserKeys? = nil, way: String? = nil
    ) {
        self.platform = platform
        self.server = server
        self.handle = handle
        self.password = password
        self.userKeys = userKeys
        self.way = way
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

extension Accounts {
    /// Begins a connection. `session` binds the state to the browser that began it.
    public func beginConnecting(
        _ input: ConnectInput, redirect: String, session: String, by caller: Caller
    ) async throws -> Connecting {
        try caller.must(.connect)
        let platform = try kit.platform(input.platform)
        let server = try Accounts.origin(input.server)
        let way = try await way(input.way, into: platform)
        let app = try await app(of: platform, by: way, server: server, isNeeded: input.userKeys == nil)
        let state = kit.makeName()
        let verifier = kit.makeName() + kit.makeName()
        let request = SignInRequest(
            app: app, redirect: redirect, state: state, verifier: verifier, server: server.isEmpty ? nil : server,
            handle: input.handle?.trimmingWhitespace, password: input.password, userKeys: input.userKeys,
            now: kit.time.now())
        let address: String
        let kept: Kept
        let line = kit.metered(for: caller.workspace, platform: platform.id, work: .publishing)
        switch try await platform.beginSignIn(request, via: line) {
        case .redirect(let to, let app):
            if platform.signIn.kind == .serverThenRedirect { try await keepApp(app, platform.id, server: server) }
            address = to
            kept = Kept(verifier: verifier, redirect: redirect, app: SealedApp(app), found: [])
        case .redirectKeeping(let own, let to, let app):
            address = to
            kept = Kept(verifier: verifier, redirect: redirect, app: SealedApp(app), found: [], own: own.reveal())
        case .done(let found):
            return try await offer(found, platform, server: server, session: session, caller)
        }
        try await keep(kept, state: state, session: session, platform.id, server, caller)
        return .redirect(address)
    }

    /// Nil: it registers one itself.
    private func app(of platform: any Platform, by way: SignInWay?, server: String, isNeeded: Bool) async throws
        -> AppKeys?
    {
        let kept =
            if let way { try await keeper.appKeys(platform.id, by: way) } else {
                try await keeper.appKeys(platform.id, server: server)
            }
        if let kept { return kept }
        if platform.signIn.needsAppKeys, isNeeded {
            throw Problem(
                .appKeysMissing, "Kicau has no developer app for \(platform.name) yet.",
                do: "Register an app at the network, then enter its keys on the accounts page.")
        }
        return platform.signIn.kind == .handleThenRedirect ? keeper.noApp(at: platform.id) : nil
    }

    /// The browser came back with this query.
    public func finishConnecting(query: [String: String], session: String, by caller: Caller) async throws -> Connecting
    {
        try caller.must(.connect)
        let (row, kept) = try await take(query["state"] ?? "", session: session, caller)
        let platform = try kit.platform(row.platform)
        let app = kept.app.keys.with(seed: Secrets(vault: kit.vault).seed(of: platform.id))
        let callback = SignInCallback(
            app: app, redirect: kept.redirect, verifier: kept.verifier,
            server: row.server.isEmpty ? nil : row.server, query: query, kept: kept.own.map { Redacted($0) },
            now: kit.time.now())
        let found = try await platform.finishSignIn(
            callback, via: kit.metered(for: caller.workspace, platform: platform.id, work: .publishing))
        return try await offer(found, platform, server: row.server, session: session, caller)
    }

    /// Takes the accounts chosen among those found.
    public func choose(_ remoteIDs: [String], of connection: String, session: String, by caller: Caller) async throws
        -> [AccountID]
    {
        try caller.must(.connect)
        let (row, kept) = try await take(connection, session: session, caller)
        let chosen = kept.found.filter { remoteIDs.contains($0.remoteID) }
        guard !chosen.isEmpty else {
            throw Problem(
                .noAccountChosen, "No account was chosen.", do: "Begin again and tick at least one.", field: "accounts")
        }
        return try await connect(chosen.map(\.account), try kit.platform(row.platform), caller)
    }

    /// One account is connected at once; of several the person picks.
    private func offer(
        _ found: [FoundAccount], _ platform: any Platform, server: String, session: String, _ caller: Caller
    ) async throws -> Connecting {
        guard !found.isEmpty else {
            throw Problem(
                .signInRefused, "\(platform.name) gave no account that can publish.",
                do: "Sign in there as someone who manages the account, and allow everything that is asked.")
        }
        guard found.count > 1 else { return .connected(try await connect(found, platform, caller)) }
        let connection = kit.makeName()
        let kept = Kept(
            verifier: "", redirect: "", app: SealedApp(found[0].app), found: found.map(SealedFound.init))
        try await keep(kept, state: connection, session: session, platform.id, server, caller)
        let known = Set(
            try await kit.store.read { try $0.accounts(in: caller.workspace.id) }
                .filter { $0.account.platform == platform.id && $0.state == AccountState.connected.rawValue }
                .map(\.account.remoteID))
        return .choose(
            connection: connection,
            found.map {
                FoundSummary(
                    remoteID: $0.remoteID, handle: $0.handle, displayName: $0.displayName,
                    alreadyConnected: known.contains($0.remoteID))
            })
    }

    /// Connects accounts, also for rehearsals and the command line; what waited for them goes on.
    public func connect(_ found: [FoundAccount], _ platform: any Platform, _ caller: Caller) async throws -> [AccountID]
    {
        var ids: [AccountID] = []
        let now = kit.time.now()
        for account in found {
            let id = try await kit.store.write { tx in
                let id = try tx.putAccount(
                    platform: platform.id, server: account.server, remoteID: account.remoteID, handle: account.handle,
                    displayName: account.displayName, traits: account.traits, in: caller.workspace.id, at: now)
                if platform.rules.inbox?.asksToRing == true { try tx.askToRingSoon(id, at: now) }
                return id
            }
            try await keeper.keep(account.credentials, of: id, percent: platform.rules.refreshAtPercent, got: now)
            try await kit.store.write { try $0.goOnConnected(id, at: now) }
            ids.append(id)
        }
        kit.bell.ring()
        return ids
    }

    private func keep(
        _ kept: Kept, state: String, session: String, _ platform: PlatformID, _ server: String, _ caller: Caller
    ) async throws {
        let hash = Digest.hex(state)
        let sealed = try kit.vault.seal(kept, for: "connection \(hash)")
        let now = kit.time.now()
        try await kit.store.write { tx in
            try tx.addConnection(
                stateSHA256: hash, sessionSHA256: Digest.hex(session), platform: platform, server: server,
                sealed: sealed,
                in: caller.workspace.id, expires: now + .minutes(15), at: now)
        }
    }

    private func take(_ state: String, session: String, _ caller: Caller) async throws -> (ConnectionRow, Kept) {
        let hash = Digest.hex(state)
        let now = kit.time.now()
        let row = try await kit.store.write { tx in
            try tx.takeConnection(stateSHA256: hash, sessionSHA256: Digest.hex(session), at: now)
        }
        guard let row, row.workspace == caller.workspace.id else {
            throw Problem(
                .signInRefused,
                "This sign-in is not known here: it is older than 15 minutes, was used before, or began in another browser.",
                do: "Begin again on the accounts page.")
        }
        return (row, try kit.vault.open(row.sealed, for: "connection \(hash)"))
    }

    /// "mastodon.example", "https://Mastodon.example/about" → "https://mastodon.example". Empty for none.
    static func origin(_ text: String?) throws(Problem) -> String {
        let text = (text ?? "").trimmingWhitespace
        guard !text.isEmpty else { return "" }
        let bad = Problem(
            .unknownServer, "\"\(String(text.prefix(80)))\" is not a server's address.",
            do: "Write it like mastodon.social.", field: "server")
        let hasScheme = text.hasPrefix("https://") || text.hasPrefix("http://")
        let whole = hasScheme ? text : "https://" + text
        let pieces = whole.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard text.utf8.count <= 300, pieces.count >= 3, let host = pieces.dropFirst(2).first, !host.isEmpty,
            host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".-:[]".contains($0)) })
        else { throw bad }
        return "\(pieces[0])//\(host.lowercased())"
    }
}

/// What must survive the trip to the network and back. Sealed.
private struct Kept: Codable {
    let verifier: String
    let redirect: String
    let app: SealedApp
    let found: [SealedFound]
    /// The connector's own.
    var own: String? = nil
}

private struct SealedApp: Codable {
    let clientID: String
    let secret: String
    let addresses: [String: String]

    init(_ app: AppKeys) {
        clientID = app.clientID
        secret = app.clientSecret.reveal()
        addresses = app.addresses
    }

    var keys: AppKeys { AppKeys(clientID: clientID, clientSecret: Redacted(secret), addresses: addresses) }
}

private struct SealedFound: Codable {
    let remoteID: String
    let handle: String
    let displayName: String
    let server: String
    let traits: [String: JSONValue]
    let credentials: SealedCredentials
    let expires: Instant?
    let scopes: [String]
    let app: SealedApp

    init(_ found: FoundAccount) {
        remoteID = found.remoteID
        handle = found.handle
        displayName = found.displayName
        server = found.server
        traits = found.traits
        credentials = SealedCredentials(found.credentials)
        expires = found.credentials.expires
        scopes = found.credentials.scopes
        app = SealedApp(found.app)
    }

    var account: FoundAccount {
        FoundAccount(
            remoteID: remoteID, handle: handle, displayName: displayName, server: server, traits: traits,
            credentials: credentials.opened(expires: expires, scopes: scopes), app: app.keys)
    }
}
