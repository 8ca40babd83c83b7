import ArgumentParser
import Foundation
import KicauCore

struct AccountUsage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage",
        abstract: "Show what the networks count of the reads of the operator's app.",
        discussion: """
            Only X tells it, and only to the app itself: the operator sets x_api_key and x_api_key_secret. It is asked \
            for once a day.
            """)

    @Flag(help: "Ask the networks now.")
    var ask = false

    @Option(help: "With --ask, names this change: the same command with the same key asks once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: ask ? key : nil) {
            let client = try flags.client()
            let usages = try await ask ? client.post("/usage/checks", key: key) : client.get("/usage")
            if flags.json { return try ClientTalk.printJSON(usages) }
            ClientTalk.printTable(
                ["NETWORK", "READS", "CAP", "RESETS", "TOLD"],
                usages.items.map { usage in
                    ["platform", "reads", "cap", "resets_at", "told_at"].map { usage.text($0) }
                })
            for usage in usages.items {
                guard let missing = usage["missing"] else { continue }
                Talk.say("\(usage.text("platform")): \(missing.text("what")) \(missing.text("do"))")
            }
        }
    }
}
