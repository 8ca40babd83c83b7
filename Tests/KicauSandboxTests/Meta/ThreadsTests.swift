import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Signing in to Threads")
struct ThreadsSignInTests {
    @Test func `gives an hour, then sixty days, with an id no Double can hold`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let (code, location) = try await stage.authorise(
                "/oauth/authorize", as: "bima_pratama", scope: "threads_basic,threads_content_publish")
            let query =
                "client_id=rehearsal-app&client_secret=rehearsal-secret&code=\(code)"
                + "&grant_type=authorization_code&redirect_uri=http://127.0.0.1:9/back"
            let short = try await stage.send("POST", "/oauth/access_token?\(query)")
            let value = try #require(short["access_token"]?.string)
            let long = try await stage.get(
                "/access_token?grant_type=th_exchange_token&client_secret=rehearsal-secret&access_token=\(value)")
            let longValue = try #require(long["access_token"]?.string)
            stage.clock.advance(2 * 86_400_000)
            let renewed = try await stage.get(
                "/refresh_access_token?grant_type=th_refresh_token&access_token=\(longValue)")
            let me = try await stage.get("/v1.0/me?fields=id,username,name", token: longValue)

            #expect(location.hasSuffix("#_"))
            #expect(Int64(short["user_id"]?.string ?? "") ?? 0 > 1 << 53)
            #expect(long["expires_in"]?.int == 5_184_000)
            #expect(renewed.status == 200)
            #expect(me["id"] == short["user_id"] && me["username"] == "bima_pratama")
            #expect(try await stage.get("/v1.0/me", token: value).errorSubcode == 463)
        }
    }
}

@Suite("Publishing on Threads")
struct ThreadsPublishingTests {
    private func publish(
        _ stage: OpenNetworkStage, _ token: String, _ fields: [String: String]
    ) async throws -> OpenNetworkStage.Answer {
        let made = try await stage.form("/v1.0/me/threads", fields, token: token)
        guard let id = made.id else { return made }
        stage.clock.advance(1_500)
        return try await stage.form("/v1.0/me/threads_publish", ["creation_id": id], token: token)
    }

    @Test func `goes from container to post, once, with ids beyond 2^53`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let made = try await stage.form("/v1.0/me/threads", ["media_type": "TEXT", "text": "Halo"], token: token)
            let id = try #require(made.id)
            let path = "/v1.0/me/threads_publish"

