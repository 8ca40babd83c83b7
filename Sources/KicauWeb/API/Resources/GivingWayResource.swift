import HTTPTypes
import KicauCore
import KicauPublish

/// What gives way when a planned post can no longer be paid.
enum GivingWayResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/giving-way", "showGivingWay", .money,
            "Show what gives way when a planned post can no longer be paid",
            details: "Beside it stands how far everything else may use a budget, and how it goes on this month",
            answer: .json(.ok, GivingWayWire.shape),
            work: { api, ask in try .json(try await wire(api, ask)) }),
        APIOperation(
            .put, "/giving-way", "setGivingWay", .money, "Choose what gives way",
            details:
                "A post can have its own: see ways where a post is written. Shares that are left out stay as they are",
            gate: .key(.manage), effect: .changes, body: .json(GivingWayAsked.shape),
            answer: .json(.ok, GivingWayWire.shape), problems: [.badInput],
            work: { api, ask in
                let asked = try ask.decoded(GivingWayAsked.self)
                let kept = try await api.house.publishing.givingWay(for: ask.caller).shares
                let giving = GivingWay(
                    publishing: try Way.list(asked.publishing), commentsGoFirst: asked.commentsGoFirst,
                    shares: try kept.changed(by: asked.shares?.percents ?? [:]))
                try await api.house.publishing.setGivingWay(giving, by: ask.caller)
                return try .json(try await wire(api, ask))
            }),
    ]

    private static func wire(_ api: API, _ ask: Ask) async throws -> GivingWayWire {
        GivingWayWire(
            try await api.house.publishing.givingWay(for: ask.caller),
            try await api.house.publishing.workStandings(for: ask.caller))
    }
}

/// What is chosen.
struct GivingWayAsked: Decodable, Sendable {
    let publishing: [String]
    let commentsGoFirst: Bool
    let shares: WorkSharesWire?

    static let shape = Shape.named(
        "GivingWayAsked", .object(GivingWayWire.ladder + [.may("shares", WorkSharesWire.shape, WorkSharesWire.about)]))
}

struct GivingWayWire: Encodable, Sendable {
    let publishing: [String]
    let commentsGoFirst: Bool
    let shares: WorkSharesWire
    let work: [WorkStandingWire]

    init(_ giving: GivingWay, _ standings: [WorkStanding]) {
        publishing = giving.publishing.map(\.text)
        commentsGoFirst = giving.commentsGoFirst
        shares = WorkSharesWire(giving.shares)
        work = standings.map(WorkStandingWire.init)
    }

    /// "cheaper", "later:3", "other:12", "ask" and "hand-off".
    static let ways = Shape.list(.form(.way), 0...Way.most)

    static let ladder: [Member] = [
        .must(
            "publishing", ways,
            "Tried in order: cheaper, later:DAYS, other:ACCOUNT, ask or hand-off; the last two end the list",
            like: ["cheaper", "later:3", "hand-off"]),
        .must("comments_go_first", .bool, "May the first comment be left out before the post itself gives way?"),
    ]

    static let shape = Shape.named(
        "GivingWay",
        .object(
            ladder + [
                .must("shares", WorkSharesWire.shape, WorkSharesWire.about),
                .must(
                    "work", .list(WorkStandingWire.shape, 0...WorkClass.yielding.count),
                    "How each class of work goes on this month, what gives way first in front"),
            ]))
}

/// What a person needs to post by hand.
struct HandOffWire: Encodable, Sendable {
    struct Part: Encodable, Sendable {
        let part: Int
        let text: String
        let composerUrl: String?
        let composerHoldsText: Bool
        let media: [String]

        init(_ part: HandOff.Part) {
            self.part = part.number
            text = part.text
            composerUrl = part.composer?.url
            composerHoldsText = part.composer?.holdsText ?? false
            media = part.media.map(\.sha256)
        }
    }

    let isDue: Bool
    let parts: [Part]

    init(_ handOff: HandOff) {
        isDue = handOff.isDue
        parts = handOff.parts.map(Part.init)
    }

    static let shape = Shape.named(
        "HandOff",
        .object([
            .must("is_due", .bool, "Its time has come"),
            .must(
                "parts",
                .list(
                    .named(
                        "HandOffPart",
                        .object([
                            .must("part", .count, "Which part, from 0", like: 0),
                            .must("text", .text(most: 200_000), "The words to post"),
                            .may(
                                "composer_url", .text(most: 10_000), "The network's own page for writing it",
                                like: "https://x.com/intent/post?text=Selamat%20pagi"),
                            .must("composer_holds_text", .bool, "The words stand there already"),
                            .must("media", .list(.form(.sha256), 0...100), "Its pictures and videos, in order"),
                        ])), 0...100), "Those that are not out yet, in order"),
        ]))
}
