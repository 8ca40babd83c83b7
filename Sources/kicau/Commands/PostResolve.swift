import ArgumentParser
import Foundation
import KicauCore

struct PostResolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Decide on one delivery of a post: it is there, send it again, drop it, take it off its network.",
        discussion: """
            Takes the delivery's number and one of its acts, as `kicau post show --json` lists them: it-is-there (with \
            --link), send-again, look-now, hand-off, drop, check-now, delete. What is in doubt may go out a second time \
            when it is sent again: look on the network first.
            """)

    @Argument(help: "The delivery's number.")
    var delivery: Int64

    @Argument(help: "One of its acts.")
    var act: String

    @Option(help: "With it-is-there: the address of the post on its network.")
    var link: String?

    @Flag(help: "With send-again of what was handed off: you have looked, and nobody has posted it.")
    var isNotThere = false

    @Option(help: "Names this decision: the same command with the same key decides once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            var asked: [String: JSONValue] = ["act": .string(act)]
            asked["link"] = link.map(JSONValue.string)
            if isNotThere { asked["is_not_there"] = true }
            _ = try await flags.client().post("/deliveries/\(delivery)/resolutions", .json(.object(asked)), key: key)
            Talk.say("Done: \(act) for delivery \(delivery).")
        }
    }
}
