import ArgumentParser
import Foundation
import KicauCore

struct BillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bills",
        abstract: "Compare the networks' bills with the ledger of a running Kicau.",
        discussion: """
            What a network's console or invoice says is entered by hand; what X counts by day comes by itself. A \
            difference is only shown: booking it is a command of its own.

            \(ClientTalk.exitCodes)
            """,
        subcommands: [BillList.self, BillEnter.self, BillBook.self, BillDays.self],
        defaultSubcommand: BillList.self
    )
}

struct BillList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the bills of the last twelve months beside the ledger.",
        discussion: """
            DIFFERENCE is what the bill has beyond the ledger, and below zero what the ledger has beyond the bill. MAY BE \
            names what may explain it.
            """)

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            try BillTableText.show(try await flags.client().get("/bills"), flags)
        }
    }
}

struct BillEnter: AsyncParsableCommand {
    enum Source: String, ExpressibleByArgument, CaseIterable { case console, invoice }

    static let configuration = CommandConfiguration(
        commandName: "enter", abstract: "Enter what a network's bill of a month says.",
        discussion: "  kicau bills enter x 2026-11 12.50 --source invoice --note INV-7")

    @Argument(help: "The network's short name: x.")
    var network: String

    @Argument(help: "The month: 2026-11.")
    var month: String

    @Argument(help: "The sum in dollars: 25 or 12.50.")
    var amount: String

    @Option(help: "console or invoice.")
    var source = Source.console

    @Option(help: "A note.")
    var note: String?

    @Option(help: "Names this change: the same command with the same key enters it once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        var body: [String: JSONValue] = [
            "platform": .string(network), "month": .string(month), "micro_usd": try BookingTable.amount(amount),
            "source": .string(source.rawValue),
        ]
        body["note"] = note.map(JSONValue.string)
        try await ClientTalk.run(key: key) {
            try BillTableText.show(try await flags.client().post("/bills", .json(.object(body)), key: key), flags)
        }
    }
}

struct BillBook: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "book", abstract: "Book the difference between a bill and the ledger, so that both say the same.",
        discussion: "It counts in that month's budgets. `kicau ledger reverse` takes it back.")

    @Argument(help: "The network's short name: x.")
    var network: String

    @Argument(help: "The month: 2026-11.")
    var month: String

    @Option(help: "Why.")
    var memo: String?

    @Option(help: "Names this change: the same command with the same key books it once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let client = try flags.client()
            let bills = try await client.get("/bills").items
            let bill = bills.first { $0.text("platform") == network && $0.text("month") == month }
            guard let difference = bill?["difference_micro_usd"]?.int, difference != 0 else {
                throw Problem(
                    .notPossibleNow, "There is no bill of \(network) for \(month) that differs from the ledger.",
                    do: "Enter it with `kicau bills enter`.")
            }
            var body: [String: JSONValue] = [
                "platform": .string(network), "month": .string(month), "micro_usd": .integer(Int64(difference)),
            ]
            body["memo"] = memo.map(JSONValue.string)
            let booking = try await client.post("/bills/differences", .json(.object(body)), key: key)
            try BookingTable.tell(booking, flags) { "Booked as K\($0)." }
        }
    }
}

struct BillDays: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "days", abstract: "Show what the networks counted by day of UTC, beside our own counts.")

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let counts = try await flags.client().get("/usage/days")
            if flags.json { return try ClientTalk.printJSON(counts) }
            let rows = counts.items.flatMap { network in
                (network["days"]?.array ?? []).map { day in
                    [
                        network.text("platform"), day.text("day"), day.text("network"), day.text("kicau"),
                        day["differs"]?.bool == true ? "differs" : "",
                    ]
                }
            }
            ClientTalk.printTable(["NETWORK", "DAY", "THEIRS", "OURS", ""], rows)
        }
    }
}

enum BillTableText {
    static func show(_ bills: JSONValue, _ flags: ServerFlags) throws {
        if flags.json { return try ClientTalk.printJSON(bills) }
        ClientTalk.printTable(
            ["NETWORK", "MONTH", "BILL", "LEDGER", "DIFFERENCE", "MAY BE"],
            bills.items.map { bill in
                [
                    bill.text("platform"), bill.text("month"), bill.inDollars("bill_micro_usd"),
                    bill.inDollars("ledger_micro_usd"), bill.inDollars("difference_micro_usd"),
                    (bill["reasons"]?.array ?? []).compactMap(\.string).joined(separator: ", "),
                ]
            })
    }
}
