import KicauCore
import KicauPublish

/// A post card as its network's readers will see it, drawn from the rendition that is sent.
struct PreviewCard: Sendable {
    struct Picture: Sendable, Hashable {
        let path: String
        let alt: String?
        let width: Int
        let height: Int
        /// Of a video: where it plays from, and how long it runs.
        let video: String?
        let runs: String?
        /// "keep-top", "keep-point at-x-3 at-y-7"; nil: the middle.
        let framing: String?
        /// What the player can show of a video's words.
        let tracks: [Track]
        /// "Captions: Indonesian, English"
        let captions: String?
        let document: Document?
    }

    struct Track: Sendable, Hashable {
        let words: String
        let language: String
        let languageName: String
    }

    struct Document: Sendable, Hashable {
        let title: String
        /// "12 pages"; nil where the file does not say it.
        let pages: String?
    }

    struct Length: Sendable, Hashable {
        /// "243 of 280 weighted characters"
        let text: String
        let used: Int
        let limit: Int
        /// Of a ring's 100 units, at most 100.
        let percent: Int
        /// "ok", "near" or "over".
        let tone: String
    }

    /// The card of a linked page.
    struct Link: Sendable, Hashable {
        let host: String
        let title: String
        let description: String?
        let picture: String?
    }

    struct Part: Sendable {
        let html: Html?
        let pictures: [Picture]
        /// "one", "two", "three", "four": how the pictures lie. Nil without any.
        let layout: String?
        let link: Link?
        let role: String?
        let length: Length?
        let topic: String?
        let veil: Veil?
        let poll: Poll?
        let quoted: Quoted?
        let notes: [Note]
        let hasNotes: Bool
    }

    let chip: AccountChip
    let parts: [Part]
    let when: String

    init(
        _ account: AccountSummary, _ rendition: Rendition, trimmings: [Trimmings], lengths: [TextLength], when: String,
        _ voice: Voice
    ) {
        chip = AccountChip(account)
        self.when = when
        parts = rendition.parts.enumerated().map { place, part in
            let trimmings = trimmings.indices.contains(place) ? trimmings[place] : Trimmings()
            return Part(
                html: part.shownText.isEmpty ? nil : Html.post(part.shownText, spans: part.spans),
                pictures: part.media.map { Picture($0.original, cover: part.cover?.original, voice) },
                layout: PreviewCard.layout(part.media.count),
                link: part.card.map { Link($0) } ?? trimmings.link.map { Link($0, page: trimmings.page) },
                role: PreviewCard.role(part.role, place: place, of: rendition.parts.count, voice),
                length: lengths.indices.contains(place) ? Length(lengths[place], voice) : nil,
                topic: trimmings.topic, veil: trimmings.veil.map { Veil($0, voice) },
                poll: trimmings.poll.map { Poll($0, voice) }, quoted: trimmings.quoted.map { Quoted($0) },
                notes: trimmings.notes.map { Note($0, voice) }, hasNotes: !trimmings.notes.isEmpty)
        }
    }

    private static func layout(_ count: Int) -> String? {
        switch count {
        case 0: nil
        case 1: "one"
        case 2: "two"
        case 3: "three"
        default: "four"
        }
    }

    private static func role(_ role: RenderedPart.Role, place: Int, of count: Int, _ voice: Voice) -> String? {
        switch role {
        case .post: nil
        case .threadPart: voice.say("Part \(voice.number(place + 1))")
        // An answer to somebody is a comment from its first part on.
        case .comment: voice.say(place == 0 ? "Answer" : "First comment")
        }
    }
}

extension PreviewCard.Picture {
    /// A video is shown by its cover until it plays.
    init(_ media: Media, cover: Media? = nil, _ voice: Voice) {
        path = "/media/\((cover ?? media).sha256)/thumbnail"
        alt = media.alt.isEmpty || media.isDocument ? nil : media.alt
        width = media.width
        height = media.height
        framing = media.framing?.classes
        video = media.isVideo ? "/media/\(media.sha256)" : nil
        runs = media.isVideo ? media.motion.map { RunningTime.text($0.milliseconds) } : nil
        tracks = media.captions.map {
            .init(
                words: "/media/\($0.sha256)", language: $0.language, languageName: voice.language($0.language))
        }
        captions =
            tracks.isEmpty
            ? nil : voice.say("Captions: \(tracks.map(\.languageName).joined(separator: ", "))")
        document =
            media.isDocument
            ? .init(title: media.alt, pages: media.pages.map { voice.say("\(voice.number($0)) pages") }) : nil
    }
}

extension PreviewCard.Link {
    /// One that the network makes itself: of a page that nobody has read here, only the address is known.
    init(_ address: String, page: LinkCard?) {
        host = LinkHost.of(address)
        title = page?.title ?? address
        description = page.flatMap { $0.description.isEmpty ? nil : $0.description }
        picture = page?.picture.map { "/media/\($0.sha256)/thumbnail" }
    }

    init(_ card: RenderedCard) {
        host = LinkHost.of(card.url)
        title = card.title
        description = card.description.isEmpty ? nil : card.description
        picture = card.picture.map { "/media/\($0.original.sha256)/thumbnail" }
    }
}

extension PreviewCard.Length {
    init(_ length: TextLength, _ voice: Voice) {
        used = length.used
        limit = length.limit
        text = voice.say(
            "\(voice.number(length.used)) of \(voice.number(length.limit)) \(voice.say(length.unit))")
        percent = min(100, length.limit == 0 ? 100 : length.used * 100 / length.limit)
        tone = length.used > length.limit ? "over" : length.used * 10 >= length.limit * 9 ? "near" : "ok"
    }
}

extension Framing {
    /// The style sheet knows a point by tenths: pages may not carry styles of their own.
    fileprivate var classes: String {
        switch self {
        case .top, .bottom, .left, .right, .whole: "keep-\(rawValue)"
        case .around(let point): "keep-point at-x-\(point.tenths.fromLeft) at-y-\(point.tenths.fromTop)"
        }
    }
}
