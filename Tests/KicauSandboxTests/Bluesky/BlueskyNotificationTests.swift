import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Rehearsed Bluesky tells people", .serialized)
struct BlueskyNotificationTests {
    @Test func `who answered, named and quoted them, newest first, and nothing of their own`() async throws {
        try await BlueskyTalkStage.run { talk in
            let ours = try talk.say("Kopi baru", by: BlueskyTalkStage.ayu)
            let answer = try talk.say("Enak?", to: ours)
            _ = try talk.say("Enak!", by: BlueskyTalkStage.ayu, to: answer)
            _ = try talk.say("Ke @ayu-lestari.test yuk")
            _ = try talk.say("@ayu-lestari.test halo", to: ours)
            _ = try talk.say("Lihat ini", quoting: ours)
            _ = try talk.say("Setuju", by: BlueskyTalkStage.citra, to: answer)
            _ = try talk.say("Hujan")

            let answers = try await talk.get(BlueskyTalkStage.list)

            let all = try #require(answers["notifications"]?.array)
            #expect(
                try await talk.notices() == [
                    "reply Setuju", "quote Lihat ini", "mention @ayu-lestari.test halo",
                    "mention Ke @ayu-lestari.test yuk", "reply Enak?",
                ])
            #expect(all.map { $0["reasonSubject"]?.string } == [ours.id, ours.id, nil, nil, ours.id])
            #expect(all[4]["uri"]?.string == answer.id)
            #expect(all[4]["cid"] == answer.own["cid"])
            #expect(all[4]["author"]?["handle"] == "bima-pratama.test")
            #expect(all[4]["record"]?["reply"]?["root"]?["uri"]?.string == ours.id)
            #expect(all[3]["record"]?["facets"]?[0]?["index"] == ["byteStart": 3, "byteEnd": 20])
        }
    }

    @Test func `of likes as well, unless only some reasons are asked for`() async throws {
        try await BlueskyTalkStage.run { talk in
            let ours = try talk.say("Kopi baru", by: BlueskyTalkStage.ayu)
            _ = try talk.say("Enak?", to: ours)
            talk.stage.clock.advance(1000)
            _ = try await talk.like(ours, "3mkicau22222a", by: BlueskyTalkStage.citra)
            _ = try await talk.like(ours, "3mkicau22222a")

            #expect(try await talk.notices() == ["like ", "reply Enak?"])
            #expect(try await talk.notices("?reasons=reply&reasons=mention") == ["reply Enak?"])
        }
    }

    @Test func `page by page`() async throws {
        try await BlueskyTalkStage.run { talk in
            let ours = try talk.say("Kopi baru", by: BlueskyTalkStage.ayu)
            for number in 1...5 { _ = try talk.say("Jawaban \(number)", to: ours) }

            let first = try await talk.get(BlueskyTalkStage.list + "?limit=3")
            let cursor = try #require(first["cursor"]?.string)
            let rest = try await talk.get(BlueskyTalkStage.list + "?limit=3&cursor=\(cursor)")
            let texts = ((first["notifications"]?.array ?? []) + (rest["notifications"]?.array ?? []))
                .map { $0["record"]?["text"]?.string }

            #expect(texts == (1...5).reversed().map { "Jawaban \($0)" })
            #expect(rest["cursor"] == nil)
        }
    }

    @Test func `late, when its view runs behind, and no more of what was deleted`() async throws {
        try await BlueskyTalkStage.run { talk in
            let ours = try talk.say("Kopi baru", by: BlueskyTalkStage.ayu)
            let answer = try talk.say("Enak?", to: ours)
            talk.stage.control.add(FaultRule(.lagListing, at: .read, times: 1, ms: 60_000))

            #expect(try await talk.notices().isEmpty)
            #expect(try await talk.notices() == ["reply Enak?"])
            talk.stage.control.takeDown(answer)
            #expect(try await talk.notices().isEmpty)
        }
    }

    @Test func `only when asked rightly`() async throws {
        try await BlueskyTalkStage.run { talk in
            let list = BlueskyTalkStage.list
            #expect(try await talk.stage.get(list)["error"] == "AuthMissing")
            for query in ["?reason=reply", "?limit=0", "?limit=101", "?limit=x", "?cursor=yesterday", "?since=1"] {
                let answer = try await talk.get(list + query)
                #expect(answer.status == 400 && answer["error"] == "InvalidRequest", "\(query)")
            }
            let elsewhere = try await talk.stage.get(
                list, token: talk.token(), headers: ["atproto-proxy": "did:web:api.example#bsky_appview"])
            #expect(elsewhere["error"] == "InvalidRequest")
            let posts = try await talk.get("/xrpc/app.bsky.feed.getPosts?uris=at://a/b/c&limit=3")
            #expect(posts["error"] == "InvalidRequest")
        }
    }
}

