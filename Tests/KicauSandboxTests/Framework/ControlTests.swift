import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("The control routes of a rehearsal network", .serialized)
struct ControlTests {
    @Test func `list each post with its media, deleted ones too`() async throws {
        try await Rehearsal.running("x") { world in
            let token = try world.token("x", "citra_dewi")
            let calls = XCalls(world: world, token: token)
            let media = try await calls.upload(Sample.png, "image/png", "tweet_image")
            let post = try await calls.post(["text": "Menu baru", "media": ["media_ids": [.string(media)]]])
            _ = try await world.call("DELETE", "x", "/2/tweets/\(post)", token: token)

            let listed = try await world.call("GET", "x", "/_rehearsal/posts")

            let one = try #require(listed.json[0])
            #expect(one["id"] == .string(post))
            #expect(one["handle"] == "citra_dewi")
            #expect(one["text"] == "Menu baru")
            #expect(one["deleted"] == true)
            #expect(one["createdAtMs"]?.int == Int(world.clock.nowMs()))
            let digest = try #require(one["media"]?[0]?["sha256"]?.string)
            let bytes = try await world.call("GET", "x", "/_rehearsal/media/\(digest)")
            #expect(bytes.bytes == Sample.png)
            #expect(bytes.header("content-type") == "image/png")
        }
    }

    @Test func `seed posts of the past`() async throws {
        try await Rehearsal.running("x") { world in
            let pastMs = world.clock.nowMs() - 86_400_000
            let seed: JSONValue = [
                [
                    "account": "ayu_lestari", "text": "Kemarin hujan", "createdAtMs": .integer(pastMs), "likes": 7,
                    "media": [
                        ["bytes": .string(Sample.jpeg.base64EncodedString()), "type": "image/jpeg", "alt": "Hujan"]
                    ],
                ]
            ]

            let made = try await world.call("POST", "x", "/_rehearsal/posts", body: .json(seed))

            #expect(made.status == 201)
            let url = try #require(made.json[0]?["url"]?.string)
            let path = try #require(URL(string: url)).path
            let page = try await world.call("GET", "x", path)
            #expect(page.text.contains("Kemarin hujan"))
            #expect(page.text.contains("alt=\"Hujan\""))
            #expect(page.text.contains("Rehearsal network"))
            #expect(try world.control("x").posts.first?.createdAtMs == pastMs)
        }
    }

    @Test func `grant valid tokens with an identity, and revoke them`() async throws {
        try await Rehearsal.running("x") { world in
            let grant = try await world.call(
                "POST", "x", "/_rehearsal/grants", body: .json(["account": "eka_putri", "lifetimeS": 60])
            )
            let token = try #require(grant["access_token"]?.string)

            let before = try await world.call("GET", "x", "/2/users/me", token: token)
            let revoked = try await world.call(
                "POST", "x", "/_rehearsal/revocations", body: .json(["account": "eka_putri"])
            )
            let after = try await world.call("GET", "x", "/2/users/me", token: token)

            #expect(grant["expires_in"] == 60)
            #expect(grant["identity"]?["name"] == "Eka Putri")
            #expect(before["data"]?["username"] == "eka_putri")
            #expect(revoked["revoked"] == 2)
            #expect(after.status == 401)
        }
    }

    @Test func `turn the clock, and a token ends`() async throws {
        try await Rehearsal.running("x") { world in
            let token = try world.token("x", "ayu_lestari")

            let turned = try await world.call(
                "POST", "x", "/_rehearsal/clock", body: .json(["advanceMs": 7_200_001])
            )
            let after = try await world.call("GET", "x", "/2/users/me", token: token)

            #expect(turned["nowMs"]?.int == Int(world.clock.nowMs()))
            #expect(after.status == 401)
        }
    }

