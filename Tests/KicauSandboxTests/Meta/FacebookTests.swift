import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Signing in to Facebook")
struct FacebookSignInTests {
    private static let app = "client_id=rehearsal-app&client_secret=rehearsal-secret"

    private func userToken(_ stage: OpenNetworkStage, ticked: [String]? = nil) async throws -> String {
        let scope = "pages_show_list,pages_manage_posts,pages_read_engagement"
        var extra: [String: String] = [:]
        if let ticked {
            extra = ["ticks": "1", "granted": ticked.joined(separator: ",")]
        }
        let (code, location) = try await stage.authorise(
            "/v20.0/dialog/oauth", as: "ayu_lestari", scope: scope, extra: extra)
        #expect(location.hasSuffix("#_"))
        let back = "redirect_uri=http://127.0.0.1:9/back&code=\(code)"
        let short = try await stage.get("/v20.0/oauth/access_token?\(Self.app)&\(back)")
        #expect(short["expires_in"]?.int == 3600)
        let again = try await stage.get("/v20.0/oauth/access_token?\(Self.app)&\(back)")
        #expect(again.errorCode == 100)
        let token = try #require(short["access_token"]?.string)
        let long = try await stage.get(
            "/v20.0/oauth/access_token?grant_type=fb_exchange_token&\(Self.app)&fb_exchange_token=\(token)")
        #expect(long["expires_in"]?.int == 5_184_000)
        return try #require(long["access_token"]?.string)
    }

    @Test func `gives page tokens that do not end, from a long-lived token`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try await userToken(stage)

            let pages = try await stage.get("/v20.0/me/accounts?fields=id,name,access_token,tasks", token: token)
            let pageToken = try #require(pages["data"]?[0]?["access_token"]?.string)
            stage.clock.advance(400 * 86_400_000)
            let page = try await stage.get("/v20.0/me?fields=id,name", token: pageToken)

            #expect(page["name"] == "Kedai Aksara")
            #expect(try await stage.get("/v20.0/me", token: token).errorSubcode == 463)
            let seen = try await stage.get(
                "/debug_token?input_token=\(pageToken)&access_token=rehearsal-app%7Crehearsal-secret")
            #expect(seen["data"]?["expires_at"] == 0)
            #expect(seen["data"]?["is_valid"] == true)
        }
    }

    @Test func `ends the page's token when the person removes the app`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try await userToken(stage)
            let pages = try await stage.get("/me/accounts?fields=access_token", token: token)
            let pageToken = try #require(pages["data"]?[0]?["access_token"]?.string)

            _ = try await stage.delete("/me/permissions", token: token)

            let answer = try await stage.get("/me", token: pageToken)
            #expect(answer.status == 401)
            #expect(answer.errorCode == 190 && answer.errorSubcode == 458)
        }
    }

    @Test func `lets a person untick what the app asks for`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try await userToken(stage, ticked: ["pages_show_list"])

            let rows = try await stage.get("/me/permissions", token: token)["data"]?.array ?? []
            let declined = rows.filter { $0["status"] == "declined" }.compactMap { $0["permission"]?.string }
            let pages = try await stage.get("/me/accounts?fields=access_token", token: token)
            let pageToken = try #require(pages["data"]?[0]?["access_token"]?.string)
            let answer = try await stage.form("/me/feed", ["message": "Halo"], token: pageToken)

            #expect(declined == ["pages_manage_posts", "pages_read_engagement"])
            #expect(answer.status == 403 && answer.errorCode == 200)
            #expect(stage.live.isEmpty)
        }
    }

    @Test func `shows people a page with boxes, and an error to a wrong app`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let asked = "redirect_uri=http://127.0.0.1:9/back&response_type=code&state=s&scope=pages_manage_posts"

            let page = try await stage.get("/v23.0/dialog/oauth?client_id=rehearsal-app&\(asked)")
            let wrong = try await stage.get("/v23.0/dialog/oauth?client_id=nobody&\(asked)")

            #expect(page.status == 200)
            #expect(page.text.contains("Rehearsal network"))
            #expect(page.text.contains("Authorise as Ayu Lestari"))
            #expect(page.text.contains("name=\"granted\" value=\"pages_manage_posts\" checked"))
            #expect(wrong.status == 400)
        }
    }

    @Test func `checks the proof of the app's secret when it is sent, or when it is demanded`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let right = AppSecretProof.proof(of: token, secret: "rehearsal-secret")

            #expect(try await stage.get("/me?appsecret_proof=\(right)", token: token).status == 200)
            #expect(try await stage.get("/me?appsecret_proof=abc", token: token).errorCode == 100)
            #expect(try await stage.get("/me", token: token).status == 200)
            #expect(stage.control.set(["demandsProof": true]))
            #expect(try await stage.get("/me", token: token).errorCode == 100)
        }
    }
}

