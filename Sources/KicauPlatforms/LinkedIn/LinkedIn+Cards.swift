import KicauCore

extension LinkedIn {
    /// Enough for the width a card is shown at.
    static let thumbFit = PictureFit(
        types: ["image/jpeg", "image/png"], maxBytes: 5_000_000, maxWidth: 1200, maxHeight: 1200)

    /// A post has one kind of content: a poll, or what it shares, stands where the card would. Comments have none.
    static func card(of part: Outline.Part, _ chosen: ChosenOptions) -> RenderedCard? {
        guard part.role != .comment, chosen.all("poll").isEmpty, chosen["reshare_parent"] == nil else { return nil }
        return part.card(picture: thumbFit)
    }
}

extension LinkedInWire {
    /// Nothing of it is fetched: title, words and picture are what we say (learn.microsoft.com, Posts API, article, read
    /// 2026-09-01).
    static func article(_ card: RenderedCard?, thumbnail: JSONValue?) -> JSONValue? {
        guard let card else { return nil }
        return [
            "article": .members([
                ("source", .string(card.url)), ("title", .string(card.title)),
                ("description", card.description.isEmpty ? nil : .string(card.description)), ("thumbnail", thumbnail),
            ])
        ]
    }
}

extension LinkedIn {
    /// LinkedIn may change an article's words; the address is what has to be there.
    static func differences(_ card: RenderedCard?, _ shown: JSONValue) -> [Sentence] {
        guard let card, shown.at("content", "article", "source")?.string != card.url else { return [] }
        return ["LinkedIn does not show the card of the link that was sent with it."]
    }
}
