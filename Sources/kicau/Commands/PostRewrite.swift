import ArgumentParser
import Foundation
import KicauCore

struct PostRewrite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Put other words in the place of a published part's, on its network.",
        discussion: "Only where the delivery's acts list edit. What was sent stays sealed as it was.")

    @Argument(help: "The delivery's number.")
    var delivery: Int64

    @Option(help: "The new words; without it they are read from standard input.")
    var text: String?

    @Option(help: "Which part, from 1.")
    var part = 1

    @Option(help: "Names this change: the same command with the same key changes once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func validate() throws {
        guard (1...101).contains(part) else { throw ValidationError("--part must be 1 to 101.") }
    }

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let words = try text ?? PostWriting.textFromInput()
            _ = try await flags.client().post(
                "/deliveries/\(delivery)/edits",
                .json(["part": .integer(Int64(part - 1)), "text": .string(words)]), key: key)
            Talk.say("Delivery \(delivery) has the new words on its network.")
        }
    }
}