@Suite("A Page on Facebook")
struct FacebookPageTests {
    @Test func `publishes, reads back, takes a comment, deletes`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let page = try stage.id(of: "kedaiaksara")

            let made = try await stage.form(
                "/v20.0/\(page)/feed", ["message": "Selamat pagi 🌧️", "link": "https://kicau.test/kopi"], token: token)
            let id = try #require(made.id)
            let comment = try await stage.form("/v20.0/\(id)/comments", ["message": "Pertama"], token: token)
            let counted = try await stage.get("/v20.0/\(id)/comments?summary=true", token: token)
            let read = try await stage.get(
                "/v20.0/\(id)?fields=id,message,permalink_url,created_time,status_type,comments.limit(0).summary(true)",
                token: token)
            let link = try #require(read["permalink_url"]?.string)
            let shown = try await stage.get(link)
            let gone = try await stage.delete("/v20.0/\(id)", token: token)

            #expect(id.hasPrefix("\(page)_"))
            #expect(made.headers["facebook-api-version"] == "v20.0")
            #expect(made.headers["x-app-usage"]?.contains("call_count") == true)
            #expect(made.headers["x-business-use-case-usage"]?.contains(page) == true)
            #expect(comment.status == 200)
            #expect(counted["summary"]?["total_count"] == 1)
            #expect(read["message"] == "Selamat pagi 🌧️")
            #expect(read["status_type"] == "shared_story")
            #expect(read["comments"]?["summary"]?["total_count"] == 1)
            #expect(shown.text.contains("Selamat pagi") && shown.text.contains("Pertama"))
            #expect(gone["success"] == true)
            #expect(try await stage.get("/v20.0/\(id)", token: token).errorSubcode == 33)
            #expect(try await stage.get(link).status == 404)
        }
    }

    @Test func `refuses the same post twice in a row and no later one`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")

            let answers = try await ["A", "A", "B", "A"].sequentially { text in
                try await stage.form("/me/feed", ["message": text], token: token)
            }

            #expect(answers.map(\.errorCode) == [nil, 506, nil, nil])
            #expect(stage.live.map(\.text) == ["A", "B", "A"])
        }
    }

    @Test func `joins photos to a post in their order, once`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let address = stage.address(of: MetaPictures.jpeg(600, 600))

            let first = try await stage.upload(
                "/me/photos", MetaPictures.jpeg(800, 600),
                fields: ["published": "false", "alt_text_custom": "Dua cangkir"], token: token)
            let second = try await stage.form("/me/photos", ["url": address, "published": "false"], token: token)
            let ids = [try #require(first.id), try #require(second.id)]
            let attached = JSONValue.array(ids.map { ["media_fbid": .string($0)] })
            let body = ["message": "Album", "attached_media": attached.text]
            let made = try await stage.form("/me/feed", body, token: token)
            let again = try await stage.form("/me/feed", body.merging(["message": "B"]) { $1 }, token: token)
            let read = try await stage.get(
                "/\(made.id ?? "")?fields=attachments{media_type,subattachments}", token: token)
            let edge = try await stage.get("/\(made.id ?? "")/attachments?summary=true", token: token)

            #expect(first["post_id"] == nil)
            #expect(stage.live.map { $0.media.map(\.id) } == [ids])
            #expect(stage.live.first?.media.first?.alt == "Dua cangkir")
            #expect(again.errorSubcode == 1_366_051)
            #expect(read["attachments"]?["data"]?[0]?["subattachments"]?["data"]?.array?.count == 2)
            #expect(edge["data"]?[0]?["subattachments"]?["data"]?.array?.count == 2)
        }
    }

    @Test func `publishes a photo at once unless told otherwise, and refuses what is no photo`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")

            let made = try await stage.upload(
                "/me/photos", MetaPictures.jpeg(800, 600), fields: ["caption": "Hujan"], token: token)
            let wrong = try await stage.upload("/me/photos", Data("GIF? no".utf8), fields: [:], token: token)
            let away = try await stage.form("/me/photos", ["url": "http://example.com/a.jpg"], token: token)

            #expect(made["post_id"]?.string == stage.live.first?.id)
            #expect(stage.live.map(\.text) == ["Hujan"])
            #expect(wrong.errorSubcode == 1_366_046)
            #expect(away.errorSubcode == 2_069_019)
        }
    }

    @Test func `lists what was published, by time and by cursor`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let start = stage.clock.nowMs() / 1000
            for text in ["A", "B", "C"] {
                _ = try await stage.form("/me/feed", ["message": text], token: token)
                stage.clock.advance(60_000)
            }
            _ = try await stage.form("/me/feed", ["message": "Draf", "published": "false"], token: token)

            let first = try await stage.get("/me/published_posts?fields=message&limit=2", token: token)
            let next = try await stage.get(try #require(first["paging"]?["next"]?.string), token: token)
            let late = try await stage.get("/me/feed?fields=message&since=\(start + 60)", token: token)

            #expect(first["data"]?.array?.compactMap { $0["message"]?.string } == ["C", "B"])
            #expect(next["data"]?.array?.compactMap { $0["message"]?.string } == ["A"])
            #expect(late["data"]?.array?.compactMap { $0["message"]?.string } == ["C", "B"])
        }
    }

    @Test func `wants a Page's token, a known parameter and some content`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let page = try stage.id(of: "kedaiaksara")
            let token = try stage.graphToken("kedaiaksara")

            let person = try await stage.form(
                "/\(page)/feed", ["message": "x"], token: try stage.graphToken("ayu_lestari"))
            let typo = try await stage.form("/\(page)/feed", ["mesage": "x"], token: token)
            let empty = try await stage.form("/\(page)/feed", [:], token: token)
            let home = try await stage.form("/me/feed", ["link": "https://www.facebook.com/x"], token: token)
            let nobody = try await stage.form("/\(page)/feed", ["message": "x"])

            #expect(person.errorCode == 200)
            #expect(typo["error"]?["error_data"]?["blame_field_specs"]?[0]?[0] == "mesage")
            #expect(empty.errorCode == 100)
            #expect(home.errorSubcode == 1_609_008)
            #expect(nobody.status == 401)
            #expect(stage.live.isEmpty)
        }
    }

    @Test(arguments: [4, 17, 32, 613, 80_001])
    func `says too many calls in each of Meta's ways`(_ code: Int) async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            #expect(stage.control.set(["rateLimitCode": .integer(Int64(code)), "callsPerHour": 2]))

            let answers = try await ["A", "B", "C"].sequentially { text in
                try await stage.form("/me/feed", ["message": text], token: token)
            }
            stage.clock.advance(3_600_000)
            let later = try await stage.form("/me/feed", ["message": "D"], token: token)

            #expect(answers.map(\.errorCode) == [nil, nil, code])
            #expect(answers[2].headers["x-app-usage"]?.contains("\"call_count\":100") == true)
            #expect(answers[2].headers["x-business-use-case-usage"]?.contains("estimated_time") == true)
            #expect(later.status == 200)
        }
    }
}

extension Sequence where Element: Sendable {
    /// One after the other.
    func sequentially<R: Sendable>(_ body: (Element) async throws -> R) async throws -> [R] {
        var results: [R] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}
