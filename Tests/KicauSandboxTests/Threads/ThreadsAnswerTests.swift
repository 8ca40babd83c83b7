import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Answers on Threads")
struct ThreadsAnswerTests {
    private func seeded(_ stage: OpenNetworkStage, _ text: String, under parent: String?, by who: String) throws
        -> String
    {
        try #require(stage.control.seed(SeedPost(account: who, text: text, parent: parent))?.id)
    }

    @Test func `stand flat in the conversation, mentions in a list of their own`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let root = try seeded(stage, "Kopi", under: nil, by: "kedai.aksara")
            stage.clock.advance(60_000)
            let answer = try seeded(stage, "Enak", under: root, by: "bima_pratama")
            stage.clock.advance(60_000)
            let nested = try seeded(stage, "Setuju", under: answer, by: "citra_dewi")
            let mention = try seeded(stage, "Ke @kedai.aksara yuk", under: nil, by: "dimas_wibowo")
            let fields = "id,replied_to,root_post,is_reply_owned_by_me"

            let threads = try await stage.get("/v1.0/me/threads?fields=id,has_replies", token: token)
            let talk = try await stage.get("/v1.0/\(root)/conversation?fields=\(fields)", token: token)
            let top = try await stage.get("/v1.0/\(root)/replies?fields=id", token: token)
            let mentions = try await stage.get("/v1.0/me/mentions?fields=id,username", token: token)

            #expect(threads["data"]?[0]?["has_replies"] == true)
            #expect(talk["data"]?.array?.map { $0["id"]?.string } == [nested, answer])
            #expect(talk["data"]?[0]?["replied_to"]?["id"]?.string == answer)
            #expect(talk["data"]?[0]?["root_post"]?["id"]?.string == root)
            #expect(top["data"]?.array?.map { $0["id"]?.string } == [answer])
            #expect(mentions["data"]?.array?.map { $0["id"]?.string } == [mention])
        }
    }

    @Test func `are hidden at the top with all that is under them, and by the owner alone`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let root = try seeded(stage, "Kopi", under: nil, by: "kedai.aksara")
            let answer = try seeded(stage, "Jelek", under: root, by: "bima_pratama")
            let nested = try seeded(stage, "Jelek sekali", under: answer, by: "citra_dewi")
            func status(_ id: String) async throws -> String? {
                try await stage.get("/v1.0/\(id)?fields=hide_status", token: token)["hide_status"]?.string
            }

            let foreign = try await stage.form(
                "/v1.0/\(answer)/manage_reply", ["hide": "true"], token: try stage.graphToken("citra_dewi"))
            let deep = try await stage.form("/v1.0/\(nested)/manage_reply", ["hide": "true"], token: token)
            let before = try await status(nested)
            let hidden = try await stage.form("/v1.0/\(answer)/manage_reply", ["hide": "true"], token: token)
            let during = [try await status(answer), try await status(nested)]
            _ = try await stage.form("/v1.0/\(answer)/manage_reply", ["hide": "false"], token: token)

            #expect(foreign.errorCode == 200 && deep.errorCode == 100)
            #expect(before == "NOT_HUSHED" && hidden["success"] == true)
            #expect(during == ["HIDDEN", "HIDDEN"])
            #expect(try await status(nested) == "UNHUSHED")
        }
    }

    @Test func `under what others began need the right to see mentions`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let (code, _) = try await stage.authorise(
                "/oauth/authorize", as: "kedai.aksara", scope: "threads_basic,threads_content_publish")
            let token = try #require(
                try await stage.form(
                    "/oauth/access_token",
                    [
                        "client_id": "rehearsal-app", "client_secret": "rehearsal-secret", "code": code,
                        "grant_type": "authorization_code", "redirect_uri": "http://127.0.0.1:9/back",
                    ])["access_token"]?.string)
            let own = try seeded(stage, "Kopi", under: nil, by: "kedai.aksara")
            let theirs = try seeded(stage, "Ke @kedai.aksara yuk", under: nil, by: "bima_pratama")
            func answer(_ id: String, _ token: String) async throws -> Int {
                try await stage.form(
                    "/v1.0/me/threads", ["media_type": "TEXT", "text": "Ya", "reply_to_id": id], token: token
                ).status
            }

            #expect(try await answer(own, token) == 200)
            #expect(try await answer(theirs, token) == 403)
            #expect(try await answer(theirs, try stage.graphToken("kedai.aksara")) == 200)
            #expect(try await stage.get("/v1.0/me/mentions", token: token).status == 403)
        }
    }
}
