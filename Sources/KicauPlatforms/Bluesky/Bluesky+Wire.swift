import KicauCore
import KicauText

/// The records and calls of the AT Protocol that Kicau uses.
enum BlueskyWire {
    static func record(_ part: RenderedPart, embed: JSONValue?, people: [String: JSONValue], reply: JSONValue?)
        -> JSONValue
    {
        let facets = facets(part.spans, people: people)
        return .members([
            ("$type", .string(Bluesky.collection)),
            ("text", .string(part.wireText)),
            ("createdAt", part.frozen["createdAt"]),
            ("langs", part.frozen["langs"]),
            ("labels", part.frozen["labels"]),
            ("tags", part.frozen["tags"]),
            ("facets", facets.isEmpty ? nil : .array(facets)),
            ("embed", embed),
            ("reply", reply),
        ])
    }

    /// Whom the account's server asks for counts.
    static let view = Fact(
        "did:web:api.bsky.app#bsky_appview", from: "atproto.com, HTTP reference, service proxying", read: "2026-08-20")

    /// What is said to somebody, of all that the view gives notice of.
    static let reasons = Fact(
        ["mention", "reply", "quote"], from: "lexicon app.bsky.notification.listNotifications", read: "2026-11-27")

    static let counts: [Metric: [String]] = [
        .likes: ["likeCount"], .replies: ["replyCount"], .reposts: ["repostCount"], .quotes: ["quoteCount"],
        .saves: ["bookmarkCount"],
    ]

    /// Links, tags and those mentions whose person is known; a mention without one stays plain text.
    static func facets(_ spans: [TextSpan], people: [String: JSONValue]) -> [JSONValue] {
        spans.compactMap { span in
            feature(span, people: people).map { feature in
                [
                    "index": [
                        "byteStart": .integer(Int64(span.utf8.lowerBound)),
                        "byteEnd": .integer(Int64(span.utf8.upperBound)),
                    ], "features": [feature],
                ]
            }
        }
    }

    private static func feature(_ span: TextSpan, people: [String: JSONValue]) -> JSONValue? {
        switch span.kind {
        case .link: ["$type": "app.bsky.richtext.facet#link", "uri": .string(span.value)]
        case .mention: people[handle(span)].map { ["$type": "app.bsky.richtext.facet#mention", "did": $0] }
        case .hashtag: ["$type": "app.bsky.richtext.facet#tag", "tag": .string(span.value)]
        case .cashtag: nil
        }
    }

    static func handle(_ span: TextSpan) -> String { span.value.lowercased() }

    /// What began the thread that a post stands in: what somebody else said keeps it beside its own name.
    static func root(of receipt: Receipt) -> JSONValue? { receipt.extra["root"] ?? reference(receipt) }

    static func reference(_ receipt: Receipt) -> JSONValue? {
        receipt.extra["cid"].map { ["uri": .string(receipt.remoteID), "cid": $0] }
    }

    /// Only over the record of that hash; nil: only if nothing stands at this key yet.
    static func put(
        repo: String, in collection: String = Bluesky.collection, key: String, record: JSONValue,
        over cid: String? = nil
    ) -> JSONValue {
        [
            "repo": .string(repo), "collection": .string(collection), "rkey": .string(key), "record": record,
            "swapRecord": cid.map { .string($0) } ?? .null,
        ]
    }

    /// The account in whose repository a record lies.
    static func owner(of uri: String) -> String {
        uri.hasPrefix("at://") ? String(uri.dropFirst(5).prefix { $0 != "/" }) : ""
    }

    static func url(_ server: String, _ method: String) -> String { server + "/xrpc/" + method }

    /// The last part of an AT URI.
    static func key(of uri: String) -> String { uri.split(separator: "/").last.map(String.init) ?? "" }
}
