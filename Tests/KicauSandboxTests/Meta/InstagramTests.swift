import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Signing in to Instagram")
struct InstagramSignInTests {
    @Test func `gives an hour, then sixty days, then sixty more after a day`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let scope = "instagram_business_basic,instagram_business_content_publish"
            let (code, _) = try await stage.authorise("/oauth/authorize", as: "kedai.aksara", scope: scope)
            let short = try await stage.form(
                "/oauth/access_token",
                [
                    "client_id": "rehearsal-app", "client_secret": "rehearsal-secret", "code": code,
                    "grant_type": "authorization_code", "redirect_uri": "http://127.0.0.1:9/back",
                ])
            let value = try #require(short["access_token"]?.string)
            let long = try await stage.get(
                "/access_token?grant_type=ig_exchange_token&client_secret=rehearsal-secret&access_token=\(value)")
            let longValue = try #require(long["access_token"]?.string)
            let renewal = "/refresh_access_token?grant_type=ig_refresh_token&access_token=\(longValue)"

            let early = try await stage.get(renewal)
            stage.clock.advance(86_400_000)
            let renewed = try await stage.get(renewal)
            let me = try await stage.get("/v23.0/me?fields=user_id,username,account_type", token: longValue)
            stage.clock.advance(61 * 86_400_000)
            let late = try await stage.get(renewal)

            #expect(short["user_id"]?.string == (try stage.id(of: "kedai.aksara")))
            #expect(long["expires_in"]?.int == 5_184_000)
            #expect(early.errorCode == 100)
            #expect(renewed["access_token"]?.string != longValue && renewed["expires_in"]?.int == 5_184_000)
            #expect(me["username"] == "kedai.aksara")
            #expect(me["user_id"] == short["user_id"] && me["id"] != me["user_id"])
            #expect(late.errorCode == 190 && late.errorSubcode == 463)
        }
    }

    @Test func `reaches the account behind a Page by Facebook's sign-in`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let scope = "instagram_basic,instagram_content_publish,pages_show_list"
            let (code, _) = try await stage.authorise("/v20.0/dialog/oauth", as: "ayu_lestari", scope: scope)
            let app = "client_id=rehearsal-app&client_secret=rehearsal-secret"
            let short = try await stage.get(
                "/v20.0/oauth/access_token?\(app)&redirect_uri=http://127.0.0.1:9/back&code=\(code)")
            let value = try #require(short["access_token"]?.string)
            let long = try await stage.get(
                "/v20.0/oauth/access_token?grant_type=fb_exchange_token&\(app)&fb_exchange_token=\(value)")
            let pages = try await stage.get(
                "/v20.0/me/accounts?fields=id,access_token,instagram_business_account{id,username}",
                token: try #require(long["access_token"]?.string))
            let page = try #require(pages["data"]?[0])
            let account = try #require(page["instagram_business_account"]?["id"]?.string)
            let pageToken = try #require(page["access_token"]?.string)
            stage.clock.advance(200 * 86_400_000)

            let made = try await stage.form(
                "/v20.0/\(account)/media", ["image_url": stage.address(of: MetaPictures.jpeg(1080, 1080))],
                token: pageToken)
            let me = try await stage.get("/v20.0/me?fields=id,name", token: pageToken)
            let mine = try await stage.get("/v20.0/me/media", token: pageToken)

            #expect(me["id"] == page["id"] && mine.errorCode == 100)
            #expect(account == (try stage.id(of: "ayu_lestari")))
            #expect(page["instagram_business_account"]?["username"] == "ayu_lestari")
            #expect(page["id"]?.string != account)
            #expect(made.status == 200)
        }
    }
}

@Suite("Publishing on Instagram")
struct InstagramPublishingTests {
    private func container(
        _ stage: OpenNetworkStage, _ token: String, _ fields: [String: String] = [:]
    ) async throws -> OpenNetworkStage.Answer {
        let usual = ["image_url": stage.address(of: MetaPictures.jpeg(1080, 1080)), "caption": "Kopi #pagi"]
        return try await stage.form("/v23.0/me/media", usual.merging(fields) { $1 }, token: token)
    }

