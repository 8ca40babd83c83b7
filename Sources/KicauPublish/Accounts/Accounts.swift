public import KicauCore
import KicauStore

/// Connecting, checking and taking off accounts.
public struct Accounts: Sendable {
    let kit: Kit
    let keeper: TokenKeeper
    /// Our own address, as the browser sees it: where networks send people back to.
    let baseURL: String
    /// Origins of rehearsal networks; an account on one of them is marked as such.
    let rehearsals: [PlatformID: String]

    public init(kit: Kit, baseURL: String, rehearsals: [PlatformID: String]) {
        self.kit = kit
        self.baseURL = baseURL
        self.rehearsals = rehearsals
        keeper = TokenKeeper(kit: kit)
    }

    /// With what each has sent and has still to send: for the accounts page.
    public func list(for caller: Caller) async throws -> [AccountDetail] {
        try caller.must(.look)
        let now = kit.time.now()
        let found = try await kit.store.read { tx in
            try tx.accounts(in: caller.workspace.id).map { ($0, try tx.held(of: $0.account.id, at: now)) }
        }
        return try await detail(found)
    }

    /// Their names alone: for filters and the composer, where nothing is counted.
    public func summaries(for caller: Caller) async throws -> [AccountSummary] {
        try caller.must(.look)
        return try await kit.store.read { try $0.accounts(in: caller.workspace.id) }
            .map { AccountSummary($0, platform: try kit.platform($0.account.platform)) }
    }

    public func detail(_ id: AccountID, for caller: Caller) async throws -> AccountDetail {
        try caller.must(.look)
        let row = try await row(id, caller)
        let now = kit.time.now()
        let held = try await kit.store.read { try $0.held(of: id, at: now) }
        guard let detail = try await detail([(row, held)]).first else {
            throw Accounts.notHere
        }
        return detail
    }

    /// The networks one can connect, with what each asks for.
    public func networks(for caller: Caller) async throws -> [NetworkOffer] {
        var offers: [NetworkOffer] = []
        let connected = try await kit.store.read { try $0.accounts(in: caller.workspace.id) }
            .filter { $0.state != AccountState.disconnected.rawValue }.map(\.account)
        for platform in kit.platforms.values.sorted(by: { $0.id < $1.id }) {
            let choice = try await keeper.choice(of: platform.id)
            let ways = WayOffer.all(choice)
            offers.append(
                NetworkOffer(
                    platform: platform.id, name: platform.name, form: platform.signIn,
                    options: platform.options(of: connected.filter { $0.platform == platform.id }),
                    hasAppKeys: choice.app(at: "") != nil || ways.contains(where: \.hasAppKeys),
                    redirectURL: redirectURL, isRehearsal: rehearsals[platform.id] != nil, ways: ways))
        }
        return offers
    }

    public var doorman: Doorman { Doorman(kit: kit, baseURL: baseURL) }

    public var redirectURL: String { "\(baseURL)/connections/callback" }

    /// Keeps the operator's developer app keys for a network, the secret encrypted.
    public func saveAppKeys(
        _ platform: PlatformID, way: String? = nil, clientID: String, secret: Redacted<String>, by caller: Caller
    ) async throws {
        try caller.must(.manage)
        let clientID = clientID.trimmingWhitespace
        let known = try kit.platform(platform)
        let name = known.name
        let place = try await self.way(way, into: known)?.name ?? ""
        guard (1...500).contains(clientID.utf8.count), (1...2000).contains(secret.reveal().utf8.count) else {
            throw Problem(
                .badInput, "The app keys for \(name) are incomplete.",
                do: "Copy the client id and the client secret from the network's developer page.", field: "client_id")
        }
        try await keepApp(AppKeys(clientID: clientID, clientSecret: secret), platform, server: place)
    }

    /// For rehearsal networks and tests: keys with addresses of their own. `server` is also where those of a way stand.
    public func keepApp(_ app: AppKeys, _ platform: PlatformID, server: String) async throws {
        let sealed = try Secrets(vault: kit.vault).sealApp(app.clientSecret, platform: platform, server: server)
        let now = kit.time.now()
        try await kit.store.write { tx in
            try tx.putAppKeys(
                platform, server: server, clientID: app.clientID, sealedSecret: sealed, addresses: app.addresses,
                at: now)
        }
    }

