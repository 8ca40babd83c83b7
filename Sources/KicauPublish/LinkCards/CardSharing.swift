public import KicauCore
import KicauStore

extension DraftContent {
    /// Those that its wordings have, by their links; the main wording's come first.
    var cards: [String: LinkCard] {
        Dictionary(
            ([post] + wordings.map(\.post)).flatMap(\.parts).compactMap(\.card).map { ($0.url, $0) },
            uniquingKeysWith: { first, _ in first })
    }
}

extension Post {
    func with(_ cards: [String: LinkCard]) -> Post {
        guard !cards.isEmpty else { return self }
        var copy = self
        copy.parts = parts.map { $0.with(cards) }
        return copy
    }
}

extension Post.Part {
    /// With the card of its link, where it has none of its own.
    func with(_ cards: [String: LinkCard]) -> Post.Part {
        guard card == nil, !cards.isEmpty, let link = LinkCard.link(in: text), let known = cards[link] else {
            return self
        }
        var copy = self
        copy.card = known
        return copy
    }

    /// Does its card belong to a link that another account has in this place? Then it is no card of this one's.
    ///
    /// - Parameter text: as it was written, before snippets and what is the account's own were filled in.
    func isCardOfAnother(before text: String) -> Bool {
        guard let card, text != self.text, !text.contains(card.url), !self.text.contains(card.url) else { return false }
        guard let link = LinkCard.link(in: self.text) else { return false }
        return LinkCard.link(in: text) != link
    }
}

extension Publishing {
    /// The link that a part would have its card for, as the first of the accounts says it: it may stand in a snippet, or
    /// have the account's own name in it. Nil: there is none.
    public func cardLink(of content: DraftContent, part place: Int, for caller: Caller) async throws -> String? {
        try caller.must(.draft)
        let (rows, snippets) = try await kit.store.read { tx in
            (try tx.accounts(content.accounts, in: caller.workspace.id), try tx.snippets(of: caller.workspace.id))
        }
        for row in rows {
            let network = try kit.platform(row.account.platform).name
            let filled = try row.filled(
                content.post(for: row.account.id), snippets, on: network, at: kit.time.now(),
                zone: caller.workspace.zone)
            if filled.parts.indices.contains(place), let link = LinkCard.link(in: filled.parts[place].text) {
                return link
            }
        }
        let parts = content.post.parts
        return rows.isEmpty && parts.indices.contains(place) ? LinkCard.link(in: parts[place].text) : nil
    }
}