    private func status(_ stage: OpenNetworkStage, _ id: String, _ token: String) async throws -> String? {
        try await stage.get("/v23.0/\(id)?fields=status_code,status", token: token)["status_code"]?.string
    }

    @Test func `goes from container to post, once`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let id = try #require(try await container(stage, token, ["alt_text": "Cangkir"]).id)
            let path = "/v23.0/me/media_publish"

            #expect(try await status(stage, id, token) == "IN_PROGRESS")
            let early = try await stage.form(path, ["creation_id": id], token: token)
            stage.clock.advance(1_500)
            #expect(try await status(stage, id, token) == "FINISHED")
            let made = try await stage.form(path, ["creation_id": id], token: token)
            let again = try await stage.form(path, ["creation_id": id], token: token)
            #expect(try await status(stage, id, token) == "PUBLISHED")
            let fields = "id,caption,permalink,media_type,timestamp,alt_text,media_url,shortcode"
            let read = try await stage.get("/v23.0/\(made.id ?? "")?fields=\(fields)", token: token)
            let shown = try await stage.get(try #require(read["permalink"]?.string))
            let picture = try await stage.get(try #require(read["media_url"]?.string))

            #expect(early.errorCode == 9007 && early.errorSubcode == 2_207_027)
            #expect(again.errorCode == 24 && again.errorSubcode == 2_207_008)
            #expect(stage.live.count == 1)
            #expect(read["alt_text"] == "Cangkir" && read["media_type"] == "IMAGE")
            #expect(shown.text.contains("Kopi #pagi"))
            #expect(picture.body == MetaPictures.jpeg(1080, 1080))
        }
    }

    @Test func `lets only one of many commits of a container through`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let id = try #require(try await container(stage, token).id)
            stage.clock.advance(2_000)

            let codes = try await withThrowingTaskGroup(of: Int.self) { tasks in
                for _ in 0..<8 {
                    tasks.addTask {
                        try await stage.form("/me/media_publish", ["creation_id": id], token: token).status
                    }
                }
                return try await tasks.reduce(into: []) { $0.append($1) }
            }

