import ArgumentParser
import Foundation
import KicauCore

struct WhatIfCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if",
        abstract:
            "Show what this month and the next would cost under other plans, at other prices, or with more posts.",
        discussion: """
            For each month, what it costs as it is, what it would cost as asked, and what that is made of; then what could \
            not be done any more, from which day on. Months and days are those of UTC, by which networks count. Nothing is \
            changed by asking.

              kicau what-if --posts 200
              kicau what-if --plan x:Basic --prices 2026-04-20

            `kicau prices plans` lists the plans that are sold today; those of the past may be asked about too.

            \(ClientTalk.exitCodes)
            """)

    enum Coming: String, ExpressibleByArgument, CaseIterable { case usual, planned }

    @Option(
        help: ArgumentHelp(
            "A network and its plan, such as x:Basic; x: is each use paid for. May be repeated.",
            valueName: "network:plan"))
    var plan: [String] = []

    @Option(help: "Reckon all days at the prices of this one: 2026-04-20. Left out: each day at its own.")
    var prices: String?

    @Option(help: "Posts, in percent of what they are: 200 is twice as many.")
    var posts: Int?

    @Option(help: "Readings, looks into the inbox and other calls, in percent of what they are.")
    var calls: Int?

    @Option(help: "Posts to come: as many as usual where fewer are planned, or only what is planned.")
    var coming: Coming?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let answer = try await flags.client().get("/what-if", query)
            if flags.json { return try ClientTalk.printJSON(answer) }
            for (asItIs, asked) in zip(answer.list("as_it_is"), answer.list("asked")) {
                WhatIfText.print(asItIs, asked)
            }
            Talk.say("What is usual is taken from the last \(answer.number("days_seen")) days.")
        }
    }

    private var query: [(String, String)] {
        plan.map { ("plan", $0) }
            + [("prices", prices), ("posts", posts.map(String.init)), ("calls", calls.map(String.init))]
            .compactMap { name, value in value.map { (name, $0) } } + (coming.map { [("coming", $0.rawValue)] } ?? [])
    }
}

/// A month of an answer, as the terminal shows it.
enum WhatIfText {
    static func print(_ asItIs: JSONValue, _ asked: JSONValue) {
        let (now, then) = (asItIs.dollars("micro_usd"), asked.dollars("micro_usd"))
        Swift.print("\(asked.text("month")): \(now) as it is, \(then) as asked")
        let fees = asked.list("fees").map {
            [$0.text("platform"), "fee of \($0.text("plan"))", "", $0.dollars("micro_usd")]
        }
        let uses = asked.list("lines").filter { $0.number("micro_usd") > 0 }.map {
            [
                $0.text("platform"), "\($0.text("unit")) (\($0.text("by")))", "\($0.number("count"))",
                $0.dollars("micro_usd"),
            ]
        }
        ClientTalk.printTable(["NETWORK", "WHAT", "TIMES", "AMOUNT"], fees + uses)
        for stop in asked.list("stops") {
            Talk.say(
                "\(stop.text("platform")): from \(stop.text("from")) on \(stop.number("count")) \(stop.text("unit")) "
                    + "would stop (\(stop.text("reason"))).")
        }
        Swift.print()
    }
}

extension JSONValue {
    fileprivate func list(_ name: String) -> [JSONValue] { self[name]?.array ?? [] }

    fileprivate func number(_ name: String) -> Int64 {
        if case .integer(let number) = self[name] { number } else { 0 }
    }

    fileprivate func dollars(_ name: String) -> String { "$" + Money(microUSD: number(name)).dollars }
}
