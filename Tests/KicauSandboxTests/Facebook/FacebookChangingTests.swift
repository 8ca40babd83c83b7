import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Other words in the place of what stands on Facebook")
struct FacebookChangingTests {
    @Test func `are put there by who wrote it`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let made = try await stage.form("/me/feed", ["message": "Selamat pagi"], token: token)
            let id = try #require(made.id)
            let other = try #require(
                stage.control.seed(SeedPost(account: "bima_pratama", text: "Hai", parent: id)))

            let edited = try await stage.form("/\(id)", ["message": "Selamat siang"], token: token)
            let read = try await stage.get("/\(id)?fields=message", token: token)
            let refused = try await stage.form("/\(other.id)", ["message": "Halo"], token: token)
            let wordless = try await stage.form("/\(id)", ["message": ""], token: token)
            let nothing = try await stage.form("/\(id)", [:], token: token)

            #expect(edited["success"] == true)
            #expect(read["message"] == "Selamat siang")
            #expect(refused.errorCode == 200)
            #expect([wordless, nothing].map(\.errorCode) == [100, 100])
            #expect(stage.live.map(\.text) == ["Selamat siang", "Hai"])
        }
    }

    @Test func `are a video's description`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let video = try await stage.uploadedFilm(FacebookFilm.mp4(), edge: "video_reels", token: token)
            let finish = [
                "upload_phase": "finish", "video_id": video, "video_state": "PUBLISHED", "description": "Pagi",
                "targeting": #"{"geo_locations":{"countries":["ID"]}}"#,
            ]
            _ = try await stage.form("/me/video_reels", finish, token: token)

            let edited = try await stage.form("/\(video)", ["description": "Siang"], token: token)
            let read = try await stage.get("/\(video)?fields=description", token: token)

            #expect(edited["success"] == true)
            #expect(read["description"] == "Siang")
            #expect(stage.live.first?.own["targeting"]?["geo_locations"]?["countries"] == ["ID"])
        }
    }

    @Test func `a post for some countries names them as the specification does`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            func publish(_ targeting: String) async throws -> OpenNetworkStage.Answer {
                try await stage.form("/me/feed", ["message": "Hai", "targeting": targeting], token: token)
            }

            let made = try await publish(#"{"geo_locations":{"countries":["ID","MY"]}}"#)
            let read = try await stage.get("/\(made.id ?? "")?fields=targeting", token: token)
            let wrong = try await [#"{"countries":["ID"]}"#, #"{"geo_locations":{"countries":["Indonesia"]}}"#, "ID"]
                .sequentially { try await publish($0) }

            #expect(read["targeting"]?["geo_locations"]?["countries"] == ["ID", "MY"])
            #expect(wrong.map(\.errorCode) == [100, 100, 100])
        }
    }
}

@Suite("What Facebook takes of comments and changes")
struct FacebookInboxSpecTests {
    @Test(arguments: [
        ("POST", "{post}/comments", "Comment", "POST comments"), ("GET", "{post}/comments", "Comment", "GET comments"),
        ("POST", "{id}/likes", "Comment", "POST likes"), ("DELETE", "{id}/likes", "Comment", "DELETE likes"),
        ("GET", "{page}/tagged", "Page", "GET tagged"), ("POST", "{page}/feed", "Page", "POST feed"),
    ])
    func `is a part of what Meta's specification lists`(call: (String, String, String, String)) throws {
        let routes = FacebookSimulator(MetaSpecs.ground("facebook")).graphRoutes()
        let route = try #require(routes.first { $0.method == call.0 && $0.pattern == call.1 })
        let listed = try #require(try MetaSpecs.calls(of: call.2)[call.3])

        #expect(route.takes.subtracting(listed).subtracting(GraphTable.paging) == [])
    }

    @Test func `is shown in fields the specification knows`() throws {
        let spec = try MetaSpecs.json("meta-business-sdk-codegen/api_specs/specs/Comment.json")
        let known = Set((spec["fields"]?.array ?? []).compactMap { $0["name"]?.string })
        let ground = MetaSpecs.ground("facebook")
        let page = try #require(ground.people.first { $0.kind == .page })
        let comment = LivePost(
            id: "2_3", by: page, text: "Hai", createdAtMs: 0, kind: .comment, parent: "2_2", root: "1_2")

        let shown = Set(FacebookSimulator(ground).commentWhole(comment).keys)

        #expect(!known.isEmpty)
        #expect(shown.subtracting(known) == [])
        #expect(shown.isSuperset(of: ["user_likes", "is_hidden", "can_comment", "parent"]))
    }
}
