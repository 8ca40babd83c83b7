import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Mastodon: posting and reading back")
struct MastodonStatusTests {
    private static let statuses = "/api/v1/statuses"

    private func token(_ stage: OpenNetworkStage, _ handle: String = "ayu_lestari") throws -> String {
        try #require(stage.control.grant(to: handle)?["access_token"]?.string)
    }

    private func post(
        _ stage: OpenNetworkStage, _ text: String, _ more: [String: JSONValue] = [:], key: String? = nil
    ) async throws -> OpenNetworkStage.Answer {
        let body = JSONValue.object(["status": .string(text)].merging(more) { $1 })
        let headers = key.map { ["Idempotency-Key": $0] } ?? [:]
        return try await stage.post(Self.statuses, body, token: try token(stage), headers: headers)
    }

    @Test func `what comes back is what was sent, as HTML and as source`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let sent = try await post(
                stage, "Selamat pagi & <kopi>\n\n#buku", ["visibility": "unlisted", "language": "id"])
            let id = try #require(sent["id"]?.string)
            let source = try await stage.get("\(Self.statuses)/\(id)/source", token: try token(stage))
            let read = try await stage.get("\(Self.statuses)/\(id)")
            let page = try await stage.get(try #require(sent["url"]?.string))

            #expect(sent.status == 200)
            #expect(sent["visibility"] == "unlisted")
            #expect(sent["language"] == "id")
            #expect(sent["content"]?.string?.hasPrefix("<p>Selamat pagi &amp; &lt;kopi&gt;</p>") == true)
            #expect(sent["tags"]?[0]?["name"] == "buku")
            #expect(sent["account"]?["acct"] == "ayu_lestari")
            #expect(source["text"] == "Selamat pagi & <kopi>\n\n#buku")
            #expect(read["id"]?.string == id)
            #expect(page.text.contains("Selamat pagi &amp; &lt;kopi&gt;"))
            #expect(page.text.localizedCaseInsensitiveContains("rehearsal network"))
        }
    }

    @Test func `a form does as well as JSON`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let sent = try await stage.form(
                Self.statuses, ["status": "Halo, dunia", "visibility": "private"], token: try token(stage))

            #expect(sent.status == 200)
            #expect(sent["visibility"] == "private")
            let id = try #require(sent["id"]?.string)
            #expect(try await stage.get("\(Self.statuses)/\(id)").status == 404)
        }
    }

    @Test func `a key shown twice gives the first status, until an hour has passed`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let first = try await post(stage, "Satu", key: "k1")
            let second = try await post(stage, "Dua", key: "k1")
            #expect(second["id"] == first["id"])
            #expect(second["content"] == "<p>Satu</p>")

            stage.clock.advance(3_600_000)
            let late = try await post(stage, "Satu", key: "k1")

            #expect(late["id"] != first["id"])
            #expect(stage.control.posts.count == 2)
        }
    }

    @Test func `other dialects ignore the key or refuse it, even after a failure`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            #expect(stage.control.set(["idempotency": "ignored"]))
            _ = try await post(stage, "Satu", key: "k1")
            _ = try await post(stage, "Satu", key: "k1")
            #expect(stage.control.posts.count == 2)

            #expect(stage.control.set(["idempotency": "refused"]))
            #expect(try await post(stage, "", key: "k2").status == 422)
            let honest = try await post(stage, "Tiga", key: "k2")

            #expect(honest.status == 400)
            #expect(honest["error"] == "Duplicate idempotency key.")
            #expect(stage.control.posts.count == 2)
            #expect(!stage.control.set(["idempotency": "magic"]))
        }
    }

    @Test func `twenty calls at once with one key post once`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let ids = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 1...20 { group.addTask { try await self.post(stage, "Sekali", key: "k")["id"]?.string } }
                return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }

            #expect(ids.count == 1)
            #expect(stage.control.posts.count == 1)
        }
    }

    @Test func `texts that are empty or too long are refused`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let link = " https://example.org/" + String(repeating: "x", count: 300)
            #expect(try await post(stage, String(repeating: "a", count: 476) + link).status == 200)
            let long = try await post(stage, String(repeating: "a", count: 477) + link)
            #expect(long.status == 422)
            #expect(long["error"] == "Validation failed: Text character limit of 500 exceeded")
            let warned = try await post(stage, String(repeating: "a", count: 499), ["spoiler_text": "ab"])
            #expect(warned.status == 422)
            #expect(try await post(stage, " \n ")["error"] == "Validation failed: Text can't be blank")
            #expect(try await post(stage, "Halo", ["visibility": "everyone"]).status == 422)
            #expect(try await post(stage, "Halo", ["in_reply_to_id": "7"]).status == 404)
        }
    }

    @Test func `a thread hangs together`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let first = try await post(stage, "Satu")
            let second = try await post(stage, "Dua", ["in_reply_to_id": first["id"] ?? .null])
            let third = try await post(stage, "Tiga", ["in_reply_to_id": second["id"] ?? .null])

            let context = try await stage.get("\(Self.statuses)/\(second["id"]?.string ?? "")/context")

            #expect(second["in_reply_to_account_id"] == first["account"]?["id"])
            #expect(context["ancestors"]?[0]?["id"] == first["id"])
            #expect(context["descendants"]?[0]?["id"] == third["id"])
            #expect(stage.control.posts.last?.root == first["id"]?.string)
        }
    }

    @Test func `an account's statuses are paged by links`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            for number in 1...5 {
                stage.clock.advance(1000)
                _ = try await post(stage, "Nomor \(number)")
            }
            let account = try #require(stage.control.people.first { $0.handle == "ayu_lestari" }?.id)
            let path = "/api/v1/accounts/\(account)/statuses"

            let newest = try await stage.get("\(path)?limit=2", token: try token(stage))
            let ids = newest.json.array?.compactMap { $0["id"]?.string } ?? []
            let links = try #require(newest.headers["link"])
            let next = try #require(links.split(separator: ";").first?.dropFirst().dropLast())
            let older = try await stage.get(String(next), token: try token(stage))
            let oldest = stage.control.posts[0].id
            let forward = try await stage.get("\(path)?limit=2&min_id=\(oldest)", token: try token(stage))
            let since = try await stage.get("\(path)?limit=2&since_id=\(oldest)", token: try token(stage))

            #expect(newest.json.array?.compactMap { $0["content"]?.string } == ["<p>Nomor 5</p>", "<p>Nomor 4</p>"])
            #expect(links.contains("limit=2&max_id=\(ids[1])>; rel=\"next\""))
            #expect(links.contains("limit=2&min_id=\(ids[0])>; rel=\"prev\""))
            #expect(older.json.array?.compactMap { $0["content"]?.string } == ["<p>Nomor 3</p>", "<p>Nomor 2</p>"])
            #expect(forward.json.array?.compactMap { $0["content"]?.string } == ["<p>Nomor 3</p>", "<p>Nomor 2</p>"])
            #expect(since.json.array?.compactMap { $0["content"]?.string } == ["<p>Nomor 5</p>", "<p>Nomor 4</p>"])
        }
    }

    @Test func `a deleted status gives its source back and is gone`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let id = try #require(try await post(stage, "Salah tulis")["id"]?.string)

            let bima = try token(stage, "bima_pratama")
            #expect(try await stage.send("DELETE", "\(Self.statuses)/\(id)", token: bima).status == 404)
            let gone = try await stage.send("DELETE", "\(Self.statuses)/\(id)", token: try token(stage))

            #expect(gone["text"] == "Salah tulis")
            #expect(try await stage.get("\(Self.statuses)/\(id)").status == 404)
            #expect(stage.control.posts.map(\.isDeleted) == [true])
        }
    }

    @Test func `the 301st status within three hours waits, and the reset is a date`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let token = try token(stage)
            var last: OpenNetworkStage.Answer?
            for number in 1...301 {
                // The window of all calls is shorter than that of statuses: step over it.
                if number == 200 { stage.clock.advance(300_000) }
                last = try await stage.post(Self.statuses, ["status": .string("Nomor \(number)")], token: token)
            }

            #expect(last?.status == 429)
            #expect(last?["error"] == "Too many requests")
            #expect(last?.headers["x-ratelimit-limit"] == "300")
            #expect(last?.headers["x-ratelimit-remaining"] == "0")
            let reset = try #require(last?.headers["x-ratelimit-reset"])
            #expect(try #require(RecordTime.ms(of: reset)) % 10_800_000 == 0)
            #expect(last?.headers["retry-after"] == nil)
            #expect(stage.control.posts.count == 300)
        }
    }
}