    public func disconnect(_ id: AccountID, by caller: Caller) async throws {
        try caller.must(.connect)
        let row = try await row(id, caller)
        let held = try? await keeper.load(id).0  // what cannot be opened cannot be given back either
        try await kit.store.write { tx in
            try tx.dropCredential(of: row.account.id)
            try tx.dropHints(of: row.account.id)
            try tx.dropRinging(of: row.account.id)
            try tx.setAccountState(AccountState.disconnected.rawValue, trouble: nil, of: row.account.id)
        }
        guard let held else { return }
        let platform = try kit.platform(row.account.platform)
        await platform.signOut(
            held, now: kit.time.now(),
            via: kit.metered(
                for: caller.workspace, platform: platform.id, account: row.account.id, work: .publishing))
    }

    /// What the networks are told of this Kicau at its own address; nil: none asks.
    public func clientDocument() async throws -> JSONValue? {
        for platform in kit.platforms.values.sorted(by: { $0.id < $1.id }) {
            let app = try await keeper.appKeys(platform.id, server: "") ?? keeper.noApp(at: platform.id)
            if let document = platform.clientDocument(redirect: redirectURL, app: app) { return document }
        }
        return nil
    }

    /// Asks the network whose token this is, now.
    public func check(_ id: AccountID, by caller: Caller) async throws -> AccountDetail {
        try caller.must(.connect)
        let row = try await row(id, caller)
        let now = kit.time.now()
        switch try await keeper.key(for: id) {
        case .ready(let signedIn):
            let platform = try kit.platform(row.account.platform)
            let line = kit.metered(
                for: caller.workspace, platform: platform.id, account: row.account.id, work: .publishing)
            switch await platform.whoAmI(signedIn, via: line) {
            case .known(let remoteID, let handle, let displayName, let traits):
                guard remoteID == row.account.remoteID else {
                    throw Problem(
                        .networkAnswer, "The network says this token belongs to \(handle), another account.",
                        do: "Disconnect the account and connect it again.")
                }
                try await kit.store.write { tx in
                    _ = try tx.putAccount(
                        platform: platform.id, server: row.account.server, remoteID: remoteID, handle: handle,
                        displayName: displayName, traits: row.account.traits.merging(traits) { _, new in new },
                        in: caller.workspace.id, at: now)
                }
            case .signedOut(let refusal):
                try await keeper.signOut(id, refusal)
            case .couldNotAsk(let reason):
                throw Problem(reason)
            }
        case .signedOut(let refusal):
            try await keeper.signOut(id, refusal)
        case .tryLater(_, let reason):
            throw Problem(reason)
        }
        try await kit.store.write { try $0.noteAccountChecked(id, at: now) }
        return try await detail(id, for: caller)
    }

    private func row(_ id: AccountID, _ caller: Caller) async throws -> AccountRow {
        guard let row = try await kit.store.read({ try $0.account(id, in: caller.workspace.id) }) else {
            throw Accounts.notHere
        }
        return row
    }

    static let notHere = Problem(
        .notFound, "This account is not here.", do: "Go back to the list of accounts.")

    private func detail(_ found: [(AccountRow, Held)]) async throws -> [AccountDetail] {
        let now = kit.time.now()
        return try await kit.store.read { tx in
            try found.map { row, held in
                var detail = try detail(row, held)
                detail.forecasts = try forecasts(row, held, tx, at: now)
                detail.ringing = try ringing(row, tx)
                detail.way = try way(of: row.account)
                return detail
            }
        }
    }

    /// Only a connected account has anything to lose.
    private func forecasts(
        _ row: AccountRow, _ held: Held, _ tx: borrowing Transaction, at now: Instant
    ) throws -> [Forecast] {
        guard row.state == AccountState.connected.rawValue, let credential = held.credential else { return [] }
        let platform = try kit.platform(row.account.platform)
        return try Forecast.all(
            tokenEnds: credential.expires, isRenewed: credential.refresh != nil,
            version: platform.version(spokenBy: kit.networkOptions),
            missingScopes: platform.missingScopes(among: credential.scopes, of: row.account), now: now
        ) { try tx.scheduled(of: row.account.id, after: $0) }
    }

