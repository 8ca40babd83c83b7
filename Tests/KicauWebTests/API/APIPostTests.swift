import HTTPTypes
import KicauCore
import KicauPublish
import KicauTesting
import Testing

@testable import KicauWeb

@Suite("A post over the API")
struct APIPostTests {
    @Test func `goes out and shows its steps, attempts and receipts`() async throws {
        let stage = try await APIStage.open()
        let made = try await stage.ask(.post, "/posts", as: .editor, stage.post("Satu", "Dua"))
        #expect(made.json["state"] == "scheduled")
        #expect(
            made.json["due"] == ["wall": "2026-06-01T09:05", "zone": "Asia/Jakarta", "at": "2026-06-01T02:05:00.000Z"])

        try await stage.world.advance(by: .minutes(6))

        let shown = try await stage.ask(.get, "/posts/\(made.id)", as: .viewer).json
        let delivery = try #require(shown["deliveries"]?[0])
        #expect(shown["state"] == "published")
        #expect(delivery["state"] == "published")
        #expect(delivery["receipts"]?.array?.map { $0["remote_id"] } == ["post-1", "post-2"])
        #expect(delivery["attempts"]?.array?.count == 2)
        #expect(delivery["steps"]?.array?.allSatisfy { $0["state"] == "settled" } == true)
        #expect(delivery["hold"] == "captured")
        #expect(delivery["fare"]?["micro_usd"] == 30_000)
        #expect(stage.world.network.posted.map(\.text) == ["Satu", "Dua"])
    }

    @Test func `is published at once when asked`() async throws {
        let stage = try await APIStage.open()
        _ = try await stage.ask(.post, "/posts", stage.post("Sekarang", plan: "publish_now"))

        await stage.world.work()

        #expect(stage.world.network.posted.map(\.text) == ["Sekarang"])
    }

    @Test(arguments: [
        "\"quotes\" & <script>alert(1)</script> \\ /", "line\nbreak\tand\u{2028}separator", "👩‍👩‍👧 e\u{301} ‏עברית",
        "{{mustache}} %s ${x} '; DROP TABLE post; --", "\u{1}\u{7F}\u{FFFD}",
    ])
    func `keeps every character of its text`(_ text: String) async throws {
        let stage = try await APIStage.open()

        let made = try await stage.ask(.post, "/posts", stage.post(text, plan: "draft"))

        let shown = try await stage.ask(.get, "/posts/\(made.id)")
        let kept = shown.json["content"]?["parts"]?[0]?["text"]?.string
        #expect(kept.map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test func `can be sent back as it was shown`() async throws {
        let stage = try await APIStage.open()
        let made = try await stage.ask(
            .post, "/posts",
            stage.post(
                "Halo", plan: "draft",
                and: [
                    "first_comment": "Komentar",
                    "wordings": [["account": .integer(stage.world.account.raw), "parts": [["text": "Hai"]]]],
                ]))
        var content = try #require(made.json["content"]?.object)
        content["plan"] = "draft"
        content["version"] = made.json["version"]

        let edited = try await stage.ask(.put, "/posts/\(made.id)", .object(content))

        #expect(edited.json["content"] == made.json["content"])
        #expect(edited.id == made.id)
    }

    @Test func `is edited only from its newest version`() async throws {
        let stage = try await APIStage.open()
        let made = try await stage.ask(.post, "/posts", stage.post("Halo", plan: "draft"))
        let version = try #require(made.json["version"])
        let edit = stage.post("Halo lagi", and: ["version": version])
        let first = try await stage.ask(.put, "/posts/\(made.id)", edit)
        #expect(first.json["state"] == "scheduled")

        let second = try await stage.ask(
            .put, "/posts/\(made.id)", stage.post("Bukan begitu", and: ["version": version]))

        #expect(second.code == "changed-meanwhile")
        #expect(second.status == 409)
    }

    @Test func `is not called off by a writer who saves it as a draft`() async throws {
        let stage = try await APIStage.open()
        let made = try await stage.ask(.post, "/posts", stage.post("Halo"))
        let version = try #require(made.json["version"])

        let answer = try await stage.ask(
            .put, "/posts/\(made.id)", as: .writer, stage.post("Halo", plan: "draft", and: ["version": version]))

        #expect(answer.code == "not-allowed")
        #expect(try await stage.ask(.get, "/posts/\(made.id)").json["state"] == "scheduled")
    }

    @Test func `is drafted but not planned by a writer`() async throws {
        let stage = try await APIStage.open()

        #expect(try await stage.ask(.post, "/posts", as: .writer, stage.post("Halo", plan: "draft")).status == 201)
        #expect(try await stage.ask(.post, "/posts", as: .writer, stage.post("Halo")).status == 403)
    }

    @Test func `is called off, planned anew, published, copied and thrown away`() async throws {
        let stage = try await APIStage.open()
        let id = try await stage.ask(.post, "/posts", stage.post("Halo")).id

        #expect(try await stage.ask(.post, "/posts/\(id)/cancellation").json["state"] == "draft")
        let planned = try await stage.ask(.put, "/posts/\(id)/due", ["wall": "2026-06-01T10:00"])
        #expect(planned.json["due"]?["at"] == "2026-06-01T03:00:00.000Z")
        let copy = try await stage.ask(.post, "/posts/\(id)/copies")
        #expect(copy.json["state"] == "draft" && copy.id != id)
        #expect(try await stage.ask(.delete, "/posts/\(copy.id)").status == 204)
        #expect(try await stage.ask(.delete, "/posts/\(id)").code == "not-possible-now")
        _ = try await stage.ask(.post, "/posts/\(id)/publication")
        await stage.world.work()
        #expect(stage.world.network.posted.count == 1)
        #expect(try await stage.ask(.post, "/posts/\(id)/cancellation").code == "already-sent")
    }

    @Test func `is shown before it is kept`() async throws {
        let stage = try await APIStage.open(cap: Money(microUSD: 1_000_000))
        let body: JSONValue = [
            "accounts": [.integer(stage.world.account.raw)],
            "parts": [
                ["text": "Lihat https://kicau.example/menu"], ["text": .string(String(repeating: "a", count: 120))],
            ],
        ]

        let preview = try await stage.ask(.post, "/posts/preview", as: .viewer, body)

        let account = try #require(preview.json["accounts"]?[0])
        #expect(account["lengths"]?[1] == ["used": 120, "limit": 100, "unit": "characters"])
        #expect(account["broken"]?[0]?["part"] == 1)
        #expect(preview.json["can_go_out"] == false)
        #expect(preview.json["left_micro_usd"] == 1_000_000)
        #expect(try await stage.countPosts() == 0)
    }

    @Test func `in doubt is decided by a person`() async throws {
        let stage = try await APIStage.open()
        stage.world.network.twist(.refused)
        let id = try await stage.ask(.post, "/posts", stage.post("Halo", plan: "publish_now")).id
        await stage.world.work()
        let refused = try await stage.ask(.get, "/posts/\(id)").json["deliveries"]?[0]
        let delivery = try #require(refused?["id"]?.string)
        #expect(refused?["trouble"]?["answer"] == "not allowed here")
        #expect(refused?["acts"] == ["send-again", "drop"])

        let wrong = try await stage.ask(.post, "/deliveries/\(delivery)/resolutions", ["act": "delete"])
        let right = try await stage.ask(.post, "/deliveries/\(delivery)/resolutions", ["act": "send-again"])
        await stage.world.work()

        #expect(wrong.code == "not-possible-now")
        #expect(right.status == 204)
        #expect(try await stage.ask(.get, "/posts/\(id)").json["state"] == "published")
    }
}

