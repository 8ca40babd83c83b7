import ArgumentParser
import Foundation
import KicauCore

struct SnippetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snippets",
        abstract: "List, write and remove the texts that posts name in braces.",
        discussion: """
            A post that says {opening-hours} goes out with that snippet's text in its place. {account}, {handle}, \
            {network} and {date} are there without writing. What is scheduled already goes out as it is. The server is \
            found by --server and --api-key, by KICAU_SERVER and KICAU_API_KEY, or by the file local.json that \
            `kicau serve` leaves in its data folder.

            \(ClientTalk.exitCodes)
            """,
        subcommands: [SnippetList.self, SnippetSet.self, SnippetRemove.self],
        defaultSubcommand: SnippetList.self)
}

struct SnippetList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the snippets by their names.")

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run { try SnippetTable.show(try await flags.client().get("/snippets"), flags) }
    }
}

struct SnippetSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Write a snippet, anew or over the one that is there.")

    @Argument(help: "Its name: small letters, digits and hyphens, such as opening-hours.")
    var name: String

    @Option(help: "Its text; without it the text is read from standard input.")
    var text: String?

    @Option(help: "Names this change: the same command with the same key changes once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let text = try text ?? PostWriting.textFromInput()
            let saved = try await flags.client().put(
                "/snippets", .json(["name": .string(name), "text": .string(text)]), key: key)
            if flags.json { return try ClientTalk.printJSON(saved) }
            Talk.say("Posts that say {\(name)} from now on have this text in its place.")
        }
    }
}

struct SnippetRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a snippet; posts written afterwards show its name as it stands.")

    @Argument(help: "Its name, as the list shows it.")
    var name: String

    @Option(help: "Names this change: the same command with the same key changes once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let left = try await flags.client().put(
                "/snippets", .json(["name": .string(name), "text": .null]), key: key)
            if flags.json { return try ClientTalk.printJSON(left) }
            Talk.say("The snippet \(name) is removed.")
        }
    }
}

private enum SnippetTable {
    static func show(_ snippets: JSONValue, _ flags: ServerFlags) throws {
        if flags.json { return try ClientTalk.printJSON(snippets) }
        ClientTalk.printTable(["NAME", "TEXT"], snippets.items.map { [$0.text("name"), $0.text("text")] })
    }
}
