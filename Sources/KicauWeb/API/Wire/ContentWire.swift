import KicauCore
import KicauPublish

/// One text with its pictures, in requests and answers alike.
struct PartWire: Codable, Sendable {
    struct Use: Codable, Sendable {
        let sha256: String
        let alt: String?
        let framing: Framing?
        let captions: [CaptionsWire]?

        init(_ media: Media) {
            sha256 = media.sha256
            alt = media.alt
            framing = media.framing
            captions = media.captions.isEmpty ? nil : media.captions.map(CaptionsWire.init)
        }

        /// Publishing fills in what it knows.
        var media: Media {
            Media(
                sha256: sha256, mimeType: "", width: 0, height: 0, bytes: 0, alt: alt ?? "", framing: framing,
                captions: (captions ?? []).map(\.captions))
        }
    }

    let text: String
    let media: [Use]?
    let card: LinkCardWire?

    init(_ part: Post.Part) {
        text = part.text
        media = part.media.map(Use.init)
        card = part.card.map(LinkCardWire.init)
    }

    var part: Post.Part {
        Post.Part(text: text, media: (media ?? []).map(\.media), card: card?.card)
    }

    static let shape = Shape.named(
        "Part",
        .object([
            .must("text", .text(most: 200_000), "The text; may be empty beside a picture", like: "Selamat pagi"),
            .may(
                "media",
                .list(
                    .named(
                        "MediaUse",
                        .object([
                            .must("sha256", .form(.sha256), "As the upload's answer named it"),
                            .may(
                                "alt", .text(most: 10_000),
                                "What a person who cannot see the picture reads; of a document its title, which all see",
                                like: "Two cups on a wooden table"),
                            .may(
                                "framing", .form(.framing),
                                "What of it stays in view where a network shows another shape: top, bottom, left, right, whole (all, on white), or a point as x,y, from -1,-1 at the bottom left to 1,1 at the top right; left out: the middle"
                            ),
                            .may(
                                "captions", .list(CaptionsWire.shape, 0...Captions.most),
                                "Of a video: what it says, by language; networks that take fewer take the first"),
                        ])), 0...20), "Its pictures, in order"),
            .may(
                "card", .orNull(LinkCardWire.shape),
                "What stands for the page it links to, on networks that read no pages; beside pictures it is not shown"),
        ]))
}

/// What the author wrote, for one account or for all.
struct ContentWire: Codable, Sendable {
    struct Wording: Codable, Sendable {
        let account: Int64
        let parts: [PartWire]
        let firstComment: String?
        let options: [OptionWire]?

        init(_ account: Int64, _ post: Post) {
            self.account = account
            parts = post.parts.map(PartWire.init)
            firstComment = post.firstComment
            options = OptionWire.list(post)
        }
    }

    let accounts: [Int64]
    let parts: [PartWire]
    let firstComment: String?
    let options: [OptionWire]?
    let wordings: [Wording]?
    let campaign: Int64?
    let ways: [String]?

    init(_ content: DraftContent) {
        accounts = content.accounts.map(\.raw)
        parts = content.post.parts.map(PartWire.init)
        firstComment = content.post.firstComment
        options = OptionWire.list(content.post)
        wordings = content.wordings.map { Wording($0.account.raw, $0.post) }
        campaign = content.campaign?.raw
        ways = content.ways?.map(\.text)
    }

    var draft: DraftContent {
        DraftContent(
            post: Post(
                parts: parts.map(\.part), firstComment: firstComment, options: OptionWire.chosen(options)),
            accounts: accounts.map { ID($0) },
            wordings: (wordings ?? []).map {
                .init(
                    account: ID($0.account),
                    post: Post(
                        parts: $0.parts.map(\.part), firstComment: $0.firstComment,
                        options: OptionWire.chosen($0.options)))
            }, campaign: campaign.map { ID($0) },
            ways: ways?.compactMap { Way($0) })
    }

    private static let text: [Member] = [
        .must("parts", .list(PartWire.shape, 1...30), "One text, or the parts of a thread"),
        .may(
            "first_comment", .orNull(.text(most: 200_000)),
            "Put under the published post, where networks have comments",
            like: "The menu is on our page"),
        .may(
            "options", .list(OptionWire.shape, 0...200),
            "What single networks are asked for beyond text and pictures; a network that knows none of it refuses"),
    ]

    static let members: [Member] =
        [.must("accounts", .list(.id, 0...60), "Where it goes; a draft may leave it open", like: [1, 2])] + text + [
            .may(
                "wordings",
                .list(
                    .named(
                        "Wording",
                        .object([.must("account", .id, "The account it replaces the text for", like: 2)] + text)),
                    0...60), "Other texts for some of the accounts"),
            .may("campaign", .orNull(.id), "The campaign it belongs to", like: 3),
            .may(
                "ways", .orNull(GivingWayWire.ways),
                "What gives way when it can no longer be paid, tried in order; left out: what the workspace has",
                like: ["cheaper", "hand-off"]),
        ]
    static let shape = Shape.named("Content", .object(members))
}
