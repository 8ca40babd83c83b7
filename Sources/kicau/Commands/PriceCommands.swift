import ArgumentParser
import Foundation
import KicauCore
import KicauMeter

struct PricesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prices",
        abstract: "Show prices, load price lists and say which plan is paid for, on a running Kicau.",
        discussion: """
            A price list is a JSON file; docs/prices.md says what stands in it. `kicau prices check` shows what a list \
            would do to what is planned, and changes nothing.

            \(ClientTalk.exitCodes)
            """,
        subcommands: [
            PricesList.self, PricesLists.self, PricesCheck.self, PricesLoad.self, PricesDrop.self, PricesPlans.self,
            PricesPlan.self,
        ])
}

struct PricesList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the prices in force on a day, under the plans that are paid for.")

    @Option(help: "A day such as 2026-12-01; today when left out.")
    var on: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let prices = try await flags.client().get("/prices", on.map { [("on", $0)] } ?? [])
            if flags.json { return try ClientTalk.printJSON(prices) }
            ClientTalk.printTable(
                ["NETWORK", "UNIT", "PRICE", "SINCE", "SOURCE"],
                prices.items.map { line in
                    [
                        line.text("platform"), line.text("unit"), PriceTable.price(line, "price", "micro_usd"),
                        line.text("from"), line.text("source"),
                    ]
                })
        }
    }
}

struct PricesLists: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lists", abstract: "List the price lists that were loaded, newest first.")

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let lists = try await flags.client().get("/price-lists")
            if flags.json { return try ClientTalk.printJSON(lists) }
            PriceTable.printLists(lists)
        }
    }
}

struct PricesCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Show what a price list would do. Nothing is changed.")

    @Argument(help: "The price list, a JSON file.")
    var file: String

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let list = try PriceFile.read(file)
        try await ClientTalk.run {
            let effects = try await flags.client().post(
                "/price-lists/checks", .json(.object(["list": .string(list)])), key: UUID().uuidString)
            if flags.json { return try ClientTalk.printJSON(effects) }
            PriceTable.printEffects(effects)
        }
    }
}

struct PricesLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Put a price list in force, from its own days on.")

    @Argument(help: "The price list, a JSON file.")
    var file: String

    @Option(help: "Names this change: the same command with the same key loads once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let list = try PriceFile.read(file)
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let effects = try await flags.client().post(
                "/price-lists", .json(.object(["list": .string(list)])), key: key)
            if flags.json { return try ClientTalk.printJSON(effects) }
            PriceTable.printEffects(effects)
            Talk.say("The list is in force.")
        }
    }
}

struct PricesDrop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Drop a price list that is not in force yet.")

    @Argument(help: "The list's number, as `kicau prices lists` shows it.")
    var id: Int64

    @Option(help: "Names this change: the same command with the same key drops once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let lists = try await flags.client().post("/price-lists/\(id)/dropping", key: key)
            if flags.json { return try ClientTalk.printJSON(lists) }
            PriceTable.printLists(lists)
        }
    }
}

enum PriceFile {
    /// - Throws: exit code 2 when it cannot be read.
    static func read(_ path: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw ClientTalk.wrongUsage("There is no file \(path) that can be read.")
        }
        guard bytes.count <= PriceBook.mostBytes, let text = String(data: bytes, encoding: .utf8) else {
            throw ClientTalk.wrongUsage("\(path) is larger than \(PriceBook.mostBytes >> 10) KB, or no text in UTF-8.")
        }
        return text
    }
}
