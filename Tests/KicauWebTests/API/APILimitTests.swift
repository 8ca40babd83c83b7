import HTTPTypes
import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish
@testable import KicauWeb

@Suite("Limits over the API")
struct APILimitTests {
    @Test func `of networks are shown to whoever may look`() async throws {
        let stage = try await APIStage.open()

        let answer = try await stage.ask(.get, "/limits", as: .viewer)

        #expect(answer.status == 200)
        #expect(answer.json["items"]?.array?.isEmpty == true)
    }

    @Test func `that come to their end are told, and put away with the budgets' warnings`() async throws {
        let stage = try await APIStage.open()
        let (store, now) = (stage.world.store, stage.world.time.now())
        let key = QuotaKey("x", "POST /2/tweets", .app, .window, in: .days(1), subject: "")
        let state = QuotaState(opened: now, resets: now + .hours(5), used: 9_100, most: 10_000, source: .answers)
        try await store.write { try $0.keepQuota(state, of: key) }
        let round = WarningRound(
            kit: stage.world.kit,
            writer: .init(letter: { _, to, _ in Letter(to: to, subject: "", text: "") }, json: { _ in .null }),
            postman: nil)
        await round.turn()

        let said = try await stage.ask(.get, "/limits/warnings", as: .viewer).json["items"]?[0]
        #expect(said?["percent"] == 91 && said?["binds"] == "app" && said?["is_put_away"] == false)
        #expect(said?["window_seconds"] == 86_400 && said?["account"] == nil)
        #expect(
            said?["text"]
                == "91 % of what Fake lets through for POST /2/tweets is used (your app, all accounts together): 9,100 of 10,000."
        )
        _ = try await stage.ask(.post, "/budgets/warnings/dismissal")
        let after = try await stage.ask(.get, "/limits/warnings").json["items"]?[0]
        #expect(after?["is_put_away"] == true)
    }

    @Test func `that a network publishes cannot be set, nor by whoever may not manage`() async throws {
        let stage = try await APIStage.open()
        let wish: JSONValue = ["platform": "x", "what": "POST /2/tweets", "most": 5]

        #expect(try await stage.ask(.put, "/limits", wish).code == "not-found")
        #expect(try await stage.ask(.put, "/limits", as: .editor, wish).status == 403)
        #expect(
            try await stage.ask(.put, "/limits", ["platform": "myspace", "what": "posts"]).code == "not-found")
        #expect(try await stage.ask(.put, "/limits", ["platform": "x", "what": "posts", "most": 0]).status == 400)
    }
}
