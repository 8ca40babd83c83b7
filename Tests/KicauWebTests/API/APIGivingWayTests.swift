import HTTPTypes
import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish
@testable import KicauWeb

@Suite("Giving way over the API")
struct APIGivingWayTests {
    @Test func `is chosen by who may manage, and shown to all`() async throws {
        let stage = try await APIStage.open()
        let body: JSONValue = ["publishing": ["cheaper", "later:3", "hand-off"], "comments_go_first": true]

        let refused = try await stage.ask(.put, "/giving-way", as: .editor, body)
        let set = try await stage.ask(.put, "/giving-way", body)
        let shown = try await stage.ask(.get, "/giving-way", as: .viewer)

        #expect(refused.status == 403)
        #expect(set.status == 200 && shown.json == set.json)
        #expect(shown.json["publishing"] == body["publishing"] && shown.json["comments_go_first"] == true)
    }

    @Test func `says how far each class of work may use a budget, and how it goes on`() async throws {
        let stage = try await APIStage.open(cap: Money(microUSD: 20_000))
        _ = try await stage.ask(.post, "/posts", stage.post("Halo"))
        let body: JSONValue = [
            "publishing": ["ask"], "comments_go_first": false, "shares": ["inbox": 70, "look_ups": 76],
        ]

        let set = try await stage.ask(.put, "/giving-way", body)
        let kept = try await stage.ask(.put, "/giving-way", ["publishing": ["ask"], "comments_go_first": false])

        #expect(set.status == 200 && kept.json == set.json)
        #expect(
            set.json["shares"] == ["ai": 70, "look_ups": 76, "old_readings": 80, "new_readings": 90, "inbox": 70])
        let work = try #require(set.json["work"]?.array)
        #expect(work.map { $0["pace"] } == ["stopped", "usual", "thinned", "thinned", "stopped"])
        #expect(work[4]["budget"] == ["scope": "workspace", "used_percent": 75])
        #expect(work[2]["thins_from_percent"] == 60 && work[0]["thins_from_percent"] == nil)
    }

    @Test(arguments: [["inbox": 101], ["inbox": -1], ["publishing": 50], ["inbox": "all"]] as [JSONValue])
    func `refuses a share that is none, with the field`(_ shares: JSONValue) async throws {
        let stage = try await APIStage.open()

        let answer = try await stage.ask(
            .put, "/giving-way", ["publishing": ["ask"], "comments_go_first": false, "shares": shares])

        #expect(
            answer.status == Problem.Code.badInput.status.code
                && answer.json["field"]?.string?.hasPrefix("shares") == true)
        #expect(try await stage.ask(.get, "/giving-way").json["shares"]?["inbox"] == 95)
    }

    @Test func `says in the inbox which account is listened to less often`() async throws {
        let stage = try await APIStage.open(cap: Money(microUSD: 20_000))
        _ = try await stage.ask(.post, "/posts", stage.post("Halo"))

        let inbox = try await stage.ask(.get, "/inbox").json

        #expect(inbox["slowed"]?[0]?["what"]?.string?.hasPrefix("75 % of the budget") == true)
        #expect(inbox["deaf"] == [])
    }

    @Test(arguments: [["drop"], ["later:99"], ["ask", "cheaper"], ["cheaper", "cheaper"], ["other:99"]])
    func `refuses what cannot be done, with the field`(_ ways: [String]) async throws {
        let stage = try await APIStage.open()

        let answer = try await stage.ask(
            .put, "/giving-way",
            ["publishing": .array(ways.map(JSONValue.string)), "comments_go_first": false])

        #expect((400..<500).contains(answer.status))
        #expect(try await stage.ask(.get, "/giving-way").json["publishing"] == ["ask"])
    }

    @Test func `is a post's own where it says so, and comes back with it`() async throws {
        let stage = try await APIStage.open()

        let made = try await stage.ask(.post, "/posts", stage.post("Halo", and: ["ways": ["cheaper", "hand-off"]]))

        #expect(made.json["content"]?["ways"] == ["cheaper", "hand-off"])
    }

    @Test func `shows the fare, each cheaper way and what is left while a post is written`() async throws {
        let stage = try await APIStage.open(cap: Money(microUSD: 1_000_000))
        let asked: JSONValue = [
            "accounts": [.integer(stage.world.account.raw)], "parts": [["text": "Menu https://kedai.example"]],
        ]

        let preview = try await stage.ask(.post, "/posts/preview", as: .viewer, asked).json

        let ways = preview["accounts"]?[0]?["ways"]
        #expect(ways?.array?.map { $0["way"] } == ["link-in-profile", "without-link", "leave-out"])
        #expect(ways?[1]?["saving_micro_usd"] == 185_000)
        #expect(preview["plan"]?["budgets"]?[0]?["left_micro_usd"] == 1_000_000)
        #expect(preview["plan"]?["calendar_micro_usd"] == 0)
    }

    @Test func `shows what a person needs to post by hand`() async throws {
        let stage = try await APIStage.open()
        let made = try await stage.ask(.post, "/posts", stage.post("Halo"))
        let id = try #require(try await stage.world.publishing.list(PostFilter(), for: stage.world.caller).items.first)
            .deliveries[0].id
        let row = try await stage.world.delivery(id)
        let now = stage.world.time.now()
        try await stage.world.store.write { _ = try $0.park(row, for: .money, story: .init("Unpaid."), at: now) }

        let handed = try await stage.ask(.post, "/deliveries/\(id)/resolutions", ["act": "hand-off"])
        let shown = try await stage.ask(.get, "/posts/\(made.id)").json["deliveries"]?[0]

        #expect(handed.status == 204)
        #expect(shown?["waiting_for"] == "hand-off")
        #expect(shown?["hand_off"]?["parts"]?[0]?["text"] == "Halo")
        #expect(shown?["acts"] == ["it-is-there", "look-now", "send-again", "drop"])
    }

    @Test func `sends what was handed off on a person's word that it is not there`() async throws {
        let stage = try await APIStage.open()
        _ = try await stage.ask(.post, "/posts", stage.post("Halo"))
        let id = try #require(try await stage.world.publishing.list(PostFilter(), for: stage.world.caller).items.first)
            .deliveries[0].id
        let row = try await stage.world.delivery(id)
        let now = stage.world.time.now()
        try await stage.world.store.write { _ = try $0.park(row, for: .handOff, story: .init("Unpaid."), at: now) }

        let unsure = try await stage.ask(.post, "/deliveries/\(id)/resolutions", ["act": "send-again"])
        let sure = try await stage.ask(
            .post, "/deliveries/\(id)/resolutions", ["act": "send-again", "is_not_there": true])

        #expect(unsure.status == 409 && unsure.json["field"] == "is_not_there")
        #expect(sure.status == 204)
        #expect(try await stage.world.state(of: id) == .scheduled)
    }
}
