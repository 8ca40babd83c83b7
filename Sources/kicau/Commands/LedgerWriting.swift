import ArgumentParser
import Foundation
import KicauCore

struct LedgerExportCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case csv, hledger, beancount }

    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the ledger of some days as a table or as plain-text accounting.",
        discussion: """
              kicau ledger export --format hledger --from 2026-11-01 --to 2026-11-30 > november.journal
              hledger --strict -f november.journal balance
            """)

    @Option(help: "csv, hledger or beancount.")
    var format: Format

    @Option(help: "The first day, in the workspace's zone.")
    var from: String

    @Option(help: "The last day.")
    var to: String

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let file = try await flags.client().get(
                "/ledger/file", [("format", format.rawValue), ("from", from), ("to", to)])
            if flags.json { return try ClientTalk.printJSON(file) }
            FileHandle.standardOutput.write(Data(file.text("text").utf8))
            Talk.say("\(file.text("bookings")) bookings.")
        }
    }
}

struct LedgerPay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pay", abstract: "Enter what was paid to a network or topped up there.")

    @Argument(help: "The network's short name: x.")
    var network: String

    @Argument(help: "The amount in dollars: 25 or 12.50.")
    var amount: String

    @Option(help: "When it was paid: 2026-11-24.")
    var on: String

    @Option(help: "A note.")
    var memo: String?

    @Option(help: "The network's number of it.")
    var reference: String?

    @Option(help: "Names this change: the same command with the same key enters it once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        var body: [String: JSONValue] = [
            "platform": .string(network), "micro_usd": try BookingTable.amount(amount), "day": .string(on),
        ]
        body["memo"] = memo.map(JSONValue.string)
        body["reference"] = reference.map(JSONValue.string)
        try await ClientTalk.run(key: key) {
            let booking = try await flags.client().post("/ledger/payments", .json(.object(body)), key: key)
            try BookingTable.tell(booking, flags) { "Entered as K\($0)." }
        }
    }
}

struct LedgerReverse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reverse", abstract: "Take back a payment, a bill's difference or a plan's fee.")

    @Argument(help: "The booking's number.")
    var id: String

    @Option(help: "Why.")
    var memo: String?

    @Option(help: "Names this change: the same command with the same key takes it back once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        let number = try BookingTable.number(id)
        let body = memo.map { ["memo": JSONValue.string($0)] } ?? [:]
        try await ClientTalk.run(key: key) {
            let booking = try await flags.client().post("/ledger/\(number)/reversal", .json(.object(body)), key: key)
            try BookingTable.tell(booking, flags) { "K\(number) is taken back by K\($0)." }
        }
    }
}
