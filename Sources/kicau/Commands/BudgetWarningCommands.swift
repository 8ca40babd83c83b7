import ArgumentParser
import Foundation
import KicauCore

struct BudgetWarningsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "warnings", abstract: "Show the warnings about the budgets of this month and of later ones.",
        discussion: """
            A budget warns once a month at each of 50, 75, 90 and 100 % of its limit, and when it will probably not last \
            to the month's end.
            """)

    @Flag(help: "Put them away: the pages show them no more, and they stay in this list.")
    var dismiss = false

    @Option(help: "With --dismiss, names this change: the same command with the same key changes it once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: dismiss ? key : nil) {
            let client = try flags.client()
            let warnings =
                try await dismiss
                ? client.post("/budgets/warnings/dismissal", key: key) : client.get("/budgets/warnings")
            if flags.json { return try ClientTalk.printJSON(warnings) }
            ClientTalk.printTable(
                ["AT", "SEEN", "WARNING"],
                warnings.items.map { warning in
                    [warning.text("at"), warning["is_put_away"] == true ? "yes" : "no", warning.text("text")]
                })
        }
    }
}

struct BudgetHook: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "Show, set or take away the address that warnings are called out to.",
        discussion: """
            With --url a secret is made on this machine and printed once: each call is signed with it, in the header \
            Kicau-Signature.
            """)

    @Option(help: "Call warnings out to this public https address.")
    var url: String?

    @Flag(help: "Call them out no more.")
    var drop = false

    @Option(help: "Names this change: the same command with the same key changes it once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func validate() throws {
        guard url == nil || !drop else { throw ValidationError("Give --url or --drop, not both.") }
    }

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: url != nil || drop ? key : nil) {
            let client = try flags.client()
            if drop {
                _ = try await client.delete("/budgets/webhook", key: key)
                return Talk.say("Warnings are called out no more.")
            }
            guard let url else {
                let hook = try await client.get("/budgets/webhook")
                if flags.json { return try ClientTalk.printJSON(hook) }
                return print(hook.text("url").isEmpty ? "none" : hook.text("url"))
            }
            let secret = Secret.make()
            let hook = try await client.put(
                "/budgets/webhook", .json(["url": .string(url), "secret": .string(secret)]), key: key)
            if flags.json { try ClientTalk.printJSON(hook) }
            Talk.say("Warnings are called out to \(hook.text("url")).")
            Talk.say("The secret, shown this once: \(secret)")
        }
    }
}
