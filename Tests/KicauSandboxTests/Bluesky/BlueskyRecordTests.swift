import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Bluesky: records of posts")
struct BlueskyRecordTests {
    private static let ayu = "did:plc:aaaaaaaaaaaaaaaaaaaaaaa2"
    private static let bima = "did:plc:bbbbbbbbbbbbbbbbbbbbbbb2"
    private static let repo = "/xrpc/com.atproto.repo"
    private static let rkey = "3mkicau22222a"

    private func record(_ text: String, _ more: [String: JSONValue] = [:]) -> JSONValue {
        let base: [String: JSONValue] = [
            "$type": "app.bsky.feed.post", "text": .string(text), "createdAt": "2026-11-23T00:00:00.000Z",
        ]
        return .object(base.merging(more) { $1 })
    }

    private func put(_ record: JSONValue, _ more: [String: JSONValue] = [:]) -> JSONValue {
        let base: [String: JSONValue] = [
            "repo": .string(Self.ayu), "collection": "app.bsky.feed.post", "rkey": .string(Self.rkey),
            "record": record,
        ]
        return .object(base.merging(more) { $1 })
    }

    private func token(_ stage: OpenNetworkStage, _ did: String = Self.ayu) throws -> String {
        try #require(stage.control.grant(to: did)?["accessJwt"]?.string)
    }

    @Test func `a repeated put of the same record is no second post`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let token = try token(stage)
            let body = put(record("Selamat pagi"), ["swapRecord": .null])

            let first = try await stage.post("\(Self.repo).putRecord", body, token: token)
            stage.clock.advance(60_000)
            let second = try await stage.post("\(Self.repo).putRecord", body, token: token)
            let other = put(record("Selamat siang"), ["swapRecord": .null])
            let third = try await stage.post("\(Self.repo).putRecord", other, token: token)

