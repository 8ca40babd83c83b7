import HTTPTypes
import KicauCore
import KicauPublish
import KicauTesting
import Testing

@testable import KicauWeb

@Suite("Limits over the API")
struct APILimitTests {
    @Test func `of networks are shown to whoever may look`() async throws {
        let stage = try await APIStage.open()

        let answer = try await stage.ask(.get, "/limits", as: .viewer)

        #expect(answer.status == 200)
        #expect(answer.json["items"]?.array?.isEmpty == true)
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
