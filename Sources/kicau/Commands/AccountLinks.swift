import ArgumentParser
import Foundation
import KicauCore

struct AccountLinks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "links",
        abstract: "Show or change what is added to an account's links (UTM).",
        discussion: """
            Without a flag it shows what is added. A flag changes one value and leaves the others; an empty one takes it \
            away: --campaign "". What is scheduled already keeps its links.

              kicau account links mastodon:warungkata --source mastodon --medium social
            """)

    @Argument(help: "The account: its number, or network:handle.")
    var account: String

    @OptionGroup(title: "Values") var values: LinkTagFlags

    @Flag(help: "Take all values away.")
    var clear = false

    @Option(help: "Names this change: the same command with the same key changes once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func validate() throws {
        guard !clear || values.given.isEmpty else {
            throw ValidationError("--clear takes all values away: give it alone.")
        }
    }

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let client = try flags.client()
            guard let id = try await PostWriting(client: client, key: key).accounts([account]).first else { return }
            let path = "/accounts/\(id)/link-tags"
            let now = try await clear ? [:] : client.get(path).object ?? [:]
            let isChanged = clear || !values.given.isEmpty
            let tags =
                try await isChanged
                ? client.put(path, .json(.object(values.put(into: now))), key: key) : .object(now)
            if flags.json { return try ClientTalk.printJSON(tags) }
            let rows = LinkTags.Name.allCases.compactMap { name in
                tags[name.rawValue]?.string.map { [name.rawValue, $0] }
            }
            guard !rows.isEmpty else { return Talk.say("Nothing is added to this account's links.") }
            ClientTalk.printTable(["PARAMETER", "VALUE"], rows)
        }
    }
}

struct LinkTagFlags: ParsableArguments {
    @Option(help: "utm_source: where a visitor comes from, such as mastodon.")
    var source: String?

    @Option(help: "utm_medium, such as social.")
    var medium: String?

    @Option(help: "utm_campaign.")
    var campaign: String?

    @Option(help: "utm_content.")
    var content: String?

    @Option(help: "utm_term.")
    var term: String?

    var given: [LinkTags.Name: String] {
        let all: [LinkTags.Name: String?] = [
            .source: source, .medium: medium, .campaign: campaign, .content: content, .term: term,
        ]
        return all.compactMapValues { $0 }
    }

    /// What is not named stays; what is empty goes.
    func put(into now: [String: JSONValue]) -> [String: JSONValue] {
        var tags = now
        for (name, value) in given {
            let value = value.trimmingCharacters(in: .whitespacesAndNewlines)
            tags[name.rawValue] = value.isEmpty ? nil : .string(value)
        }
        return tags
    }
}
