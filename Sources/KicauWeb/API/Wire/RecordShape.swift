import KicauCore
import KicauPublish

/// The form of a delivery record: the API promises it, and docs/receipts.schema.json is written from it.
enum RecordShape {
    static let shape = Shape.named(
        "DeliveryRecord",
        .object([
            .must("format", .word([DeliveryRecord.format]), "What this document is"),
            .must(
                "format_version", .integer(1...Int64(DeliveryRecord.formatVersion)), "Of this form",
                like: .integer(Int64(DeliveryRecord.formatVersion))),
            .must("kicau", .text(most: 100), "The version of the Kicau that wrote it", like: "0.1.0"),
            .must("written_at", .instant, "When it was written"),
            .must("workspace", .text(most: 400), "Whose post it is", like: "Warung Kata"),
            .must(
                "post",
                .named(
                    "RecordedPost",
                    .object([
                        .must("id", .id, "The post's number"),
                        .must("author", .text(most: 400), "Who wrote it", like: "Ayu Lestari"),
                        .must("created_at", .instant, "When it was first kept"),
                        .must("state", .words(of: PostState.self), "What it has come to", like: "published"),
                    ])), "The post as it stands"),
            .must("deliveries", .list(delivered, 0...10_000), "One for each account, in order"),
        ]))

    private static let delivered = Shape.named(
        "RecordedDelivery",
        .object([
            .must("id", .id, "The delivery's number"),
            .must("account", account, "Where it went"),
            .must("state", .words(of: Delivery.State.self), "Where it stands", like: "published"),
            .may("waiting_for", .words(of: Delivery.WaitingFor.self), "What a person is asked for"),
            .must("due", DueWire.shape, "What the author meant, and the instant that came of it"),
            .may("published_at", .instant, "When the last part's yes was written down"),
            .may("late_ms", .integer(Int64.min...Int64.max), "From due to published", like: 420),
            .may("removed_at", .instant, "When it was taken off the network again"),
            .must("rendition", rendition, "What this network got, frozen when it was scheduled"),
            .must("parts", .list(part, 0...100), "Its parts, in order"),
            .must("steps", .list(step, 0...10_000), "The calls it was made of, in order"),
            .may("fare", fare, "What it cost"),
            .must("events", .list(event, 0...10_000), "Its story, oldest first, in English"),
            .may("seal", seal, "Its leaf in the archive's chain; made seconds after it was published"),
            .may("presence", PresenceWire.shape, "Where it was last seen to stand"),
            .must("checks", .list(check, 0...10_000), "Later checks, done and planned"),
        ]))

    private static let account = Shape.named(
        "RecordedAccount",
        .object([
            .must("platform", .text(most: 100), "The network", like: "mastodon"),
            .must("handle", .text(most: 1000), "As it is shown", like: "warungkata"),
            .must("display_name", .text(most: 1000), "The account's name", like: "Warung Kata"),
            .must("remote_id", .text(most: 4000), "The network's own identity of it", like: "109302436954721982"),
            .must("server", .text(most: 4000), "Its server; empty where a network has but one", like: ""),
        ]))

    private static let rendition = Shape.named(
        "RecordedRendition",
        .object([
            .must("sha256", .form(.sha256), "Of the text, as UTF-8"),
            .must("text", .text(most: 4_000_000), "The rendition as JSON, byte for byte as it was hashed", like: "{}"),
        ]))

    private static let part = Shape.named(
        "RecordedPart",
        .object([
            .must("part", .count, "Which part, from 0", like: 0),
            .must("role", .word(["post", "thread-part", "comment"]), "What it is on the network"),
            .must("wire_text", .text(most: 800_000), "Exactly as it was sent", like: "Selamat pagi"),
            .must("wire_text_sha256", .form(.sha256), "Of the text, as UTF-8"),
            .must(
                "pictures",
                .list(
                    .named(
                        "RecordedPicture",
                        .object([
                            .must("sha256", .form(.sha256), "Of the picture as Kicau keeps it"),
                            .must("mime_type", .text(most: 100), "Its kind", like: "image/jpeg"),
                            .must("alt", .text(most: 10_000), "Its description", like: "Two cups on a wooden table"),
                        ])), 0...100), "Its pictures, in order"),
            .may("platform_id", .text(most: 4000), "The network's name for it", like: "112233445566"),
            .may("cid", .text(most: 400), "The content's own hash, where the network gives one", like: "bafyreib2rx"),
            .may("url", .text(most: 4000), "The live post", like: "https://mastodon.example/@warungkata/1"),
            .may("settled_at", .instant, "When its yes was written down"),
            .must(
                "differences", .list(.text(most: 10_000), 0...1000), "Where what came back was not what was sent",
                like: []),
        ]))

