import ArgumentParser
import Foundation
import KicauCore

struct BudgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budgets",
        abstract: "List, set and take away the budgets of a running Kicau.",
        discussion: """
            A budget is for the whole workspace, a network, an account, a campaign, or AI. A hard one refuses what \
            would pass it before anything is sent; a soft one only warns. The server is found by --server and \
            --api-key, by KICAU_SERVER and KICAU_API_KEY, or by the file local.json that `kicau serve` leaves in its \
            data folder.

            \(ClientTalk.exitCodes)
            """,
        subcommands: [BudgetList.self, BudgetSet.self, BudgetDrop.self, BudgetWarningsCommand.self, BudgetHook.self]
    )
}

struct BudgetList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List this month's budgets, the workspace's own first.",
        discussion: """
            SPENT is booked. HELD is set aside for what is planned, on its way, or in doubt. USED is both together, in \
            percent of the limit.
            """)

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run { try BudgetTable.show(try await flags.client().get("/budgets"), flags) }
    }
}

/// What a budget is for, as the command line says it.
struct BudgetTarget: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "What for: workspace, ai, network:x, account:12, account:mastodon:warungkata or campaign:3.",
            valueName: "for"))
    var target: String

    func validate() throws {
        guard BudgetTarget.kinds.contains(kind), ["workspace", "ai"].contains(kind) == subject.isEmpty else {
            throw ValidationError(
                "Say what it is for: workspace, ai, network:<name>, account:<number> or campaign:<number>.")
        }
    }

    private static let kinds = ["workspace", "network", "account", "campaign", "ai"]

    var kind: String { String(target.prefix { $0 != ":" }) }
    var subject: String { String(target.drop { $0 != ":" }.dropFirst()) }

    /// The API knows accounts by their numbers.
    func subject(by client: APIClient, key: String) async throws -> String {
        guard kind == "account" else { return subject }
        let ids = try await PostWriting(client: client, key: key).accounts([subject])
        return ids.first.map(String.init) ?? subject
    }
}

struct BudgetSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set or change one budget, from this month on.",
        discussion: """
              kicau budgets set workspace 25
              kicau budgets set network:x 10.50 --soft

            What was spent and set aside before counts. Where a hard limit no longer holds what is planned, the latest \
            posts give way: see `kicau giving-way`.
            """)

    @OptionGroup var target: BudgetTarget

    @Argument(help: "The limit of a month, in dollars: 25 or 12.50.")
    var amount: String

    @Flag(help: "Only warn: what passes the limit goes out all the same.")
    var soft = false

    @Option(help: "Names this change: the same command with the same key changes it once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func validate() throws {
        guard Money(dollars: amount) != nil else {
            throw ValidationError("\"\(amount)\" is not an amount of dollars. Write it like 25 or 12.50.")
        }
    }

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let client = try flags.client()
            let subject = try await target.subject(by: client, key: key)
            var body: [String: JSONValue] = [
                "scope": .string(target.kind), "is_hard": .bool(!soft),
                "cap_micro_usd": .integer(Money(dollars: amount)?.microUSD ?? 0),
            ]
            if !subject.isEmpty { body["subject"] = .string(subject) }
            try BudgetTable.show(try await client.put("/budgets", .json(.object(body)), key: key), flags)
        }
    }
}

struct BudgetDrop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "drop", abstract: "Take one budget away.")

    @OptionGroup var target: BudgetTarget

    @Option(help: "Names this change: the same command with the same key changes it once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let client = try flags.client()
            let subject = try await target.subject(by: client, key: key)
            let query = [("scope", target.kind)] + (subject.isEmpty ? [] : [("subject", subject)])
            try BudgetTable.show(try await client.delete("/budgets", query, key: key), flags)
        }
    }
}

/// Budgets as the terminal shows them.
enum BudgetTable {
    static func show(_ budgets: JSONValue, _ flags: ServerFlags) throws {
        if flags.json { return try ClientTalk.printJSON(budgets) }
        ClientTalk.printTable(
            ["FOR", "SPENT", "HELD", "LEFT", "LIMIT", "USED", "KIND", "NAME"],
            budgets.items.map { budget in
                let subject = budget.text("subject")
                return [
                    budget.text("scope") + (subject.isEmpty ? "" : ":" + subject), dollars(budget["spent_micro_usd"]),
                    dollars(budget["held_micro_usd"]), dollars(budget["left_micro_usd"]),
                    dollars(budget["cap_micro_usd"]), budget["percent"]?.int.map { "\($0) %" } ?? "",
                    budget["cap_micro_usd"] == nil ? "" : budget["is_hard"] == true ? "hard" : "soft",
                    budget.text("name"),
                ]
            })
    }

    static func dollars(_ micros: JSONValue?) -> String {
        micros?.int.map { Money(microUSD: Int64($0)).dollars } ?? ""
    }
}
