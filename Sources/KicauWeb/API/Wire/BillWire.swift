import KicauCore
import KicauMeter
import KicauPublish

struct BillWire: Encodable, Sendable {
    let platform: String
    let month: String
    let billMicroUsd: Int64
    let ledgerMicroUsd: Int64
    let differenceMicroUsd: Int64
    let differs: Bool
    let reasons: [String]
    let source: String
    let note: String?
    let enteredBy: String
    let enteredAt: String

    init(_ figure: BillFigure, _ check: BillCheck) {
        platform = check.platform.raw
        month = check.month
        billMicroUsd = check.theirs.microUSD
        ledgerMicroUsd = check.ours.microUSD
        differenceMicroUsd = check.difference.microUSD
        differs = check.isWorthAWord
        reasons = check.reasons.map(\.rawValue)
        source = figure.source.rawValue
        note = figure.note.isEmpty ? nil : figure.note
        enteredBy = figure.enteredBy
        enteredAt = Timestamp.text(figure.entered)
    }

    static let shape = Shape.named(
        "BillCheck",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .must("month", .form(.month), "In the workspace's zone"),
            .must("bill_micro_usd", .money, "What the network says", like: 12_500_000),
            .must("ledger_micro_usd", .integer(Int64.min...Int64.max), "What the ledger says", like: 12_300_000),
            .must("difference_micro_usd", .integer(Int64.min...Int64.max), "What the ledger lacks", like: 200_000),
            .must("differs", .bool, "By more than 2 % of the bill, or more than 1.00 USD"),
            .must("reasons", .list(.words(of: BillCheck.Reason.self), 0...20), "What may explain it"),
            .must("source", .words(of: BillFigure.Source.self), "Where it was read"),
            .may("note", .text(most: 100), "What was written beside it", like: "INV-7"),
            .must("entered_by", .text(most: 400), "Who entered it", like: "Ayu"),
            .must("entered_at", .instant, "When"),
        ]))
}

struct ReadsWire: Encodable, Sendable {
    struct Day: Encodable, Sendable {
        let day: String
        let network: Int64
        let kicau: Int64
        let differs: Bool
    }

    let platform: String
    let toldAt: String?
    let days: [Day]

    init(_ detail: ReadsDetail) {
        platform = detail.platform.raw
        toldAt = detail.told.map(Timestamp.text)
        days = detail.days.map { Day(day: $0.day, network: $0.theirs, kicau: $0.ours, differs: $0.isWorthAWord) }
    }

    static let shape = Shape.named(
        "ReadsCheck",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .may("told_at", .instant, "When the network last said it"),
            .must("days", .list(dayShape, 0...100), "Days of the UTC calendar that are over, oldest first"),
        ]))

    private static let dayShape = Shape.named(
        "ReadsOfADay",
        .object([
            .must("day", .form(.day), "Of the UTC calendar"),
            .must("network", .count, "What the network counted", like: 120),
            .must("kicau", .count, "What all workspaces of this Kicau counted", like: 120),
            .must("differs", .bool, "By more than 2 % and more than a few"),
        ]))
}

/// A bill to be entered.
struct AskedBill: Decodable, Sendable {
    let platform: String
    let month: String
    let microUsd: Int64
    let source: BillFigure.Source
    let note: String?

    var figure: NewFigure {
        NewFigure(
            platform: PlatformID(platform), month: month, amount: Money(microUSD: microUsd), source: source,
            note: note ?? "")
    }

    static let shape = Shape.named(
        "AskedBill",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .must("month", .form(.month), "This month or an earlier one"),
            .must("micro_usd", .money, "What it says", like: 12_500_000),
            .must("source", .words(of: BillFigure.Source.self), "Where it was read"),
            .may("note", .text(most: Payment.longestReference), "A note", like: "INV-7"),
        ]))
}

/// A difference to be booked.
struct AskedDifference: Decodable, Sendable {
    let platform: String
    let month: String
    let microUsd: Int64
    let memo: String?

    static let shape = Shape.named(
        "AskedDifference",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .must("month", .form(.month), "Of the bill"),
            .must(
                "micro_usd", .integer(-1_000_000_000_000_000...1_000_000_000_000_000),
                "The difference as it was shown: another one by now is refused", like: 200_000),
            .may("memo", .text(most: Payment.longestMemo), "Why", like: "Taxes"),
        ]))
}
