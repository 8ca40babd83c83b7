import ArgumentParser
import Foundation
import KicauCore

struct AccountShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show an account, and what will keep its posts from going out.",
        discussion: """
            Tells when the token or the network's API version ends, which permissions are missing, and the first ten of \
            the scheduled posts that fall after it.
            """)

    @Argument(help: "The account: its number, or network:handle.")
    var account: String

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let client = try flags.client()
            guard let id = try await PostWriting(client: client, key: "").accounts([account]).first else { return }
            let found = try await client.get("/accounts/\(id)")
            if flags.json { return try ClientTalk.printJSON(found) }
            print("\(PostTable.name(found)), \(found.text("state"))")
            ClientTalk.printTable(["WHAT", "VALUE"], AccountSheet.facts(of: found))
            for line in AccountSheet.forecasts(of: found) { print(line) }
        }
    }
}

/// What is known of an account, in lines.
enum AccountSheet {
    static func facts(of account: JSONValue) -> [[String]] {
        let renewed = account["token_renewed"] == .bool(true) ? ", renewed before" : ""
        let scopes = account["scopes"]?.array?.compactMap(\.string) ?? []
        let rows = [
            ["number", account.text("id")], ["name", account.text("display_name")],
            ["server", account.text("server")], ["way in", account.text("way")],
            ["token ends", account["token_expires_at"].map { _ in account.text("token_expires_at") + renewed } ?? ""],
            ["allowed", scopes.joined(separator: " ")], ["scheduled", account.text("scheduled")],
            ["published", account.text("published")],
        ]
        return rows.filter { !$0[1].isEmpty }
    }

    static func forecasts(of account: JSONValue) -> [String] {
        (account["forecasts"]?.array ?? []).flatMap { forecast -> [String] in
            let from = forecast["from"]?.string.map { " (\($0))" } ?? ""
            let first = forecast["first"]?.array ?? []
            let posts = first.map { "  \($0.text("due"))  post \($0.text("post"))  \($0.text("excerpt").prefix(60))" }
            let unnamed = (forecast["endangered"]?.int ?? 0) - first.count
            let more = unnamed > 0 ? ["  and \(unnamed) more"] : []
            return (["", forecast.text("what") + from] + posts + more + [forecast.text("to_do")]).map(ClientTalk.plain)
        }
    }
}
