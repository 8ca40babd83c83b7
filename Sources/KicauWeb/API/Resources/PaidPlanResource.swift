import HTTPTypes
import KicauCore
import KicauMeter
import KicauPublish

/// Which of a network's plans the workspace pays for.
enum PaidPlanResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/paid-plans", "listPaidPlans", .money, "List the plans that networks sell, and which is paid for",
            answer: .json(.ok, AccountResource.items("PaidPlanList", PaidPlanWire.shape, most: 1000)),
            work: { api, ask in try await list(api, ask) }),
        APIOperation(
            .post, "/paid-plans/checks", "checkPaidPlan", .money, "Show what another plan would do",
            body: .json(AskedPlan.shape), answer: .json(.ok, EffectsWire.shape), problems: [.notFound],
            work: { api, ask in
                let asked = try ask.decoded(AskedPlan.self)
                return try .json(
                    EffectsWire(
                        try await api.house.publishing.priceLists.check(
                            asked.plan, on: PlatformID(asked.platform), for: ask.caller)))
            }),
        APIOperation(
            .put, "/paid-plans", "setPaidPlan", .money, "Say which plan is paid for",
            details: "What is planned is worked out anew at once. What goes beyond the plan's month is refused.",
            gate: .key(.manage), effect: .changes, body: .json(AskedPlan.shape),
            answer: .json(.ok, AccountResource.items("PaidPlanList", PaidPlanWire.shape, most: 1000)),
            problems: [.notFound],
            work: { api, ask in
                let asked = try ask.decoded(AskedPlan.self)
                try await api.house.publishing.priceLists.setPlan(
                    asked.plan, on: PlatformID(asked.platform), by: ask.caller)
                return try await list(api, ask, after: asked)
            }),
    ]

    /// - Parameter asked: what was just set, which the caller's own workspace does not know of yet.
    private static func list(_ api: API, _ ask: Ask, after asked: AskedPlan? = nil) async throws -> Reply {
        var caller = ask.caller
        if let asked { caller = caller.paying(asked.plan, on: asked.platform) }
        let plans = try await api.house.publishing.priceLists.plans(for: caller)
        return try .json(Items(plans.map(PaidPlanWire.init)))
    }
}

extension Caller {
    fileprivate func paying(_ plan: String?, on platform: String) -> Caller {
        var plans = workspace.plans
        plans[platform] = plan
        return Caller(
            user: user,
            workspace: Workspace(
                id: workspace.id, name: workspace.name, zone: workspace.zone, missedLimit: workspace.missedLimit,
                resendsAfterTwoLooks: workspace.resendsAfterTwoLooks, needsAlt: workspace.needsAlt, plans: plans),
            role: role)
    }
}

struct AskedPlan: Decodable, Sendable {
    let platform: String
    let plan: String?

    static let shape = Shape.named(
        "AskedPlan",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .may(
                "plan", .orNull(.text(most: 60)), "The plan's name; left out or null: each use is paid for",
                like: "Enterprise Small"),
        ]))
}

struct PaidPlanWire: Encodable, Sendable {
    struct Sold: Encodable, Sendable {
        let name: String
        let monthlyMicroUsd: Int64
        let source: String
    }

    struct Share: Encodable, Sendable {
        let units: [String]
        let count: Int
        let used: Int
    }

    let platform: String
    let plan: String?
    let isOver: Bool
    let sold: [Sold]
    let included: [Share]

    init(_ choice: PlanChoice) {
        platform = choice.platform.raw
        plan = choice.chosen
        isOver = choice.isOver
        sold = choice.plans.compactMap { plan in
            plan.name.map { Sold(name: $0, monthlyMicroUsd: plan.monthly.microUSD, source: plan.source) }
        }
        included = choice.shares.map {
            Share(units: $0.included.units, count: $0.included.count, used: $0.used)
        }
    }

    static let shape = Shape.named(
        "PaidPlan",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .may("plan", .text(most: 200), "What is paid for; left out: each use", like: "Enterprise Small"),
            .must("is_over", .bool, "It is not sold any more, and nothing is called under it", like: false),
            .must("sold", .list(soldShape, 0...1000), "What is sold today"),
            .must("included", .list(shareShape, 0...100), "What the plan has in it for a month"),
        ]))

    private static let soldShape = Shape.named(
        "SoldPlan",
        .object([
            .must("name", .text(most: 200), "As the network calls it", like: "Enterprise Small"),
            .must("monthly_micro_usd", .money, "The fee of a month", like: 42_000_000_000),
            .must("source", .text(most: 2000), "Where it was read", like: "WIRED, March 2023"),
        ]))

    private static let shareShape = Shape.named(
        "PlanShare",
        .object([
            .must("units", .list(.text(most: 200), 1...100), "Counted together"),
            .must("count", .count, "So many a month", like: 50_000_000),
            .must("used", .count, "Used or planned this month", like: 1_200),
        ]))
}
