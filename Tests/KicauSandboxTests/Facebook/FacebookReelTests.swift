import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Reels and stories on a Page of Facebook")
struct FacebookReelTests {
    @Test func `a reel is announced, sent to its address and published`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let video = try await stage.uploadedFilm(FacebookFilm.mp4(), edge: "video_reels", token: token)
            let finish = [
                "upload_phase": "finish", "video_id": video, "video_state": "PUBLISHED", "description": "Kopi",
                "title": "Pagi",
            ]

            let made = try await stage.form("/me/video_reels", finish, token: token)
            let again = try await stage.form("/me/video_reels", finish, token: token)
            stage.clock.advance(2_000)
            let read = try await stage.get("/\(video)?fields=title,permalink_url,post_id,status", token: token)
            let shown = try await stage.get("/reel/\(video)/")

            #expect(made["success"] == true)
            #expect(made["post_id"] == read["post_id"])
            #expect(again.errorCode == 100)
            #expect(read["title"] == "Pagi")
            #expect(read["permalink_url"]?.string == "/reel/\(video)/")
            #expect(read["status"]?["video_status"] == "ready")
            #expect(shown.text.contains("<video"))
            #expect(stage.live.map(\.text) == ["Kopi"])
        }
    }

    @Test func `an address takes the bytes from where it stands`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let film = FacebookFilm.mp4(4000)
            let begun = try await stage.form("/v23.0/me/video_reels", ["upload_phase": "start"], token: token)
            let address = try #require(begun["upload_url"]?.string)
            let video = try #require(begun["video_id"]?.string)

            let bearer = try await stage.send("POST", address, token: token, body: film)
            let first = try await stage.sendBytes(film.prefix(1500), to: address, offset: 0, of: 4000, token: token)
            let half = try await stage.get("/\(video)?fields=status", token: token)
            let twice = try await stage.sendBytes(film, to: address, offset: 0, of: 4000, token: token)
            let other = try await stage.sendBytes(
                Data(film.dropFirst(1500)), to: address, offset: 1500, of: 5000, token: token)
            let rest = try await stage.sendBytes(
                Data(film.dropFirst(1500)), to: address, offset: 1500, of: 4000, token: token)

            #expect(address == "\(stage.origin)/video-upload/v23.0/\(video)")
            #expect(bearer.status == 401)
            #expect(first["success"] == true)
            #expect(half["status"]?["uploading_phase"]?["status"] == "in_progress")
            #expect(half["status"]?["uploading_phase"]?["bytes_transferred"] == 1500)
            #expect(twice.errorCode == 100 && other.errorCode == 100)
            #expect(rest["success"] == true)
        }
    }

    @Test func `a reel without its bytes or with another state is not published`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let begun = try await stage.form("/me/video_reels", ["upload_phase": "start"], token: token)
            let empty = try #require(begun["video_id"]?.string)
            let whole = try await stage.uploadedFilm(FacebookFilm.mp4(), edge: "video_reels", token: token)

            let early = try await stage.form(
                "/me/video_reels", ["upload_phase": "finish", "video_id": empty, "video_state": "PUBLISHED"],
                token: token)
            let draft = try await stage.form(
                "/me/video_reels", ["upload_phase": "finish", "video_id": whole, "video_state": "DRAFT"],
                token: token)
            let story = try await stage.form(
                "/me/video_stories", ["upload_phase": "finish", "video_id": whole], token: token)

            #expect(early.errorSubcode == 1_363_019)
            #expect(draft.errorCode == 100)
            #expect(story.errorSubcode == 33)
            #expect(stage.live.isEmpty)
        }
    }

    @Test func `a story stands in its own list, not in the feed, and for a day`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let video = try await stage.uploadedFilm(FacebookFilm.mp4(), edge: "video_stories", token: token)
            let photo = try #require(
                try await stage.upload(
                    "/me/photos", MetaPictures.jpeg(540, 960), fields: ["published": "false"], token: token
                ).id)

            let film = try await stage.form(
                "/me/video_stories", ["upload_phase": "finish", "video_id": video], token: token)
            let picture = try await stage.form("/me/photo_stories", ["photo_id": photo], token: token)
            let twice = try await stage.form("/me/photo_stories", ["photo_id": photo], token: token)
            let nobody = try await stage.form("/me/photo_stories", ["photo_id": "1"], token: token)
            let listed = try await stage.get("/me/stories", token: token)
            let feed = try await stage.get("/me/published_posts", token: token)
            let rows = listed["data"]?.array ?? []
            let page = try await stage.get(try #require(rows.first?["url"]?.string))
            stage.clock.advance(86_400_000)
            let later = try await stage.get("/me/stories?status=PUBLISHED", token: token)

            #expect(film["success"] == true && picture["success"] == true)
            #expect(twice.errorSubcode == 1_366_051)
            #expect(nobody.errorSubcode == 33)
            #expect(Set(rows.compactMap { $0["media_id"]?.string }) == [video, photo])
            #expect(
                Set(rows.compactMap { $0["post_id"]?.string })
                    == Set([film, picture].compactMap { $0["post_id"]?.string }))
            #expect(rows.allSatisfy { $0["status"] == "published" })
            #expect(feed["data"] == [])
            #expect(page.status == 200)
            #expect(later["data"] == [])
        }
    }
}

@Suite("What Facebook takes with a video")
struct FacebookVideoSpecTests {
    @Test(arguments: ["videos", "video_reels", "video_stories", "photo_stories"])
    func `is a part of what Meta's specification lists`(edge: String) throws {
        let routes = FacebookSimulator(MetaSpecs.ground("facebook")).graphRoutes()
        let route = try #require(routes.first { $0.method == "POST" && $0.pattern == "{page}/\(edge)" })
        let listed = try #require(try MetaSpecs.calls(of: "Page")["POST \(edge)"])

        #expect(route.takes.union(route.files).subtracting(listed) == [])
    }

    @Test func `is shown in fields the specification knows`() throws {
        let spec = try MetaSpecs.json("meta-business-sdk-codegen/api_specs/specs/AdVideo.json")
        let known = Set((spec["fields"]?.array ?? []).compactMap { $0["name"]?.string })
        let ground = MetaSpecs.ground("facebook")
        let simulator = FacebookSimulator(ground)
        let page = try #require(ground.people.first { $0.kind == .page })
        let post = LivePost(
            id: "1_2", by: page, text: "Halo", createdAtMs: 0, own: ["video": "9", "edge": "reels"])
        ground.add(post)
        var video = FacebookVideo(id: "9", page: page.id, edge: .reels, createdMs: 0)
        video.post = post.id
        video.title = "Pagi"

        let shown = Set(simulator.whole(video, GraphFields(all: [])).keys)

        #expect(!known.isEmpty)
        #expect(shown.subtracting(known).subtracting(["likes", "comments"]) == [])
        #expect(shown.isSuperset(of: ["permalink_url", "post_id", "status", "description"]))
    }
}
