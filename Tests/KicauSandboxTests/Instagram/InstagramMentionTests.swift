import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Names in other people's posts on Instagram")
struct InstagramMentionTests {
    /// A token as Facebook's sign-in gives it, for the page behind the account.
    private func token(_ stage: OpenNetworkStage, without: String? = nil) throws -> String {
        let simulator = try #require(stage.control.simulator as? InstagramSimulator)
        let all: [String] = ["instagram_basic", "instagram_manage_comments", "pages_read_engagement"]
        let scopes = all.filter { $0 != without }
        return simulator.userToken(
            try stage.id(of: "kedai.aksara"), scopes, lifeMs: 3_600_000, grant: "fb-test"
        ).value
    }

    private func fields(_ text: String, of account: String) -> String {
        "/v23.0/\(account)?fields=\(Pairs.encoded(text))"
    }

    private func calls(_ stage: OpenNetworkStage, about post: LivePost) throws -> [JSONValue] {
        let simulator = try #require(stage.control.simulator as? InstagramSimulator)
        let accounts: Set<String> = [try stage.id(of: "kedai.aksara"), try stage.id(of: "bima_pratama")]
        return simulator.calls(about: post, to: accounts).compactMap { JSONValue(reading: $0) }
    }

    private func change(_ call: JSONValue) -> JSONValue? { call["entry"]?[0]?["changes"]?[0] }

    @Test func `are told by numbers, and not under the account's own post`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            func seed(_ who: String, _ text: String, under parent: String? = nil) throws -> LivePost {
                try #require(stage.control.seed(SeedPost(account: who, text: text, parent: parent)))
            }
            let caption = try seed("citra_dewi", "Di (@kedai.aksara.)")
            let comment = try seed("eka_putri", "Ke @Kedai.Aksara yuk", under: caption.id)
            let own = try seed("kedai.aksara", "Buka")
            let under = try seed("eka_putri", "@kedai.aksara jam berapa?", under: own.id)
            let other = try seed("citra_dewi", "Di @kedai.aksaralain dan surat@kedai.aksara")

            let told = try calls(stage, about: caption)
            #expect(told.count == 1)
            #expect(told[0]["entry"]?[0]?["id"]?.string == (try stage.id(of: "kedai.aksara")))
            #expect(change(told[0])?["field"] == "mentions")
            #expect(change(told[0])?["value"] == ["media_id": .string(caption.id)])
            #expect(
                try calls(stage, about: comment).map { change($0)?["value"] }
                    == [["media_id": .string(caption.id), "comment_id": .string(comment.id)]])
            #expect(
                try calls(stage, about: under).map { change($0)?["field"]?.string } == ["comments"])
            #expect(try calls(stage, about: other).isEmpty)
        }
    }

    @Test func `are read and answered behind Facebook's sign-in`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try token(stage)
            let caption = try #require(
                stage.control.seed(SeedPost(account: "citra_dewi", text: "Di @kedai.aksara")))
            let comment = try #require(
                stage.control.seed(SeedPost(account: "eka_putri", text: "Ke @kedai.aksara", parent: caption.id)))
            let id = try stage.id(of: "kedai.aksara")

            let media = try await stage.get(
                fields("mentioned_media.media_id(\(caption.id)){caption,username,owner}", of: id), token: token)
            let said = try await stage.get(
                fields("mentioned_comment.comment_id(\(comment.id)){text,media{id}}", of: id), token: token)
            let answered = try await stage.form(
                "/v23.0/\(id)/mentions",
                [
                    "media_id": caption.id, "comment_id": comment.id, "message": "Sampai nanti",
                    "access_token": token,
                ])

            #expect(media["mentioned_media"]?["caption"] == "Di @kedai.aksara")
            #expect(media["mentioned_media"]?["username"] == "citra_dewi" && media["mentioned_media"]?["owner"] == nil)
            #expect(said["mentioned_comment"]?["text"] == "Ke @kedai.aksara")
            #expect(said["mentioned_comment"]?["media"]?["id"]?.string == caption.id)
            let answer = try #require(stage.control.posts.first { $0.id == answered["id"]?.string })
            #expect(answer.parent == comment.id && answer.root == caption.id)
        }
    }

    @Test func `are nobody else's to read, and nobody's without the permission`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let caption = try #require(stage.control.seed(SeedPost(account: "citra_dewi", text: "Di @bima_pratama")))
            let id = try stage.id(of: "kedai.aksara")
            let path = fields("mentioned_media.media_id(\(caption.id)){id}", of: id)

            let strange = try await stage.get(path, token: try token(stage))
            let silent = try await stage.get(path, token: try token(stage, without: "pages_read_engagement"))
            let own = try await stage.get(path, token: try stage.graphToken("kedai.aksara"))

            #expect(strange.json["error"]?["code"] == 100 && strange.json["error"]?["error_subcode"] == 33)
            #expect(silent.json["error"]?["code"] == 10 || silent.json["error"]?["code"] == 200)
            #expect(own.json["error"]?["code"] == 100)
        }
    }

    @Test func `are among what an account subscribes to`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let path = "/v23.0/me/subscribed_apps"

            let before = try await stage.get(path, token: token)
            let asked = try await stage.form(
                path, ["subscribed_fields": "comments,mentions", "access_token": token])
            let after = try await stage.get(path, token: token)

            #expect(before["data"]?.array?.isEmpty == true)
            #expect(asked["success"] == true)
            #expect(after["data"]?[0]?["subscribed_fields"] == ["comments", "mentions"])
            #expect(after["data"]?[0]?["app_id"] == "rehearsal-app")
        }
    }
}
