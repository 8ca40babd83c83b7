import ArgumentParser
import Foundation
import KicauCore

struct GivingWayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "giving-way",
        abstract: "Show or choose what gives way when a planned post can no longer be paid.",
        discussion: """
            Ways are tried in order: cheaper (other words), later:DAYS (the first affordable day), other:ACCOUNT (the same \
            text to another account), ask (it waits for a person) and hand-off (a person posts it by hand).

              kicau giving-way set --way cheaper --way later:3 --way hand-off

            \(ClientTalk.exitCodes)
            """,
        subcommands: [GivingWayShow.self, GivingWaySet.self], defaultSubcommand: GivingWayShow.self
    )
}

struct GivingWayShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show what was chosen.")

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let giving = try await flags.client().get("/giving-way")
            if flags.json { return try ClientTalk.printJSON(giving) }
            GivingWaySet.tell(giving)
        }
    }
}

struct GivingWaySet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "set", abstract: "Choose what gives way.")

    @Option(help: "One way; again for each, in the order they are tried.")
    var way: [String] = []

    @Flag(help: "Leave the first comment out before the post itself gives way.")
    var commentsFirst = false

    @OptionGroup var flags: ServerFlags

    func validate() throws {
        guard !way.isEmpty else { throw ValidationError("Say what gives way, with --way.") }
    }

    func run() async throws {
        try await ClientTalk.run {
            let body: JSONValue = [
                "publishing": .array(way.map(JSONValue.string)), "comments_go_first": .bool(commentsFirst),
            ]
            let giving = try await flags.client().put("/giving-way", .json(body), key: UUID().uuidString)
            if flags.json { return try ClientTalk.printJSON(giving) }
            GivingWaySet.tell(giving)
        }
    }

    static func tell(_ giving: JSONValue) {
        let ways = (giving["publishing"]?.array ?? []).compactMap(\.string)
        print(ways.joined(separator: " -> "))
        if giving["comments_go_first"]?.bool == true { print("The first comment is left out before that.") }
    }
}
