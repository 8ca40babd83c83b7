import ArgumentParser
import Foundation
import KicauCore

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "List and connect accounts of a running Kicau.",
        discussion: """
            The server is found by --server and --api-key, by KICAU_SERVER and KICAU_API_KEY, or by the file \
            local.json that `kicau serve` leaves in its data folder.

            \(ClientTalk.exitCodes)
            """,
        subcommands: [
            AccountList.self, AccountShow.self, AccountConnect.self, AccountLinks.self, AccountOptions.self,
            AccountPeople.self, AccountUsage.self,
        ]
    )
}

struct AccountList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the accounts.")

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let accounts = try await flags.client().get("/accounts")
            if flags.json { return try ClientTalk.printJSON(accounts) }
            ClientTalk.printTable(
                ["ID", "ACCOUNT", "STATE", "SCHEDULED", "PUBLISHED", "FOLLOWERS", "CALLS", "WAY", "SERVER"],
                accounts.items.map { account in
                    [
                        account.text("id"), PostTable.name(account), account.text("state"), account.text("scheduled"),
                        account.text("published"), AccountList.followers(account), AccountList.ringing(account),
                        account.text("way"), account.text("server"),
                    ]
                })
        }
    }

    private static func followers(_ account: JSONValue) -> String {
        account["readings"]?.array?.first { $0.text("metric") == "followers" }?.text("value") ?? ""
    }

    /// Whether its network calls when somebody speaks; empty: it calls nobody.
    private static func ringing(_ account: JSONValue) -> String { account["ringing"]?.text("state") ?? "" }
}
