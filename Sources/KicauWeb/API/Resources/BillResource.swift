import HTTPTypes
import KicauCore
import KicauMeter
import KicauPublish

/// The networks' bills and counts beside ours.
enum BillResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/bills", "listBills", .money, "Show the bills of the last twelve months beside the ledger",
            answer: .json(.ok, AccountResource.items("BillList", BillWire.shape, most: 10_000)),
            work: { api, ask in try .json(try await bills(api, ask)) }),
        APIOperation(
            .post, "/bills", "enterBill", .money, "Enter what a network's bill of a month says",
            details: "A later one for the same month takes its place; nothing is booked by it", gate: .key(.manage),
            effect: .changes, body: .json(AskedBill.shape),
            answer: .json(.created, AccountResource.items("BillList", BillWire.shape, most: 10_000)),
            problems: [.badDate, .tooLong],
            work: { api, ask in
                try await api.house.metering.enter([try ask.decoded(AskedBill.self).figure], by: ask.caller)
                return try .json(try await bills(api, ask), status: .created)
            }),
        APIOperation(
            .post, "/bills/differences", "bookDifference", .money, "Book what a bill has beyond the ledger",
            gate: .key(.manage), effect: .changes, body: .json(AskedDifference.shape),
            answer: .json(.created, BookingWire.shape), problems: [.notFound, .changedMeanwhile, .badDate],
            work: { api, ask in
                let asked = try ask.decoded(AskedDifference.self)
                let made = try await api.house.metering.adjust(
                    PlatformID(asked.platform), month: asked.month, by: Money(microUSD: asked.microUsd),
                    memo: asked.memo ?? "", caller: ask.caller)
                return try .json(
                    BookingWire(try await api.house.metering.booking(made, for: ask.caller)), status: .created)
            }),
        APIOperation(
            .get, "/usage/days", "listReads", .money, "Show what the networks counted by day, beside our own counts",
            answer: .json(.ok, AccountResource.items("ReadsList", ReadsWire.shape, most: 100)),
            work: { api, ask in
                try .json(Items(try await api.house.usages.reads(for: ask.caller).map(ReadsWire.init)))
            }),
    ]

    private static func bills(_ api: API, _ ask: Ask) async throws -> Items<BillWire> {
        Items(try await api.house.metering.billChecks(for: ask.caller).map { BillWire($0.figure, $0.check) })
    }
}
