import KicauCore
import KicauStore

/// Hands out live tokens, refreshing ahead of time and under a lock.
struct TokenKeeper: Sendable {
    let kit: Kit

    /// Can we act for the account now?
    enum Key: Sendable {
        case ready(SignedIn)
        case signedOut(Refusal)
        case tryLater(Instant, Postponement)
    }

    func key(for account: ID<Account>) async throws -> Key {
        try await key(of: kit.store.read { try $0.keptSignIns(of: [account])[account] ?? KeptSignIn() }, for: account)
    }

    /// The same for what was read already.
    func key(of kept: KeptSignIn, for account: ID<Account>) async throws -> Key {
        let (signedIn, _, state) = try open(kept, of: account)
        guard state == AccountState.connected.rawValue, let signedIn else {
            return .signedOut(TokenKeeper.goneRefusal)
        }
        return kept.isLive(at: kit.time.now()) ? .ready(signedIn) : try await refresh(signedIn)
    }

    /// Renews one token. Only a clear no signs the account out; a blip does not.
    func refresh(_ signedIn: SignedIn) async throws -> Key {
        let account = signedIn.account.id
        let now = kit.time.now()
        let lockEpoch = try await kit.store.write {
            try $0.lockCredential(of: account, until: now + .seconds(60), at: now)
        }
        guard let lockEpoch else { return .tryLater(now + .seconds(2), .platformBusy(answer: nil)) }
        // Another worker may have renewed it between our reading and our lock.
        let (fresh, row, _) = try await load(account)
        guard let fresh, let row else { return .signedOut(TokenKeeper.goneRefusal) }
        if fresh.credentials.accessToken != signedIn.credentials.accessToken {
            try await unlock(account, lockEpoch, row.refresh)
            return .ready(fresh)
        }
        let platform = try kit.platform(fresh.account.platform)
        let workspace = try await workspace(of: account)
        let line = kit.metered(
            for: workspace, platform: platform.id, account: account, work: .publishing, haste: .publishing)
        switch await platform.refresh(fresh, now: now, via: line) {
        case .renewed(let credentials):
            guard try await keep(credentials, of: account, insteadOf: row, percent: platform.rules.refreshAtPercent)
            else {
                let (other, _, _) = try await load(account)
                return other.map(Key.ready) ?? .signedOut(TokenKeeper.goneRefusal)
            }
            return .ready(SignedIn(account: fresh.account, credentials: credentials, app: fresh.app))
        case .notNeeded:
            if let expires = row.expires, expires <= now {
                return try await signOut(account, TokenKeeper.expiredRefusal, holding: lockEpoch)
            }
            try await unlock(account, lockEpoch, nil)
            return .ready(fresh)
        case .signedOut(let refusal):
            return try await signOut(account, refusal, holding: lockEpoch)
        case .tryLater(let until, let reason):
            try await unlock(account, lockEpoch, max(until, now + .seconds(5)))
            return .tryLater(until, reason)
        }
    }

    /// What became of a token that the network takes no more though it was to live on.
    enum Renewal: Sendable {
        case renewed(SignedIn)
        /// Another worker is at it, or the network cannot be asked now.
        case later(Instant, Postponement)
        case needsPerson
    }

    /// Where a token can be renewed, nobody has to be asked.
    func renew(_ signedIn: SignedIn) async throws -> Renewal {
        guard signedIn.credentials.refreshToken != nil else { return .needsPerson }
        switch try await refresh(signedIn) {
        case .ready(let fresh):
            return fresh.credentials.accessToken == signedIn.credentials.accessToken ? .needsPerson : .renewed(fresh)
        case .tryLater(let until, let reason): return .later(until, reason)
        case .signedOut: return .needsPerson
        }
    }

    /// Only by whoever still has the lock: a call that was held up may have shown a token that another has spent
    /// meanwhile, and the no to it says nothing of the new one.
    private func signOut(_ account: ID<Account>, _ refusal: Refusal, holding epoch: Int64) async throws -> Key {
        let isOurs = try await kit.store.write { tx in
            guard try tx.unlockCredential(of: account, epoch: epoch, refresh: nil) else { return false }
            try tx.setAccountState(AccountState.signedOut.rawValue, trouble: refusal.story, of: account)
            return true
        }
        return isOurs ? .signedOut(refusal) : .tryLater(kit.time.now() + .seconds(2), .platformBusy(answer: nil))
    }

    /// The token is dead: what is scheduled will wait for the person, and the pages say so now.
    func signOut(_ account: ID<Account>, _ refusal: Refusal) async throws {
        try await kit.store.write {
            try $0.setAccountState(AccountState.signedOut.rawValue, trouble: refusal.story, of: account)
        }
    }

    /// A worker that asked with the same old token meanwhile was told no, and may have signed the account out by that.
    private func keep(
        _ credentials: Credentials, of account: ID<Account>, insteadOf old: CredentialRow, percent: Int
    ) async throws -> Bool {
        let sealed = try Secrets(vault: kit.vault).seal(credentials, of: account)
        let now = kit.time.now()
        let refresh = TokenKeeper.refreshInstant(of: credentials, percent: percent, got: now)
        return try await kit.store.write { tx in
            guard
                try tx.replaceCredential(
                    old.sealed, by: sealed, of: account, got: now, expires: credentials.expires, refresh: refresh,
                    scopes: credentials.scopes)
            else { return false }
            if try tx.account(account)?.state == AccountState.signedOut.rawValue {
                try tx.setAccountState(AccountState.connected.rawValue, trouble: nil, of: account)
                try tx.goOnConnected(account, at: now)
            }
            return true
        }
    }

