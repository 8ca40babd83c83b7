import KicauCore
import KicauSandbox
import Testing

/// A page's post, and the calls about what is said under it.
struct LinkedInCommentCalls: Sendable {
    let calls: LinkedInCalls
    let post: String

    static func made(_ world: Rehearsal) async throws -> LinkedInCommentCalls {
        let calls = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
        let answer = try await calls.posted(LinkedInCalls.organisation, "Buka")
        return LinkedInCommentCalls(calls: calls, post: try #require(answer.header("x-restli-id")))
    }

    static func path(_ urn: String) -> String { "/rest/socialActions/\(Rehearsal.encoded(urn))/comments" }

    /// As a reader in LinkedIn's own app.
    func seeded(_ text: String, under parent: String, by reader: String = "bima-pratama") throws -> LivePost {
        let seed = SeedPost(account: reader, text: text, parent: parent)
        return try #require(try calls.world.control("linkedin").seed(seed))
    }

    func said(
        _ text: String, at urn: String, under parent: String? = nil, by actor: String = LinkedInCalls.organisation,
        object: String? = nil, extra: [String: JSONValue] = [:]
    ) async throws -> Answer {
        var body: [String: JSONValue] = [
            "actor": .string(actor), "object": .string(object ?? post), "message": ["text": .string(text)],
        ]
        body["parentComment"] = parent.map { .string($0) }
        body.merge(extra) { _, new in new }
        return try await calls.call("POST", Self.path(urn), json: .object(body))
    }

    func list(_ urn: String, _ query: String = "") async throws -> Answer {
        try await calls.call("GET", Self.path(urn) + query)
    }

    func texts(_ urn: String, _ query: String = "") async throws -> [String] {
        try await list(urn, query)["elements"]?.array?.compactMap { $0["message"]?["text"]?.string } ?? []
    }

    func like(_ urn: String, by actor: String = LinkedInCalls.organisation, as kind: String = "LIKE") async throws
        -> Answer
    {
        try await calls.call(
            "POST", "/rest/reactions?actor=" + Rehearsal.encoded(actor),
            json: ["root": .string(urn), "reactionType": .string(kind)])
    }

    static func key(_ actor: String, _ urn: String) -> String {
        "/rest/reactions/(actor:\(Rehearsal.encoded(actor)),entity:\(Rehearsal.encoded(urn)))"
    }
}
