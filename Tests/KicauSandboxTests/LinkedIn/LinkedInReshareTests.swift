import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("Sharing on the rehearsed LinkedIn", .serialized)
struct LinkedInReshareTests {
    private func share(
        _ calls: LinkedInCalls, _ parent: String, _ text: String = "Lihat ini", closed: Bool = false,
        content: JSONValue? = nil
    ) async throws -> Answer {
        guard case .object(var body) = LinkedInCalls.body(LinkedInCalls.organisation, text, content: content) else {
            throw Missing(what: "a body")
        }
        body["reshareContext"] = ["parent": .string(parent)]
        body["isReshareDisabledByAuthor"] = .bool(closed)
        return try await calls.call("POST", "/rest/posts", json: .object(body))
    }

    @Test func `names the post that is shared, and where it began`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
            let first = try #require(
                try await calls.posted(LinkedInCalls.organisation, "Buka").header("x-restli-id"))
            let second = try #require(try await share(calls, first).header("x-restli-id"))
            let third = try #require(try await share(calls, second, "").header("x-restli-id"))

            let shown = try await calls.call("GET", LinkedInCalls.path(third))

            #expect(shown["reshareContext"] == ["parent": .string(second), "root": .string(first)])
            #expect(shown["isReshareDisabledByAuthor"] == false)
        }
    }

    @Test func `needs a post that is there and may be shared, and has no content of its own`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
            let first = try #require(
                try await calls.posted(LinkedInCalls.organisation, "Buka").header("x-restli-id"))
            let closed = try #require(try await share(calls, first, closed: true).header("x-restli-id"))
            let shown = try await calls.call("GET", LinkedInCalls.path(closed))

            let missing = try await share(calls, "urn:li:share:1")
            let activity = try await share(calls, first.replacingOccurrences(of: ":share:", with: ":activity:"))
            let refused = try await share(calls, closed)
            let full = try await share(
                calls, first, content: ["article": ["source": "https://kedai-aksara.com", "title": "Kedai"]])

            #expect(shown["isReshareDisabledByAuthor"] == true)
            #expect(statuses(missing, activity, refused, full) == [400, 400, 403, 400])
        }
    }
}
