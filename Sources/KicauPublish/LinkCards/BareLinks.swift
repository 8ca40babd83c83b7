public import KicauCore

/// A link without a card, where the network would show one and fetches none itself.
public struct BareLink: Sendable, Hashable {
    /// Counted from 0.
    public let part: Int
    public let url: String
}

extension Platform {
    /// Whether a card would go out beside it, the network's own rendering says.
    func bareLinks(of post: Post, for account: Account, at due: Instant) -> [BareLink] {
        guard rules.showsCards else { return [] }
        let found = post.parts.enumerated().compactMap { place, part -> BareLink? in
            guard part.media.isEmpty, part.card == nil else { return nil }
            return LinkCard.link(in: part.text).map { BareLink(part: place, url: $0) }
        }
        guard !found.isEmpty else { return [] }
        var carded = post
        for link in found { carded.parts[link.part].card = LinkCard(url: link.url, title: link.url) }
        let parts = render(taken(carded).post, for: account, at: due).rendition.parts
        return found.filter { parts.indices.contains($0.part) && parts[$0.part].card != nil }
    }
}

extension Publishing {
    /// Is any of these accounts on a network that shows the card that comes with a post?
    public func showCards(_ accounts: [AccountSummary]) throws(Problem) -> Bool {
        for account in accounts where account.state != .disconnected {
            if try kit.platform(account.platform).rules.showsCards { return true }
        }
        return false
    }
}
