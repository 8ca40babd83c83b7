import KicauCore

extension Bluesky {
    /// Readers see it some 600 pixels wide.
    static let thumbFit = PictureFit(
        types: ["image/jpeg", "image/png", "image/webp"], maxBytes: maxThumbBytes.value, maxWidth: 1200,
        maxHeight: 1200)

    static let maxThumbBytes = Fact(
        1_000_000, from: "lexicon app.bsky.embed.external, thumb, maxSize", read: "2026-08-20")

    /// What a card adds to a record's key: the same words with another card are another record.
    static func mark(of part: Outline.Part) -> String {
        guard let card = part.card(picture: thumbFit) else { return "" }
        return "|\(card.url)|\(card.title)|\(card.description)|\(card.picture?.original.sha256 ?? "")"
    }
}

extension BlueskyWire {
    /// The network fetches no page: whatever its readers see of one, the record says.
    static func external(_ card: RenderedCard?, thumb: JSONValue?) -> JSONValue? {
        guard let card else { return nil }
        return [
            "$type": "app.bsky.embed.external",
            "external": .members([
                ("uri", .string(card.url)), ("title", .string(card.title)),
                ("description", .string(card.description)), ("thumb", thumb),
            ]),
        ]
    }
}
