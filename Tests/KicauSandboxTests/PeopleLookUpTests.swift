import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("The rehearsal networks find people", .serialized)
struct PeopleLookUpTests {
    private func handles(_ answer: JSONValue?, _ name: String) -> [String?] {
        (answer?.array ?? []).map { $0[name]?.string }
    }

    @Test func `on Mastodon by the beginning of a handle or of a word of a name`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let token = try #require(stage.control.grant(to: "ayu_lestari")?["access_token"]?.string)
            func found(_ query: String) async throws -> [String?] {
                let answer = try await stage.get("/api/v2/search?\(query)", token: token)
                return handles(answer.json["accounts"], "acct")
            }

            #expect(try await found("q=ayu&type=accounts") == ["ayu_lestari"])
            #expect(try await found("q=@BIMA") == ["bima_pratama"])
            #expect(try await found("q=lestari") == ["ayu_lestari"])
            #expect(try await found("q=tidak") == [])
            #expect(try await found("q=ayu&type=statuses") == [])
            #expect(try await found("q=ke&limit=1").count == 1)
        }
    }

    @Test func `on Bluesky by the beginning, and by no parameter of another name`() async throws {
        try await BlueskyTalkStage.run { talk in
            let path = "/xrpc/app.bsky.actor.searchActorsTypeahead"

            let found = try await talk.get(path + "?q=citra&limit=8")
            let wrong = try await talk.get(path + "?query=citra")
            let most = try await talk.get(path + "?q=citra&limit=101")

            #expect(handles(found["actors"], "handle") == ["citra-dewi.test"])
            #expect(try await talk.get(path)["actors"] == [])
            #expect(wrong.status == 400 && most.status == 400)
        }
    }

    @Test func `on LinkedIn organisations alone, by their whole name in the address`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let token = try world.token("linkedin", "ayu-lestari")
            func ask(_ query: String) async throws -> Answer {
                try await world.call(
                    "GET", "linkedin", "/rest/organizations?\(query)", token: token,
                    headers: [("LinkedIn-Version", "202609"), ("X-Restli-Protocol-Version", "2.0.0")])
            }

            let found = try await ask("q=vanityName&vanityName=kedai-aksara")
            let part = try await ask("q=vanityName&vanityName=kedai")
            let member = try await ask("q=vanityName&vanityName=ayu-lestari")
            let wrong = try await ask("q=name&vanityName=kedai-aksara")

            #expect(handles(found.json["elements"], "localizedName") == ["Kedai Aksara"])
            #expect(part.json["elements"] == [] && member.json["elements"] == [])
            #expect(wrong.status == 400)
        }
    }

    @Test func `on Instagram by the Facebook way alone`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let fields = "business_discovery.username(bima_pratama)%7Busername%7D"

            let answer = try await stage.get("/v23.0/me?fields=\(fields)", token: token)

            #expect(answer.json["error"]?["code"] == 100)
        }
    }
}
