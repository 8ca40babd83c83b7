import ArgumentParser
import KicauCore

struct LimitWarnings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "warnings", abstract: "Show the warnings about limits of the last day.",
        discussion: """
            A limit of a day warns once at 90 %, and one that the network publishes nowhere at 60 %. They are put away by \
            `kicau budgets warnings --dismiss`.
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
