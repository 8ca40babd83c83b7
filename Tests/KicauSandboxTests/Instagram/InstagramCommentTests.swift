import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Comments on Instagram")
struct InstagramCommentTests {
    private func seeded(_ stage: OpenNetworkStage, _ text: String, under parent: String, by who: String) throws
        -> String
    {
        try #require(stage.control.seed(SeedPost(account: who, text: text, parent: parent))?.id)
    }

    private func post(_ stage: OpenNetworkStage) throws -> String {
        try #require(stage.control.seed(SeedPost(account: "kedai.aksara", text: "Kopi"))?.id)
    }

    @Test func `come with the posts, answers and all, the newest comment first`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let media = try post(stage)
            stage.clock.advance(60_000)
            let first = try seeded(stage, "Buka jam berapa?", under: media, by: "bima_pratama")
            stage.clock.advance(60_000)
            let answer = try seeded(stage, "Jam delapan", under: first, by: "citra_dewi")
            let deeper = try seeded(stage, "Terima kasih", under: answer, by: "bima_pratama")
            stage.clock.advance(60_000)
            let second = try seeded(stage, "Enak!", under: media, by: "dimas_wibowo")

            let tree = "id,username,from,replies.limit(1){id,text}"
            let posts = try await stage.get(
                "/v23.0/me/media?fields=id,permalink,comments.limit(1){\(tree)}", token: token)
            let edge = try #require(posts["data"]?[0]?["comments"])
            let next = try await stage.get(
                try #require(edge["paging"]?["next"]?.string) + "&fields=\(tree)", token: token)
            let replies = try await stage.get("/v23.0/\(first)/replies?fields=id,text,parent_id,media", token: token)

            #expect(edge["data"]?.array?.map { $0["id"]?.string } == [second])
            #expect(edge["data"]?[0]?["username"] == "dimas_wibowo" && edge["data"]?[0]?["replies"] == nil)
            #expect(next["data"]?.array?.map { $0["id"]?.string } == [first])
            #expect(next["data"]?[0]?["replies"]?["data"]?.array?.map { $0["id"]?.string } == [answer])
            #expect(next["data"]?[0]?["replies"]?["paging"]?["next"] != nil)
            // There is one level of answers.
            #expect(replies["data"]?.array?.map { $0["id"]?.string } == [answer, deeper])
            #expect(
                replies["data"]?[1]?["parent_id"]?.string == first
                    && replies["data"]?[1]?["media"]?["id"]?.string == media)
        }
    }

    @Test func `are answered on one level, not when they are hidden or gone`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let media = try post(stage)
            let comment = try seeded(stage, "Buka?", under: media, by: "bima_pratama")
            let said = ["message": "Ya, sampai malam"]

            let answer = try await stage.form("/\(comment)/replies", said, token: token)
            let deeper = try await stage.form("/\(answer.id ?? "")/replies", said, token: token)
            let list = try await stage.get("/\(comment)/replies?fields=id", token: token)
            let empty = try await stage.form("/\(comment)/replies", [:], token: token)
            _ = try await stage.form("/\(comment)", ["hide": "true"], token: token)
            let hidden = try await stage.form("/\(comment)/replies", said, token: token)
            stage.control.takeDown(try #require(stage.live.first { $0.id == comment }))
            let gone = try await stage.form("/\(comment)/replies", said, token: token)
            let lost = try await stage.get("/\(comment)/replies", token: token)

            #expect(Set(list["data"]?.array?.map { $0["id"]?.string } ?? []) == [answer.id, deeper.id])
            #expect(empty.errorCode == 100 && hidden.errorCode == 100)
            #expect(gone.errorSubcode == 2_207_006 && lost.errorSubcode == 2_207_006)
        }
    }

    @Test func `are hidden and shown by the owner of the post alone`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let media = try post(stage)
            let comment = try seeded(stage, "Jelek", under: media, by: "bima_pratama")
            let own = try seeded(stage, "Sayang sekali", under: media, by: "kedai.aksara")
            func hidden(_ id: String) async throws -> JSONValue? {
                try await stage.get("/\(id)?fields=hidden", token: token)["hidden"]
            }

            let foreign = try await stage.form(
                "/\(comment)", ["hide": "true"], token: try stage.graphToken("citra_dewi"))
            let unsaid = try await stage.form("/\(comment)", [:], token: token)
            for id in [comment, own] { _ = try await stage.form("/\(id)", ["hide": "true"], token: token) }
            let once = (try await hidden(comment), try await hidden(own))
            let again = try await stage.form("/\(comment)", ["hide": "true"], token: token)
            _ = try await stage.form("/\(comment)", ["hide": "false"], token: token)

            #expect(foreign.errorCode == 200 && unsaid.errorCode == 100)
            // What the owner says stays in sight.
            #expect(once.0 == true && once.1 == false)
            #expect(again["success"] == true)
            #expect(try await hidden(comment) == false)
        }
    }

    @Test func `need their permission, the publishing limit that of publishing`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let (code, _) = try await stage.authorise(
                "/oauth/authorize", as: "kedai.aksara", scope: "instagram_business_basic")
            let token = try #require(
                try await stage.form(
                    "/oauth/access_token",
                    [
                        "client_id": "rehearsal-app", "client_secret": "rehearsal-secret", "code": code,
                        "grant_type": "authorization_code", "redirect_uri": "http://127.0.0.1:9/back",
                    ])["access_token"]?.string)
            let media = try post(stage)
            let comment = try seeded(stage, "Halo", under: media, by: "bima_pratama")

            #expect(try await stage.get("/me/media?fields=id", token: token).status == 200)
            for path in ["/me/media?fields=comments{id}", "/\(media)/comments", "/\(comment)/replies"] {
                #expect(try await stage.get(path, token: token).errorCode == 200, "\(path)")
            }
            #expect(try await stage.form("/\(comment)", ["hide": "true"], token: token).errorCode == 200)
            #expect(try await stage.get("/me/content_publishing_limit", token: token).errorCode == 200)
        }
    }
}

@Suite("Labels on Instagram")
struct InstagramLabelTests {
    @Test func `belong where Meta puts them`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let picture = ["image_url": stage.pictureAddress]
            let reel = ["media_type": "REELS", "video_url": stage.filmAddress]
            let cases: [([String: String], [String: String], Int?)] = [
                (picture, ["is_ai_generated": "true"], nil), (picture, ["is_ai_generated": "perhaps"], 100),
                (picture, ["is_carousel_item": "true", "is_ai_generated": "true"], 100),
                (picture, ["is_paid_partnership": "true"], 100), (picture, ["audio_name": "Hujan"], 100),
                (reel, ["audio_name": "Hujan", "trial_params": #"{"graduation_strategy":"MANUAL"}"#], nil),
                (reel, ["trial_params": #"{"graduation_strategy":"LATER"}"#], 100),
            ]

            for (fields, extra, wanted) in cases {
                let answer = try await stage.stageOnInstagram(fields.merging(extra) { $1 }, token: token)
                #expect(answer.errorCode == wanted, "\(extra)")
            }
            let made = try await stage.publishOnInstagram(
                picture.merging(["is_ai_generated": "true"]) { $1 }, token: token)
            #expect(try await stage.get("/\(made)?fields=is_ai_generated", token: token)["is_ai_generated"] == true)
        }
    }
}
