import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("What people say to a Page of Facebook")
struct FacebookInboxTests {
    /// A post of the Page, and what Bima said under it.
    private func said(_ stage: OpenNetworkStage, _ text: String = "Buka jam berapa?") throws -> (LivePost, LivePost) {
        let post = try #require(stage.control.seed(SeedPost(account: "kedaiaksara", text: "Kopi baru")))
        stage.clock.advance(60_000)
        let comment = try #require(
            stage.control.seed(SeedPost(account: "bima_pratama", text: text, parent: post.id)))
        return (post, comment)
    }

    @Test func `is a comment with an id of its own kind`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let (post, comment) = try said(stage)

            let read = try await stage.get(
                "/\(comment.id)?fields=from,message,can_comment,user_likes,is_hidden,permalink_url", token: token)

            let number = try #require(post.id.split(separator: "_").last)
            #expect(comment.kind == .comment)
            #expect(comment.id.hasPrefix("\(number)_"))
            #expect(read["from"]?["name"] == "Bima Pratama")
            #expect(read["message"] == "Buka jam berapa?")
            #expect(read["can_comment"] == true)
            #expect(read["user_likes"] == false && read["is_hidden"] == false)
            #expect(read["permalink_url"]?.string?.contains("?comment_id=") == true)
            #expect(stage.live.first?.counts.replies == 1)
        }
    }

    @Test func `comes with its post where the field is asked for, newest first, and goes on at a cursor`() async throws
    {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let (post, first) = try said(stage, "Satu")
            for text in ["Dua", "Tiga"] {
                stage.clock.advance(60_000)
                _ = stage.control.seed(SeedPost(account: "eka_putri", text: text, parent: first.id))
            }
            let field = "comments.filter(stream).order(reverse_chronological).limit(2){message,parent{id}}"

            let listed = try await stage.get("/me/published_posts?fields=\(field)", token: token)
            let plain = try await stage.get("/me/published_posts?fields=comments{message}", token: token)
            let comments = try #require(listed["data"]?[0]?["comments"])
            let after = try #require(comments["paging"]?["cursors"]?["after"]?.string)
            let rest = try await stage.get(
                "/\(post.id)/comments?filter=stream&order=reverse_chronological&after=\(after)", token: token)

            #expect(comments["data"]?.array?.compactMap { $0["message"]?.string } == ["Tiga", "Dua"])
            #expect(comments["data"]?[0]?["parent"]?["id"]?.string == first.id)
            #expect(comments["paging"]?["next"] != nil)
            #expect(rest["data"]?.array?.compactMap { $0["message"]?.string } == ["Satu"])
            #expect(plain["data"]?[0]?["comments"]?["data"]?.array?.compactMap { $0["message"]?.string } == ["Satu"])
        }
    }

    @Test func `is shown to who may read what visitors write`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let (post, _) = try said(stage)
            let page = try stage.id(of: "kedaiaksara")
            let ground = stage.control.simulator.ground
            let scopes = ["pages_read_engagement", "pages_manage_engagement"]
            let token = ground.issue(.access, to: page, scopes: scopes, lifeMs: nil, grant: "g", value: "narrow").value
            _ = try await stage.form("/\(post.id)/comments", ["message": "Jam tujuh"], token: token)

            let listed = try await stage.get("/\(post.id)/comments", token: token)
            let tagged = try await stage.get("/me/tagged", token: token)

            #expect(listed["data"]?.array?.compactMap { $0["message"]?.string } == ["Jam tujuh"])
            #expect(tagged.status == 403)
        }
    }

    @Test func `elsewhere is a mention, and none of the Page's own`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            _ = stage.control.seed(SeedPost(account: "eka_putri", text: "Sore di @kedaiaksara"))
            _ = stage.control.seed(SeedPost(account: "eka_putri", text: "Sore di rumah"))
            _ = stage.control.seed(SeedPost(account: "kedaiaksara", text: "Kami @kedaiaksara"))

            let tagged = try await stage.get("/me/tagged?fields=message,from", token: token)
            let feed = try await stage.get("/me/published_posts?fields=message", token: token)

            #expect(tagged["data"]?.array?.compactMap { $0["message"]?.string } == ["Sore di @kedaiaksara"])
            #expect(tagged["data"]?[0]?["from"]?["name"] == "Eka Putri")
            #expect(feed["data"]?.array?.compactMap { $0["message"]?.string } == ["Kami @kedaiaksara"])
        }
    }

    @Test func `is answered two deep and no deeper, with words or an unseen picture`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let (_, comment) = try said(stage)
            let photo = try #require(
                try await stage.upload(
                    "/me/photos", MetaPictures.jpeg(600, 600), fields: ["published": "false"], token: token
                ).id)

            let answer = try await stage.form(
                "/\(comment.id)/comments", ["attachment_id": photo], token: token)
            let id = try #require(answer.id)
            let read = try await stage.get("/\(id)?fields=parent{id},can_comment,attachment{type}", token: token)
            let again = try await stage.form("/\(comment.id)/comments", ["attachment_id": photo], token: token)
            let deeper = try await stage.form("/\(id)/comments", ["message": "Lagi"], token: token)
            let empty = try await stage.form("/\(comment.id)/comments", [:], token: token)

            #expect(read["parent"]?["id"]?.string == comment.id)
            #expect(read["can_comment"] == false)
            #expect(read["attachment"]?["type"] == "photo")
            #expect([again, deeper, empty].map(\.errorCode) == [100, 100, 100])
        }
    }

    @Test func `is liked and hidden as often as one likes, and shows it`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let (_, comment) = try said(stage)
            func shown() async throws -> [JSONValue?] {
                let read = try await stage.get(
                    "/\(comment.id)?fields=user_likes,like_count,is_hidden", token: token)
                return [read["user_likes"], read["like_count"], read["is_hidden"]]
            }

            for _ in 0..<2 {
                #expect(try await stage.form("/\(comment.id)/likes", [:], token: token)["success"] == true)
                #expect(
                    try await stage.form("/\(comment.id)", ["is_hidden": "true"], token: token)["success"] == true)
            }
            #expect(try await shown() == [true, 1, true])
            for _ in 0..<2 {
                #expect(try await stage.delete("/\(comment.id)/likes", token: token)["success"] == true)
                #expect(
                    try await stage.form("/\(comment.id)", ["is_hidden": "false"], token: token)["success"] == true)
            }
            #expect(try await shown() == [false, 0, false])
        }
    }

    @Test func `is hidden only by the Page it stands under, and not the Page's own`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let (post, _) = try said(stage)
            let own = try #require(
                try await stage.form("/\(post.id)/comments", ["message": "Jam tujuh"], token: token).id)
            let elsewhere = try #require(
                stage.control.seed(SeedPost(account: "eka_putri", text: "Sore di @kedaiaksara")))

            let first = try await stage.form("/\(own)", ["is_hidden": "true"], token: token)
            let second = try await stage.form("/\(elsewhere.id)", ["is_hidden": "true"], token: token)
            let third = try await stage.form("/1_2", ["is_hidden": "true"], token: token)

            #expect([first, second].map(\.errorCode) == [200, 200])
            #expect(third.errorSubcode == 33)
        }
    }
}
