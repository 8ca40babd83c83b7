import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("Reading back from the rehearsed X", .serialized)
struct XReadingTests {
    @Test func `shortens links, escapes the text and tells where each link stood`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let media = try await x.upload(Sample.png, "image/png", "tweet_image")
            let sent = "Kopi & buku <3 di https://example.org/menu?a=1 #kopi ☕"
            let id = try await x.post(["text": .string(sent), "media": ["media_ids": [.string(media)]]])

            let read = try await x.get("/2/tweets/\(id)?tweet.fields=entities,attachments")

            let text = try #require(read["data"]?["text"]?.string)
            let urls = try #require(read["data"]?["entities"]?["urls"]?.array)
            #expect(text.hasPrefix("Kopi &amp; buku &lt;3 di https://t.co/"))
            #expect(
                urls.map { $0["expanded_url"]?.string } == [
                    "https://example.org/menu?a=1", "https://x.com/ayu_lestari/status/\(id)/photo/1",
                ])
            let scalars = Array(text.unicodeScalars)
            for url in urls {
                let start = try #require(url["start"]?.int)
                let end = try #require(url["end"]?.int)
                let there = String(String.UnicodeScalarView(scalars[start..<end]))
                #expect(there == url["url"]?.string)
            }
            #expect(urls.last?["media_key"]?.string == read["data"]?["attachments"]?["media_keys"]?[0]?.string)
            #expect(read["data"]?["entities"]?["hashtags"]?[0]?["tag"] == "kopi")
            #expect(try world.control("x").posts.first?.text == sent)
        }
    }

    @Test func `gives nothing but id, text and history unless asked`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let id = try await x.post(["text": "Halo"])

            let read = try await x.get("/2/tweets/\(id)")

            #expect(Set(read["data"]?.object?.keys.map { $0 } ?? []) == ["id", "text", "edit_history_tweet_ids"])
        }
    }

    @Test func `names the missing ones beside those it found`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let id = try await x.post(["text": "Halo"])

            let read = try await x.get("/2/tweets?ids=\(id),999")

            #expect(read.status == 200)
            #expect(read["data"]?.array?.count == 1)
            #expect(read["errors"]?[0]?["resource_id"] == "999")
            #expect(read["errors"]?[0]?["type"]?.string?.hasSuffix("/resource-not-found") == true)
        }
    }

    @Test func `pages a timeline, newest first, and can leave out replies`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            var ids: [String] = []
            for number in 1...7 {
                ids.append(try await x.post(["text": .string("Nomor \(number)")]))
                world.clock.advance(1000)
            }
            _ = try await x.post(["text": "Balasan", "reply": ["in_reply_to_tweet_id": .string(ids[0])]])
            let path = "/2/users/\(try x.id("ayu_lestari"))/tweets?max_results=5&exclude=replies"

            let first = try await x.get(path)
            let next = try #require(first["meta"]?["next_token"]?.string)
            let second = try await x.get(path + "&pagination_token=\(next)")
            let since = try await x.get("/2/users/\(try x.id("ayu_lestari"))/tweets?since_id=\(ids[6])")

            #expect((first["data"]?.array ?? []).compactMap { $0["id"]?.string } == ids.suffix(5).reversed())
            #expect((second["data"]?.array ?? []).compactMap { $0["id"]?.string } == ids.prefix(2).reversed())
            #expect(second["meta"]?["next_token"] == nil)
            #expect(since["meta"]?["result_count"] == 1)
        }
    }

    @Test func `speaks the new names when it is told to, and then refuses the old`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let id = try await x.post(["text": "Halo"])
            let oldAsksNew = try await x.get("/2/tweets/\(id)?post.fields=public_metrics")
            let isSet = try world.control("x").set(["vocabulary": "new"])

            let new = try await x.get("/2/tweets/\(id)?post.fields=public_metrics")
            let expanded = try await x.get("/2/tweets/\(id)?expansions=edit_history_post_ids")
            let newAsksOld = try await x.get("/2/tweets/\(id)?tweet.fields=public_metrics")

            #expect(isSet)
            #expect(oldAsksNew.status == 400)
            #expect(new["data"]?["edit_history_post_ids"] == nil)
            #expect(expanded["data"]?["edit_history_post_ids"] == [.string(id)])
            #expect(new["data"]?["public_metrics"]?["repost_count"] == 0)
            #expect(newAsksOld.status == 400)
            #expect(newAsksOld["type"] == "https://api.x.com/2/problems/invalid-request")
        }
    }

    @Test func `tells the app, and only the app, what it has used`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let id = try await x.post(["text": "Halo"])
            for _ in 0..<3 { _ = try await x.get("/2/tweets/\(id)") }
            let keys = Data("rehearsal-key:rehearsal-key-secret".utf8).base64EncodedString()
            let app = try await world.call(
                "POST", "x", "/oauth2/token", headers: [("Authorization", "Basic \(keys)")],
                body: .form([("grant_type", "client_credentials")])
            )
            let bearer = try #require(app["access_token"]?.string)

            let usage = try await world.call("GET", "x", "/2/usage/tweets", token: bearer)
            let byPerson = try await x.get("/2/usage/tweets")

            #expect(usage["data"]?["project_usage"] == 1)
            #expect(byPerson.status == 403)
            #expect(byPerson["type"]?.string?.hasSuffix("unsupported-authentication") == true)
        }
    }

    @Test func `counts down its limit and answers 429 until the window turns`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let isSet = try world.control("x").set(["limits": ["create": 2]])

            let one = try await x.tried(["text": "Satu"])
            _ = try await x.tried(["text": "Dua"])
            let three = try await x.tried(["text": "Tiga"])
            let reset = try #require(three.header("x-rate-limit-reset").flatMap { Int64($0) })
            world.clock.advance(reset * 1000 - world.clock.nowMs())
            let later = try await x.tried(["text": "Tiga"])

            #expect(isSet)
            #expect(one.header("x-rate-limit-limit") == "2")
            #expect(one.header("x-rate-limit-remaining") == "1")
            #expect(one.header("x-app-limit-24hour-remaining") == "9999")
            #expect(three.status == 429)
            #expect(three["errors"]?[0]?["code"] == 88)
            #expect(later.status == 201)
        }
    }

    @Test func `charges each call and refuses all when the credit is gone`() async throws {
        try await Rehearsal.running("x") { world in
            let control = try world.control("x")
            let house = XCalls(world: world, token: try world.token("x", "kedaiaksara"))
            let isSet = control.set(["creditMicroUSD": 216_000])

            let id = try await house.post(["text": "Polos"])
            let afterPlain = control.settings()["creditMicroUSD"]
            _ = try await house.get("/2/tweets/\(id)")
            _ = try await house.get("/2/tweets/\(id)")
            let afterReads = control.settings()["creditMicroUSD"]
            _ = try await house.post(["text": "Lihat https://example.org"])
            let refused = try await house.tried(["text": "Lagi"])

            #expect(isSet)
            #expect(afterPlain == 201_000)
            #expect(afterReads == 200_000)
            #expect(control.settings()["creditMicroUSD"] == 0)
            #expect(refused.status == 402)
            #expect(refused["title"] == "CreditsDepleted")
        }
    }
}