            #expect(first.status == 200)
            #expect(first["uri"]?.string == "at://\(Self.ayu)/app.bsky.feed.post/\(Self.rkey)")
            #expect(first["cid"]?.string == (try ContentID(record: record("Selamat pagi")).description))
            #expect(first["commit"] != nil)
            #expect(second.status == 200)
            #expect(second["cid"] == first["cid"])
            #expect(second["commit"] == nil)
            #expect(third.status == 400)
            #expect(third["error"] == "InvalidSwap")
            #expect(stage.control.posts.map(\.text) == ["Selamat pagi"])
        }
    }

    @Test func `a put with the right swap changes the record`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let token = try token(stage)
            let first = try await stage.post("\(Self.repo).putRecord", put(record("Satu")), token: token)
            let wrong = put(
                record("Dua"), ["swapRecord": "bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua"])
            let right = put(record("Dua"), ["swapRecord": first["cid"] ?? .null])

            #expect(try await stage.post("\(Self.repo).putRecord", wrong, token: token)["error"] == "InvalidSwap")
            #expect(try await stage.post("\(Self.repo).putRecord", right, token: token).status == 200)
            #expect(stage.control.posts.map(\.text) == ["Dua"])
        }
    }

    @Test func `creating under a key in use breaks the server, as it does in life`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let token = try token(stage)

            let first = try await stage.post("\(Self.repo).createRecord", put(record("Satu")), token: token)
            let second = try await stage.post("\(Self.repo).createRecord", put(record("Dua")), token: token)

            #expect(first.status == 200)
            #expect(second.status == 500)
            #expect(second["error"] == "InternalServerError")
            #expect(stage.control.posts.count == 1)
        }
    }

    @Test func `a record is read back by anybody, listed newest first, and gone when deleted`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let token = try token(stage)
            let body: JSONValue = [
                "repo": "ayu-lestari.test", "collection": "app.bsky.feed.post", "record": record("Satu"),
            ]
            for _ in 1...3 {
                stage.clock.advance(1000)
                #expect(try await stage.post("\(Self.repo).createRecord", body, token: token).status == 200)
            }
            let query = "repo=\(Self.ayu)&collection=app.bsky.feed.post"

            let page = try await stage.get("\(Self.repo).listRecords?\(query)&limit=2")
            let cursor = try #require(page["cursor"]?.string)
            let rest = try await stage.get("\(Self.repo).listRecords?\(query)&limit=2&cursor=\(cursor)")
            let uri = try #require(rest["records"]?[0]?["uri"]?.string)
            let rkey = try #require(RecordAddress(uri)?.rkey)
            let found = try await stage.get("\(Self.repo).getRecord?\(query)&rkey=\(rkey)")
            let gone = try await stage.post(
                "\(Self.repo).deleteRecord",
                ["repo": .string(Self.ayu), "collection": "app.bsky.feed.post", "rkey": .string(rkey)], token: token)
            let missing = try await stage.get("\(Self.repo).getRecord?\(query)&rkey=\(rkey)")

            #expect(page["records"]?.array?.count == 2)
            #expect(rest["records"]?.array?.count == 1)
            #expect(rest["cursor"] == nil)
            #expect(uri == stage.control.posts.first?.id)
            #expect(found["value"]?["text"] == "Satu")
            #expect(gone.status == 200)
            #expect(missing.status == 400)
            #expect(missing["error"] == "RecordNotFound")
            #expect(stage.control.posts.map(\.isDeleted) == [true, false, false])
        }
    }

    @Test func `errors come in the server's order: token, account, lexicon, swap`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let ayu = try token(stage)
            let bima = try token(stage, Self.bima)
            let bad = put(record(String(repeating: "a", count: 301)), ["swapRecord": .null])
            _ = try await stage.post("\(Self.repo).putRecord", put(record("Satu")), token: ayu)

            let path = "\(Self.repo).putRecord"
            #expect(try await stage.post(path, bad)["error"] == "AuthMissing")
            #expect(try await stage.post(path, bad, token: "x.y.z")["error"] == "InvalidToken")
            #expect(try await stage.post(path, bad, token: bima).status == 401)
            #expect(try await stage.post(path, bad, token: ayu)["error"] == "InvalidRequest")
            let key = put(record("Dua"), ["rkey": "not-a-tid"])
            #expect(try await stage.post(path, key, token: ayu)["error"] == "InvalidRequest")
            #expect(stage.control.posts.count == 1)
        }
    }

    @Test func `a picture travels from blob to post to page`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let token = try token(stage)
            let upload = try await stage.send(
                "POST", "\(Self.repo).uploadBlob", token: token, headers: ["Content-Type": "image/png"],
                body: OpenNetworkStage.picture)
            let blob = try #require(upload["blob"])
            let images: JSONValue = [
                "$type": "app.bsky.embed.images", "images": [["alt": "Secangkir kopi", "image": blob]],
            ]

            let done = try await stage.post(
                "\(Self.repo).putRecord", put(record("Kopi <baru>", ["embed": images])), token: token)
            let stranger = try await stage.post(
                "\(Self.repo).putRecord",
                put(record("Kopi", ["embed": images]), ["repo": .string(Self.bima)]),
                token: self.token(stage, Self.bima))

            #expect(done.status == 200)
            #expect(blob["ref"]?["$link"]?.string == ContentID(blob: OpenNetworkStage.picture).description)
            #expect(stranger["error"] == "BlobNotFound")
            let post = try #require(stage.control.posts.first)
            #expect(post.media.map(\.alt) == ["Secangkir kopi"])
            let page = try await stage.get(stage.control.url(of: post))
            #expect(page.status == 200)
            #expect(page.text.contains("Kopi &lt;baru&gt;"))
            #expect(page.text.contains("alt=\"Secangkir kopi\""))
            #expect(page.text.localizedCaseInsensitiveContains("rehearsal network"))
            let bytes = try await stage.get("/_rehearsal/media/\(post.media[0].sha256)")
            #expect(bytes.body == OpenNetworkStage.picture)
        }
    }

    @Test func `a blob nobody used is gone after six hours`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let upload = try await stage.send(
                "POST", "\(Self.repo).uploadBlob", token: try token(stage), headers: ["Content-Type": "image/png"],
                body: OpenNetworkStage.picture)
            let images: JSONValue = [
                "$type": "app.bsky.embed.images", "images": [["alt": "", "image": upload["blob"] ?? .null]],
            ]

            stage.clock.advance(6 * 3_600_000)
            let late = try await stage.post(
                "\(Self.repo).putRecord", put(record("Kopi", ["embed": images])), token: try token(stage))

            #expect(late["error"] == "BlobNotFound")
        }
    }

    @Test func `a thread and its gate are written together or not at all`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let token = try token(stage)
            func create(_ collection: String, _ value: JSONValue) -> JSONValue {
                [
                    "$type": "com.atproto.repo.applyWrites#create", "collection": .string(collection),
                    "rkey": .string(Self.rkey), "value": value,
                ]
            }
            let gate: JSONValue = [
                "$type": "app.bsky.feed.threadgate", "createdAt": "2026-11-23T00:00:00Z",
                "post": .string("at://\(Self.ayu)/app.bsky.feed.post/\(Self.rkey)"), "allow": [],
            ]
            let post = create("app.bsky.feed.post", record("Utas"))
            let broken: JSONValue = [
                "repo": .string(Self.ayu), "writes": [post, create("app.bsky.feed.post", record("Lagi"))],
            ]
            let whole: JSONValue = [
                "repo": .string(Self.ayu), "writes": [post, create("app.bsky.feed.threadgate", gate)],
            ]

            let refused = try await stage.post("\(Self.repo).applyWrites", broken, token: token)
            #expect(refused.status == 500)
            #expect(stage.control.posts.isEmpty)
            let done = try await stage.post("\(Self.repo).applyWrites", whole, token: token)

            #expect(done.status == 200)
            #expect(done["results"]?.array?.count == 2)
            #expect(done["results"]?[0]?["$type"] == "com.atproto.repo.applyWrites#createResult")
            #expect(stage.control.posts.count == 1)
        }
    }

    @Test func `writes cost points and the headers say how many are left`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let token = try token(stage)
            let body: JSONValue = [
                "repo": .string(Self.ayu), "collection": "app.bsky.feed.post", "record": record("Satu"),
            ]

            let created = try await stage.post("\(Self.repo).createRecord", body, token: token)
            let put = try await stage.post("\(Self.repo).putRecord", put(record("Dua")), token: token)

            #expect(created.headers["ratelimit-limit"] == "5000")
            #expect(created.headers["ratelimit-remaining"] == "4997")
            #expect(created.headers["ratelimit-reset"] == String(stage.clock.nowMs() / 1000 + 3600))
            #expect(created.headers["ratelimit-policy"] == "5000;w=3600")
            #expect(put.headers["ratelimit-remaining"] == "4995")
        }
    }

    @Test func `replies point at their parent and are counted`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let token = try token(stage)
            let first = try await stage.post("\(Self.repo).putRecord", put(record("Satu")), token: token)
            let ref: JSONValue = ["uri": first["uri"] ?? .null, "cid": first["cid"] ?? .null]
            let reply = put(
                record("Dua", ["reply": ["root": ref, "parent": ref]]), ["rkey": "3mkicau22222b"])

            #expect(try await stage.post("\(Self.repo).putRecord", reply, token: token).status == 200)
            let uri = try #require(first["uri"]?.string)
            let posts = try await stage.get("/xrpc/app.bsky.feed.getPosts?uris=\(uri)")

            #expect(posts["posts"]?[0]?["replyCount"] == 1)
            #expect(posts["posts"]?[0]?["cid"] == first["cid"])
            #expect(stage.control.posts.last?.kind == .reply)
            #expect(stage.control.posts.last?.parent == uri)
        }
    }

    @Test func `posts of the past have records too`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let at = stage.clock.nowMs() - 86_400_000
            let media = SeedMedia(bytes: OpenNetworkStage.picture, type: "image/png", alt: "Rak buku")
            let seed = SeedPost(account: "ayu-lestari.test", text: "Kemarin", media: [media], createdAtMs: at)
            let post = try #require(stage.control.seed(seed))
            let address = try #require(RecordAddress(post.id))

            let found = try await stage.get(
                "\(Self.repo).getRecord?repo=\(address.did)&collection=\(address.collection)&rkey=\(address.rkey)")
            let posts = try await stage.get("/xrpc/app.bsky.feed.getPosts?uris=\(post.id)")
            let shown = posts["posts"]?[0]?["embed"]?["images"]?[0]

            #expect(found["value"]?["text"] == "Kemarin")
            #expect(shown?["alt"] == "Rak buku")
            #expect(shown?["fullsize"]?.string?.hasPrefix(stage.origin) == true)
            #expect(found["value"]?["embed"]?["images"]?[0]?["alt"] == "Rak buku")
            #expect(found["cid"]?.string == post.own["cid"]?.string)
        }
    }
}
