import HTTPTypes
import KicauCore
import KicauPublish

/// Whom the key speaks for, the networks, and our accounts on them.
enum AccountResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/me", "showMe", .key, "Show whom the key speaks for",
            answer: .json(.ok, MeWire.shape),
            work: { api, ask in try .json(MeWire(ask.caller, api.house.settings)) }),
        APIOperation(
            .get, "/networks", "listNetworks", .networks, "List the networks one can connect",
            answer: .json(.ok, items("NetworkList", NetworkWire.shape, most: 1000)),
            work: { api, ask in
                let base = api.house.settings.baseURL
                let offers = try await api.house.accounts.networks(for: ask.caller)
                return try .json(Items(offers.map { NetworkWire($0, baseURL: base) }))
            }),
        APIOperation(
            .get, "/accounts", "listAccounts", .accounts, "List the accounts",
            answer: .json(.ok, items("AccountList", AccountWire.shape, most: 100_000)),
            work: { api, ask in
                let accounts = try await api.house.accounts.list(for: ask.caller)
                return try .json(Items(accounts.map { AccountWire($0, ask.voice) }))
            }),
        APIOperation(
            .post, "/accounts", "connectAccount", .accounts, "Connect an account without a browser",
            details: """
                By handle and app password where the network takes one (Bluesky), or by four keys of an app of one's
                own (X, OAuth 1.0a). All others need a person at a browser: send them to the network's connect_url.
                """,
            gate: .key(.connect), effect: .changes, body: .json(NewAccount.shape),
            answer: .json(.created, items("AccountList", AccountWire.shape, most: 100_000)),
            problems: [
                .notFound, .notPossibleNow, .wrongAppPassword, .networkUnreachable, .networkAnswer, .unknownServer,
                .signInRefused,
            ],
            work: connect),
        APIOperation(
            .get, "/accounts/{id}", "showAccount", .accounts, "Show one account",
            answer: .json(.ok, AccountWire.shape), problems: [.notFound],
            work: { api, ask in
                let account = try await api.house.accounts.detail(try ask.number(of: Account.self), for: ask.caller)
                return try .json(AccountWire(account, ask.voice))
            }),
        APIOperation(
            .post, "/accounts/{id}/checks", "checkAccount", .accounts, "Ask the network whose token this is",
            gate: .key(.connect), effect: .changes, answer: .json(.created, AccountWire.shape),
            problems: [.notFound, .networkUnreachable, .networkAnswer],
            work: { api, ask in
                let account = try await api.house.accounts.check(try ask.number(of: Account.self), by: ask.caller)
                return try .json(AccountWire(account, ask.voice), status: .created)
            }),
        APIOperation(
            .delete, "/accounts/{id}", "disconnectAccount", .accounts, "Forget an account's token",
            details: "Its posts and receipts stay; what is scheduled for it waits until it is connected again",
            gate: .key(.connect), effect: .changes, answer: .nothing, problems: [.notFound],
            work: { api, ask in
                try await api.house.accounts.disconnect(try ask.number(of: Account.self), by: ask.caller)
                return .nothing
            }),
    ]

    /// A key has no browser, so only an app password or keys of one's own lead to an account.
    @Sendable
    private static func connect(_ api: API, _ ask: Ask) async throws -> Reply {
        let new = try ask.decoded(NewAccount.self)
        let accounts = api.house.accounts
        let platform = PlatformID(new.platform)
        guard let offer = try await accounts.networks(for: ask.caller).first(where: { $0.platform == platform }) else {
            throw Problem(
                .notFound, "This Kicau does not know a network called \(new.platform).",
                do: "See /api/v1/networks for those it knows.", field: "platform")
        }
        let page = NetworkWire(offer, baseURL: api.house.settings.baseURL).connectUrl
        let input = try new.input(for: offer, page: page)
        let session = "api \(ask.planKey)"
        let step = try await accounts.beginConnecting(input, redirect: "", session: session, by: ask.caller)
        let ids = try await finish(step, session: session, accounts, ask)
        var connected: [AccountWire] = []
        for id in ids { connected.append(AccountWire(try await accounts.detail(id, for: ask.caller), ask.voice)) }
        return try .json(Items(connected), status: .created)
    }

    private static func finish(
        _ step: Connecting, session: String, _ accounts: Accounts, _ ask: Ask
    ) async throws -> [AccountID] {
        switch step {
        case .connected(let ids): return ids
        case .choose(let connection, let found):
            return try await accounts.choose(
                found.map(\.remoteID), of: connection, session: session, by: ask.caller)
        case .redirect:
            throw Problem(
                .networkAnswer, "The network wants to be signed in to in a browser.",
                do: "Connect this account on the accounts page.")
        }
    }

    /// A list without pages.
    static func items(_ name: String, _ shape: Shape, most: Int) -> Shape {
        .named(name, .object([.must("items", .list(shape, 0...most), "All of them, at most \(most)")]))
    }
}

struct Items<Item: Encodable & Sendable>: Encodable, Sendable {
    let items: [Item]

    init(_ items: [Item]) { self.items = items }
}

struct MeWire: Encodable, Sendable {
    struct Place: Encodable, Sendable {
        let id: Int64
        let name: String
        let zone: String
    }

    let role: String
    let workspace: Place
    let version: String
    let mode: String

    init(_ caller: Caller, _ settings: WebSettings) {
        role = caller.role.rawValue
        workspace = Place(id: caller.workspace.id.raw, name: caller.workspace.name, zone: caller.workspace.zone)
        version = settings.version
        mode =
            switch settings.mode {
            case .real: "real"
            case .demo: "demo"
            }
    }

    static let shape = Shape.named(
        "Me",
        .object([
            .must("role", .words(of: Role.self), "What the key may do", like: "editor"),
            .must(
                "workspace",
                .named(
                    "Workspace",
                    .object([
                        .must("id", .id, "The workspace's number"),
                        .must("name", .text(most: 400), "The workspace's name", like: "Warung Kata"),
                        .must("zone", .form(.zone), "What wall times mean unless a post says otherwise"),
                    ])), "Whose posts, accounts and budget these are"),
            .must("version", .text(most: 40), "This Kicau's version", like: "0.1.0"),
            .must("mode", .word(["real", "demo"]), "A demo has rehearsal networks only"),
        ]))
}