    @Test func `keep the list of calls, and not of themselves`() async throws {
        try await Rehearsal.running("x") { world in
            let token = try world.token("x", "dimas_wibowo")
            _ = try await world.call("GET", "x", "/2/users/me?user.fields=name", token: token)
            _ = try await world.call("GET", "x", "/2/nowhere", token: token)

            let calls = try await world.call("GET", "x", "/_rehearsal/calls")

            #expect(calls.json.array?.count == 2)
            #expect(calls.json[0]?["path"] == "/2/users/me?user.fields=name")
            #expect(calls.json[0]?["status"] == 200)
            #expect(calls.json[0]?["account"]?.string == calls.json[1]?["account"]?.string)
            #expect(calls.json[1]?["status"] == 404)
        }
    }

    @Test func `take faults written by hand and clear them`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let path = "/_rehearsal/faults"
            let added = try await world.call(
                "POST", "linkedin", path, body: .json(["kind": "html", "at": "any", "times": 1])
            )
            let wrong = try await world.call("POST", "linkedin", path, body: .json(["kind": "earthquake"]))
            let struck = try await world.call("GET", "linkedin", "/v2/userinfo")
            let shown = try await world.call("GET", "linkedin", path)
            let cleared = try await world.call("DELETE", "linkedin", path)

            #expect(added.status == 201)
            #expect(wrong.status == 400)
            #expect(struck.status == 502)
            #expect(shown.json[0]?["fired"] == 1)
            #expect(cleared.status == 200)
            #expect(try world.control("linkedin").faults.isEmpty)
        }
    }

    @Test func `add people who can then sign in`() async throws {
        try await Rehearsal.running("x") { world in
            let person: JSONValue = ["id": "4200", "handle": "fajar", "name": "Fajar"]
            _ = try await world.call("POST", "x", "/_rehearsal/people", body: .json(person))

            let me = try await world.call("GET", "x", "/2/users/me", token: try world.token("x", "fajar"))

            #expect(me["data"]?["id"] == "4200")
        }
    }
}

@Suite("Rehearsal networks", .serialized)
struct NetworksTests {
    @Test func `find their posts and tokens again after a restart`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-rehearsal-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }  // the system clears it anyway
        let token = Kept<String>()
        try await Rehearsal.running("x", change: { $0.statePath = folder }) { world in
            await token.keep(try world.token("x", "ayu_lestari"))
            let calls = XCalls(world: world, token: await token.value ?? "")
            let media = try await calls.upload(Sample.png, "image/png", "tweet_image")
            _ = try await calls.post(["text": "Sampai besok", "media": ["media_ids": [.string(media)]]])
        }
        try await Rehearsal.running("x", change: { $0.statePath = folder }) { world in
            let control = try world.control("x")
            let post = try #require(control.posts.first)
            let kept = try #require(await token.value)
            let again = try await world.call(
                "POST", "x", "/2/tweets", token: kept, body: .json(["text": "Selamat pagi"])
            )
            let piece = try await world.call("GET", "x", "/_rehearsal/media/\(post.media[0].sha256)")

            #expect(post.text == "Sampai besok")
            #expect(again.status == 201)
            #expect(again["data"]?["id"]?.string != post.id)
            #expect(piece.bytes == Sample.png)
        }
    }

    @Test func `say so when what they kept cannot be read`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-rehearsal-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }  // the system clears it anyway
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("not json".utf8).write(to: URL(fileURLWithPath: "\(folder)/x.json"))
        var settings = RehearsalSettings()
        settings.statePath = folder

        #expect(throws: Problem.self) { try RehearsalNetworks(settings) }
    }

    @Test func `have the whole house on board from the start`() async throws {
        try await Rehearsal.running { world in
            for platform in world.ports.keys where platform != "ai" {
                let people = try world.control(platform).people
                #expect(people.count == 6, "\(platform)")
                #expect(people.filter { $0.name == "Kedai Aksara" }.count == 1, "\(platform)")
                #expect(Set(people.map(\.id)).count == 6, "\(platform)")
            }
        }
    }
}
