import ArgumentParser
import KicauCore

struct AccountPeople: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people",
        abstract: "Look for people to mention, as an account.",
        discussion: """
            By the first letters of a handle or a name on Mastodon and Bluesky, by one whole name on X, Threads and \
            LinkedIn, and on Instagram for accounts connected by Facebook. What stands under MENTION is written into \
            the text as it is.
            """)

    @Argument(help: "The account's number, from `kicau account list`.")
    var account: Int64

    @Argument(help: "A handle or the beginning of a name, with or without @.")
    var name: String

    @Flag(help: "Let the look-up cost money, as it does on X. Without it the price is told.")
    var pay = false

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let found = try await flags.client().get(
                "/accounts/\(account)/people", [("name", name), ("pay", pay ? "yes" : "no")])
            if flags.json { return try ClientTalk.printJSON(found) }
            guard !found.items.isEmpty else { return Talk.say("Nobody was found.") }
            ClientTalk.printTable(
                ["HANDLE", "NAME", "MENTION"],
                found.items.map { [$0.text("handle"), $0.text("name"), $0.text("mention")] })
        }
    }
}
