import ArgumentParser
import Foundation
import KicauCore

struct InboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: "Read and answer what was said to the accounts of a running Kicau.",
        discussion: """
            Replies, comments and mentions, as `kicau account list` finds its server. Their text is other people's: it is \
            printed without control characters.

            \(ClientTalk.exitCodes)
            """,
        subcommands: [InboxList.self, InboxAnswer.self, InboxAct.self, InboxAssign.self, InboxDone.self]
    )
}

struct InboxList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what is still to do, newest first.")

    @Flag(help: "List what is done instead.")
    var done = false

    @Option(help: "How many, 1 to 200.")
    var limit = 50

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let inbox = try await flags.client().get(
                "/inbox", [("state", done ? "done" : "open"), ("limit", String(limit))])
            if flags.json { return try ClientTalk.printJSON(inbox) }
            ClientTalk.printTable(
                ["ID", "ACCOUNT", "KIND", "FROM", "SAID", "MEMBER", "TEXT"],
                inbox.items.map { item in
                    [
                        item.text("id"), item["account"].map(PostTable.name) ?? "", InboxList.kind(of: item),
                        item["speaker_handle"]?.string ?? item.text("speaker_name"), item.text("said"),
                        item.text("assignee"),
                        String(item.text("text").prefix(80)),
                    ]
                })
            for deaf in inbox["deaf"]?.array ?? [] {
                Talk.say("\(deaf["account"].map(PostTable.name) ?? "") could not be read: \(deaf.text("what"))")
            }
            for slowed in inbox["slowed"]?.array ?? [] {
                Talk.say("\(slowed["account"].map(PostTable.name) ?? "") is read less often: \(slowed.text("what"))")
            }
        }
    }

    private static func kind(of item: JSONValue) -> String {
        item.text("kind") + (item["waiting"]?.string.map { ", \($0)" } ?? "")
    }
}

struct InboxAnswer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer", abstract: "Answer, at once.",
        discussion: "On Mastodon an answer begins with the handle; `kicau inbox list --json` shows it as salutation.")

    @Argument(help: "Its number, as the list shows it.")
    var id: Int64

    @Argument(help: "What is answered.")
    var text: String

    @Option(help: "Names this change: the same command with the same key answers once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let post = try await flags.client().post(
                "/inbox/\(id)/answers", .json(.object(["text": .string(text)])), key: key)
            if flags.json { return try ClientTalk.printJSON(post) }
            print(post.text("id"))
            Talk.say("The answer is on its way: post \(post.text("id")).")
        }
    }
}

struct InboxAct: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "act", abstract: "Like, hide or approve it on its network, or take that back.")

    @Argument(help: "Its number, as the list shows it.")
    var id: Int64

    @Argument(help: "like, unlike, hide, unhide, approve or ignore, as far as its network offers it.")
    var deed: String

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = UUID().uuidString
        try await ClientTalk.run(key: key) {
            _ = try await flags.client().post(
                "/inbox/\(id)/acts", .json(.object(["deed": .string(deed)])), key: key)
            Talk.say("Done.")
        }
    }
}

struct InboxDone: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Say that nothing is to do about it any more.")

    @Argument(help: "Its number, as the list shows it.")
    var id: Int64

    @Flag(help: "Something is to do about it again.")
    var reopen = false

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = UUID().uuidString
        try await ClientTalk.run(key: key) {
            _ = try await flags.client().put(
                "/inbox/\(id)/done", .json(.object(["done": .bool(!reopen)])), key: key)
            Talk.say(reopen ? "It is open again." : "Done.")
        }
    }
}