@Suite("Likes, gates and threads on rehearsed Bluesky", .serialized)
struct BlueskyThreadTests {
    @Test func `a like is counted once for each person, and shown to whoever made it`() async throws {
        try await BlueskyTalkStage.run { talk in
            let post = try talk.say("Kopi baru")
            _ = try await talk.like(post, "3mkicau22222a")
            _ = try await talk.like(post, "3mkicau22222b")
            _ = try await talk.like(post, "3mkicau22222a", by: BlueskyTalkStage.citra)

            let liked = try await talk.view(post)
            #expect(liked["likeCount"] == 2)
            #expect(
                liked["viewer"]?["like"]?.string
                    == "at://\(BlueskyTalkStage.ayu)/app.bsky.feed.like/3mkicau22222a")
            try await talk.delete("app.bsky.feed.like", "3mkicau22222a")
            try await talk.delete("app.bsky.feed.like", "3mkicau22222b")
            let left = try await talk.view(post)
            #expect(left["likeCount"] == 1)
            #expect(left["viewer"]?["like"] == nil)
            let anonymous = try await talk.stage.get("/xrpc/app.bsky.feed.getPosts?uris=\(post.id)")
            #expect(anonymous["posts"]?[0]?["viewer"] == nil)
        }
    }

    @Test func `what the author hid is told no more, and named by the gate`() async throws {
        try await BlueskyTalkStage.run { talk in
            let ours = try talk.say("Kopi baru", by: BlueskyTalkStage.ayu)
            let spam = try talk.say("Beli sekarang", to: ours)
            _ = try talk.say("Enak?", to: ours)

            #expect(try await talk.gate(ours, ["hiddenReplies": [.string(spam.id)]]).status == 200)
            #expect(try await talk.notices() == ["reply Enak?"])
            let thread = try await talk.get("/xrpc/app.bsky.feed.getPostThread?uri=\(ours.id)")
            #expect(thread["thread"]?["replies"]?.array?.count == 2)
            #expect(thread["threadgate"]?["record"]?["hiddenReplies"] == [.string(spam.id)])
            #expect(thread["thread"]?["post"]?["threadgate"]?["record"] == thread["threadgate"]?["record"])

            #expect(try await talk.gate(ours, ["hiddenReplies": []]).status == 200)
            #expect(try await talk.notices().count == 2)
        }
    }

    @Test func `a thread has what is above and below, as deep as asked`() async throws {
        try await BlueskyTalkStage.run { talk in
            let first = try talk.say("Satu", by: BlueskyTalkStage.ayu)
            let second = try talk.say("Dua", to: first)
            let third = try talk.say("Tiga", by: BlueskyTalkStage.citra, to: second)
            let path = "/xrpc/app.bsky.feed.getPostThread"

            let whole = try await talk.get("\(path)?uri=\(second.id)")
            let bare = try await talk.get("\(path)?uri=\(second.id)&depth=0&parentHeight=0")
            talk.stage.control.takeDown(first)
            let orphan = try await talk.get("\(path)?uri=\(second.id)")
            let gone = try await talk.get("\(path)?uri=\(first.id)")

            #expect(whole["thread"]?["parent"]?["post"]?["uri"]?.string == first.id)
            #expect(whole["thread"]?["replies"]?[0]?["post"]?["uri"]?.string == third.id)
            #expect(bare["thread"]?["parent"] == nil && bare["thread"]?["replies"] == nil)
            #expect(orphan["thread"]?["parent"]?["notFound"] == true)
            #expect(gone.status == 400 && gone["error"] == "NotFound")
            #expect(try await talk.get("\(path)?uri=\(second.id)&deep=1")["error"] == "InvalidRequest")
        }
    }

    @Test func `a gate says who may answer, and shuts out the rest`() async throws {
        try await BlueskyTalkStage.run { talk in
            let ours = try talk.say("Halo @citra-dewi.test", by: BlueskyTalkStage.ayu)
            _ = try await talk.gate(ours, ["allow": [["$type": "app.bsky.feed.threadgate#mentionRule"]]])
            _ = try talk.say("Saya juga", to: ours)
            _ = try talk.say("Halo", by: BlueskyTalkStage.citra, to: ours)

            #expect(try await talk.view(ours, as: BlueskyTalkStage.bima)["viewer"]?["replyDisabled"] == true)
            #expect(try await talk.view(ours, as: BlueskyTalkStage.citra)["viewer"]?["replyDisabled"] == nil)
            #expect(try await talk.view(ours)["viewer"]?["replyDisabled"] == nil)
            #expect(try await talk.notices() == ["reply Halo"])
            let thread = try await talk.get("/xrpc/app.bsky.feed.getPostThread?uri=\(ours.id)")
            #expect(thread["thread"]?["replies"]?.array?.count == 1)
        }
    }

    @Test func `a gate lets in whoever is on a list, and says which lists those are`() async throws {
        try await BlueskyTalkStage.run { talk in
            let ours = try talk.say("Kopi baru", by: BlueskyTalkStage.ayu)
            let list = "at://\(BlueskyTalkStage.ayu)/app.bsky.graph.list/3kabcdefghi2z"
            let rule: JSONValue = ["$type": "app.bsky.feed.threadgate#listRule", "list": .string(list)]
            _ = try await talk.put(
                "app.bsky.graph.list", "3kabcdefghi2z",
                ["name": "Pelanggan", "purpose": "app.bsky.graph.defs#curatelist", "createdAt": "2026-11-23T00:00:00Z"])
            _ = try await talk.put(
                "app.bsky.graph.listitem", "3kabcdefghj2z",
                [
                    "list": .string(list), "subject": .string(BlueskyTalkStage.citra),
                    "createdAt": "2026-11-23T00:00:00Z",
                ])
            #expect(try await talk.gate(ours, ["allow": [rule]]).status == 200)

            #expect(try await talk.view(ours, as: BlueskyTalkStage.bima)["viewer"]?["replyDisabled"] == true)
            #expect(try await talk.view(ours, as: BlueskyTalkStage.citra)["viewer"]?["replyDisabled"] == nil)
            #expect(try await talk.view(ours)["threadgate"]?["lists"]?[0]?["name"] == "Pelanggan")
        }
    }

    @Test func `a gate whose rule names no list is refused`() async throws {
        try await BlueskyTalkStage.run { talk in
            let ours = try talk.say("Kopi baru", by: BlueskyTalkStage.ayu)
            let type: JSONValue = "app.bsky.feed.threadgate#listRule"

            #expect(try await talk.gate(ours, ["allow": [["$type": type]]]).status == 400)
            #expect(try await talk.gate(ours, ["allow": [["$type": type, "list": "pelanggan"]]]).status == 400)
        }
    }

    @Test func `a quote shows what it quotes, and the quoted author may forbid it`() async throws {
        try await BlueskyTalkStage.run { talk in
            let ours = try talk.say("Kopi baru", by: BlueskyTalkStage.ayu)
            let quote = try talk.say("Lihat ini", quoting: ours)

            let shown = try await talk.view(quote)["embed"]
            #expect(shown?["$type"] == "app.bsky.embed.record#view")
            #expect(shown?["record"]?["value"]?["text"] == "Kopi baru")
            #expect(try await talk.view(ours, as: BlueskyTalkStage.bima)["viewer"]?["embeddingDisabled"] == false)

            let rule: JSONValue = [["$type": "app.bsky.feed.postgate#disableRule"]]
            _ = try await talk.gate(ours, ["embeddingRules": rule], in: "app.bsky.feed.postgate")
            #expect(try await talk.view(ours, as: BlueskyTalkStage.bima)["viewer"]?["embeddingDisabled"] == true)
            #expect(try await talk.notices().isEmpty)

            talk.stage.control.takeDown(ours)
            #expect(try await talk.view(quote)["embed"]?["record"]?["notFound"] == true)
        }
    }

    @Test func `a quote that was taken off shows no more what it quotes`() async throws {
        try await BlueskyTalkStage.run { talk in
            let ours = try talk.say("Kopi baru", by: BlueskyTalkStage.ayu)
            let quote = try talk.say("Lihat ini", quoting: ours)
            let other = try talk.say("Lihat itu", quoting: ours)

            _ = try await talk.gate(
                ours, ["detachedEmbeddingUris": [.string(quote.id)]], in: "app.bsky.feed.postgate")

            #expect(
                try await talk.view(quote)["embed"]?["record"] == [
                    "$type": "app.bsky.embed.record#viewDetached", "uri": .string(ours.id), "detached": true,
                ])
            #expect(try await talk.view(other)["embed"]?["record"]?["value"]?["text"] == "Kopi baru")
            _ = try await talk.gate(ours, ["detachedEmbeddingUris": []], in: "app.bsky.feed.postgate")
            #expect(try await talk.view(quote)["embed"]?["record"]?["value"]?["text"] == "Kopi baru")
        }
    }

    @Test func `records beside posts have a shape`() async throws {
        try await BlueskyTalkStage.run { talk in
            let ours = try talk.say("Kopi baru", by: BlueskyTalkStage.ayu)
            let time: JSONValue = "2026-11-23T00:00:00.000Z"
            let cid = try #require(ours.own["cid"])
            let likes: [JSONValue] = [
                ["createdAt": time], ["createdAt": time, "subject": ["uri": .string(ours.id)]],
                ["createdAt": time, "subject": ["uri": "https://bsky.app", "cid": cid]],
                ["subject": ["uri": .string(ours.id), "cid": cid]],
            ]
            for like in likes {
                #expect(try await talk.put("app.bsky.feed.like", "3mkicau22222a", like)["error"] == "InvalidRequest")
            }
            let many = JSONValue.array((0..<51).map { .string("at://a/app.bsky.feed.post/\($0)") })
            let gates: [[String: JSONValue]] = [
                ["hiddenReplies": many], ["hiddenReplies": ["kopi"]], ["hiddenReplies": "kopi"], ["allow": "nobody"],
                ["allow": [[:]]], ["post": "kopi"],
            ]
            for gate in gates { #expect(try await talk.gate(ours, gate)["error"] == "InvalidRequest", "\(gate)") }
        }
    }

    @Test func `a film is shown by its playlist`() async throws {
        try await BlueskyTalkStage.run { talk in
            let token = try talk.token()
            let film = try await talk.stage.send(
                "POST", "\(BlueskyTalkStage.repo).uploadBlob", token: token, headers: ["Content-Type": "video/mp4"],
                body: .init([0, 0, 0, 24] + Array("ftypisom".utf8) + Array(repeating: 7, count: 40)))
            let record: JSONValue = [
                "text": "Hujan", "createdAt": "2026-11-23T00:00:00.000Z",
                "embed": [
                    "$type": "app.bsky.embed.video", "video": film["blob"] ?? .null, "alt": "Jendela",
                    "aspectRatio": ["width": 9, "height": 16],
                ],
            ]
            #expect(try await talk.put("app.bsky.feed.post", "3mkicau22222a", record).status == 200)
            let post = try #require(talk.stage.control.posts.first)

            let shown = try #require(try await talk.view(post)["embed"])
            #expect(shown["$type"] == "app.bsky.embed.video#view")
            #expect(shown["cid"] == film["blob"]?["ref"]?["$link"])
            #expect(shown["alt"] == "Jendela")
            #expect(shown["aspectRatio"] == ["width": 9, "height": 16])
            let playlist = try #require(shown["playlist"]?.string)
            #expect(try await talk.stage.get(playlist).body.count == 52)
        }
    }
}
