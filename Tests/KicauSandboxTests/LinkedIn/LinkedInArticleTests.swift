import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("An article on the rehearsed LinkedIn", .serialized)
struct LinkedInArticleTests {
    private static let png = Data(
        base64Encoded:
            "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGNQaEjAihiGlgQA8jBAAbIO7xUAAAAASUVORK5CYII=")

    private func article(_ more: [String: JSONValue] = [:]) -> JSONValue {
        let plain: [String: JSONValue] = ["source": "https://kedai-aksara.com/menu", "title": "Menu"]
        return ["article": .object(plain.merging(more) { $1 })]
    }

    @Test func `is shown with the thumbnail it came with`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
            let image = try await calls.image(LinkedInCalls.organisation, try #require(Self.png))
            let content = article(["description": "Tujuh", "thumbnail": .string(image)])

            let posted = try await calls.posted(LinkedInCalls.organisation, "Buka", content: content)

            #expect(posted.status == 201)
            let shown = try await calls.call("GET", LinkedInCalls.path(try #require(posted.header("x-restli-id"))))
            #expect(shown["content"] == content)
        }
    }

    @Test func `needs a title and an address, and a thumbnail of its author's own`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
            let member = try LinkedInCalls.member(world, "ayu-lestari")
            let foreign = try await calls.image(member, try #require(Self.png))
            let contents = [
                article(["title": ""]), article(["source": "kedai"]), article(["image": "urn:li:image:1"]),
                article(["thumbnail": "urn:li:image:1"]), article(["thumbnail": 7]),
                article(["thumbnail": .string(foreign)]),
            ]
            for content in contents {
                let answer = try await calls.posted(LinkedInCalls.organisation, "Buka", content: content)

                #expect(answer.status == 400, "\(content.text)")
            }
        }
    }
}