            #expect(codes.count { $0 == 200 } == 1)
            #expect(stage.live.count == 1)
        }
    }

    @Test func `lets a container die after a day`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let id = try #require(try await container(stage, token).id)
            stage.clock.advance(24 * 3_600_000)

            let answer = try await stage.form("/me/media_publish", ["creation_id": id], token: token)

            #expect(try await status(stage, id, token) == "EXPIRED")
            #expect(answer.errorCode == -2 && answer.errorSubcode == 2_207_020)
        }
    }

    @Test func `keeps the order of a carousel and counts it as one`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let children = try await [600, 700, 800].sequentially { width in
                let fields = [
                    "image_url": stage.address(of: MetaPictures.jpeg(width, 600)), "is_carousel_item": "true",
                    "alt_text": "\(width)",
                ]
                return try #require(try await container(stage, token, fields).id)
            }
            let carousel = [
                "media_type": "CAROUSEL", "children": children.joined(separator: ","), "caption": "Tiga",
            ]

            let early = try await stage.form("/me/media", carousel, token: token)
            stage.clock.advance(1_500)
            let id = try #require(try await stage.form("/me/media", carousel, token: token).id)
            let lone = try await stage.form(
                "/me/media", carousel.merging(["children": children[0]]) { $1 }, token: token)
            stage.clock.advance(1_500)
            let item = try await stage.form("/me/media_publish", ["creation_id": children[0]], token: token)
            let made = try await stage.form("/me/media_publish", ["creation_id": id], token: token)
            let read = try await stage.get("/\(made.id ?? "")?fields=media_type,children{alt_text}", token: token)
            let limit = try await stage.get("/me/content_publishing_limit?fields=config,quota_usage", token: token)

            #expect(early.errorCode == 9007)
            #expect(lone.errorSubcode == 2_207_028)
            #expect(item.status == 400)
            #expect(read["media_type"] == "CAROUSEL_ALBUM")
            #expect(read["children"]?["data"]?.array?.compactMap { $0["alt_text"]?.string } == ["600", "700", "800"])
            #expect(limit["data"]?[0]?["quota_usage"] == 1)
            #expect(limit["data"]?[0]?["config"]?["quota_total"] == 100)
        }
    }

    @Test func `refuses pictures and captions by the network's own numbers`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let big = MetaPictures.jpeg(1080, 1080, bytes: 8 * 1024 * 1024 + 10)
            let tags = (1...31).map { "#t\($0)" }.joined(separator: " ")
            let names = (1...21).map { "@p\($0)" }.joined(separator: " ")
            let cases: [([String: String], Int, Int)] = [
                (["image_url": stage.origin + "/_rehearsal/media/none"], 9004, 2_207_052),
                (["image_url": "https://example.com/a.jpg"], 9004, 2_207_052),
                (["image_url": stage.address(of: OpenNetworkStage.picture, type: "image/png")], 36_001, 2_207_005),
                (["image_url": stage.address(of: MetaPictures.jpeg(1000, 300))], 36_003, 2_207_009),
                (["image_url": stage.address(of: big)], 36_000, 2_207_004),
                (["caption": String(repeating: "x", count: 2_201)], 36_004, 2_207_010),
                (["caption": tags], 36_004, 2_207_010),
                (["caption": names], 100, 2_207_040),
                (["media_type": "TEXT"], 100, 2_207_023),
            ]

            for (fields, code, subcode) in cases {
                let answer = try await container(stage, token, fields)
                #expect(answer.errorCode == code && answer.errorSubcode == subcode, "\(fields.keys)")
                #expect(answer["error"]?["error_user_msg"]?.string?.isEmpty == false)
            }
        }
    }

    @Test func `stops at the day's quota and gives it back a day later`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            #expect(stage.control.set(["postsPerDay": 1]))
            let ids = try await [1, 2].sequentially { _ in try #require(try await container(stage, token).id) }
            stage.clock.advance(2_000)

            let answers = try await ids.sequentially {
                try await stage.form("/me/media_publish", ["creation_id": $0], token: token)
            }

            stage.clock.advance(24 * 3_600_000)
            let later = try #require(try await container(stage, token).id)
            stage.clock.advance(2_000)
            let nextDay = try await stage.form("/me/media_publish", ["creation_id": later], token: token)

            #expect(answers[0].status == 200)
            #expect(answers[1].errorCode == 9 && answers[1].errorSubcode == 2_207_042)
            #expect(nextDay.status == 200)
        }
    }

    @Test func `takes comments, and deletes media only behind Facebook's sign-in`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let id = try #require(try await container(stage, token).id)
            stage.clock.advance(2_000)
            let media = try #require(try await stage.form("/me/media_publish", ["creation_id": id], token: token).id)

            let comment = try await stage.form("/\(media)/comments", ["message": "Pertama"], token: token)
            let comments = try await stage.get("/\(media)/comments?fields=id,text,username", token: token)
            let refused = try await stage.delete("/\(media)", token: token)
            let gone = try await stage.delete("/\(comment.id ?? "")", token: token)

            #expect(comments["data"]?[0]?["text"] == "Pertama")
            #expect(refused.errorSubcode == 33)
            #expect(gone["success"] == true)
            #expect(stage.live.map(\.id) == [media])
        }
    }

    @Test func `finds a post again by caption and time`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let armed = stage.clock.nowMs() / 1000
            let id = try #require(try await container(stage, token, ["caption": "Dicari"]).id)
            stage.clock.advance(2_000)
            _ = try await stage.form("/me/media_publish", ["creation_id": id], token: token)

            let found = try await stage.get("/me/media?fields=id,caption&since=\(armed)", token: token)
            let none = try await stage.get("/me/media?fields=id&since=\(armed + 60)", token: token)

            #expect(found["data"]?.array?.map { $0["caption"]?.string } == ["Dicari"])
            #expect(none["data"] == [])
        }
    }
}
