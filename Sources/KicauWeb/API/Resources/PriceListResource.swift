import HTTPTypes
import KicauCore
import KicauMeter
import KicauPublish

/// Price lists that people load, and what they do before they are in force.
enum PriceListResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/price-lists", "listPriceLists", .money, "List the price lists that were loaded, newest first",
            answer: .json(.ok, AccountResource.items("PriceLists", PriceListWire.shape, most: 100_000)),
            work: { api, ask in
                try .json(
                    Items(try await api.house.publishing.priceLists.list(for: ask.caller).map(PriceListWire.init)))
            }),
        APIOperation(
            .post, "/price-lists/checks", "checkPriceList", .money, "Show what a price list would do",
            details: "It is read and held to its rules; nothing is changed.",
            body: .json(AskedPriceList.shape), answer: .json(.ok, EffectsWire.shape),
            work: { api, ask in
                let text = try ask.decoded(AskedPriceList.self).list
                return try .json(
                    EffectsWire(try await api.house.publishing.priceLists.check(text, for: ask.caller).effects))
            }),
        APIOperation(
            .post, "/price-lists", "loadPriceList", .money, "Put a price list in force",
            details:
                "For every workspace, from its own days on. What is planned is worked out anew at once; what cannot "
                + "be paid for any more waits for a person.",
            gate: .key(.manage), effect: .changes, body: .json(AskedPriceList.shape),
            answer: .json(.created, EffectsWire.shape),
            work: { api, ask in
                let text = try ask.decoded(AskedPriceList.self).list
                let loaded = try await api.house.publishing.priceLists.load(text, by: ask.caller)
                return try .json(EffectsWire(loaded.effects), status: .created)
            }),
        APIOperation(
            .post, "/price-lists/{id}/dropping", "dropPriceList", .money, "Drop a price list that is not in force yet",
            gate: .key(.manage), effect: .changes,
            answer: .json(.ok, AccountResource.items("PriceLists", PriceListWire.shape, most: 100_000)),
            problems: [.notFound, .notPossibleNow],
            work: { api, ask in
                let lists = api.house.publishing.priceLists
                try await lists.drop(try ask.number(of: LoadedList.self), by: ask.caller)
                return try .json(Items(try await lists.list(for: ask.caller).map(PriceListWire.init)))
            }),
    ]
}

/// The text of a list; its own form is checked by the meter, which says in which row it is wrong.
struct AskedPriceList: Decodable, Sendable {
    let list: String

    static let shape = Shape.named(
        "AskedPriceList",
        .object([.must("list", .text(most: PriceBook.mostBytes), "The price list, JSON as text; see docs/prices.md")]))
}

struct PriceListWire: Encodable, Sendable {
    let id: Int64
    let platform: String
    let name: String
    let plan: String?
    let firstDay: String
    let sha256: String
    let enteredBy: String
    let enteredAt: String
    let droppedAt: String?

    init(_ list: PriceListDetail) {
        id = list.id.raw
        platform = list.platform.raw
        name = list.name
        plan = list.plan
        firstDay = list.firstDay
        sha256 = list.sha256
        enteredBy = list.enteredBy
        enteredAt = Timestamp.text(list.entered)
        droppedAt = list.dropped.map(Timestamp.text)
    }

    static let shape = Shape.named(
        "PriceListEntry",
        .object([
            .must("id", .id, "Its number", like: 3),
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .must("name", .text(most: 400), "What it is called", like: "X from December"),
            .may("plan", .text(most: 200), "Which plan it is of; left out: paying for each use", like: "Basic"),
            .must("first_day", .form(.day), "The day its first price comes into force"),
            .must("sha256", .form(.sha256), "Of its text"),
            .must("entered_by", .text(most: 400), "Who loaded it", like: "Ayu"),
            .must("entered_at", .instant, "When"),
            .may("dropped_at", .instant, "When it was dropped"),
        ]))
}
