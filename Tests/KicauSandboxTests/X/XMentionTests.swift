import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("What others say on the rehearsed X", .serialized)
struct XMentionTests {
    private static let fields = "tweet.fields=author_id,in_reply_to_user_id,referenced_tweets,display_text_range"

    private func ids(_ answer: Answer) -> [String] { (answer["data"]?.array ?? []).compactMap { $0["id"]?.string } }

    /// Ayu's post, an answer to it by Bima, a mention by Citra, and a post that is nobody's business.
    private func said(_ world: Rehearsal) throws -> (own: String, reply: String, mention: String) {
        let control = try world.control("x")
        var ids: [String] = []
        for seed in [
            SeedPost(account: "ayu_lestari", text: "Kopi baru"), SeedPost(account: "eka_putri", text: "Hujan"),
            SeedPost(account: "citra_dewi", text: "Lihat @Ayu_Lestari ya"),
        ] {
            ids.append(try #require(control.seed(seed)).id)
            world.clock.advance(1000)
        }
        let reply = try #require(control.seed(SeedPost(account: "bima_pratama", text: "Enak!", parent: ids[0])))
        return (ids[0], reply.id, ids[2])
    }

    @Test func `lists mentions and answers, newest first, and nothing else`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let (own, reply, mention) = try said(world)
            let path = "/2/users/\(try x.id("ayu_lestari"))/mentions?\(Self.fields)"

            let all = try await x.get(path)
            let since = try await x.get(path + "&since_id=\(mention)")
            let below = try await x.get(path + "&until_id=\(reply)")

            #expect(ids(all) == [reply, mention])
            #expect(ids(since) == [reply])
            #expect(ids(below) == [mention])
            #expect(all["data"]?[0]?["in_reply_to_user_id"]?.string == (try x.id("ayu_lestari")))
            #expect(all["data"]?[0]?["referenced_tweets"]?[0]?["id"] == .string(own))
        }
    }

    @Test func `puts the name of whom an answer answers before its text`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let (_, reply, _) = try said(world)

            let seen = try await x.get("/2/tweets/\(reply)?\(Self.fields)")
            let back = try await x.tried(["text": "Terima kasih", "reply": ["in_reply_to_tweet_id": .string(reply)]])

            #expect(seen["data"]?["text"] == "@ayu_lestari Enak!")
            #expect(seen["data"]?["display_text_range"] == [13, 18])
            #expect(back.status == 201)
            #expect(back["data"]?["text"] == "@bima_pratama Terima kasih")
            #expect(try world.control("x").posts.last?.text == "Terima kasih")
        }
    }

    @Test func `takes the same thanks to two people, and not twice to one`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let (_, reply, mention) = try said(world)
            func thanks(_ id: String) -> JSONValue {
                ["text": "Terima kasih", "reply": ["in_reply_to_tweet_id": .string(id)]]
            }

            let answers = [
                try await x.tried(thanks(reply)), try await x.tried(thanks(mention)), try await x.tried(thanks(reply)),
            ]

            #expect(answers.map(\.status) == [201, 201, 403])
        }
    }

    @Test func `gives people by their ids, and names the missing`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))

            let found = try await x.get("/2/users?ids=\(try x.id("bima_pratama")),999")
            let none = try await x.get("/2/users?ids=")

            #expect(found["data"]?.array?.count == 1)
            #expect(found["data"]?[0]?["username"] == "bima_pratama")
            #expect(found["errors"]?[0]?["resource_id"] == "999")
            #expect(none.status == 400)
        }
    }

    @Test func `bills the owner little for what was said to him, and full for who said it`() async throws {
        try await Rehearsal.running("x") { world in
            let control = try world.control("x")
            let x = XCalls(world: world, token: try world.token("x", "kedaiaksara"))
            _ = control.seed(SeedPost(account: "bima_pratama", text: "Halo @kedaiaksara"))
            let isSet = control.set(["creditMicroUSD": 100_000])
            let path = "/2/users/\(try x.id("kedaiaksara"))/mentions"

            _ = try await x.get(path)
            let afterPosts = control.settings()["creditMicroUSD"]
            _ = try await x.get(path + "?expansions=author_id")
            let afterPeople = control.settings()["creditMicroUSD"]

            #expect(isSet)
            #expect(afterPosts == 99_000)
            #expect(afterPeople == 89_000)
        }
    }

    private func hide(_ world: Rehearsal, _ id: String, by handle: String, _ body: JSONValue) async throws -> Answer {
        try await world.call(
            "PUT", "x", "/2/tweets/\(id)/hidden", token: try world.token("x", handle), body: .json(body))
    }

    @Test func `lets whose post it is hide what answers it, and nobody else`() async throws {
        try await Rehearsal.running("x") { world in
            let (own, reply, mention) = try said(world)

            let done = try await hide(world, reply, by: "ayu_lestari", ["hidden": true])
            let again = try await hide(world, reply, by: "ayu_lestari", ["hidden": true])
            let isHidden = try world.control("x").posts.first { $0.id == reply }?.own["hidden"]
            let shown = try await hide(world, reply, by: "ayu_lestari", ["hidden": false])
            let others = [
                try await hide(world, reply, by: "citra_dewi", ["hidden": true]),
                try await hide(world, own, by: "ayu_lestari", ["hidden": true]),
                try await hide(world, mention, by: "ayu_lestari", ["hidden": true]),
                try await hide(world, "123", by: "ayu_lestari", ["hidden": true]),
                try await hide(world, reply, by: "ayu_lestari", ["hidden": "yes"]),
                try await hide(world, reply, by: "ayu_lestari", ["hidden": true, "why": "spam"]),
            ]

            #expect(statuses(done, again, shown) == [200, 200, 200])
            #expect(done["data"]?["hidden"] == true)
            #expect(isHidden == true)
            #expect(others.map(\.status) == [403, 403, 403, 404, 400, 400])
        }
    }

    @Test func `says until when a subscriber may edit, and names all versions`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let isSet = try world.control("x").set(["premium": [.string(try x.id("ayu_lestari"))]])
            let old = try await x.post(["text": "Kopi lama"])
            func edited(_ text: String, of id: String) -> JSONValue {
                ["text": .string(text), "edit_options": ["previous_post_id": .string(id)]]
            }

            let new = try await x.post(edited("Kopi baru", of: old))
            let first = try await x.get("/2/tweets/\(old)?tweet.fields=edit_controls")
            let second = try await x.get("/2/tweets/\(new)?tweet.fields=edit_controls")
            let stale = try await x.tried(edited("Kopi sore", of: old))
            world.clock.advance(30 * 60_000)
            let late = try await x.tried(edited("Kopi malam", of: new))

            #expect(isSet)
            #expect(first["data"]?["edit_history_tweet_ids"] == [.string(old), .string(new)])
            #expect(second["data"]?["edit_controls"]?["is_edit_eligible"] == true)
            #expect(second["data"]?["edit_controls"]?["edits_remaining"] == 4)
            #expect(statuses(stale, late) == [403, 403])
        }
    }
}
