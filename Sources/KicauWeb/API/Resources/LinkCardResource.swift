import HTTPTypes
import KicauCore
import KicauPublish

/// Cards for links.
enum LinkCardResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .post, "/link-cards", "readLinkCard", .posts, "Read a link's card off its page",
            details: """
                Fetches the page, and the picture it names, which is kept like any upload; the same page read again keeps
                nothing twice, so it needs no Idempotency-Key. Put the answer into a part as its card, changed as you
                like. Networks that read pages themselves show their own; for an hour a preview shows theirs in these words too.
                """,
            gate: .key(.draft), body: .json(asked), answer: .json(.ok, LinkCardWire.shape), problems: [.pageUnreadable],
            work: { api, ask in
                let asked = try ask.decoded(AskedLinkCard.self)
                return try .json(
                    LinkCardWire(try await api.house.publishing.linkCard(for: asked.url, by: ask.caller)))
            })
    ]

    private struct AskedLinkCard: Decodable, Sendable {
        let url: String
    }

    private static let asked = Shape.named(
        "AskedLinkCard",
        .object([
            .must("url", .text(most: LinkCard.longestURL), "The page's address", like: "https://kedai.example/menu")
        ]))
}
