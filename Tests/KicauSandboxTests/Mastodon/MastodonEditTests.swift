import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Mastodon: editing a status")
struct MastodonEditTests {
    private static let statuses = "/api/v1/statuses"

    private func token(_ stage: OpenNetworkStage, _ handle: String = "ayu_lestari") throws -> String {
        try #require(stage.control.grant(to: handle)?["access_token"]?.string)
    }

    private func put(
        _ stage: OpenNetworkStage, _ id: String, _ body: JSONValue, by handle: String = "ayu_lestari"
    ) async throws -> OpenNetworkStage.Answer {
        try await stage.send(
            "PUT", "\(Self.statuses)/\(id)", token: try token(stage, handle),
            headers: ["Content-Type": "application/json"], body: Data(body.bytes))
    }

    private func published(_ stage: OpenNetworkStage, _ body: JSONValue) async throws -> String {
        try #require(try await stage.post(Self.statuses, body, token: try token(stage))["id"]?.string)
    }

    @Test func `puts other words there and keeps what it was`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let id = try await published(stage, ["status": "Kopi", "language": "id"])
            stage.clock.advance(60_000)

            let edited = try await put(stage, id, ["status": "Teh", "spoiler_text": "Minuman"])
            let history = try await stage.get("\(Self.statuses)/\(id)/history")
            let source = try await stage.get("\(Self.statuses)/\(id)/source", token: try token(stage))

            #expect(edited.status == 200 && edited["id"]?.string == id)
            #expect(edited["content"] == "<p>Teh</p>" && edited["language"] == "id")
            #expect(edited["sensitive"] == true && edited["edited_at"]?.string != nil)
            #expect(history.json.array?.map { $0["content"] } == ["<p>Kopi</p>", "<p>Teh</p>"])
            #expect(history.json[1]?["created_at"] == edited["edited_at"])
            #expect(source["text"] == "Teh" && source["spoiler_text"] == "Minuman")
        }
    }

    @Test func `that changes nothing leaves no trace`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let id = try await published(stage, ["status": "Kopi"])

            let edited = try await put(stage, id, ["status": "Kopi"])

            #expect(edited.status == 200 && edited["edited_at"] == .null)
            #expect(try await stage.get("\(Self.statuses)/\(id)/history").json.array?.count == 1)
        }
    }

    @Test func `is for the author, and for words a status may have`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let id = try await published(stage, ["status": "Kopi"])

            #expect(try await put(stage, id, ["status": "Teh"], by: "bima_pratama").status == 404)
            #expect(try await put(stage, id, ["status": ""]).status == 422)
            #expect(try await put(stage, id, ["status": .string(String(repeating: "a", count: 501))]).status == 422)
            #expect(try await put(stage, "7", ["status": "Teh"]).status == 404)
            #expect(stage.control.posts.map(\.text) == ["Kopi"])
        }
    }

    @Test func `takes away the pictures it does not name, and mends descriptions`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let media = SeedMedia(bytes: OpenNetworkStage.picture, type: "image/png", alt: "A cup")
            let seeded = try #require(
                stage.control.seed(SeedPost(account: "ayu_lestari", text: "Kopi", media: [media])))
            let picture = try #require(seeded.media.first?.id)

            let kept = try await put(stage, seeded.id, ["status": "Teh", "media_ids": [.string(picture)]])
            let without = try await put(stage, seeded.id, ["status": "Teh"])

            #expect(kept["media_attachments"]?.array?.map { $0["id"]?.string } == [picture])
            #expect(without["media_attachments"] == [])
        }
    }

    private static let poll: JSONValue = ["options": ["Kopi", "Teh"], "expires_in": 3600, "multiple": false]

    @Test func `keeps the votes of a poll whose answers stay, and no others`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let id = try await published(stage, ["status": "Mana?", "poll": Self.poll])
            let bima = try token(stage, "bima_pratama")
            let voted = try await stage.post("/api/v1/polls/poll-\(id)/votes", ["choices": ["1"]], token: bima)
            #expect(voted["options"]?.array?.map { $0["votes_count"] } == [0, 1])
            #expect(
                try await stage.post("/api/v1/polls/poll-\(id)/votes", ["choices": ["1"]], token: bima).status == 422)
            stage.clock.advance(600_000)

            let same = try await put(
                stage, id, ["status": "Mana ya?", "poll": ["options": ["Kopi", "Teh"], "expires_in": 3000]])
            let other = try await put(
                stage, id, ["status": "Mana ya?", "poll": ["options": ["Kopi", "Susu"], "expires_in": 3000]])
            let none = try await put(stage, id, ["status": "Mana ya?"])

            #expect(same["poll"]?["votes_count"] == 1)
            #expect(same["poll"]?["expires_at"] == voted["expires_at"])
            #expect(other["poll"]?["votes_count"] == 0)
            #expect(none["poll"] == .null)
        }
    }
}

