import KicauCore
import KicauPublish

/// A way to say a post to one account for less.
struct CheaperWire: Encodable, Sendable {
    let way: String
    let fareMicroUsd: Int64
    let savingMicroUsd: Int64
    let account: AccountBrief?

    init(_ way: CheaperWay) {
        self.way = way.kind.rawValue
        fareMicroUsd = way.fare.microUSD
        savingMicroUsd = way.saving.microUSD
        account = way.account.map(AccountBrief.init)
    }

    static let shape = Shape.named(
        "CheaperWay",
        .object([
            .must("way", .words(of: CheaperWay.Kind.self), "What would change", like: "link-in-reply"),
            .must("fare_micro_usd", .money, "What the account would cost then", like: 15_000),
            .must("saving_micro_usd", .money, "So much less than now", like: 185_000),
            .may("account", AccountBrief.shape, "Which one would take it in its place; with elsewhere only"),
        ]))
}

/// What stands beside a post that is being written.
struct PricedPlanWire: Encodable, Sendable {
    struct Share: Encodable, Sendable {
        let scope: String
        let subject: String
        let name: String
        let isHard: Bool
        let takesMicroUsd: Int64
        let leftMicroUsd: Int64

        init?(_ share: PricedPlan.Share) {
            guard let left = share.left else { return nil }
            scope = share.budget.scope.kind.rawValue
            subject = share.budget.scope.subject
            name = share.name
            isHard = share.budget.isHard
            takesMicroUsd = share.takes.microUSD
            leftMicroUsd = left.microUSD
        }
    }

    let month: String
    let calendarMicroUsd: Int64
    let deliveries: Int
    let readingsMicroUsd: Int64
    let aiForecastMicroUsd: Int64
    let budgets: [Share]

    init(_ plan: PricedPlan) {
        month = plan.month
        calendarMicroUsd = plan.calendar.microUSD
        deliveries = plan.deliveries
        readingsMicroUsd = plan.readings.microUSD
        aiForecastMicroUsd = plan.ai.microUSD
        budgets = plan.shares.compactMap(Share.init)
    }

    static let shape = Shape.named(
        "PricedPlan",
        .object([
            .must("month", .text(most: 7), "The month of its due time, in the workspace's zone", like: "2026-12"),
            .must("calendar_micro_usd", .money, "Set aside for what else is planned that month", like: 1_200_000),
            .must("deliveries", .count, "So many deliveries are in that sum", like: 14),
            .must(
                "readings_micro_usd", .money,
                "What readings of posts, accounts and inboxes come to until the month's end, as far as budgets allow",
                like: 84_000),
            .must(
                "ai_forecast_micro_usd", .money,
                "A forecast: what language models come to until the month's end at the pace of the last 28 days",
                like: 120_000),
            .must(
                "budgets",
                .list(
                    .named(
                        "BudgetShare",
                        .object([
                            .must(
                                "scope", .words(of: BudgetScope.Kind.self), "What the budget counts", like: "network"),
                            .must("subject", .text(most: 200), "Which one; empty for the workspace", like: "x"),
                            .must("name", .text(most: 500), "What people call it; empty for the workspace", like: "X"),
                            .must("is_hard", .bool, "It refuses what would pass it"),
                            .must("takes_micro_usd", .money, "What this post takes out of it", like: 200_000),
                            .must("left_micro_usd", .money, "What is left of it, before this", like: 800_000),
                        ])), 0...1000), "Each budget with a limit that it comes out of"),
        ]))
}
