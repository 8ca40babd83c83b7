import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("Comments on the rehearsed LinkedIn", .serialized)
struct LinkedInCommentTests {
    @Test func `by readers are listed by number, without a name`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let it = try await LinkedInCommentCalls.made(world)
            let comment = try it.seeded("Buka jam berapa?", under: it.post)

            let element = try #require(try await it.list(it.post)["elements"]?[0])

            let number = it.post.split(separator: ":").last.map(String.init) ?? ""
            #expect(comment.id.hasPrefix("urn:li:comment:(urn:li:activity:\(number),"))
            #expect(element["commentUrn"] == .string(comment.id))
            #expect(element["actor"] == .string(try LinkedInCalls.member(world, "bima-pratama")))
            #expect(element["object"] == .string("urn:li:activity:\(number)"))
            #expect(element["message"]?["text"] == "Buka jam berapa?")
            #expect(element["created"]?["time"] == .integer(comment.createdAtMs))
            #expect(element["parentComment"] == nil && element["actor~"] == nil)
            #expect(try world.control("linkedin").posts.last?.kind == .comment)
        }
    }

    @Test func `are listed page by page, oldest first`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let it = try await LinkedInCommentCalls.made(world)
            for number in 1...12 {
                world.clock.advance(1000)
                _ = try it.seeded("\(number)", under: it.post)
            }

            #expect(try await it.texts(it.post) == (1...10).map(String.init))
            #expect(try await it.texts(it.post, "?start=10&count=50") == ["11", "12"])
            #expect(try await it.list(it.post)["paging"]?["total"] == 12)
        }
    }

    @Test func `have answers below them, on one level, named in the address or the body`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let it = try await LinkedInCommentCalls.made(world)
            let comment = try it.seeded("Buka?", under: it.post)

            let byBody = try await it.said("satu", at: it.post, under: comment.id)
            let byAddress = try await it.said("dua", at: comment.id)
            let first = try #require(byBody["commentUrn"]?.string)
            let toAnswer = try await it.said("tiga", at: it.post, under: first)
            _ = try it.seeded("empat", under: first)

            #expect(statuses(byBody, byAddress, toAnswer) == [201, 201, 201])
            #expect(byBody.header("x-restli-id") == byBody["id"]?.string)
            #expect(try await it.texts(it.post) == ["Buka?"])
            #expect(try await it.texts(comment.id) == ["satu", "dua", "tiga", "empat"])
            #expect(try await it.texts(first) == [])
            #expect(toAnswer["parentComment"] == .string(comment.id))
        }
    }

    @Test func `may name the post by its activity`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let it = try await LinkedInCommentCalls.made(world)
            let activity = it.post.replacing("share", with: "activity")

            let made = try await it.said("Halo", at: activity, object: activity)

            #expect(made.status == 201)
            #expect(try await it.texts(activity) == ["Halo"])
        }
    }

    @Test func `are refused where they do not fit`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let it = try await LinkedInCommentCalls.made(world)
            let other = try #require(
                try await it.calls.posted(LinkedInCalls.organisation, "Lain").header("x-restli-id"))
            let elsewhere = try it.seeded("Di sana", under: other)
            let deleted = try it.seeded("Hilang", under: it.post)
            try world.control("linkedin").takeDown(deleted)

            let wrongPost = try await it.said("a", at: it.post, under: elsewhere.id)
            let wrongObject = try await it.said("a", at: it.post, object: other)
            let gone = try await it.said("a", at: it.post, under: deleted.id)
            let picture = try await it.said("a", at: it.post, extra: ["content": [["entity": "urn:li:image:1"]]])
            let strange = try await it.said("a", at: it.post, extra: ["text": "a"])
            let long = try await it.said(String(repeating: "a", count: 1251), at: it.post)

            #expect(statuses(wrongPost, wrongObject, gone, picture, strange, long) == [404, 400, 404, 403, 400, 400])
            #expect(picture["message"]?.string?.contains("[/content]") == true)
            #expect(try await it.texts(it.post) == [])
        }
    }

    @Test func `are changed and deleted by whoever made them, with the answers below`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let it = try await LinkedInCommentCalls.made(world)
            let ours = try await it.said("Satu", at: it.post)
            let theirs = try it.seeded("Dua", under: it.post)
            let urn = try #require(ours["commentUrn"]?.string)
            _ = try it.seeded("Di bawah", under: urn)
            let actor = "?actor=" + Rehearsal.encoded(LinkedInCalls.organisation)
            let mine = LinkedInCommentCalls.path(it.post) + "/" + (ours["id"]?.string ?? "")
            let other = LinkedInCommentCalls.path(it.post) + "/" + (theirs.own["number"]?.string ?? "")
            let patch: JSONValue = ["patch": ["message": ["$set": ["text": "Satu lagi"]]]]
            let partial = [("X-RestLi-Method", "PARTIAL_UPDATE")]

            let edited = try await it.calls.call("POST", mine + actor, json: patch, extra: partial)
            let read = try await it.calls.call("GET", mine)
            let bare = try await it.calls.call("POST", mine + actor, json: patch)
            let foreign = try await it.calls.call("POST", other + actor, json: patch, extra: partial)
            let kept = try await it.calls.call("DELETE", other + actor)
            let deleted = try await it.calls.call("DELETE", mine + actor)
            let again = try await it.calls.call("DELETE", mine + actor)
            let gone = try await it.calls.call("GET", mine)

            #expect(statuses(edited, read, bare, foreign, kept) == [200, 200, 400, 403, 403])
            #expect(statuses(deleted, again, gone) == [204, 204, 404])
            #expect(read["message"]?["text"] == "Satu lagi")
            #expect(try await it.texts(it.post) == ["Dua"])
            #expect(try world.control("linkedin").posts.filter(\.isDeleted).count == 2)
        }
    }

    @Test func `of a member are shown to nobody, and those of a page to its administrators`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let it = try await LinkedInCommentCalls.made(world)
            let me = try LinkedInCalls.member(world, "ayu-lestari")
            let own = try #require(try await it.calls.posted(me, "Pribadi").header("x-restli-id"))
            let stranger = LinkedInCommentCalls(
                calls: LinkedInCalls(world: world, token: try world.token("linkedin", "bima-pratama")), post: it.post)

            #expect(statuses(try await it.list(own), try await stranger.list(it.post)) == [403, 403])
        }
    }
}

