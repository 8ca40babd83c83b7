import ArgumentParser
import Foundation
import KicauCore

struct PostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "post",
        abstract: "Write, list, show, prove, decide on and call off posts of a running Kicau.",
        discussion: """
            The server is found by --server and --api-key, by KICAU_SERVER and KICAU_API_KEY, or by the file \
            local.json that `kicau serve` leaves in its data folder.

            \(ClientTalk.exitCodes)
            """,
        subcommands: [
            PostCreate.self, PostList.self, PostShow.self, PostCancel.self, PostReceipt.self, PostCheck.self,
            PostResolve.self, PostRewrite.self,
        ]
    )
}

struct PostCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Write a post: a draft, for a time, or at once.",
        discussion: """
            Without --text the post is read from standard input. Several --text make a thread; pictures go with its \
            first part. Prints the post's number, or with --json the whole post.

              kicau post create --text "Selamat pagi" --account mastodon:warungkata --at 2026-12-01T09:00
              kicau post create --text "Menu" --picture menu.jpg --alt "The menu" --account 1 --account 2 --now
            """
    )

    @Option(help: "The text; again for each further part of a thread.")
    var text: [String] = []

    @Option(help: "Where it goes: an account's number, or network:handle. May be repeated.")
    var account: [String] = []

    @Option(help: "The path of a picture, a video or a PDF. May be repeated.")
    var picture: [String] = []

    @Option(
        help: """
            What the picture shows, for those who cannot see it; of a PDF its title, the file's name when left out. The \
            first --alt is for the first --picture.
            """)
    var alt: [String] = []

    @Option(
        help: ArgumentHelp(
            "What the video says, as a WebVTT or SRT file: language=path, such as id=film.srt. May be repeated.",
            valueName: "language=path"))
    var captions: [String] = []

    @Option(
        help: """
            What of a picture stays in view where a network shows another shape: top, bottom, left, right, or whole, \
            on white. The first --framing is for the first --picture; "middle" is the usual.
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
        guard draft || !account.isEmpty else { throw ValidationError("Say where it goes, with --account.") }
    }

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            let writing = PostWriting(client: try flags.client(), key: key)
            let texts = text.isEmpty && picture.isEmpty ? [try PostWriting.textFromInput()] : text.isEmpty ? [""] : text
            let accounts = try await writing.accounts(account)
            let media = try await writing.pictures(
                picture, alts: alt, framings: framing, captions: captions)
            let options = try PostWriting.options(option)
            let cards = linkCard ? await writing.cards(texts, besides: media, for: accounts) : [:]
            if let rhythm = again.rhythm {
                let series = try await writing.client.post(
                    "/series", .json(body(texts, accounts, media, options, cards, again: rhythm)), key: key)
                return try tell(series: series)
            }
            let post = try await writing.client.post(
                "/posts", .json(body(texts, accounts, media, options, cards)), key: key)
            if flags.json { return try ClientTalk.printJSON(post) }
            print(post.text("id"))
            Talk.say("Post \(post.text("id")) is \(post.text("state")).\(PostTable.due(post, before: " Due "))")
            if let note = PostTable.clockNote(post) { Talk.say(note) }
        }
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
        _ texts: [String], _ accounts: [Int64], _ media: [JSONValue], _ options: [JSONValue],
        _ cards: [Int: JSONValue], again: JSONValue? = nil
    ) -> JSONValue {
        let parts = texts.enumerated().map { place, text -> JSONValue in
            var part: [String: JSONValue] = ["text": .string(text), "media": .array(place == 0 ? media : [])]
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

struct PostList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List posts, newest first.")

    @Option(
        help: "Only posts in this state: draft, scheduled, sending, published, partly, needs-you, refused, cancelled.")
    var state: [String] = []

    @Option(help: "Only posts for this account: its number, or network:handle.")
    var account: [String] = []

    @Option(help: "Only posts of this campaign: its number.")
    var campaign: Int64?

    @Option(help: "How many, at most 200.")
    var limit = 50

    @OptionGroup var flags: ServerFlags

    func validate() throws {
        guard (1...200).contains(limit) else { throw ValidationError("--limit is a number from 1 to 200.") }
    }

    func run() async throws {
        try await ClientTalk.run {
            let client = try flags.client()
            let accounts = try await PostWriting(client: client, key: "").accounts(account)
            let query =
                state.map { ("state", $0) } + accounts.map { ("account", String($0)) }
                + (campaign.map { [("campaign", String($0))] } ?? []) + [("limit", String(limit))]
            let posts = try await client.get("/posts", query)
            if flags.json { return try ClientTalk.printJSON(posts) }
            PostTable.print(posts.items)
            Talk.say("\(posts.items.count) of \(posts.text("total")) posts.")
        }
    }
}

struct PostShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a post and what became of each delivery.")

    @Argument(help: "The post's number.")
    var id: Int64

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let post = try await flags.client().get("/posts/\(id)")
            if flags.json { return try ClientTalk.printJSON(post) }
            PostTable.printDetail(post)
        }
    }
}

struct PostCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Call off what was not sent yet; the post becomes a draft again.")

    @Argument(help: "The post's number.")
    var id: Int64

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        try await ClientTalk.run {
            let post = try await flags.client().post("/posts/\(id)/cancellation", key: UUID().uuidString)
            if flags.json { return try ClientTalk.printJSON(post) }
            Talk.say("Post \(id) is \(post.text("state")) now.")
        }
    }
}
