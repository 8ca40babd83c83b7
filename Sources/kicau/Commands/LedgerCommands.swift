import ArgumentParser
import Foundation
import KicauCore

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Read the ledger of a running Kicau, enter payments, and write it as a file.",
        discussion: """
            Every call that costs money is booked between accounts that sum to zero, in whole micro-dollars. Nothing in it \
            is ever changed: what was wrong is corrected by another booking. The server is found as by `kicau post`.

            \(ClientTalk.exitCodes)
            """,
        subcommands: [
            LedgerList.self, LedgerShow.self, LedgerAccounts.self, LedgerStandings.self, LedgerExportCommand.self,
            LedgerPay.self, LedgerReverse.self,
        ],
        defaultSubcommand: LedgerList.self
    )
}

struct LedgerList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the bookings of a month, newest first.")

    @Option(help: "The month, such as 2026-11; this month when left out.")
    var month: String?

    @Option(help: "Only what touches this account or one under it: expenses:x, owed:x.")
    var account: String?

    @Option(help: "How many, 1 to 200.")
    var limit = 50

    @Option(help: "Where the page before ended, as --json shows it in `next`.")
    var after: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            var query = [("limit", String(limit))]
            for (name, value) in [("month", month), ("account", account), ("after", after)] {
                if let value { query.append((name, value)) }
            }
            let ledger = try await flags.client().get("/ledger", query)
            if flags.json { return try ClientTalk.printJSON(ledger) }
            BookingTable.print(ledger.items)
            Talk.say("\(ledger.items.count) of \(ledger.text("total")) bookings of \(ledger.text("month")).")
            if let next = ledger["next"]?.string { Talk.say("More with --after \(next)") }
        }
    }
}

struct LedgerShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one booking.")

    @Argument(help: "Its number: 42, or K42 as a file has it.")
    var id: String

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let booking = try await flags.client().get("/ledger/\(try BookingTable.number(id))")
            if flags.json { return try ClientTalk.printJSON(booking) }
            BookingTable.print([booking])
        }
    }
}

struct LedgerAccounts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "Show what moved on each account in a month, and how it stands at the end.")

    @Option(help: "The month, such as 2026-11; this month when left out.")
    var month: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let accounts = try await flags.client().get("/ledger/accounts", month.map { [("month", $0)] } ?? [])
            if flags.json { return try ClientTalk.printJSON(accounts) }
            ClientTalk.printTable(
                ["MOVED", "BALANCE", "ACCOUNT"],
                accounts.items.map {
                    [$0.inDollars("moved_micro_usd"), $0.inDollars("balance_micro_usd"), $0.text("account")]
                })
        }
    }
}

struct LedgerStandings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "standings",
        abstract: "Show what is owed to or paid in advance at each network, and how long it lasts.")

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let standings = try await flags.client().get("/ledger/standings")
            if flags.json { return try ClientTalk.printJSON(standings) }
            ClientTalk.printTable(
                ["NETWORK", "BALANCE", "USED IN 28 DAYS", "LASTS"],
                standings.items.map { standing in
                    [
                        standing.text("platform"), standing.inDollars("balance_micro_usd"),
                        standing.inDollars("used_micro_usd"), standing["lasts_days"]?.int.map { "\($0) days" } ?? "",
                    ]
                })
        }
    }
}

/// Bookings as the terminal shows them: a line an entry.
enum BookingTable {
    /// The number of a new booking, or all of it.
    static func tell(_ booking: JSONValue, _ flags: ServerFlags, _ words: (_ number: String) -> String) throws {
        if flags.json { return try ClientTalk.printJSON(booking) }
        Swift.print(booking.text("id"))
        Talk.say(words(booking.text("id")))
    }

    static func print(_ bookings: [JSONValue]) {
        let rows = bookings.flatMap { booking in
            (booking["entries"]?.array ?? []).enumerated().map { place, entry in
                let isFirst = place == 0
                return [
                    isFirst ? "K\(booking.text("id"))" : "", isFirst ? booking.text("at") : "",
                    isFirst ? booking.text("kind") : "", entry.inDollars("micro_usd"), entry.text("account"),
                    isFirst ? about(booking) : "",
                ]
            }
        }
        ClientTalk.printTable(["ID", "AT", "KIND", "AMOUNT", "ACCOUNT", "FOR"], rows)
    }

    private static func about(_ booking: JSONValue) -> String {
        let post = booking["post"] == nil ? "" : "post \(booking.text("post"))"
        let corrected = booking["corrected_by"] == nil ? "" : "corrected by K\(booking.text("corrected_by"))"
        let words = [post.isEmpty ? booking.text("subject") : post, booking.text("memo"), corrected]
        return words.filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// - Throws: `ExitCode` 2 for what is no number.
    static func number(_ text: String) throws -> Int64 {
        let digits = text.hasPrefix("K") ? text.dropFirst() : text[...]
        guard let number = Int64(digits), number > 0 else {
            throw ClientTalk.wrongUsage("\"\(text.prefix(40))\" is no booking's number.")
        }
        return number
    }

    /// - Throws: `ExitCode` 2 for what is no amount.
    static func amount(_ text: String) throws -> JSONValue {
        guard let money = Money(dollars: text) else {
            throw ClientTalk.wrongUsage(
                "\"\(text.prefix(20))\" is not an amount of dollars: write it like 25 or 12.50.")
        }
        return .integer(money.microUSD)
    }
}

extension JSONValue {
    /// "-0.015": micro-dollars as dollars.
    func inDollars(_ key: String) -> String {
        guard let micros = self[key]?.int else { return "" }
        return Money(microUSD: Int64(micros)).dollars
    }
}
