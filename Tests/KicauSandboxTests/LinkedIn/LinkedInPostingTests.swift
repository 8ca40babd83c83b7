import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("Posting to the rehearsed LinkedIn", .serialized)
struct LinkedInPostingTests {
    @Test func `answers 201 with nothing but the urn in a header`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
            let me = try LinkedInCalls.member(world, "ayu-lestari")

            let answer = try await calls.posted(me, "Selamat pagi")

            let urn = try #require(answer.header("x-restli-id"))
            #expect(answer.status == 201)
            #expect(answer.bytes.isEmpty)
            #expect(urn.hasPrefix("urn:li:share:"))
            let post = try #require(try world.control("linkedin").posts.first)
            #expect(post.id == urn)
            let page = try await world.call("GET", "linkedin", "/feed/update/\(urn)/")
            #expect(page.status == 200)
            #expect(page.text.contains("Selamat pagi"))
        }
    }

    @Test func `wants a version that is alive`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let token = try world.token("linkedin", "ayu-lestari")
            let me = try LinkedInCalls.member(world, "ayu-lestari")

            let old = try await LinkedInCalls(world: world, token: token, version: "202509").posted(me, "Lama")
            let edge = try await LinkedInCalls(world: world, token: token, version: "202510").posted(me, "Tepi")
            let future = try await LinkedInCalls(world: world, token: token, version: "203001").posted(me, "Nanti")
            let none = try await world.call(
                "POST", "linkedin", "/rest/posts", token: token, headers: [("X-Restli-Protocol-Version", "2.0.0")],
                body: .json(LinkedInCalls.body(me, "Tanpa"))
            )

            #expect(statuses(old, edge, future, none) == [426, 201, 426, 400])
            #expect(old["code"] == "NONEXISTENT_VERSION")
            #expect(none["code"] == "VERSION_MISSING")
        }
    }

    @Test func `cuts a text at a bare parenthesis without a word`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
            let me = try LinkedInCalls.member(world, "ayu-lestari")

            let cut = try await calls.posted(me, "Diskon besar (hanya hari ini)")
            let whole = try await calls.posted(me, #"Diskon besar \(hanya hari ini\) #kopi"#)
            let mention = try await calls.posted(me, "Bersama @[Kedai Aksara](urn:li:organization:70400099)!")

            #expect(statuses(cut, whole, mention) == [201, 201, 201])
            #expect(
                try world.control("linkedin").posts.map(\.text) == [
                    "Diskon besar ", "Diskon besar (hanya hari ini) #kopi", "Bersama Kedai Aksara!",
                ]
            )
        }
    }

    @Test func `refuses a duplicate and names the first urn`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
            let me = try LinkedInCalls.member(world, "ayu-lestari")
            let first = try #require(try await calls.posted(me, "Sama").header("x-restli-id"))

            let second = try await calls.posted(me, "Sama")

            #expect(second.status == 422)
            #expect(second["message"]?.string?.hasSuffix("duplicate of \(first)") == true)
            #expect(second["errorDetails"]?["inputErrors"]?[0]?["code"] == "DUPLICATE_POST")
        }
    }

    @Test func `after a deletion names a ghost, another at each try`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
            let page = LinkedInCalls.organisation
            let first = try #require(try await calls.posted(page, "Hantu").header("x-restli-id"))
            let deleted = try await calls.call("DELETE", LinkedInCalls.path(first))
            let deletedAgain = try await calls.call("DELETE", LinkedInCalls.path(first))

            let messages = [try await calls.posted(page, "Hantu"), try await calls.posted(page, "Hantu")]

            let ghosts = messages.compactMap { $0["message"]?.string?.split(separator: " ").last.map(String.init) }
            #expect(statuses(deleted, deletedAgain) == [204, 204])
            #expect(messages.map(\.status) == [422, 422])
            #expect(Set(ghosts + [first]).count == 3)
            for ghost in ghosts {
                #expect(try await calls.call("GET", LinkedInCalls.path(ghost)).status == 404)
            }
        }
    }

    @Test func `forgets a duplicate after a day`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
            let me = try LinkedInCalls.member(world, "ayu-lestari")
            _ = try await calls.posted(me, "Sama")
            world.clock.advance(24 * 3_600_000 + 1)

            #expect(try await calls.posted(me, "Sama").status == 201)
        }
    }

    @Test func `refuses what is too long, and fields it does not know`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
            let me = try LinkedInCalls.member(world, "ayu-lestari")
            guard case .object(var strange) = LinkedInCalls.body(me, "Halo") else { return }
            strange["text"] = "Halo"

            let long = try await calls.posted(me, String(repeating: "a", count: 3001))
            let unknown = try await calls.call("POST", "/rest/posts", json: .object(strange))

            #expect(statuses(long, unknown) == [400, 400])
            #expect(long["code"] == "FIELD_LENGTH_TOO_LONG")
            #expect(try world.control("linkedin").posts.isEmpty)
        }
    }

    @Test func `lets only those post for a page who manage it`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let manager = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
            let other = LinkedInCalls(world: world, token: try world.token("linkedin", "bima-pratama"))

            let roles = try await manager.call("GET", "/rest/organizationAcls?q=roleAssignee")
            let none = try await other.call("GET", "/rest/organizationAcls?q=roleAssignee")
            let allowed = try await manager.posted(LinkedInCalls.organisation, "Dari kedai")
            let denied = try await other.posted(LinkedInCalls.organisation, "Bukan dari kedai")

            #expect(roles["elements"]?[0]?["organization"] == .string(LinkedInCalls.organisation))
            #expect(none["elements"]?.array?.isEmpty == true)
            #expect(allowed.status == 201)
            #expect(denied.status == 403)
            #expect(denied["code"] == "ACCESS_DENIED")
        }
    }

    @Test func `hangs pictures with their descriptions on a post`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
            let me = try LinkedInCalls.member(world, "ayu-lestari")
            let one = try await calls.image(me, Sample.png)
            let two = try await calls.image(me, Sample.jpeg)
            let images: JSONValue = [
                ["id": .string(one), "altText": "Cangkir"], ["id": .string(two), "altText": "Rak"],
            ]

            let answer = try await calls.posted(me, "Dua gambar", content: ["multiImage": ["images": images]])
            let missing = try await calls.posted(me, "Hilang", content: ["media": ["id": "urn:li:image:none"]])

            #expect(answer.status == 201)
            #expect(missing.status == 400)
            let media = try #require(try world.control("linkedin").posts.first?.media)
            #expect(media.map(\.alt) == ["Cangkir", "Rak"])
            #expect(media.map(\.type) == ["image/png", "image/jpeg"])
        }
    }
}
