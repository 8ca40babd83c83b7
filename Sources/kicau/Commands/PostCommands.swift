import ArgumentParser
import Foundation
import KicauCore

struct PostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "post",
        abstract: "Write, list, show, prove, decide on and call off posts of a running Kicau.",
        discussion: """
            The server is found by --server and --api-key, by KICAU_SERVER and KICAU_API_KEY, or by the file \
            local.json that `kicau serve` leaves in its data folder.

            \(ClientTalk.exitCodes)
            """,
        subcommands: [
            PostCreate.self, PostList.self, PostShow.self, PostCancel.self, PostReceipt.self, PostCheck.self,
            PostResolve.self, PostRewrite.self,
        ]
    )
}

struct PostList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List posts, newest first.")

    @Option(
        help: "Only posts in this state: draft, scheduled, sending, published, partly, needs-you, refused, cancelled.")
    var state: [String] = []

    @Option(help: "Only posts for this account: its number, or network:handle.")
    var account: [String] = []

    @Option(help: "Only posts of this campaign: its number.")
    var campaign: Int64?

    @Option(help: "How many, at most 200.")
    var limit = 50

    @OptionGroup var flags: ServerFlags

    func validate() throws {
        guard (1...200).contains(limit) else { throw ValidationError("--limit is a number from 1 to 200.") }
    }

    func run() async throws {
        try await ClientTalk.run {
            let client = try flags.client()
            let accounts = try await PostWriting(client: client, key: "").accounts(account)
            let query =
                state.map { ("state", $0) } + accounts.map { ("account", String($0)) }
                + (campaign.map { [("campaign", String($0))] } ?? []) + [("limit", String(limit))]
            let posts = try await client.get("/posts", query)
            if flags.json { return try ClientTalk.printJSON(posts) }
            PostTable.print(posts.items)
            Talk.say("\(posts.items.count) of \(posts.text("total")) posts.")
        }
    }
}

struct PostShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a post and what became of each delivery.")

    @Argument(help: "The post's number.")
    var id: Int64

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let post = try await flags.client().get("/posts/\(id)")
            if flags.json { return try ClientTalk.printJSON(post) }
            PostTable.printDetail(post)
        }
    }
}

struct PostCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Call off what was not sent yet; the post becomes a draft again.")

    @Argument(help: "The post's number.")
    var id: Int64

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let post = try await flags.client().post("/posts/\(id)/cancellation", key: UUID().uuidString)
            if flags.json { return try ClientTalk.printJSON(post) }
            Talk.say("Post \(id) is \(post.text("state")) now.")
        }
    }
}
