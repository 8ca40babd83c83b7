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
                network first, or ask for look-now. On one that was handed off it looks first, and sends only when two
                looks a minute apart prove that it is not there, or is_not_there says so.
                """,
            gate: .key(.publish), effect: .changes, body: .json(AskedResolution.shape), answer: .nothing,
            problems: [
                .notFound, .notPossibleNow, .changedMeanwhile, .overBudget, .unknownPrice, .notSoldAnyMore,
                .accountSignedOut, .networkAnswer, .networkUnreachable,
            ],
            work: { api, ask in
                let asked = try ask.decoded(AskedResolution.self)
                try await api.house.publishing.resolve(
                    try ask.number(of: Delivery.self), by: asked.act, link: asked.link,
                    isNotThere: asked.isNotThere ?? false, caller: ask.caller)
                return .nothing
            }),
        APIOperation(
            .post, "/deliveries/{id}/edits", "editDelivery", .deliveries,
            "Put other words in the place of a published part's, on its network",
            details: """
                Only where its acts list edit. What was sent stays sealed as it was; later checks compare with the new
                words. Doing it twice does no harm.
                """,
            gate: .key(.publish), effect: .changes, body: .json(AskedEdit.shape), answer: .nothing,
            problems: [
                .notFound, .notPossibleNow, .ruleBroken, .emptyPost, .accountSignedOut, .networkAnswer,
                .networkUnreachable,
            ],
            work: { api, ask in
                let asked = try ask.decoded(AskedEdit.self)
                try await api.house.publishing.edit(
                    try ask.number(of: Delivery.self), part: asked.part ?? 0, to: asked.text, by: ask.caller)
                return .nothing
            }),
    ]
}

struct AskedEdit: Decodable, Sendable {
    let part: Int?
    let text: String

    static let shape = Shape.named(
        "AskedEdit",
        .object([
            .may("part", .integer(0...100), "Which part, from 0; 0 when left out", like: 0),
            .must("text", .text(most: 200_000), "The new words", like: "Kami buka sampai pukul 9 malam."),
        ]))
}

struct AskedResolution: Decodable, Sendable {
    let act: DeliveryAct
    let link: String?
    let isNotThere: Bool?

    static let shape = Shape.named(
        "AskedResolution",
        .object([
            .must("act", .words(of: DeliveryAct.self), "One of the delivery's acts", like: "it-is-there"),
            .may(
                "link", .orNull(.text(most: 2000)), "With it-is-there: the live post",
                like: "https://x.com/warungkata/status/1"),
            .may(
                "is_not_there", .bool,
                "With send-again of what was handed off: you have looked at the account, and nobody has posted it",
                like: true),
        ]))
}
