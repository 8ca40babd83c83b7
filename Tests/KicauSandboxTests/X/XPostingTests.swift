import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("Posting to the rehearsed X", .serialized)
struct XPostingTests {
    @Test func `refuses a field it does not know, and says which`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))

            let outside = try await x.tried(["text": "Halo", "status": "Halo"])
            let inside = try await x.tried(["text": "Halo", "reply": ["in_reply_to_status_id": "1"]])

            #expect(statuses(outside, inside) == [400, 400])
            #expect(outside["title"] == "Invalid Request")
            #expect(outside["errors"]?[0]?["parameters"]?["status"] != nil)
            #expect(inside["type"] == "https://api.twitter.com/2/problems/invalid-request")
            #expect(try world.control("x").posts.isEmpty)
        }
    }

    @Test func `takes a place by its id, and nothing else`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))

            let named = try await x.tried(["text": "Halo", "geo": ["place_id": "Kopi Pagi"]])
            let empty = try await x.tried(["text": "Halo", "geo": [:]])
            let taken = try await x.tried(["text": "Halo", "geo": ["place_id": "f7eb2fa2fea288b1"]])

            #expect(statuses(named, empty, taken) == [400, 400, 201])
            #expect(try world.control("x").posts.count == 1)
        }
    }

    @Test func `refuses attachments that exclude one another`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let media = try await x.upload(Sample.png, "image/png", "tweet_image")

            let answer = try await x.tried([
                "text": "Pilih", "media": ["media_ids": [.string(media)]],
                "poll": ["options": ["Kopi", "Teh"], "duration_minutes": 60],
            ])

            #expect(answer.status == 400)
        }
    }

    @Test func `sells quoting to Enterprise plans only, and shows what is quoted behind the text`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let first = try await x.post(["text": "Harga kopi naik"])
            let quote: JSONValue = ["text": "Setuju", "quote_tweet_id": .string(first)]

            let unsold = try await x.tried(quote)
            let isSet = try world.control("x").set(["plan": "enterprise"])
            let nobody = try await x.tried(["text": "Setuju", "quote_tweet_id": "1"])
            let sold = try await x.tried(quote)
            let id = sold["data"]?["id"]?.string ?? ""
            let read = try await x.get("/2/tweets/\(id)?tweet.fields=entities,referenced_tweets")

            #expect(isSet && statuses(unsold, nobody, sold) == [403, 400, 201])
            #expect(unsold["type"] == "about:blank" && unsold["status"] == 403)
            #expect(sold["data"]?["text"]?.string?.hasPrefix("Setuju https://t.co/") == true)
            #expect(read["data"]?["referenced_tweets"] == [["type": "quoted", "id": .string(first)]])
            let link = read["data"]?["entities"]?["urls"]?[0]?["expanded_url"]
            #expect(link == .string("https://x.com/ayu_lestari/status/\(first)"))
        }
    }

    @Test func `counts by weight: links are 23, wide letters two`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let link = "https://example.org/" + String(repeating: "a", count: 200)

            let full = try await x.tried(["text": .string(String(repeating: "a", count: 256) + " " + link)])
            let over = try await x.tried(["text": .string(String(repeating: "b", count: 257) + " " + link)])
            let wide = try await x.tried(["text": .string(String(repeating: "本", count: 141))])

            #expect(full.status == 201)
            #expect(over.status == 403)
            #expect(over["detail"] == "You are not permitted to perform this action.")
            #expect(wide.status == 403)
        }
    }

    @Test func `lets a Premium account write long, and cuts the text where it is listed`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let isSet = try world.control("x").set(["premium": [.string(try x.id("ayu_lestari"))]])
            let long = String(repeating: "panjang ", count: 60)

            let id = try await x.post(["text": .string(long)])
            let read = try await x.get("/2/tweets/\(id)?tweet.fields=note_tweet")

            #expect(isSet)
            #expect(read["data"]?["text"]?.string?.count == 280)
            #expect(read["data"]?["note_tweet"]?["text"] == .string(long))
        }
    }

    @Test func `refuses the same text twice until the first is deleted`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let other = XCalls(world: world, token: try world.token("x", "bima_pratama"))
            let first = try await x.post(["text": "Buka jam 7"])

            let twice = try await x.tried(["text": "Buka jam 7 "])
            let byAnother = try await other.tried(["text": "Buka jam 7"])
            let gone = try await world.call("DELETE", "x", "/2/tweets/\(first)", token: x.token)
            let again = try await x.tried(["text": "Buka jam 7"])

            #expect(twice.status == 403)
            #expect(twice["type"] == "about:blank")
            #expect(twice["detail"]?.string?.contains("duplicate content") == true)
            #expect(byAnother.status == 201)
            #expect(gone["data"]?["deleted"] == true)
            #expect(again.status == 201)
        }
    }

    @Test func `takes only one of two equal posts that come at once`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))

            let statuses = try await withThrowingTaskGroup(of: Int.self) { tasks in
                for _ in 0..<8 { tasks.addTask { try await x.tried(["text": "Sekali saja"]).status } }
                return try await tasks.reduce(into: []) { $0.append($1) }
            }

            #expect(statuses.filter { $0 == 201 }.count == 1)
            #expect(statuses.filter { $0 == 403 }.count == 7)
            #expect(try world.control("x").posts.count == 1)
        }
    }

    @Test func `takes one cashtag and no more`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))

            #expect(try await x.tried(["text": "Beli $KOPI"]).status == 201)
            #expect(try await x.tried(["text": "Beli $KOPI dan $BUKU"]).status == 403)
        }
    }

    @Test func `lets one reply to oneself, and to others when summoned`() async throws {
        try await Rehearsal.running("x") { world in
            let ayu = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let bima = XCalls(world: world, token: try world.token("x", "bima_pratama"))
            let plain = try await ayu.post(["text": "Apa kabar?"])
            let summons = try await ayu.post(["text": "Apa kabar @bima_pratama?"])
            func reply(_ text: String, to id: String) -> JSONValue {
                ["text": .string(text), "reply": ["in_reply_to_tweet_id": .string(id)]]
            }

            let ownThread = try await ayu.tried(reply("Lanjutannya", to: plain))
            let stranger = try await bima.tried(reply("Baik", to: plain))
            let summoned = try await bima.tried(reply("Baik", to: summons))
            let toNothing = try await ayu.tried(reply("Halo?", to: "123"))

            #expect(statuses(ownThread, stranger, summoned, toNothing) == [201, 403, 201, 403])
            let posts = try world.control("x").posts
            #expect(posts.last?.kind == .reply)
            #expect(posts.last?.root == summons)
        }
    }

    @Test func `gives a thread's posts one conversation`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let one = try await x.post(["text": "1/3"])
            let two = try await x.post(["text": "2/3", "reply": ["in_reply_to_tweet_id": .string(one)]])
            let three = try await x.post(["text": "3/3", "reply": ["in_reply_to_tweet_id": .string(two)]])

            let read = try await x.get("/2/tweets?ids=\(three)&tweet.fields=conversation_id,referenced_tweets")

            #expect(read["data"]?[0]?["conversation_id"] == .string(one))
            #expect(read["data"]?[0]?["referenced_tweets"]?[0]?["id"] == .string(two))
        }
    }

    @Test func `does not take a film that is not ready, and takes it when it is`() async throws {
        try await Rehearsal.running("x", change: { $0.processingMs = 5000 }) { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let film = try await x.upload(Sample.film, "video/mp4", "tweet_video")
            let body: JSONValue = ["text": "Tonton", "media": ["media_ids": [.string(film)]]]

            let early = try await x.tried(body)
            let pending = try await x.get("/2/media/upload?command=STATUS&media_id=\(film)")
            world.clock.advance(5000)
            let late = try await x.tried(body)

            #expect(early.status == 400)
            #expect(pending["data"]?["processing_info"]?["state"] == "pending")
            #expect(late.status == 201)
            #expect(try world.control("x").posts.first?.media.first?.bytes == Sample.film.count)
        }
    }

    @Test func `keeps the description of a picture, and lets nobody else use it`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "citra_dewi"))
            let other = XCalls(world: world, token: try world.token("x", "eka_putri"))
            let whole = try await world.call(
                "POST", "x", "/2/media/upload", token: x.token,
                body: Rehearsal.multipart(file: "media", Sample.png, fields: [("media_category", "tweet_image")])
            )
            let media = try #require(whole["data"]?["id"])
            let described = try await world.call(
                "POST", "x", "/2/media/metadata", token: x.token,
                body: .json(["id": media, "metadata": ["alt_text": ["text": "Secangkir kopi"]]])
            )

            let stolen = try await other.tried(["text": "Punyaku", "media": ["media_ids": [media]]])
            _ = try await x.post(["text": "Punyaku", "media": ["media_ids": [media]]])

            #expect(described.status == 200)
            #expect(stolen.status == 400)
            #expect(try world.control("x").posts.map { $0.media.map(\.alt) } == [["Secangkir kopi"]])
        }
    }

    @Test func `loses an upload after a day`() async throws {
        try await Rehearsal.running("x") { world in
            let first = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let media = try await first.upload(Sample.png, "image/png", "tweet_image")
            world.clock.advance(86_400_001)
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))

            let late = try await x.tried(["text": "Terlambat", "media": ["media_ids": [.string(media)]]])

            #expect(late.status == 400)
        }
    }

    @Test func `refuses pieces that do not make the whole`() async throws {
        try await Rehearsal.running("x") { world in
            let token = try world.token("x", "ayu_lestari")
            let start = try await world.call(
                "POST", "x", "/2/media/upload/initialize", token: token,
                body: .json(["media_type": "video/mp4", "media_category": "tweet_video", "total_bytes": 9000])
            )
            let id = try #require(start["data"]?["id"]?.string)
            _ = try await world.call(
                "POST", "x", "/2/media/upload/\(id)/append", token: token,
                body: Rehearsal.multipart(file: "media", Sample.film, fields: [("segment_index", "1")])
            )

            let end = try await world.call("POST", "x", "/2/media/upload/\(id)/finalize", token: token)

            #expect(end.status == 400)
        }
    }
}
