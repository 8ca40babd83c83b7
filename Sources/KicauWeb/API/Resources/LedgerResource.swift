import HTTPTypes
import KicauCore
import KicauMeter

/// The double-entry ledger, what people enter into it, and its files.
enum LedgerResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/ledger", "showLedger", .money, "Show the bookings of a month, newest first",
            query: [
                .may("month", .form(.month), "In the workspace's zone; this month when left out"),
                .may("account", .text(most: 200), "Only what touches this account or one under it", like: "expenses:x"),
                .may("after", .form(.cursor), "`next` of the page before"),
                .may("limit", .integer(1...Int64(LedgerQuestion.most)), "How many, 50 when left out", like: 50),
            ],
            answer: .json(.ok, LedgerWire.shape), problems: [.badDate],
            work: { api, ask in
                let question = LedgerQuestion(
                    month: ask.query.filled("month"), account: ask.query.filled("account"),
                    after: ask.query.filled("after"), limit: ask.query.filled("limit").flatMap { Int($0) } ?? 50)
                return try .json(LedgerWire(try await api.house.metering.bookings(question, for: ask.caller)))
            }),
        APIOperation(
            .get, "/ledger/accounts", "listLedgerAccounts", .money, "Show how the ledger's accounts stand",
            query: [.may("month", .form(.month), "In the workspace's zone; this month when left out")],
            answer: .json(.ok, AccountResource.items("AccountBalanceList", BalanceWire.shape, most: 100_000)),
            problems: [.badDate],
            work: { api, ask in
                let balances = try await api.house.metering.balances(
                    month: ask.query.filled("month"), for: ask.caller)
                return try .json(Items(balances.map(BalanceWire.init)))
            }),
        APIOperation(
            .get, "/ledger/standings", "listStandings", .money,
            "Show what is owed to or paid in advance at each network, and how long it lasts",
            answer: .json(.ok, AccountResource.items("StandingList", StandingWire.shape, most: 1000)),
            work: { api, ask in
                try .json(Items(try await api.house.metering.prepaid(for: ask.caller).map(StandingWire.init)))
            }),
        APIOperation(
            .get, "/ledger/file", "exportLedger", .money, "Write the ledger of some days as a file",
            details: "For a spreadsheet, for hledger or for beancount; every amount with all its decimals",
            query: [
                .must("format", .words(of: LedgerExport.Format.self), "What for"),
                .must("from", .form(.day), "The first day, in the workspace's zone"),
                .must("to", .form(.day), "The last day"),
            ],
            answer: .json(.ok, LedgerFileWire.shape), problems: [.badDate, .tooLong],
            work: { api, ask in
                guard let format = LedgerExport.Format(rawValue: ask.query["format"]) else {
                    throw Problem.noFormat(ask.query["format"])
                }
                let export = try await api.house.metering.export(
                    from: ask.query["from"], to: ask.query["to"], for: ask.caller)
                return try .json(LedgerFileWire(export, format))
            }),
        APIOperation(
            .post, "/ledger/payments", "enterPayment", .money, "Enter what was paid to a network or topped up there",
            gate: .key(.manage), effect: .changes, body: .json(AskedPayment.shape),
            answer: .json(.created, BookingWire.shape), problems: [.badDate, .tooLong],
            work: { api, ask in
                let made = try await api.house.metering.enter(
                    try ask.decoded(AskedPayment.self).payment, by: ask.caller)
                return try .json(
                    BookingWire(try await api.house.metering.booking(made, for: ask.caller)), status: .created)
            }),
        APIOperation(
            .post, "/ledger/{id}/reversal", "takeBookingBack", .money,
            "Take back what a person entered, or a plan's fee",
            details: "The booking stays; a second one takes it back", gate: .key(.manage), effect: .changes,
            body: .json(AskedReversal.shape), answer: .json(.created, BookingWire.shape),
            problems: [.notFound, .notPossibleNow],
            work: { api, ask in
                let made = try await api.house.metering.reverse(
                    try ask.number(of: Booking.self), memo: try ask.decoded(AskedReversal.self).memo ?? "",
                    by: ask.caller)
                return try .json(
                    BookingWire(try await api.house.metering.booking(made, for: ask.caller)), status: .created)
            }),
        APIOperation(
            .get, "/ledger/{id}", "showBooking", .money, "Show one booking",
            answer: .json(.ok, BookingWire.shape), problems: [.notFound],
            work: { api, ask in
                let id = try ask.number(of: Booking.self)
                return try .json(BookingWire(try await api.house.metering.booking(id, for: ask.caller)))
            }),
    ]
}