            let early = try await stage.form(path, ["creation_id": id], token: token)
            stage.clock.advance(1_500)
            let post = try await stage.form(path, ["creation_id": id], token: token)
            let again = try await stage.form(path, ["creation_id": id], token: token)
            let status = try await stage.get("/v1.0/\(id)/?fields=id,status,error_message", token: token)
            let read = try await stage.get("/v1.0/\(post.id ?? "")?fields=id,permalink,text,timestamp", token: token)
            let shown = try await stage.get(try #require(read["permalink"]?.string))

            #expect(early.errorCode == 9007)
            #expect(again.status == 400)
            #expect(status["status"] == "PUBLISHED")
            #expect(Int64(post.id ?? "") ?? 0 > 1 << 53)
            #expect(read["text"] == "Halo")
            #expect(shown.text.contains("Halo"))
            #expect(stage.live.count == 1)
        }
    }

    @Test func `counts an emoji as its bytes and stops at 500 and at five links`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let fits = String(repeating: "a", count: 496) + "🌧"
            let links = (1...6).map { "https://kicau.test/\($0)" }.joined(separator: " ")

            #expect(try await publish(stage, token, ["media_type": "TEXT", "text": fits]).status == 200)
            for text in [fits + "a", links] {
                let answer = try await publish(stage, token, ["media_type": "TEXT", "text": text])
                #expect(answer.errorCode == 100)
            }
        }
    }

    @Test func `chains replies and refuses one that comes too soon, when told to`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")
            #expect(stage.control.set(["replyTooSoonMs": 10_000]))
            let first = try #require(try await publish(stage, token, ["media_type": "TEXT", "text": "Satu"]).id)
            let reply = ["media_type": "TEXT", "text": "Dua", "reply_to_id": first]

            let soon = try await stage.form("/v1.0/me/threads", reply, token: token)
            stage.clock.advance(10_000)
            let second = try #require(try await publish(stage, token, reply).id)
            let fields = "id,text,replied_to,root_post,is_reply"
            let answers = try await stage.get("/v1.0/\(first)/replies?fields=\(fields)", token: token)
            let limit = try await stage.get(
                "/v1.0/me/threads_publishing_limit?fields=quota_usage,config,reply_quota_usage", token: token)

            #expect(soon.errorCode == 24 && soon.errorSubcode == 4_279_009)
            #expect(answers["data"]?[0]?["id"]?.string == second)
            #expect(answers["data"]?[0]?["replied_to"]?["id"]?.string == first)
            #expect(limit["data"]?[0]?["quota_usage"] == 1)
            #expect(limit["data"]?[0]?["reply_quota_usage"] == 1)
            #expect(stage.live.last?.root == first)
        }
    }

    @Test func `fetches pictures itself and says in the container what went wrong`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let cases: [([String: String], String)] = [
                (["media_type": "IMAGE", "image_url": stage.address(of: MetaPictures.jpeg(1080, 1080))], "FINISHED"),
                (
                    ["media_type": "IMAGE", "image_url": stage.address(of: MetaPictures.jpeg(4000, 300))],
                    "INVALID_ASPEC_RATIO"
                ),
                (["media_type": "IMAGE", "image_url": stage.origin + "/_rehearsal/media/none"], "UNKNOWN"),
                (["media_type": "VIDEO", "video_url": stage.address(of: MetaPictures.film)], "FINISHED"),
                (["media_type": "VIDEO", "video_url": "http://example.com/a.mp4"], "FAILED_DOWNLOADING_VIDEO"),
            ]

            for (fields, word) in cases {
                let id = try #require(try await stage.form("/v1.0/me/threads", fields, token: token).id)
                stage.clock.advance(1_500)
                let status = try await stage.get("/v1.0/\(id)?fields=status,error_message", token: token)
                #expect((status["error_message"] ?? status["status"])?.string == word, "\(fields)")
            }
        }
    }

    @Test func `publishes a carousel in its order`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let children = try await [600, 700].sequentially { width in
                let fields = [
                    "media_type": "IMAGE", "image_url": stage.address(of: MetaPictures.jpeg(width, 600)),
                    "is_carousel_item": "true", "alt_text": "\(width)",
                ]
                return try #require(try await stage.form("/v1.0/me/threads", fields, token: token).id)
            }
            stage.clock.advance(1_500)

            let post = try await publish(
                stage, token,
                ["media_type": "CAROUSEL", "children": children.joined(separator: ","), "text": "Dua"])

            #expect(post.status == 200)
            #expect(stage.live.first?.media.map(\.alt) == ["600", "700"])
        }
    }

    @Test func `deletes, lists what is left, and keeps the quota spent`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let ids = try await ["A", "B"].sequentially {
                try #require(try await publish(stage, token, ["media_type": "TEXT", "text": $0]).id)
            }

            let gone = try await stage.delete("/v1.0/\(ids[0])", token: token)
            let again = try await stage.delete("/v1.0/\(ids[0])", token: token)
            let left = try await stage.get("/v1.0/me/threads?fields=id,text&since=&until=", token: token)
            let limit = try await stage.get(
                "/v1.0/me/threads_publishing_limit?fields=quota_usage,delete_quota_usage", token: token)

            #expect(gone["deleted_id"]?.string == ids[0])
            #expect(again.status == 400)
            #expect(left["data"]?.array?.compactMap { $0["text"]?.string } == ["B"])
            #expect(limit["data"]?[0]?["quota_usage"] == 2)
            #expect(limit["data"]?[0]?["delete_quota_usage"] == 1)
        }
    }

    @Test func `publishes a text by itself in one call when asked`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let fields = ["media_type": "TEXT", "text": "Langsung", "auto_publish_text": "true"]

            let made = try await stage.form("/v1.0/me/threads", fields, token: token)

            #expect(stage.live.map(\.id) == [made.id])
        }
    }
}
