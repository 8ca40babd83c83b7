import HTTPTypes
import KicauCore
import KicauPublish

/// Where a person, or a program for them, decides on a delivery.
enum DeliveryResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .post, "/deliveries/{id}/resolutions", "resolveDelivery", .deliveries, "Decide what becomes of a delivery",
            details: """
                Only what its acts list now. send-again on a delivery in doubt may publish a second time: look on the
                network first, or ask for look-now.
                """,
            gate: .key(.publish), effect: .changes, body: .json(AskedResolution.shape), answer: .nothing,
            problems: [
                .notFound, .notPossibleNow, .changedMeanwhile, .overBudget, .unknownPrice, .notSoldAnyMore,
                .accountSignedOut, .networkAnswer, .networkUnreachable,
            ],
            work: { api, ask in
                let asked = try ask.decoded(AskedResolution.self)
                try await api.house.publishing.resolve(
                    try ask.number(of: Delivery.self), by: asked.act, link: asked.link, caller: ask.caller)
                return .nothing
            })
    ]
}

struct AskedResolution: Decodable, Sendable {
    let act: DeliveryAct
    let link: String?

    static let shape = Shape.named(
        "AskedResolution",
        .object([
            .must("act", .words(of: DeliveryAct.self), "One of the delivery's acts", like: "it-is-there"),
            .may(
                "link", .orNull(.text(most: 2000)), "With it-is-there: the live post",
                like: "https://x.com/warungkata/status/1"),
        ]))
}