@Suite("Reactions on the rehearsed LinkedIn", .serialized)
struct LinkedInReactionTests {
    private func likes(_ it: LinkedInCommentCalls) async throws -> JSONValue? {
        try await it.list(it.post)["elements"]?[0]?["likesSummary"]
    }

    @Test func `are one of each actor, and show in the list`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let it = try await LinkedInCommentCalls.made(world)
            let comment = try it.seeded("Enak", under: it.post)

            let first = try await it.like(comment.id)
            let again = try await it.like(comment.id)
            let other = try await it.like(comment.id, as: "PRAISE")
            let read = try await it.calls.call("GET", LinkedInCommentCalls.key(LinkedInCalls.organisation, comment.id))
            let shown = try await likes(it)

            #expect(statuses(first, again, other, read) == [201, 201, 201, 200])
            #expect(read["reactionType"] == "PRAISE")
            #expect(shown?["totalLikes"] == 1 && shown?["likedByCurrentUser"] == true)
        }
    }

    @Test func `are taken back once`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let it = try await LinkedInCommentCalls.made(world)
            let comment = try it.seeded("Enak", under: it.post)
            let key = LinkedInCommentCalls.key(LinkedInCalls.organisation, comment.id)
            _ = try await it.like(comment.id)

            let back = try await it.calls.call("DELETE", key)
            let twice = try await it.calls.call("DELETE", key)

            #expect(statuses(back, twice) == [204, 404])
            #expect(try await likes(it)?["totalLikes"] == 0)
        }
    }

    @Test func `are refused for another, of an unknown kind, and on what is not there`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let it = try await LinkedInCommentCalls.made(world)
            let comment = try it.seeded("Enak", under: it.post)

            let foreign = try await it.like(comment.id, by: try LinkedInCalls.member(world, "bima-pratama"))
            let strange = try await it.like(comment.id, as: "MAYBE")
            let missing = try await it.like("urn:li:comment:(urn:li:activity:1,2)")
            let odd = try await it.calls.call("DELETE", "/rest/reactions/anything")

            #expect(statuses(foreign, strange, missing, odd) == [403, 400, 404, 400])
        }
    }
}

@Suite("Changing a post on the rehearsed LinkedIn", .serialized)
struct LinkedInUpdateTests {
    @Test func `puts other words there and says so, and changes nothing else`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let it = try await LinkedInCommentCalls.made(world)
            let partial = [("X-RestLi-Method", "PARTIAL_UPDATE")]
            func change(_ set: JSONValue, _ extra: [(String, String)] = [("X-RestLi-Method", "PARTIAL_UPDATE")])
                async throws -> Answer
            {
                try await it.calls.call(
                    "POST", LinkedInCalls.path(it.post), json: ["patch": ["$set": set]], extra: extra)
            }
            let before = try await it.calls.call("GET", LinkedInCalls.path(it.post))
            world.clock.advance(60_000)

            let changed = try await change(["commentary": #"Tutup \(hari ini\)"#], partial)
            let bare = try await change(["commentary": "a"], [])
            let fixed = try await change(["commentary": "a", "visibility": "CONNECTIONS"])
            let long = try await change(["commentary": .string(String(repeating: "a", count: 3001))])
            let after = try await it.calls.call("GET", LinkedInCalls.path(it.post))

            #expect(statuses(changed, bare, fixed, long) == [204, 400, 400, 400])
            #expect(before["lifecycleStateInfo"]?["isEditedByAuthor"] == false)
            #expect(after["lifecycleStateInfo"]?["isEditedByAuthor"] == true)
            #expect(after["commentary"] == #"Tutup \(hari ini\)"#)
            #expect(after["id"] == before["id"] && after["createdAt"] == before["createdAt"])
            #expect(try world.control("linkedin").posts.last?.text == "Tutup (hari ini)")
        }
    }
}
