import ArgumentParser
import Foundation
import KicauCore

struct PostCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Write a post: a draft, for a time, or at once.",
        discussion: """
            Without --text the post is read from standard input. Several --text make a thread. A picture goes with its \
            first part, or with the one whose number stands before it: 2=menu.jpg; write ./2=menu.jpg where the file \
            itself is called so. Prints the post's number, or with --json the whole post.

              kicau post create --text "Selamat pagi" --account mastodon:warungkata --at 2026-12-01T09:00
              kicau post create --text "Menu" --picture menu.jpg --alt "The menu" --account 1 --account 2 --now
              kicau post create --text "The film" --text "The menu" --picture film.mp4 --captions id=film.srt \\
                --picture 2=menu.jpg --framing middle --framing top --account x:warungkata --now
            """
    )

    @Option(help: "The text; again for each further part of a thread.")
    var text: [String] = []

    @Option(help: "Where it goes: an account's number, or network:handle. May be repeated.")
    var account: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            The path of a picture, a video or a PDF, for the first part; part=path for another, such as 2=menu.jpg. May \
            be repeated.
            """, valueName: "path"))
    var picture: [String] = []

    @Option(
        help: """
            What the picture shows, for those who cannot see it; of a PDF its title, the file's name when left out. The \
            first --alt is for the first --picture.
            """)
    var alt: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            What the video says, as a WebVTT or SRT file: language=path, such as id=film.srt; 2=id=film.srt for the video \
            of the second part. May be repeated.
            """, valueName: "language=path"))
    var captions: [String] = []

    @Option(
        help: """
            What of a picture stays in view where a network shows another shape: top, bottom, left, right, or whole, \
            on white; or a point of it as x,y, from -1,-1 at the bottom left to 1,1 at the top right, written \
            --framing=-0.3,0.5. The first --framing is for the first --picture; "middle" is the usual.
            """)
    var framing: [String] = []

    @Flag(
        help: """
            Read a card off the page each text links to, and send it along: for Bluesky and LinkedIn, which read no \
            pages. A page that cannot be read stops nothing.
            """)
    var linkCard = false

    @Option(help: "A comment put under the published post, where networks have comments.")
    var firstComment: String?

    @Option(
        help: ArgumentHelp(
            """
            What one network is asked for beyond text and pictures, as network.name=value; again for each, and for each \
            answer of a poll. `kicau account options` lists them.
            """, valueName: "option"))
    var option: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            What gives way when it can no longer be paid, in order: cheaper, later:3, other:12, ask or hand-off, with \
            commas between them. What the workspace has when left out.
            """, valueName: "ways"))
    var ifUnpaid: String?

    @Option(help: "The campaign it belongs to: its number, out of `kicau campaigns list`.")
    var campaign: Int64?

    @Option(help: "When it goes out, as the clock on the wall shows it: 2026-12-01T09:00.")
    var at: String?

    @Option(help: "The zone of that clock, such as Asia/Jakarta; the workspace's own when left out.")
    var zone: String?

    @Option(help: "Which one, where the clock is put back and shows that time twice: first or second.")
    var fold: String?

    @Flag(help: "At the next free posting time of its accounts.")
    var nextSlot = false

    @Flag(help: "Publish it now.")
    var now = false

    @Flag(help: "Keep it as a draft.")
    var draft = false

    @Option(help: "Names this post: the same command with the same key never makes a second one.")
    var key: String?

    @OptionGroup(title: "A series") var again: RepeatFlags

    @OptionGroup var flags: ServerFlags

    func validate() throws {
        guard [at != nil, nextSlot, now, draft].filter(\.self).count == 1 else {
            throw ValidationError("Say when it goes out, with exactly one of --at, --next-slot, --now and --draft.")
        }
        guard zone == nil || at != nil else { throw ValidationError("--zone belongs to --at.") }
        guard fold == nil || at != nil else { throw ValidationError("--fold belongs to --at.") }
        guard again.every == nil || at != nil else { throw ValidationError("--repeat needs --at.") }
        guard fold.map({ Fold(rawValue: $0) != nil }) ?? true else {
            throw ValidationError("--fold is first or second.")
        }
        guard alt.count <= picture.count else { throw ValidationError("There are more --alt than --picture.") }
        guard framing.count <= picture.count else {
            throw ValidationError("There are more --framing than --picture.")
        }
        guard draft || !account.isEmpty else { throw ValidationError("Say where it goes, with --account.") }
    }

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let made = try await make(by: try flags.client(), key: key)
            if again.rhythm != nil { return try tell(series: made) }
            if flags.json { return try ClientTalk.printJSON(made) }
            print(made.text("id"))
            Talk.say("Post \(made.text("id")) is \(made.text("state")).\(PostTable.due(made, before: " Due "))")
            if let note = PostTable.clockNote(made) { Talk.say(note) }
        }
    }

    /// The post, or its series, as the server has it.
    func make(by client: APIClient, key: String) async throws -> JSONValue {
        let writing = PostWriting(client: client, key: key)
        let options = try PostWriting.options(option)
        let texts = text.isEmpty && picture.isEmpty ? [try PostWriting.textFromInput()] : text.isEmpty ? [""] : text
        let files = PostMedia(paths: picture, alts: alt, framings: framing, captions: captions)
        try files.check(parts: texts.count)
        let accounts = try await writing.accounts(account)
        let media = try await files.uploaded(into: texts.count, by: MediaUpload(client: client, key: key))
        let cards = linkCard ? await writing.cards(texts, besides: media, for: accounts) : [:]
        let rhythm = again.rhythm
        return try await client.post(
            rhythm == nil ? "/posts" : "/series", .json(body(texts, accounts, media, options, cards, again: rhythm)),
            key: key)
    }

    private func tell(series: JSONValue) throws {
        if flags.json { return try ClientTalk.printJSON(series) }
        print(series.text("id"))
        Talk.say("Series \(series.text("id")) is \(series.text("state")).\(PostTable.next(series))")
        for warning in series["warnings"]?.array ?? [] { Talk.say(warning.string ?? "") }
    }

    private var plan: String {
        if draft { return "draft" }
        if nextSlot { return "next_slot" }
        return now ? "publish_now" : "schedule"
    }

    private func body(
        _ texts: [String], _ accounts: [Int64], _ media: [[JSONValue]], _ options: [JSONValue],
        _ cards: [Int: JSONValue], again: JSONValue?
    ) -> JSONValue {
        let parts = texts.enumerated().map { place, text -> JSONValue in
            var part: [String: JSONValue] = ["text": .string(text), "media": .array(media[place])]
            part["card"] = cards[place]
            return .object(part)
        }
        var body: [String: JSONValue] = [
            "parts": .array(parts), "accounts": .array(accounts.map(JSONValue.integer)),
        ]
        body["plan"] = again == nil ? .string(plan) : nil
        body["rhythm"] = again
        body["options"] = options.isEmpty ? nil : .array(options)
        body["ways"] = ifUnpaid.map { .array($0.split(separator: ",").map { .string(String($0)) }) }
        body["first_comment"] = firstComment.map(JSONValue.string)
        body["campaign"] = campaign.map(JSONValue.integer)
        if let at {
            var due: [String: JSONValue] = ["wall": .string(at)]
            due["zone"] = zone.map(JSONValue.string)
            due["fold"] = fold.map(JSONValue.string)
            body[again == nil ? "due" : "first"] = .object(due)
        }
        return .object(body)
    }
}
