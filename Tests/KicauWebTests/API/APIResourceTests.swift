import HTTPTypes
import KicauCore
import KicauPublish
import KicauTesting
import Testing

@testable import KicauWeb

@Suite("Accounts over the API")
struct APIAccountTests {
    @Test func `are listed, checked and disconnected`() async throws {
        let stage = try await APIStage.open()
        let account = stage.world.account

        let list = try await stage.ask(.get, "/accounts", as: .viewer)
        let checked = try await stage.ask(.post, "/accounts/\(account)/checks")
        let gone = try await stage.ask(.delete, "/accounts/\(account)")

        #expect(list.json["items"]?[0]?["handle"] == "ayu")
        #expect(checked.json["last_checked_at"] == "2026-06-01T02:00:00.000Z")
        #expect(gone.status == 204)
        #expect(try await stage.ask(.get, "/accounts/\(account)").json["state"] == "disconnected")
        #expect(try await stage.ask(.post, "/posts", stage.post("Halo")).code == "account-signed-out")
    }

    @Test func `are connected by an app password, and it is never shown again`() async throws {
        let stage = try await APIStage.open()

        let made = try await stage.ask(
            .post, "/accounts", ["platform": "x", "handle": "budi", "password": "very-secret"])

        #expect(made.json["items"]?[0]?["handle"] == "budi")
        #expect(made.json["items"]?[0]?["state"] == "connected")
        #expect(!String(decoding: made.json.bytes, as: UTF8.self).contains("very-secret"))
    }

    @Test func `of a network with a page of its own need a browser`() async throws {
        let stage = try await APIStage.open()
        let networks = try await stage.ask(.get, "/networks", as: .viewer)
        let elephant = networks.json["items"]?.array?.first { $0["platform"] == "mastodon" }

        let answer = try await stage.ask(
            .post, "/accounts", ["platform": "mastodon", "handle": "budi", "password": "x"])

        #expect(elephant?["sign_in"] == "server-then-redirect" && elephant?["app_password"] == false)
        #expect(elephant?["connect_url"] == "https://kicau.example/accounts/new/mastodon")
        #expect(answer.code == "not-possible-now")
        #expect(answer.json["do"]?.string?.contains("https://kicau.example/accounts/new/mastodon") == true)
    }

    @Test func `are connected by keys of one's own only where the network takes them, and no key is kept or shown`()
        async throws
    {
        let stage = try await APIStage.open()
        let keys: JSONValue = [
            "consumer_key": "ck", "consumer_secret": "very-secret", "access_token": "at", "access_token_secret": "ats",
        ]
        let asked: JSONValue = ["platform": "x", "keys": keys]

        let refused = try await stage.ask(.post, "/accounts", asked)
        let partly = try await stage.ask(.post, "/accounts", ["platform": "x", "keys": ["consumer_key": "ck"]])
        let bare = try await stage.ask(.post, "/accounts", ["platform": "x", "handle": "budi"])

        #expect(refused.code == "not-possible-now" && refused.field == "keys")
        // What is kept of a request for a day is a hash of this.
        #expect(asked.withoutSecrets == ["platform": "x"])
        #expect(!String(decoding: refused.json.bytes, as: UTF8.self).contains("very-secret"))
        #expect(partly.code == "bad-input")
        #expect(bare.code == "bad-input" && bare.field == "password")
    }

    @Test func `of an unknown network are not found`() async throws {
        let answer = try await APIStage.open().ask(
            .post, "/accounts", ["platform": "myspace", "handle": "tom", "password": "x"])

        #expect(answer.code == "not-found")
        #expect(answer.field == "platform")
    }
}

@Suite("Money over the API")
struct APIMoneyTests {
    @Test func `is held, spent and booked in whole micro-dollars`() async throws {
        let stage = try await APIStage.open()
        let set = try await stage.ask(.put, "/budget", ["cap_micro_usd": 100_000])
        #expect(set.json["left_micro_usd"] == 100_000)
        _ = try await stage.ask(.post, "/posts", stage.post("Halo"))
        #expect(try await stage.ask(.get, "/budget").json["held_micro_usd"] == 15_000)

        try await stage.world.advance(by: .minutes(6))

        let budget = try await stage.ask(.get, "/budget", as: .viewer).json
        #expect(budget["spent_micro_usd"] == 15_000)
        #expect(budget["held_micro_usd"] == 0)
        #expect(budget["left_micro_usd"] == 85_000)
        let spending = try await stage.ask(.get, "/spending?month=2026-06").json["items"]?.array ?? []
        #expect(spending.contains { $0["unit"] == "post_create" && $0["micro_usd"] == 15_000 })
        let ledger = try await stage.ask(.get, "/ledger").json["items"]?.array ?? []
        let entries = ledger.flatMap { $0["entries"]?.array ?? [] }
        #expect(entries.reduce(0) { $0 + ($1["micro_usd"]?.int ?? 0) } == 0)
        #expect(entries.contains { $0["account"] == "expenses:x:post_create" && $0["micro_usd"] == 15_000 })
    }

    @Test func `knows what the network counts of the app's reads, once somebody asked`() async throws {
        let stage = try await APIStage.open()
        stage.world.network.countReads(12)

        let before = try await stage.ask(.get, "/usage", as: .viewer).json["items"]?[0]
        let asked = try await stage.ask(.post, "/usage/checks").json["items"]?[0]
        let refused = try await stage.ask(.post, "/usage/checks", as: .editor)
        let after = try await stage.ask(.get, "/usage", as: .viewer).json["items"]?[0]

        #expect(before?["platform"] == "x" && before?["reads"] == nil && before?["asked_at"] == nil)
        #expect(asked?["reads"] == 12 && asked?["cap"] == 1000)
        #expect(asked == after)
        #expect(refused.code == "not-allowed")
    }

    @Test func `has no limit any more when it is taken away`() async throws {
        let stage = try await APIStage.open(cap: Money(microUSD: 1))

        let budget = try await stage.ask(.put, "/budget", ["cap_micro_usd": .null])

        #expect(budget.json["cap_micro_usd"] == nil)
        #expect(try await stage.ask(.post, "/posts", stage.post("Halo")).status == 201)
    }

    @Test(arguments: [-1, "1", .number(0.5)] as [JSONValue])
    func `of a strange kind is no limit`(_ cap: JSONValue) async throws {
        #expect(try await APIStage.open().ask(.put, "/budget", ["cap_micro_usd": cap]).code == "bad-input")
    }

    @Test func `is priced by the book of the day asked for`() async throws {
        let stage = try await APIStage.open()
        func price(_ day: String) async throws -> JSONValue? {
            try await stage.ask(.get, "/prices?on=" + day).json["items"]?.array?
                .first { $0["platform"] == "x" && $0["unit"] == "post_create" }?["micro_usd"]
        }

        #expect(try await price("2026-06-01") == 15_000)
        #expect(try await price("2000-01-01") == nil)
        #expect(try await stage.ask(.get, "/prices?on=2026-02-30").code == "bad-date")
        #expect(try await stage.ask(.get, "/prices").json["items"]?.array?.isEmpty == false)
        #expect(try await stage.ask(.get, "/spending?month=2026-13").code == "bad-date")
    }
}
