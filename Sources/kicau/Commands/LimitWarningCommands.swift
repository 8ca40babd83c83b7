import ArgumentParser
import KicauCore

struct LimitWarnings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "warnings", abstract: "Show what was said of limits within the last day.",
        discussion: """
            At 90 % of a window of a day, and at 60 % of one that the network publishes nowhere. kicau budgets warnings \
            --dismiss puts them away.
            """)

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let warnings = try await flags.client().get("/limits/warnings")
            if flags.json { return try ClientTalk.printJSON(warnings) }
            ClientTalk.printTable(
                ["AT", "SEEN", "WARNING"],
                warnings.items.map { warning in
                    [warning.text("at"), warning["is_put_away"] == true ? "yes" : "no", warning.text("text")]
                })
        }
    }
}
