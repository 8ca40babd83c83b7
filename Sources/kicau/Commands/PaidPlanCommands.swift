import ArgumentParser
import Foundation
import KicauCore

struct PricesPlans: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plans", abstract: "List the plans that networks sell today, and which is paid for.")

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let plans = try await flags.client().get("/paid-plans")
            if flags.json { return try ClientTalk.printJSON(plans) }
            PriceTable.printPlans(plans)
        }
    }
}

struct PricesPlan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Say which plan of a network is paid for.",
        discussion: """
            The plan's monthly fee is booked, and what is planned is priced anew at once. A plan that is given up within \
            ten minutes was a slip and costs nothing. With --check, show what it would do, and change nothing.
            """)

    @Argument(help: "The network's short name, such as x.")
    var network: String

    @Argument(help: "The plan's name as `kicau prices plans` has it, in quotes; left out: each use is paid for.")
    var plan: String?

    @Flag(help: "Only show what it would do.")
    var check = false

    @Option(help: "Names this change: the same command with the same key changes once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        let body: JSONValue = .object([
            "platform": .string(network), "plan": plan.map { .string($0) } ?? .null,
        ])
        try await ClientTalk.run(key: check ? nil : key) {
            let client = try flags.client()
            let answer =
                try await check
                ? client.post("/paid-plans/checks", .json(body), key: key)
                : client.put("/paid-plans", .json(body), key: key)
            if flags.json { return try ClientTalk.printJSON(answer) }
            if check { PriceTable.printEffects(answer) } else { PriceTable.printPlans(answer) }
        }
    }
}

/// Prices, lists and effects in columns.
enum PriceTable {
    static func price(_ value: JSONValue, _ word: String, _ amount: String) -> String {
        guard case .integer(let micros)? = value[amount] else { return value.text(word) }
        return "$" + Money(microUSD: micros).dollars
    }

    static func printLists(_ lists: JSONValue) {
        ClientTalk.printTable(
            ["ID", "NETWORK", "FROM", "LOADED", "BY", "DROPPED", "NAME"],
            lists.items.map { list in
                [
                    list.text("id"), list.text("platform"), list.text("first_day"), list.text("entered_at"),
                    list.text("entered_by"), list.text("dropped_at"), list.text("name"),
                ]
            })
    }

    static func printPlans(_ plans: JSONValue) {
        ClientTalk.printTable(
            ["NETWORK", "PLAN", "A MONTH", "PAID FOR"],
            plans.items.flatMap { network in
                (network["sold"]?.array ?? []).map { plan in
                    [
                        network.text("platform"), plan.text("name"), price(plan, "name", "monthly_micro_usd"),
                        network.text("plan") == plan.text("name") ? "yes" : "",
                    ]
                }
            })
        for network in plans.items where network["is_over"] == .bool(true) {
            Talk.say(
                "\(network.text("platform")): the plan \(network.text("plan")) is not sold any more. Choose another.")
        }
    }

    static func printEffects(_ effects: JSONValue) {
        ClientTalk.printTable(
            ["DUE", "POST", "NETWORK", "ACCOUNT", "NOW", "THEN", "WHAT HAPPENS"],
            (effects["posts"]?.array ?? []).map { post in
                [
                    post.text("due_at"), post.text("post"), post.text("platform"), post.text("handle"),
                    price(post, "", "old_micro_usd"), price(post, "", "new_micro_usd"),
                    [post.text("fate"), post.text("why")].filter { !$0.isEmpty }.joined(separator: ": "),
                ]
            })
        let readings = effects["readings"]?.array ?? []
        if !readings.isEmpty {
            ClientTalk.printTable(
                ["ENDS", "READINGS", "NETWORK", "ACCOUNT", "PLANNED", "NOW", "THEN", "WHAT HAPPENS"],
                readings.map { line in
                    [
                        line.text("on"), line.text("kind"), line.text("platform"), line.text("handle"),
                        line.text("count"), price(line, "", "old_micro_usd"), price(line, "", "new_micro_usd"),
                        [line.text("fate"), line.text("why")].filter { !$0.isEmpty }.joined(separator: ": "),
                    ]
                })
        }
        for line in effects["usage"]?.array ?? [] {
            Talk.say(
                "\(line.text("platform")) \(line.text("unit")): \(price(line, "old", "old_micro_usd")) -> "
                    + "\(price(line, "new", "new_micro_usd")) from \(line.text("from")), "
                    + "\(line.text("count")) in 28 days")
        }
        Talk.say(
            "\(effects.text("changing")) planned posts get another price, \(effects.text("ending")) cannot be paid for."
        )
    }
}
