import ArgumentParser
import KicauCore

struct AccountOptions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "options",
        abstract: "List what each network can be asked for beyond text and pictures.",
        discussion: "Each is written as --option network.name=value when a post is created.")

    @OptionGroup var flags: ServerFlags

    @Argument(help: "One network's alone, by its short name.")
    var network: String?

    func run() async throws {
        try await ClientTalk.run {
            let networks = try await flags.client().get("/networks").items
            let names = networks.map { $0.text("platform") }
            if let network, !names.contains(network.lowercased()) {
                throw Problem(
                    .badInput, "There is no network called \(network).",
                    do: "Use one of \(names.joined(separator: ", ")).",
                    field: "network")
            }
            let wanted = networks.filter { network == nil || $0.text("platform") == network?.lowercased() }
            if flags.json {
                let offers = wanted.map {
                    JSONValue.object(["platform": .string($0.text("platform")), "options": $0["options"] ?? []])
                }
                return try ClientTalk.printJSON(["items": .array(offers)])
            }
            ClientTalk.printTable(["OPTION", "WHAT", "VALUES"], wanted.flatMap(AccountOptions.rows))
        }
    }

    private static func rows(_ network: JSONValue) -> [[String]] {
        (network["options"]?.array ?? []).map { option in
            ["\(network.text("platform")).\(option.text("name"))", option.text("title"), values(option)]
        }
    }

    private static func values(_ option: JSONValue) -> String {
        let words = (option["words"]?.array ?? []).compactMap(\.string)
        let most = option["most"]?.int.map(String.init) ?? ""
        return switch option.text("kind") {
        case "text": "a text of \(most) characters at most"
        case "passage": "a text of \(most) characters at most, over several lines if need be"
        case "lines": "\(most) values at most"
        case "link": "an address"
        case "several": "up to \(most) of \(words.joined(separator: ", "))"
        default: words.joined(separator: ", ")
        }
    }
}
