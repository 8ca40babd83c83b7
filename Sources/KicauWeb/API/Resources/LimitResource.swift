import HTTPTypes
import KicauCore
import KicauPublish

/// What the networks still let through.
enum LimitResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/limits", "listLimits", .money, "Show the networks' windows: used, left, and when they turn",
            details: """
                As the networks' own answers tell them; what was not called yet is shown as its papers have it. Nothing is
                asked of a network for this.
                """,
            answer: .json(.ok, list), work: { api, ask in try await show(api, ask) }),
        APIOperation(
            .get, "/limits/warnings", "listLimitWarnings", .money, "List what was said of limits within the last day",
            details: """
                At 90 % of a window of a day, and at 60 % of one that the network publishes nowhere, once for each. They are
                put away together with those of budgets.
                """,
            answer: .json(.ok, warnings),
            work: { api, ask in
                let limits = try await api.house.publishing.warnings.limits(for: ask.caller)
                return try .json(Items(limits.map { LimitWarningWire($0, ask.voice) }))
            }),
        APIOperation(
            .put, "/limits", "setLimit", .money, "Enter a limit that only the network's portal shows",
            details: "For limits of the kind learned. A refusal that comes earlier goes before it.",
            gate: .key(.manage), effect: .changes, body: .json(AskedLimit.shape), answer: .json(.ok, list),
            problems: [.notFound],
            work: { api, ask in
                let asked = try ask.decoded(AskedLimit.self)
                try await api.house.publishing.limits.set(
                    asked.most, for: asked.what, binding: asked.account == nil ? .app : .account,
                    of: asked.account.map(ID.init), on: PlatformID(asked.platform), by: ask.caller)
                return try await show(api, ask)
            }),
    ]

    private static let list = AccountResource.items("LimitList", LimitWire.shape, most: 100_000)

    private static let warnings = AccountResource.items("LimitWarningList", LimitWarningWire.shape, most: 200)

    @Sendable
    private static func show(_ api: API, _ ask: Ask) async throws -> Reply {
        try .json(Items(LimitWire.all(try await api.house.publishing.limits.list(for: ask.caller))))
    }
}
