import KicauCore
import KicauMeter
import KicauPublish
import KicauSandbox
import KicauWeb

/// Sets the demo's language model up: the rehearsal's own, with its prices and a small budget.
struct ModelCasting: Sendable {
    let stage: Stage
    let owner: Caller

    private static let cap = Money(microUSD: 500_000)

    func cast() async throws {
        guard let origin = stage.origins[.ai] else { return }
        let assistant = stage.building.publishing.assistant
        let endpoint = try ModelEndpoint(
            baseURL: origin + "/v1", model: RehearsalModel.name, takesPictures: true, mostOutput: 400)
        try await assistant.save(endpoint, key: .new(Redacted(RehearsalModel.key)), by: owner)
        let prices = AskedModelPrices(
            .tokens,
            tiers: [
                .init(
                    input: Money(microUSD: 150_000), output: Money(microUSD: 600_000), cached: Money(microUSD: 75_000)),
                .init(
                    above: 2_000, input: Money(microUSD: 300_000), output: Money(microUSD: 900_000),
                    cached: Money(microUSD: 150_000)),
            ])
        try await assistant.price(
            endpoint.model, try prices.prices(), source: "the rehearsal's own price list, 2026-11-27", by: owner)
        try await stage.building.house.metering.setBudget(.ai, ModelCasting.cap, by: owner)
    }
}