    /// Nil: it is not connected, or its network calls nobody.
    private func ringing(_ row: AccountRow, _ tx: borrowing Transaction) throws -> AccountRinging? {
        let platform = try kit.platform(row.account.platform)
        guard row.state == AccountState.connected.rawValue, let rules = platform.rules.inbox,
            Doorman.opens(to: platform)
        else { return nil }
        return AccountRinging(
            try tx.ringing(of: row.account.id), hasCalled: try tx.hasCalled(platform.id), asks: rules.asksToRing)
    }

    private func detail(_ row: AccountRow, _ held: Held) throws -> AccountDetail {
        let platform = try kit.platform(row.account.platform)
        return AccountDetail(
            summary: AccountSummary(row, platform: platform), connected: row.connected,
            tokenExpires: held.credential?.expires, isRenewed: held.credential?.refresh != nil,
            scopes: held.credential?.scopes ?? [],
            scheduled: held.counts.scheduled, published: held.counts.published,
            lastChecked: row.checked, trouble: row.trouble, isRehearsal: isRehearsal(row.account),
            readings: held.readings, followersBefore: held.followersBefore, withoutNumbers: held.withoutNumbers)
    }

    private func isRehearsal(_ account: Account) -> Bool {
        guard let origin = rehearsals[account.platform] else { return false }
        return account.server.isEmpty || account.server == origin
    }
}

/// What is kept beside an account's row.
private struct Held: Sendable {
    let credential: CredentialRow?
    let counts: (scheduled: Int, published: Int)
    let readings: [Reading]
    let followersBefore: Reading?
    let withoutNumbers: Settlement.Story?
}

extension Transaction {
    fileprivate borrowing func held(of account: AccountID, at now: Instant) throws -> Held {
        let before = try accountReadings(of: account, by: now - AccountDetail.growth)
        return Held(
            credential: try credential(of: account), counts: try countDeliveries(of: account),
            readings: try accountReadings(of: account, by: now),
            followersBefore: before.first { $0.metric == Metric.followers.rawValue },
            withoutNumbers: try missingNumbers(of: account))
    }
}

public struct AccountDetail: Sendable {
    public let summary: AccountSummary
    public let connected: Instant
    public let tokenExpires: Instant?
    /// Whether it is renewed before it ends, without anybody's doing.
    public let isRenewed: Bool
    public let scopes: [String]
    public let scheduled: Int
    public let published: Int
    public let lastChecked: Instant?
    /// Why it is signed out, in words.
    public let trouble: Settlement.Story?
    public let isRehearsal: Bool
    /// The newest of each kind: followers, posts.
    public internal(set) var readings: [Reading] = []
    /// The newest that was there `growth` ago; nil: it was not counted yet.
    public internal(set) var followersBefore: Reading?
    /// Why the numbers could not be read the last time.
    public internal(set) var withoutNumbers: Settlement.Story?
    /// What will keep its posts from going out.
    public internal(set) var forecasts: [Forecast] = []
    /// Nil: its network calls nobody, or it is not connected.
    public internal(set) var ringing: AccountRinging?

    /// Nil: its network has one way in.
    public internal(set) var way: SignInWay?

    /// Over so long the followers are compared.
    public static let growth = Duration.days(28)

    public var followers: Int64? { readings.first { $0.metric == Metric.followers.rawValue }?.value }
    public var followersGained: Int64? {
        guard let followers, let before = followersBefore else { return nil }
        return followers - before.value
    }
}

public struct NetworkOffer: Sendable {
    public let platform: PlatformID
    public let name: String
    public let form: SignInForm
    /// What a post may ask of it beyond text and pictures.
    public let options: [PostOption]
    public let hasAppKeys: Bool
    /// What the operator enters as redirect address when registering an app.
    public let redirectURL: String
    public let isRehearsal: Bool
    /// Empty: there is one way in.
    public internal(set) var ways: [WayOffer] = []
}
