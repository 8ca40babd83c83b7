import HTTPTypes
import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish
@testable import KicauWeb

@Suite("Budgets over the API")
struct APIBudgetTests {
    @Test func `are set, listed and taken away for each part`() async throws {
        let stage = try await APIStage.open(cap: Money(microUSD: 1_000_000))
        let account = stage.world.account

        let network = try await stage.ask(
            .put, "/budgets", ["scope": "network", "subject": "x", "cap_micro_usd": 30_000, "is_hard": false])
        _ = try await stage.ask(
            .put, "/budgets", ["scope": "account", "subject": .string("\(account)"), "cap_micro_usd": 20_000])
        _ = try await stage.ask(.put, "/budgets", ["scope": "ai", "cap_micro_usd": 5_000])
        _ = try await stage.ask(.post, "/posts", stage.post("Halo"))
        let items = try await stage.ask(.get, "/budgets", as: .viewer).json["items"]?.array ?? []

        #expect(network.json["items"]?[1]?["is_hard"] == false)
        #expect(items.map { $0["scope"] } == ["workspace", "network", "account", "ai"])
        #expect(items.map { $0["held_micro_usd"] } == [15_000, 15_000, 15_000, 0])
        #expect(items[1]["name"] == "Fake" && items[1]["percent"] == 50)
        #expect(items[2]["left_micro_usd"] == 5_000)

        let short = try await stage.ask(.post, "/posts", stage.post("Lagi"))
        #expect(short.code == "over-budget")
        #expect(short.json["what"]?.string?.contains("the account's budget") == true)

        let rest = try await stage.ask(.delete, "/budgets?scope=account&subject=\(account)")
        #expect(rest.json["items"]?.array?.map { $0["scope"] } == ["workspace", "network", "ai"])
        #expect(try await stage.ask(.post, "/posts", stage.post("Lagi")).status == 201)
    }

    @Test(
        arguments: [
            ["scope": "network", "cap_micro_usd": 1], ["scope": "workspace", "subject": "x", "cap_micro_usd": 1],
            ["scope": "account", "subject": "warung", "cap_micro_usd": 1], ["scope": "moon", "cap_micro_usd": 1],
            ["scope": "ai", "cap_micro_usd": -1], ["scope": "ai"], ["scope": "ai", "cap_micro_usd": .null],
            ["scope": "network", "subject": "myspace", "cap_micro_usd": 1],
        ] as [JSONValue])
    func `for something odd are refused`(_ body: JSONValue) async throws {
        #expect(try await APIStage.open().ask(.put, "/budgets", body).code == "bad-input")
    }

    @Test func `of others cannot be named, and only those who manage money change them`() async throws {
        let stage = try await APIStage.open()

        let stranger = try await stage.ask(
            .put, "/budgets", ["scope": "campaign", "subject": "999", "cap_micro_usd": 1])
        let editor = try await stage.ask(.put, "/budgets", as: .editor, ["scope": "ai", "cap_micro_usd": 1])
        let dropped = try await stage.ask(.delete, "/budgets?scope=account")

        #expect(stranger.code == "not-found")
        #expect(editor.code == "not-allowed")
        #expect(dropped.code == "bad-input")
    }

    @Test func `show their warnings until they are put away`() async throws {
        let stage = try await APIStage.open(cap: Money(microUSD: 30_000))
        _ = try await stage.ask(.post, "/posts", stage.post("Halo"))
        let round = WarningRound(
            kit: stage.world.kit,
            writer: .init(letter: { _, to, _ in Letter(to: to, subject: "", text: "") }, json: { _ in .null }),
            postman: nil)
        await round.turn()

        let said = try await stage.ask(.get, "/budgets/warnings", as: .viewer).json["items"]?[0]
        #expect(said?["crossing"] == "50" && said?["is_put_away"] == false && said?["used_micro_usd"] == 15_000)
        #expect(said?["text"] == "50 % of the budget for Everything is used: $0.015 of $0.03 in June 2026.")
        let after = try await stage.ask(.post, "/budgets/warnings/dismissal")
        #expect(after.json["items"]?[0]?["is_put_away"] == true)
        #expect(try await stage.ask(.post, "/budgets/warnings/dismissal", as: .editor).code == "not-allowed")
    }

