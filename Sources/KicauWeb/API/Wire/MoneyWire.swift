import KicauCore
import KicauMeter

struct FareWire: Encodable, Sendable {
    struct Item: Encodable, Sendable {
        let unit: String
        let count: Int
        let eachMicroUsd: Int64
    }

    let microUsd: Int64
    let book: String
    let items: [Item]

    init(_ fare: Fare) {
        microUsd = fare.total.microUSD
        book = fare.book
        items = fare.items.map { Item(unit: $0.unit.name, count: $0.unit.count, eachMicroUsd: $0.each.microUSD) }
    }

    static let shape = Shape.named(
        "Fare",
        .object([
            .must("micro_usd", .money, "All of it", like: 15_000),
            .must("book", .text(most: 400), "The price book in force on that day", like: "x 2026-04-20"),
            .must("items", .list(itemShape, 0...1000), "What it is made of"),
        ]))

    static let itemShape = Shape.named(
        "FareItem",
        .object([
            .must("unit", .text(most: 200), "What is priced", like: "post_create"),
            .must("count", .count, "How many", like: 1),
            .must("each_micro_usd", .money, "The price of one", like: 15_000),
        ]))
}

struct BudgetWire: Encodable, Sendable {
    let month: String
    let capMicroUsd: Int64?
    let spentMicroUsd: Int64
    let heldMicroUsd: Int64
    let leftMicroUsd: Int64?

    init(_ budget: BudgetStatus) {
        month = budget.month
        capMicroUsd = budget.cap?.microUSD
        spentMicroUsd = budget.spent.microUSD
        heldMicroUsd = budget.held.microUSD
        leftMicroUsd = budget.left?.microUSD
    }

    static let shape = Shape.named(
        "Budget",
        .object([
            .must("month", .form(.month), "In the workspace's zone"),
            .may("cap_micro_usd", .money, "The month's limit; left out when there is none", like: 20_000_000),
            .must("spent_micro_usd", .integer(Int64.min...Int64.max), "Booked", like: 1_230_000),
            .must("held_micro_usd", .money, "Set aside for what is scheduled or in doubt", like: 45_000),
            .may("left_micro_usd", .money, "Of the limit", like: 18_725_000),
        ]))
}

/// A new limit for each month; null takes it away.
struct AskedCap: Decodable, Sendable {
    let capMicroUsd: Int64?

    static let shape = Shape.named(
        "AskedCap",
        .object([.must("cap_micro_usd", .orNull(.money), "The month's limit; null takes it away", like: 20_000_000)]))
}

struct PriceWire: Encodable, Sendable {
    let platform: String
    let unit: String
    let price: String
    let microUsd: Int64?
    let from: String
    let source: String

    init(_ line: PriceLine) {
        platform = line.platform.raw
        unit = line.unit
        (price, microUsd) =
            switch line.price {
            case .costs(let money): ("costs", money.microUSD)
            case .freeByPolicy: ("free-by-policy", nil)
            case .notSold: ("not-sold", nil)
            }
        from = line.from
        source = line.source
    }

    static let shape = Shape.named(
        "Price",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .must("unit", .text(most: 200), "What is priced", like: "post_create"),
            .must("price", .word(["costs", "free-by-policy", "not-sold"]), "Whether it costs anything"),
            .may("micro_usd", .money, "What one costs", like: 15_000),
            .must("from", .form(.day), "In force since that day"),
            .must("source", .text(most: 2000), "Where it was read", like: "docs.x.com, pricing"),
        ]))
}

struct SpendingWire: Encodable, Sendable {
    let platform: String
    let unit: String
    let count: Int
    let microUsd: Int64

    init(_ line: SpendingLine) {
        platform = line.platform.raw
        unit = line.unit
        count = line.count
        microUsd = line.amount.microUSD
    }

    static let shape = Shape.named(
        "Spending",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .must("unit", .text(most: 200), "What was used", like: "post_create"),
            .must("count", .count, "How many", like: 12),
            .must("micro_usd", .integer(Int64.min...Int64.max), "What they cost together", like: 180_000),
        ]))
}
