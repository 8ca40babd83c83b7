import HTTPTypes
import KicauCore
import KicauMeter
import KicauPublish

/// Budget, prices, spending and the ledger.
enum MoneyResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/budget", "showBudget", .money, "Show this month's budget",
            answer: .json(.ok, BudgetWire.shape),
            work: { api, ask in try .json(BudgetWire(try await api.house.metering.status(for: ask.caller))) }),
        APIOperation(
            .put, "/budget", "setBudget", .money, "Set or take away the month's limit",
            details: "It counts from this month on; what is held already stays held",
            gate: .key(.manage), effect: .changes, body: .json(AskedCap.shape), answer: .json(.ok, BudgetWire.shape),
            work: { api, ask in
                let cap = try ask.decoded(AskedCap.self).capMicroUsd.map { Money(microUSD: $0) }
                try await api.house.metering.setBudget(.workspace, cap, by: ask.caller)
                return try .json(BudgetWire(try await api.house.metering.status(for: ask.caller)))
            }),
        APIOperation(
            .get, "/prices", "listPrices", .money, "List the prices in force on a day",
            query: [.may("on", .form(.day), "A day of the UTC calendar; today when left out")],
            answer: .json(.ok, AccountResource.items("PriceList", PriceWire.shape, most: 100_000)),
            problems: [.badDate],
            work: { api, ask in
                let day = try ask.query.day("on")?.begins ?? api.house.clock.now()
                return try .json(
                    Items(api.house.metering.prices(on: day, for: ask.caller.workspace).map(PriceWire.init)))
            }),
        APIOperation(
            .get, "/spending", "showSpending", .money, "Show a month's calls and what they cost, dearest first",
            query: [.may("month", .form(.month), "In the workspace's zone; this month when left out")],
            answer: .json(.ok, AccountResource.items("SpendingList", SpendingWire.shape, most: 100_000)),
            problems: [.badDate],
            work: { api, ask in
                let now = try Months.month(of: api.house.clock.now(), zone: ask.caller.workspace.zone)
                let month = ask.query.filled("month") ?? now
                let lines = try await api.house.metering.spending(month: month, for: ask.caller)
                return try .json(Items(lines.map(SpendingWire.init)))
            }),
        APIOperation(
            .get, "/usage", "listUsage", .money, "Show what the networks count of the operator's app",
            details: "Asked for once a day; only X tells it, and only when the operator has set the app's API key",
            answer: .json(.ok, AccountResource.items("UsageList", UsageWire.shape, most: 100)),
            work: { api, ask in
                let usages = try await api.house.usages.list(for: ask.caller)
                return try .json(Items(usages.map { UsageWire($0, ask.voice) }))
            }),
        APIOperation(
            .post, "/usage/checks", "checkUsage", .money, "Ask the networks for it now",
            details: "What was asked for within the last minute is not asked for again",
            gate: .key(.connect), effect: .changes,
            answer: .json(.created, AccountResource.items("UsageList", UsageWire.shape, most: 100)),
            work: { api, ask in
                let usages = try await api.house.usages.ask(by: ask.caller)
                return try .json(Items(usages.map { UsageWire($0, ask.voice) }), status: .created)
            }),
    ]
}
