import ArgumentParser
import Foundation
import KicauCore

struct SeriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "series",
        abstract: "List, show, pause and end series of posts of a running Kicau.",
        discussion: """
            A series is begun by `kicau post create --repeat`. The server is found by --server and --api-key, by \
            KICAU_SERVER and KICAU_API_KEY, or by the file local.json that `kicau serve` leaves in its data folder.

            \(ClientTalk.exitCodes)
            """,
        subcommands: [SeriesList.self, SeriesShow.self, SeriesPause.self, SeriesResume.self, SeriesEnd.self]
    )
}

struct SeriesList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the series, newest first.")

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let series = try await flags.client().get("/series")
            if flags.json { return try ClientTalk.printJSON(series) }
            SeriesTable.print(series.items)
        }
    }
}

struct SeriesShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a series and the posts made of it.")

    @Argument(help: "The series' number.")
    var id: Int64

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let series = try await flags.client().get("/series/\(id)")
            if flags.json { return try ClientTalk.printJSON(series) }
            SeriesTable.print([series])
            let posts = series["posts"]?.array?.compactMap(\.string) ?? []
            print("\nPosts: \(posts.isEmpty ? "none yet" : posts.joined(separator: " "))")
            for warning in series["warnings"]?.array ?? [] { Talk.say(warning.string ?? "") }
        }
    }
}

struct SeriesPause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Call off what is planned of a series, until it goes on.")

    @Argument(help: "The series' number.")
    var id: Int64

    @OptionGroup var flags: ServerFlags

    func run() async throws { try await SeriesTable.change(id, "pause", flags) }
}

struct SeriesResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Let a paused series go on.")

    @Argument(help: "The series' number.")
    var id: Int64

    @OptionGroup var flags: ServerFlags

    func run() async throws { try await SeriesTable.change(id, "resumption", flags) }
}

struct SeriesEnd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "Call off what is planned of a series, for good.")

    @Argument(help: "The series' number.")
    var id: Int64

    @OptionGroup var flags: ServerFlags

    func run() async throws { try await SeriesTable.change(id, "end", flags) }
}

/// Series as the terminal shows them.
enum SeriesTable {
    static func print(_ series: [JSONValue]) {
        ClientTalk.printTable(
            ["ID", "STATE", "EVERY", "NEXT", "TEXT"],
            series.map { series in
                [
                    series.text("id"), series.text("state"), rhythm(series),
                    series["next"].map { "\($0.text("wall")) \($0.text("zone"))" } ?? "",
                    String(series["content"]?["parts"]?[0]?.text("text").prefix(60) ?? ""),
                ]
            })
    }

    private static func rhythm(_ series: JSONValue) -> String {
        guard let rhythm = series["rhythm"] else { return "" }
        let days = rhythm["weekdays"]?.array?.compactMap(\.string) ?? []
        let pieces = [rhythm.text("every"), rhythm.text("place"), days.joined(separator: ","), rhythm.text("day")]
        return pieces.filter { !$0.isEmpty }.joined(separator: " ")
    }

    static func change(_ id: Int64, _ noun: String, _ flags: ServerFlags) async throws {
        try await ClientTalk.run {
            let series = try await flags.client().post("/series/\(id)/\(noun)", key: UUID().uuidString)
            if flags.json { return try ClientTalk.printJSON(series) }
            Talk.say("Series \(id) is \(series.text("state")) now.")
        }
    }
}

/// The flags of a post that comes again.
struct RepeatFlags: ParsableArguments {
    enum Every: String, ExpressibleByArgument, CaseIterable {
        case day, week
        case monthDay = "month-day"
        case monthLastDay = "month-last-day"
        case monthWeekday = "month-weekday"
    }

    @Option(
        name: .customLong("repeat"),
        help: ArgumentHelp(
            "Begin a series with it: it comes again every day, week or month, on the day or weekday of --at.",
            valueName: "rhythm"))
    var every: Every?

    @Option(help: "With --repeat week: on that day, monday to sunday. May be repeated.")
    var weekday: [String] = []

    @Option(help: "The last day the series may fall on: 2027-12-31.")
    var until: String?

    @Option(help: "How often it comes, at most 365.")
    var times: Int?

    func validate() throws {
        guard every != nil || weekday.isEmpty && until == nil && times == nil else {
            throw ValidationError("--weekday, --until and --times belong to --repeat.")
        }
        guard weekday.isEmpty || every == .week else { throw ValidationError("--weekday belongs to --repeat week.") }
        guard weekday.allSatisfy({ Weekday(rawValue: $0) != nil }) else {
            throw ValidationError("--weekday is one of monday to sunday.")
        }
        guard until == nil || times == nil else { throw ValidationError("Give --until or --times, not both.") }
    }

    /// As the API takes it; nil without --repeat.
    var rhythm: JSONValue? {
        guard let every else { return nil }
        var rhythm: [String: JSONValue] = ["every": .string(every.rawValue.replacing("-", with: "_"))]
        if !weekday.isEmpty { rhythm["weekdays"] = .array(weekday.map(JSONValue.string)) }
        rhythm["until"] = until.map(JSONValue.string)
        rhythm["times"] = times.map { .integer(Int64($0)) }
        return .object(rhythm)
    }
}
