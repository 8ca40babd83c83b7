import ArgumentParser
import Foundation
import KicauCore

struct SuggestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Ask the language model of a running Kicau for a text. Nothing is published.",
        discussion: """
            The text, or a small copy of the picture, goes to the endpoint that was set up. What it can cost at most is set \
            aside before, what it cost is booked after and told on standard error.

            \(ClientTalk.exitCodes)
            """)

    enum Task: String, ExpressibleByArgument, CaseIterable {
        case draft, translate
        case altText = "alt-text"
        case variants
    }

    @Argument(help: "What to make: draft, translate, alt-text or variants.")
    var task: Task

    @Argument(help: "Notes for a draft, or the text to work on; - reads standard input.")
    var text: String = ""

    @Option(help: "The language to write in, such as English: needed for translate, possible for draft and alt-text.")
    var language: String?

    @Option(help: "For variants: the most characters of one; again for each.")
    var limit: [Int] = []

    @Option(help: "For alt-text: a picture's SHA-256, as `kicau post show --json` names it.")
    var picture: String?

    @Option(help: "Refuse when it can cost more than so many dollars.")
    var atMost: String?

    @Flag(help: "Only show what it would cost.")
    var price = false

    @Option(help: "Names this change: the same command with the same key asks once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        let body = JSONValue.object(try asked())
        try await ClientTalk.run(key: price ? nil : key) {
            let client = try flags.client()
            let path = price ? "/assistant/quotes" : "/assistant/suggestions"
            let answer = try await client.post(path, .json(body), key: key)
            if flags.json { return try ClientTalk.printJSON(answer) }
            if price {
                return print(
                    "about \(AssistantTable.dollars(answer["likely_micro_usd"])), "
                        + "at most \(AssistantTable.dollars(answer["most_micro_usd"]))")
            }
            for suggestion in answer["suggestions"]?.array ?? [] {
                if let limit = suggestion["limit"]?.int { Talk.say("\(limit) characters:") }
                print(SuggestCommand.shown(suggestion.text("text")))
            }
            Talk.say("That cost \(AssistantTable.dollars(answer["micro_usd"])).")
            if answer["is_whole"] != true { Talk.say("The answer broke off or reached its longest.") }
        }
    }

    private func asked() throws -> [String: JSONValue] {
        let words =
            text == "-" ? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self) : text
        var body: [String: JSONValue] = ["task": .string(task.rawValue), "text": .string(words)]
        body["language"] = language.map(JSONValue.string)
        body["picture"] = picture.map(JSONValue.string)
        if !limit.isEmpty { body["limits"] = .array(limit.map { .integer(Int64($0)) }) }
        if let atMost {
            guard let money = Money(dollars: atMost) else {
                throw ClientTalk.wrongUsage("--at-most is not an amount of dollars, such as 0.01.")
            }
            body["most_micro_usd"] = .integer(money.microUSD)
        }
        return body
    }

    /// Line by line, so that nothing in it steers a terminal.
    private static func shown(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { ClientTalk.plain(String($0)) }
            .joined(separator: "\n")
    }
}