@Suite("Mastodon: quoting a status")
struct MastodonQuoteTests {
    private func token(_ stage: OpenNetworkStage, _ handle: String = "ayu_lestari") throws -> String {
        try #require(stage.control.grant(to: handle)?["access_token"]?.string)
    }

    private func quote(
        _ stage: OpenNetworkStage, _ post: LivePost, _ more: [String: JSONValue] = [:]
    ) async throws -> OpenNetworkStage.Answer {
        let body: [String: JSONValue] = ["status": "Setuju", "quoted_status_id": .string(post.id)]
        return try await stage.post(
            "/api/v1/statuses", .object(body.merging(more) { $1 }), token: try token(stage))
    }

    @Test func `shows a post of this server at once, one of another once it is allowed`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let here = try #require(stage.control.seed(SeedPost(account: "bima_pratama", text: "Kopi")))
            let there = try #require(
                stage.control.seed(
                    SeedPost(account: "citra_dewi", text: "Teh", own: ["remote": "https://lain.example/@citra/9"])))

            let near = try await quote(stage, here)
            let far = try await quote(stage, there)

            #expect(near["quote"]?["state"] == "accepted")
            #expect(near["quote"]?["quoted_status"]?["id"]?.string == here.id)
            #expect(near["content"]?.string?.hasPrefix("<p class=\"quote-inline\">RE: <a href=") == true)
            #expect(near["content"]?.string?.hasSuffix("<p>Setuju</p>") == true)
            #expect(far["quote"] == ["state": "pending", "quoted_status": .null])
            #expect(stage.control.set(["remoteQuotes": "accepted"]))
            let later = try await stage.get("/api/v1/statuses/\(far["id"]?.string ?? "")")
            #expect(later["quote"]?["quoted_status"]?["url"] == "https://lain.example/@citra/9")
            #expect(try await stage.get("/api/v1/statuses/\(here.id)")["quotes_count"] == 1)
            #expect(!stage.control.set(["remoteQuotes": "perhaps"]))
        }
    }

    @Test func `holds everybody to the author's policy`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let closed = try #require(
                stage.control.seed(SeedPost(account: "bima_pratama", text: "Kopi", own: ["quote_policy": "nobody"])))
            let quiet = try #require(
                stage.control.seed(
                    SeedPost(account: "bima_pratama", text: "Hai @ayu_lestari", own: ["visibility": "direct"])))
            let path = "/api/v1/statuses/\(closed.id)"

            #expect(try await quote(stage, closed).status == 404)
            #expect(try await quote(stage, quiet).status == 404)
            let approval = try await stage.get(path, token: try token(stage))["quote_approval"]
            #expect(approval == ["automatic": [], "manual": [], "current_user": "denied"])
            let own = try await stage.get(path, token: try token(stage, "bima_pratama"))["quote_approval"]
            #expect(own?["current_user"] == "automatic")
            let open = try #require(stage.control.seed(SeedPost(account: "bima_pratama", text: "Teh")))
            let poll: JSONValue = ["options": ["a", "b"], "expires_in": 600]
            #expect(try await quote(stage, open, ["poll": poll]).status == 422)
        }
    }

    @Test func `finds a post by its address, another server's when it is told to look`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let here = try #require(stage.control.seed(SeedPost(account: "bima_pratama", text: "Kopi")))
            _ = try #require(
                stage.control.seed(
                    SeedPost(account: "citra_dewi", text: "Teh", own: ["remote": "https://lain.example/@citra/9"])))
            let ayu = try token(stage)
            func found(_ link: String, _ more: String = "") async throws -> [JSONValue?]? {
                let query = "q=\(Pairs.encoded(link))&type=statuses\(more)"
                let answer = try await stage.get("/api/v2/search?\(query)", token: ayu)
                return answer["statuses"]?.array?.map { $0["content"] }
            }

            #expect(try await found(stage.control.url(of: here)) == ["<p>Kopi</p>"])
            #expect(try await found("https://lain.example/@citra/9") == [])
            #expect(try await found("https://lain.example/@citra/9", "&resolve=true") == ["<p>Teh</p>"])
            #expect(try await found("https://lain.example/@citra/8", "&resolve=true") == [])
            #expect(try await stage.get("/api/v2/search?q=x").status == 401)
        }
    }
}
