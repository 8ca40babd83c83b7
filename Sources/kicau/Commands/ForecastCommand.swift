import ArgumentParser
import Foundation
import KicauCore

struct ForecastCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "Show where this month's budgets will stand at its end.",
        discussion: """
            Spent and set aside by now, and what is usual until then. One of ten such months ends below LOW, every other \
            one below MIDDLE, and one of ten above HIGH.

            \(ClientTalk.exitCodes)
            """)

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let lines = try await flags.client().get("/forecast")
            if flags.json { return try ClientTalk.printJSON(lines) }
            ClientTalk.printTable(
                ["BUDGET", "NOW", "LOW", "MIDDLE", "HIGH", "LIMIT", "RUNS OUT"],
                lines.items.map { line in
                    [[line.text("scope"), line.text("subject")].filter { !$0.isEmpty }.joined(separator: " ")]
                        + ["known", "low", "middle", "high", "cap"].map { line.amount($0 + "_micro_usd") }
                        + [line.text("runs_out_on")]
                })
            if case .integer(let days) = lines.items.first?["days_seen"], days < 14 {
                Talk.say("That goes by \(days) days only.")
            }
        }
    }
}

extension JSONValue {
    fileprivate func amount(_ name: String) -> String {
        if case .integer(let micros) = self[name] { "$" + Money(microUSD: micros).dollars } else { "" }
    }
}
