import HTTPTypes
import KicauCore
import KicauMeter
import KicauPublish

/// All budgets of the month, and what is said of them.
enum BudgetResource {
    private static let list = AccountResource.items("BudgetList", BudgetLineWire.shape, most: 100_000)
    private static let warnings = AccountResource.items("WarningList", WarningWire.shape, most: 200)

    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/budgets", "listBudgets", .money, "List this month's budgets",
            details: "The workspace's own first, then those of networks, accounts and campaigns, then AI's",
            answer: .json(.ok, list), work: { api, ask in try await show(api, ask) }),
        APIOperation(
            .put, "/budgets", "setBudgetOf", .money, "Set or change one budget",
            details: """
                It counts from this month on, with what was spent and set aside before. A hard one refuses what would
                pass it, a soft one only warns. Warnings begin anew under another limit.
                """,
            gate: .key(.manage), effect: .changes, body: .json(AskedBudget.shape), answer: .json(.ok, list),
            problems: [.notFound],
            work: { api, ask in
                let asked = try ask.decoded(AskedBudget.self)
                try await api.house.metering.setBudget(
                    try asked.budgetScope, Money(microUSD: asked.capMicroUsd), isHard: asked.isHard ?? true,
                    by: ask.caller)
                return try await show(api, ask)
            }),
        APIOperation(
            .delete, "/budgets", "dropBudget", .money, "Take one budget away",
            gate: .key(.manage), effect: .changes,
            query: [
                .must("scope", .words(of: BudgetScope.Kind.self), "What it counts", like: "network"),
                .may("subject", .text(most: 200), "Which network, account or campaign", like: "x"),
            ],
            answer: .json(.ok, list), problems: [.notFound],
            work: { api, ask in
                let scope = try BudgetScope(asked: ask.query["scope"], ask.query["subject"])
                try await api.house.metering.setBudget(scope, nil, by: ask.caller)
                return try await show(api, ask)
            }),
        APIOperation(
            .get, "/budgets/warnings", "listWarnings", .money,
            "List what was said of this month's budgets and later ones",
            details:
                "At 50, 75, 90 and 100 % of each limit and when it will probably not last, once for each in a month",
            answer: .json(.ok, warnings), work: { api, ask in try await showWarnings(api, ask) }),
        APIOperation(
            .post, "/budgets/warnings/dismissal", "dismissWarnings", .money, "Put the warnings away on the pages",
            gate: .key(.manage), effect: .changes, answer: .json(.created, warnings),
            work: { api, ask in
                try await api.house.publishing.warnings.putAway(by: ask.caller)
                return try await showWarnings(api, ask, status: .created)
            }),
        APIOperation(
            .get, "/budgets/webhook", "showWarningHook", .money, "Show where warnings are called out to",
            gate: .key(.manage), answer: .json(.ok, WarningHookWire.shape),
            work: { api, ask in
                try .json(WarningHookWire(try await api.house.publishing.warnings.hook(for: ask.caller)))
            }),
        APIOperation(
            .put, "/budgets/webhook", "setWarningHook", .money, "Have warnings called out to an address",
            details: """
                Each call is a POST of JSON with the header Kicau-Signature: t=<seconds>,v1=<hex HMAC-SHA256 of the
                seconds, a full stop and the body, under the secret>. It is tried five times in three hours.
                """,
            gate: .key(.manage), effect: .changes, body: .json(AskedHook.shape),
            answer: .json(.ok, WarningHookWire.shape),
            work: { api, ask in
                let asked = try ask.decoded(AskedHook.self)
                let book = api.house.publishing.warnings
                _ = try await book.setHook(asked.url, secret: Redacted(asked.secret), by: ask.caller)
                return try .json(WarningHookWire(try await book.hook(for: ask.caller)))
            }),
        APIOperation(
            .delete, "/budgets/webhook", "dropWarningHook", .money, "Call warnings out no more",
            gate: .key(.manage), effect: .changes, answer: .nothing,
            work: { api, ask in
                try await api.house.publishing.warnings.dropHook(by: ask.caller)
                return .nothing
            }),
    ]

    @Sendable
    private static func show(_ api: API, _ ask: Ask) async throws -> Reply {
        let statuses = try await api.house.metering.budgets(for: ask.caller)
        let subjects = try await api.house.publishing.subjects(of: statuses.map(\.scope), for: ask.caller)
        return try .json(Items(statuses.map { BudgetLineWire($0, subjects[$0.scope], ask.voice) }))
    }

    @Sendable
    private static func showWarnings(_ api: API, _ ask: Ask, status: HTTPResponse.Status = .ok) async throws -> Reply {
        let warnings = try await api.house.publishing.warnings.list(for: ask.caller)
        return try .json(Items(warnings.map { WarningWire($0, ask.voice) }), status: status)
    }
}