    @Test func `have a webhook whose secret is never shown or kept in the open`() async throws {
        let stage = try await APIStage.open()
        let secret = "0123456789abcdef0123"

        let set = try await stage.ask(
            .put, "/budgets/webhook", ["url": "https://hook.example/1", "secret": .string(secret)])
        let shown = try await stage.ask(.get, "/budgets/webhook")

        #expect(shown.json["url"] == "https://hook.example/1")
        #expect(!String(decoding: set.json.bytes + shown.json.bytes, as: UTF8.self).contains(secret))
        for body in [
            ["url": "http://hook.example/1", "secret": .string(secret)],
            ["url": "https://hook.example/1", "secret": "short"], ["url": "https://hook.example/1"],
        ] as [JSONValue] {
            #expect(try await stage.ask(.put, "/budgets/webhook", body).code == "bad-input")
        }
        #expect(try await stage.ask(.get, "/budgets/webhook", as: .editor).code == "not-allowed")
        #expect(try await stage.ask(.delete, "/budgets/webhook").status == 204)
        #expect(try await stage.ask(.get, "/budgets/webhook").json["url"] == nil)
    }
}

@Suite("Campaigns over the API")
struct APICampaignTests {
    @Test func `are made, renamed and ended, and posts go into them`() async throws {
        let stage = try await APIStage.open()
        let made = try await stage.ask(.post, "/campaigns", as: .editor, ["name": "Ramadan"])
        let id = try #require(made.json["id"]?.int)
        #expect(made.status == 201)

        let post = try await stage.ask(
            .post, "/posts", stage.post("Halo", and: ["campaign": .integer(Int64(id))]))
        _ = try await stage.ask(.post, "/posts", stage.post("Di luar"))

        #expect(post.json["content"]?["campaign"]?.int == id)
        let found = try await stage.ask(.get, "/posts?campaign=\(id)").json
        #expect(found["total"] == 1 && found["items"]?[0]?["campaign"]?.int == id)
        let list = try await stage.ask(.get, "/campaigns", as: .viewer).json["items"]?[0]
        #expect(list?["posts"] == 1 && list?["held_micro_usd"] == 15_000)

        let ended = try await stage.ask(.put, "/campaigns/\(id)", ["name": "Ramadan 2027", "is_ended": true])
        #expect(ended.json["name"] == "Ramadan 2027" && ended.json["ended_at"] != nil)
        let late = try await stage.ask(.post, "/posts", stage.post("Telat", and: ["campaign": .integer(Int64(id))]))
        #expect(late.code == "not-possible-now" && late.field == "campaign")
        let resumed = try await stage.ask(.put, "/campaigns/\(id)", ["is_ended": false])
        #expect(resumed.json["ended_at"] == nil && resumed.json["name"] == "Ramadan 2027")
    }

    @Test func `give a post away and take it back`() async throws {
        let stage = try await APIStage.open()
        let id = try #require(try await stage.ask(.post, "/campaigns", ["name": "Ramadan"]).json["id"]?.int)
        let post = try #require(try await stage.ask(.post, "/posts", stage.post("Halo")).json["id"]?.int)

        let into = try await stage.ask(.put, "/posts/\(post)/campaign", ["campaign": .integer(Int64(id))])
        let out = try await stage.ask(.put, "/posts/\(post)/campaign", ["campaign": .null])

        #expect(into.json["content"]?["campaign"]?.int == id && into.json["state"] == "scheduled")
        #expect(out.json["content"]?["campaign"] == nil)
        #expect(try await stage.ask(.put, "/posts/\(post)/campaign", ["campaign": 999]).code == "not-found")
        #expect(
            try await stage.ask(.put, "/posts/\(post)/campaign", as: .writer, ["campaign": 1]).code == "not-allowed")
        #expect(try await stage.ask(.put, "/posts/999/campaign", ["campaign": .null]).code == "not-found")
    }

    @Test(
        arguments: [["name": ""], ["name": "a\nb"], ["name": 3], [:], ["name": "Ramadan", "colour": "red"]]
            as [JSONValue])
    func `with an odd name are refused`(_ body: JSONValue) async throws {
        #expect(try await APIStage.open().ask(.post, "/campaigns", body).code == "bad-input")
    }
}
