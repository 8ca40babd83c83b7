import KicauCore
import KicauMeter

/// Two months as they are, and as somebody asked.
struct WhatIfWire: Encodable, Sendable {
    let asItIs: [WhatIfMonthWire]
    let asked: [WhatIfMonthWire]
    let daysSeen: Int

    init(_ answer: WhatIfAnswer) {
        asItIs = answer.asItIs.map(WhatIfMonthWire.init)
        asked = answer.asked.map(WhatIfMonthWire.init)
        daysSeen = answer.daysSeen
    }

    static let shape = Shape.named(
        "WhatIf",
        .object([
            .must("as_it_is", .list(WhatIfMonthWire.shape, 1...2), "This month and the next, as they are"),
            .must("asked", .list(WhatIfMonthWire.shape, 1...2), "The same months as they were asked for"),
            .must("days_seen", .integer(0...28), "How many of the last 28 days tell what is usual", like: 28),
        ]))
}

struct WhatIfMonthWire: Encodable, Sendable {
    struct Line: Encodable, Sendable {
        let platform: String
        let unit: String
        let by: String
        let count: Int
        let microUsd: Int64
    }

    struct Fee: Encodable, Sendable {
        let platform: String
        let plan: String
        let microUsd: Int64
    }

    struct Stop: Encodable, Sendable {
        let platform: String
        let unit: String
        let by: String
        let reason: String
        let from: String
        let count: Int
    }

    let month: String
    let microUsd: Int64
    let fees: [Fee]
    let lines: [Line]
    let stops: [Stop]

    init(_ sums: WhatIfMonth) {
        month = sums.month
        microUsd = sums.total.microUSD
        fees = sums.fees.map { Fee(platform: $0.platform.raw, plan: $0.plan, microUsd: $0.amount.microUSD) }
        lines = sums.lines.map {
            Line(
                platform: $0.platform.raw, unit: $0.unit, by: WhatIfMonthWire.by($0.isPosting), count: $0.count,
                microUsd: $0.amount.microUSD)
        }
        stops = sums.stops.map {
            Stop(
                platform: $0.platform.raw, unit: $0.unit, by: WhatIfMonthWire.by($0.isPosting),
                reason: WhatIfMonthWire.word($0.reason), from: $0.from.description, count: $0.count)
        }
    }

    private static func by(_ isPosting: Bool) -> String { isPosting ? "posts" : "calls" }

    private static func word(_ reason: WhatIfMonth.Stop.Reason) -> String {
        switch reason {
        case .notSold: "not-sold"
        case .noPrice: "no-price"
        case .noPlan: "no-plan"
        case .usedUp: "used-up"
        }
    }

    static let shape = Shape.named(
        "WhatIfMonth",
        .object([
            .must("month", .form(.month), "Of the UTC calendar, by which networks count"),
            .must("micro_usd", .money, "Fees and uses together", like: 55_020_000),
            .must("fees", .list(feeShape, 0...100), "What plans cost a month"),
            .must("lines", .list(lineShape, 0...100_000), "What is used, dearest first"),
            .must("stops", .list(stopShape, 0...100_000), "What could not be done any more"),
        ]))

    private static let platform = Member.must("platform", .text(most: 40), "The network's short name", like: "x")
    private static let unit = Member.must("unit", .text(most: 200), "What is priced", like: "post_create_url")
    private static let by = Member.must(
        "by", .word(["posts", "calls"]), "Used by posts, or by readings and other calls")

    private static let feeShape = Shape.named(
        "WhatIfFee",
        .object([
            platform, .must("plan", .text(most: 80), "The plan's name", like: "Basic"),
            .must("micro_usd", .money, "A month", like: 200_000_000),
        ]))

    private static let lineShape = Shape.named(
        "WhatIfLine",
        .object([
            platform, unit, by, .must("count", .count, "How many", like: 162),
            .must("micro_usd", .money, "What they cost together", like: 32_400_000),
        ]))

    private static let stopShape = Shape.named(
        "WhatIfStop",
        .object([
            platform, unit, by,
            .must("reason", .word(["not-sold", "no-price", "no-plan", "used-up"]), "Why it stops"),
            .must("from", .form(.day), "The first UTC day on which it does"),
            .must("count", .count, "How many could not be done", like: 40),
        ]))
}