    func keep(_ credentials: Credentials, of account: ID<Account>, percent: Int, got: Instant) async throws {
        let sealed = try Secrets(vault: kit.vault).seal(credentials, of: account)
        let refresh = TokenKeeper.refreshInstant(of: credentials, percent: percent, got: got)
        try await kit.store.write { tx in
            try tx.putCredential(
                sealed, of: account, got: got, expires: credentials.expires, refresh: refresh,
                scopes: credentials.scopes)
        }
    }

    static func refreshInstant(of credentials: Credentials, percent: Int, got: Instant) -> Instant? {
        guard let expires = credentials.expires else { return nil }
        return Instant(ms: got.ms + (expires.ms - got.ms) * Int64(percent) / 100)
    }

    private func unlock(_ account: ID<Account>, _ epoch: Int64, _ refresh: Instant?) async throws {
        _ = try await kit.store.write { try $0.unlockCredential(of: account, epoch: epoch, refresh: refresh) }
    }

    private func workspace(of account: ID<Account>) async throws -> Workspace {
        let found = try await kit.store.read { tx in try tx.account(account).flatMap { try tx.workspace($0.workspace) }
        }
        guard let found else { throw Problem(.notFound, "This account is not here.", do: "Reload the page.") }
        return found
    }

    func load(_ id: ID<Account>) async throws -> (SignedIn?, CredentialRow?, String) {
        try open(try await kit.store.read { try $0.keptSignIns(of: [id])[id] ?? KeptSignIn() }, of: id)
    }

    private func open(_ kept: KeptSignIn, of id: ID<Account>) throws -> (SignedIn?, CredentialRow?, String) {
        guard let row = kept.row, let credential = kept.credential else {
            return (nil, nil, kept.row?.state ?? AccountState.disconnected.rawValue)
        }
        let platform = kit.platforms[row.account.platform]
        let ways = platform?.signIn.ways
        let way = ways?.named(platform?.way(of: row.account))
        let app = try AppChoice(kept.apps, of: row.account.platform, ways: ways, options: kit.networkOptions)
            .app(of: row.account, by: way).map(open)
        let signedIn = SignedIn(
            account: row.account, credentials: try Secrets(vault: kit.vault).open(credential, of: id),
            app: app ?? noApp(at: row.account.platform))
        return (signedIn, credential, row.state)
    }

    /// For a network that asks no operator to register: it still has to know which client this is.
    func noApp(at platform: PlatformID) -> AppKeys {
        AppKeys(
            clientID: "", clientSecret: Redacted(""), addresses: kit.networkOptions,
            seed: Secrets(vault: kit.vault).seed(of: platform))
    }

    func appKeys(_ platform: PlatformID, server: String) async throws -> AppKeys? {
        try await choice(of: platform).app(at: server).map(open)
    }

    /// Nil: its keys are not here.
    func appKeys(_ platform: PlatformID, by way: SignInWay) async throws -> AppKeys? {
        try await choice(of: platform).app(by: way).map(open)
    }

    /// All that the network may sign a call to us by.
    func callers(_ platform: PlatformID) async throws -> [AppKeys] {
        try await choice(of: platform).callers.map(open)
    }

    func choice(of platform: PlatformID) async throws -> AppChoice {
        AppChoice(
            try await kit.store.read { try $0.appKeys(of: [platform]) }, of: platform,
            ways: kit.platforms[platform]?.signIn.ways, options: kit.networkOptions)
    }

    private func open(_ chosen: AppChoice.Chosen) throws -> AppKeys {
        let secrets = Secrets(vault: kit.vault)
        let platform = chosen.row.platform
        let keys = try secrets.openApp(chosen.row, platform: platform, server: chosen.row.server)
        return AppKeys(
            clientID: keys.clientID, clientSecret: keys.clientSecret, addresses: chosen.addresses,
            seed: secrets.seed(of: platform))
    }

    static let goneRefusal = Refusal(
        .token, "This account is signed out, so nothing can be sent for it.", do: "Reconnect the account.")
    static let expiredRefusal = Refusal(
        .token, "The network's permission for this account has run out.", do: "Reconnect the account.")
}

/// An account as it is kept, its secrets still sealed.
struct KeptSignIn: Sendable {
    var row: AccountRow?
    var credential: CredentialRow?
    /// Of its network: those of other servers and other ways in as well.
    var apps: [AppKeysRow] = []
}

extension Transaction {
    borrowing func keptSignIns(of ids: [ID<Account>]) throws -> [ID<Account>: KeptSignIn] {
        let credentials = try self.credentials(of: ids)
        let rows = try accounts(ids)
        let apps = try appKeys(of: Array(Set(rows.map(\.account.platform))))
        return rows.reduce(into: [:]) { kept, row in
            kept[row.account.id] = KeptSignIn(
                row: row, credential: credentials[row.account.id],
                apps: apps.filter { $0.platform == row.account.platform })
        }
    }
}

extension KeptSignIn {
    /// A token this close to its end is renewed before it is used.
    static let margin = Duration.seconds(90)

    /// It can be used as it is.
    func isLive(at now: Instant) -> Bool {
        guard row?.state == AccountState.connected.rawValue, let credential else { return false }
        return credential.expires.map { now < $0 - KeptSignIn.margin } ?? true
    }
}