@Suite("A list of posts over the API")
struct APIPostListTests {
    @Test func `is walked page by page, each post once`() async throws {
        let stage = try await APIStage.open()
        for number in 1...7 {
            _ = try await stage.ask(.post, "/posts", stage.post("Nomor \(number)", plan: "draft"))
            stage.world.time.advance(by: .seconds(1))
        }
        var seen: [String] = []
        var query = "limit=3"
        for _ in 0..<4 {
            let page = try await stage.ask(.get, "/posts?" + query)
            #expect(page.json["total"] == 7)
            seen += page.json["items"]?.array?.compactMap { $0["excerpt"]?.string } ?? []
            guard let next = page.json["next"]?.string else { break }
            query = "limit=3&after=\(next)"
        }

        #expect(seen == (1...7).reversed().map { "Nomor \($0)" })
    }

    @Test func `is narrowed by state, account and words`() async throws {
        let stage = try await APIStage.open()
        _ = try await stage.ask(.post, "/posts", stage.post("Kopi pagi", plan: "draft"))
        _ = try await stage.ask(.post, "/posts", stage.post("Teh sore"))
        func total(_ query: String) async throws -> JSONValue? {
            try await stage.ask(.get, "/posts?" + query).json["total"]
        }

        #expect(try await total("state=draft") == 1)
        #expect(try await total("state=draft&state=scheduled") == 2)
        #expect(try await total("state=published") == 0)
        #expect(try await total("text=Kopi") == 1)
        #expect(try await total("account=\(stage.world.account)") == 1)
    }

    @Test(arguments: [
        ("limit=0", "limit"), ("limit=201", "limit"), ("limit=x", "limit"), ("state=lost", "state"),
        ("after=x", "after"),
        ("account=me", "account"), ("sort=up", "sort"),
    ])
    func `refuses what it does not know`(_ query: String, _ field: String) async throws {
        let answer = try await APIStage.open().ask(.get, "/posts?" + query)

        #expect(answer.code == "bad-input")
        #expect(answer.field == field)
    }

    @Test func `by due time is the calendar`() async throws {
        let stage = try await APIStage.open()
        _ = try await stage.ask(.post, "/posts", stage.post("Halo"))

        let inside = try await stage.ask(
            .get, "/calendar?from=2026-06-01T09:00:00%2B07:00&to=2026-06-01T02:06:00Z&state=scheduled")
        let after = try await stage.ask(.get, "/calendar?from=2026-06-01T02:06:00Z&to=2026-07-01T00:00:00Z")

        #expect(inside.json["items"]?.array?.count == 1)
        #expect(after.json["items"] == [])
    }

    @Test(arguments: [
        "", "from=2026-06-01T00:00:00Z", "from=2026-06-02T00:00:00Z&to=2026-06-01T00:00:00Z",
        "from=2026-06-01T00:00:00Z&to=2028-06-01T00:00:00Z", "from=2026-06-31T00:00:00Z&to=2026-07-01T00:00:00Z",
    ])
    func `by due time needs a span`(_ query: String) async throws {
        #expect(try await APIStage.open().ask(.get, "/calendar?" + query).code == "bad-date")
    }
}
