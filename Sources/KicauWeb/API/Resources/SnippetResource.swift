import HTTPTypes
import KicauCore
import KicauPublish

/// Texts that a workspace uses by name.
enum SnippetResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/snippets", "listSnippets", .posts, "List the texts that posts may name in braces",
            answer: .json(.ok, SnippetsWire.shape),
            work: { api, ask in try .json(SnippetsWire(try await api.house.publishing.snippets(for: ask.caller))) }),
        APIOperation(
            .put, "/snippets", "saveSnippet", .posts, "Write a snippet, or delete it",
            details: "Without a text it is deleted. Posts that are scheduled go out as they are.",
            gate: .key(.publish), effect: .changes, body: .json(AskedSnippet.shape),
            answer: .json(.ok, SnippetsWire.shape), problems: [.notFound, .tooLong],
            work: { api, ask in
                let asked = try ask.decoded(AskedSnippet.self)
                if let text = asked.text {
                    try await api.house.publishing.saveSnippet(asked.name, text, by: ask.caller)
                } else {
                    try await api.house.publishing.deleteSnippet(asked.name, by: ask.caller)
                }
                return try .json(SnippetsWire(try await api.house.publishing.snippets(for: ask.caller)))
            }),
    ]
}

struct SnippetsWire: Encodable, Sendable {
    struct Item: Encodable, Sendable {
        let name: String
        let text: String
    }

    let items: [Item]

    init(_ snippets: Snippets) {
        items = snippets.texts.sorted { $0.key < $1.key }.map { Item(name: $0.key, text: $0.value) }
    }

    private static let item = Shape.named(
        "Snippet",
        .object([
            .must("name", .text(most: Snippets.longestName), "As a post names it in braces", like: "opening-hours"),
            .must("text", .text(most: Snippets.longestText), "What is put in its place", like: "Kami buka pukul 7–21."),
        ]))

    static let shape = Shape.named(
        "Snippets", .object([.must("items", .list(item, 0...Snippets.most), "By their names")]))
}

struct AskedSnippet: Decodable, Sendable {
    let name: String
    let text: String?

    static let shape = Shape.named(
        "AskedSnippet",
        .object([
            .must("name", .text(most: 100), "Small letters, digits and hyphens", like: "opening-hours"),
            .may(
                "text", .orNull(.text(most: 10_000)), "Left out or null: it is deleted", like: "Kami buka pukul 7–21."),
        ]))
}
