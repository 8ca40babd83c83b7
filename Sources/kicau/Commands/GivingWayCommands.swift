import ArgumentParser
import Foundation
import KicauCore

struct GivingWayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "giving-way",
        abstract: "Show or choose what gives way when money runs short.",
        discussion: """
            A planned post gives way when its price or the budget has changed and it can no longer be paid. Ways are tried \
            in order: cheaper (in other words, such as without its link), later:DAYS (on the first of so many days on which \
            it can be paid), other:ACCOUNT (the same text to another account, by its number), ask (it waits for a person) \
            and hand-off (a person posts it by hand). The last two end the list.

              kicau giving-way set --way cheaper --way later:3 --way hand-off

            Everything but publishing may use a hard budget up to a share of it, in percent: ai, look-ups, old-readings \
            (of posts of 7 days and older), new-readings and inbox. From 20 percentage points below their share on, \
            readings and the inbox are done less often; at the share they stop.

              kicau giving-way set --share ai=50 --share inbox=100

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

    @Option(help: "One way; again for each, in the order they are tried. None: the ways stay as they are.")
    var way: [String] = []

    @Flag(help: "With --way: leave the first comment out before the post itself gives way.")
    var commentsFirst = false

    @Option(help: "How far a class of work may use a budget, such as inbox=90; again for each.")
    var share: [String] = []

    @OptionGroup var flags: ServerFlags

    func validate() throws {
        guard !way.isEmpty || !share.isEmpty else {
            throw ValidationError("Say what gives way, with --way or --share.")
        }
        guard !way.isEmpty || !commentsFirst else { throw ValidationError("Name the ways too, with --way.") }
        _ = try shares()
    }

    /// By the API's names: "look_ups".
    private func shares() throws -> [String: JSONValue] {
        try share.reduce(into: [:]) { shares, text in
            let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2, let work = WorkClass(rawValue: halves[0]), work != .publishing,
                let percent = Int64(halves[1]), (0...100).contains(percent)
            else {
                let names = WorkClass.yielding.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("\(text) is no share: write inbox=90, with one of \(names) and 0 to 100.")
            }
            shares[work.rawValue.replacing("-", with: "_")] = .integer(percent)
        }
    }

    func run() async throws {
        try await ClientTalk.run {
            let client = try flags.client()
            var ways = JSONValue.array(way.map(JSONValue.string))
            var comments = JSONValue.bool(commentsFirst)
            if way.isEmpty {
                let kept = try await client.get("/giving-way")
                (ways, comments) = (kept["publishing"] ?? ways, kept["comments_go_first"] ?? comments)
            }
            let body: JSONValue = [
                "publishing": ways, "comments_go_first": comments, "shares": .object(try shares()),
            ]
            let giving = try await client.put("/giving-way", .json(body), key: UUID().uuidString)
            if flags.json { return try ClientTalk.printJSON(giving) }
            GivingWaySet.tell(giving)
        }
    }

    static func tell(_ giving: JSONValue) {
        let ways = (giving["publishing"]?.array ?? []).compactMap(\.string)
        print(ways.joined(separator: " -> "))
        if giving["comments_go_first"]?.bool == true { print("The first comment is left out before that.") }
        ClientTalk.printTable(
            ["WORK", "UP TO", "THINNED FROM", "NOW"],
            (giving["work"]?.array ?? []).map { work in
                [
                    work.text("work"), "\(work["share_percent"]?.int ?? 0) %",
                    work["thins_from_percent"]?.int.map { "\($0) %" } ?? "-",
                    work.text("pace") + (work["budget"].map { " (\(GivingWaySet.name(of: $0)))" } ?? ""),
                ]
            })
    }

    /// "78 % of network:x"
    private static func name(of budget: JSONValue) -> String {
        let subject = budget.text("subject")
        return "\(budget["used_percent"]?.int ?? 0) % of \(budget.text("scope"))\(subject.isEmpty ? "" : ":" + subject)"
    }
}
