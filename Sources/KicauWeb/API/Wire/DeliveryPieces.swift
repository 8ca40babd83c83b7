import KicauCore
import KicauPublish

/// One part of a rendition, as readers will see it.
struct RenditionPartWire: Encodable, Sendable {
    struct PictureWire: Encodable, Sendable {
        let sha256: String
        let alt: String
        let captions: [CaptionsWire]?

        init(_ media: Media) {
            sha256 = media.sha256
            alt = media.alt
            captions = media.captions.isEmpty ? nil : media.captions.map(CaptionsWire.init)
        }
    }

    let role: String
    let text: String
    let wireText: String
    let media: [PictureWire]
    let card: LinkCardWire?
    let cover: String?

    init(_ part: RenderedPart) {
        role = part.role.recorded
        text = part.shownText
        wireText = part.wireText
        media = part.media.map { PictureWire($0.original) }
        card = part.card.map(LinkCardWire.init)
        cover = part.cover?.original.sha256
    }

    static let shape = Shape.named(
        "RenditionPart",
        .object([
            .must("role", .word(["post", "thread-part", "comment"]), "What it is on the network"),
            .must("text", .text(most: 400_000), "As a reader will see it", like: "Selamat pagi"),
            .must("wire_text", .text(most: 800_000), "Exactly as it is sent", like: "Selamat pagi"),
            .must(
                "media",
                .list(
                    .named(
                        "RenditionPicture",
                        .object([
                            .must("sha256", .form(.sha256), "The picture's name"),
                            .must("alt", .text(most: 10_000), "Its description", like: "Two cups on a wooden table"),
                            .may(
                                "captions", .list(CaptionsWire.shape, 0...Captions.most),
                                "Of a video: what it says, in the languages that this network shows"),
                        ])), 0...100), "Its pictures, in order"),
            .may("card", LinkCardWire.shape, "The card of its link, where the network shows ours"),
            .may("cover", .form(.sha256), "The picture its video is shown by, where one was chosen"),
        ]))
}

struct StepWire: Encodable, Sendable {
    let kind: String
    let name: String
    let part: Int
    let picture: Int?
    let state: String
    let settledAt: String?

    init(_ detail: StepDetail) {
        kind = detail.step.kind.rawValue
        name = detail.step.name
        part = detail.step.part
        picture = detail.step.picture
        state = detail.state.rawValue
        settledAt = detail.settled.map(Timestamp.text)
    }

    static let shape = Shape.named(
        "Step",
        .object([
            .must("kind", .word(["prepare", "commit"]), "A commit is visible and made once", like: "commit"),
            .must("name", .text(most: 200), "The network's word for it", like: "post"),
            .must("part", .count, "Which part, from 0", like: 0),
            .may("picture", .count, "Which picture of the part, from 0", like: 0),
            .must("state", .word(["open", "working", "settled", "refused"]), "How far it is"),
            .may("settled_at", .instant, "When it was done"),
        ]))
}

struct AttemptWire: Encodable, Sendable {
    let id: Int64
    let part: Int
    let intendedAt: String
    let deadlineAt: String
    let endedAt: String?
    let outcome: String?
    let status: Int?
    let answer: String?

    init(_ attempt: AttemptDetail) {
        id = attempt.id
        part = attempt.part
        intendedAt = Timestamp.text(attempt.intended)
        deadlineAt = Timestamp.text(attempt.deadline)
        endedAt = attempt.ended.map(Timestamp.text)
        outcome = attempt.outcome
        status = attempt.status
        answer = attempt.answer
    }

    static let shape = Shape.named(
        "Attempt",
        .object([
            .must("id", .id, "The attempt's number"),
            .must("part", .count, "Which part, from 0", like: 0),
            .must("intended_at", .instant, "Written down before the first byte left"),
            .must("deadline_at", .instant, "The call is given up then"),
            .may("ended_at", .instant, "When it ended"),
            .may("outcome", .text(most: 100), "How it ended", like: "published"),
            .may("status", .integer(0...999), "The HTTP status the network gave", like: 201),
            .may("answer", .text(most: 10_000), "The network's own words", like: "Created"),
        ]))
}

struct EventWire: Encodable, Sendable {
    let at: String
    let state: String
    let what: String
    let `do`: String?
    let answer: String?
    let status: Int?

    init(_ event: DeliveryEvent, _ voice: Voice) {
        let story = StoryWire(event.story, voice)
        at = Timestamp.text(event.at)
        state = event.to.rawValue
        what = story.what
        self.do = story.do
        answer = story.answer
        status = story.status
    }

    static let shape = Shape.named(
        "Event",
        .object(
            [
                .must("at", .instant, "When"),
                .must("state", .words(of: Delivery.State.self), "What it became"),
            ] + StoryWire.members))
}

struct ReceiptWire: Encodable, Sendable {
    let remoteId: String
    let url: String?
    let differences: [String]

    init(_ receipt: Receipt, _ voice: Voice) {
        remoteId = receipt.remoteID
        url = receipt.url
        differences = receipt.differences.map(voice.say)
    }

    static let shape = Shape.named(
        "Receipt",
        .object([
            .must("remote_id", .text(most: 4000), "The network's name for it", like: "112233445566"),
            .may("url", .text(most: 4000), "The live post", like: "https://mastodon.example/@warungkata/1"),
            .must(
                "differences", .list(.text(most: 10_000), 0...1000), "Where what came back is not what was sent",
                like: []),
        ]))
}

/// Where a published delivery was last seen to stand.
struct PresenceWire: Encodable, Sendable {
    let state: String
    let sinceAt: String
    let seenAt: String
    let checkedAt: String

    init(_ presence: PresenceDetail) {
        state = presence.state.rawValue
        sinceAt = Timestamp.text(presence.since)
        seenAt = Timestamp.text(presence.seen)
        checkedAt = Timestamp.text(presence.checked)
    }

    static let shape = Shape.named(
        "Presence",
        .object([
            .must("state", .words(of: Presence.self), "What the newest telling check found", like: "there"),
            .must("since_at", .instant, "When it was first found so"),
            .must("seen_at", .instant, "When it was last seen on the network, changed or not"),
            .must("checked_at", .instant, "When that check was"),
        ]))
}

struct ReadingWire: Encodable, Sendable {
    let metric: String
    let value: Int64
    let at: String

    init(_ reading: Reading) {
        metric = reading.metric
        value = reading.value
        at = Timestamp.text(reading.at)
    }

    static let shape = Shape.named(
        "Reading",
        .object([
            .must("metric", .text(most: 200), "What was measured", like: "likes"),
            .must("value", .integer(Int64.min...Int64.max), "How much", like: 12),
            .must("at", .instant, "When"),
        ]))
}