    private static let step = Shape.named(
        "RecordedStep",
        .object([
            .must("kind", .word(["prepare", "commit"]), "A commit is visible and made once", like: "commit"),
            .must("name", .text(most: 200), "The network's word for it", like: "post"),
            .must("part", .count, "Which part, from 0", like: 0),
            .may("picture", .count, "Which picture of the part, from 0", like: 0),
            .must("state", .word(["open", "working", "settled", "refused"]), "How far it is", like: "settled"),
            .may("settled_at", .instant, "When it was done"),
            .must("attempts", .list(attempt, 0...10_000), "Its visible calls, oldest first"),
        ]))

    private static let attempt = Shape.named(
        "RecordedAttempt",
        .object([
            .must("id", .id, "The attempt's number"),
            .must("intended_at", .instant, "Written down before the first byte left"),
            .must("deadline_at", .instant, "The call was given up then"),
            .may("ended_at", .instant, "When it ended"),
            .may("outcome", .text(most: 100), "How it ended", like: "published"),
            .may("status", .integer(0...999), "The HTTP status the network gave", like: 201),
            .may("answer", .text(most: 10_000), "The network's own words", like: "Created"),
        ]))

    private static let fare = Shape.named(
        "RecordedFare",
        .object([
            .must("book", .text(most: 400), "The price book in force on that day", like: "x 2026-04-20"),
            .must("items", .list(FareWire.itemShape, 0...1000), "What it is made of"),
            .must("micro_usd", .money, "All of it", like: 15_000),
            .must("booked_micro_usd", .money, "What of it was spent", like: 15_000),
            .must("hold", .words(of: HoldState.self), "Where its money is", like: "captured"),
        ]))

    private static let event = Shape.named(
        "RecordedEvent",
        .object([
            .must("at", .instant, "When"),
            .must("state", .words(of: Delivery.State.self), "What it became"),
            .must("what", .text(most: 10_000), "What happened", like: "The network took it."),
            .may("to_do", .text(most: 10_000), "What a person could do", like: "Reconnect the account."),
            .may("answer", .text(most: 10_000), "The network's own words", like: "Created"),
            .may("status", .integer(0...999), "The HTTP status the network gave", like: 201),
        ]))

    private static let seal = Shape.named(
        "RecordedSeal",
        .object([
            .must("sha256", .form(.sha256), "Of previous_sha256, a line feed and content"),
            .must(
                "previous_sha256", .text(most: 64), "Of the leaf before it; empty for the first",
                like: .string(Shape.Form.sha256.sample)),
            .must("content", .text(most: 4_000_000), "The leaf, byte for byte as it was hashed", like: "{}"),
            .must("made_at", .instant, "When it was sealed"),
            .must(
                "standing", .words(of: DeliveryRecord.SealStanding.self),
                "Does it verify in the chain that its Kicau keeps?"),
        ]))

    private static let check = Shape.named(
        "RecordedCheck",
        .object([
            .must("due_at", .instant, "When it was or is to be made"),
            .may("after_ms", .count, "How long after the publication; left out when a person asked", like: 3_600_000),
            .may("done_at", .instant, "When it was made; left out while it is still to come"),
            .may("sighting", .words(of: Sighting.self), "What the whole delivery came to", like: "unchanged"),
            .must("parts", .list(partSeen, 0...100), "What was seen of each part"),
        ]))

    private static let partSeen = Shape.named(
        "RecordedPartSeen",
        .object([
            .must("part", .count, "Which part, from 0", like: 0),
            .must("sighting", .words(of: Sighting.self), "What was seen", like: "unchanged"),
            .must("what", .text(most: 10_000), "The same in words", like: "It is there, as it was published."),
            .may("answer", .text(most: 10_000), "The network's own words", like: "Not found"),
            .may("status", .integer(0...999), "The HTTP status the network gave", like: 404),
            .must(
                "differences", .list(.text(most: 10_000), 0...1000), "Those that were not there when it was published",
                like: []),
        ]))

    /// The same as a document of its own, JSON Schema 2020-12.
    static var schema: JSONValue {
        let definitions = shape.names.mapValues { named in named.schema(under: "#/$defs/") }
        return [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": .string("A delivery record of Kicau, version \(DeliveryRecord.formatVersion)"),
            "$ref": "#/$defs/DeliveryRecord", "$defs": .object(definitions),
        ]
    }
}
