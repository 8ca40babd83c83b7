import KicauCore
import KicauMeter

/// Where one budget will stand at the month's end.
struct BudgetForecastWire: Encodable, Sendable {
    let scope: String
    let subject: String?
    let month: String
    let capMicroUsd: Int64?
    let knownMicroUsd: Int64
    let lowMicroUsd: Int64
    let middleMicroUsd: Int64
    let highMicroUsd: Int64
    let passes: String
    let runsOutOn: String?
    let daysSeen: Int
    let isThin: Bool

    init(_ line: ForecastLine) {
        scope = line.scope.kind.rawValue
        subject = line.scope.subject.isEmpty ? nil : line.scope.subject
        month = line.month
        capMicroUsd = line.cap?.microUSD
        knownMicroUsd = line.known.microUSD
        lowMicroUsd = line.low.microUSD
        middleMicroUsd = line.middle.microUSD
        highMicroUsd = line.high.microUSD
        passes = line.passing.rawValue
        runsOutOn = line.runsOut?.description
        daysSeen = line.daysSeen
        isThin = line.isThin
    }

    static let shape = Shape.named(
        "ForecastLine",
        .object([
            .must("scope", .words(of: BudgetScope.Kind.self), "What the budget counts"),
            .may("subject", .text(most: 200), "Which network, account or campaign", like: "x"),
            .must("month", .form(.month), "In the workspace's zone"),
            .may("cap_micro_usd", .money, "The month's limit; left out when there is none", like: 20_000_000),
            .must("known_micro_usd", amount, "Spent and set aside by now", like: 6_000_000),
            .must("low_micro_usd", amount, "One of ten such months ends below it", like: 7_200_000),
            .must("middle_micro_usd", amount, "Every other such month ends below it", like: 8_100_000),
            .must("high_micro_usd", amount, "One of ten such months ends above it", like: 9_400_000),
            .must(
                "passes", .words(of: ForecastLine.Passing.self),
                "Whether the month ends over the limit: likely by the middle line, perhaps by the high one"),
            .may("runs_out_on", .form(.day), "The UTC day on which the limit is used up, by the middle line"),
            .must("days_seen", .integer(0...28), "How many of the last 28 days it goes by", like: 28),
            .must("is_thin", .bool, "Too few days to go by: under fourteen"),
        ]))

    private static let amount = Shape.integer(Int64.min...Int64.max)
}
