import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("A video on a Page of Facebook")
struct FacebookVideoTests {
    @Test func `is taken in pieces, published once, read back, commented on, deleted`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let (session, video) = try await stage.uploadedFilm(FacebookFilm.mp4(), token: token)
            #expect(stage.live.isEmpty)
            let finish = ["upload_phase": "finish", "upload_session_id": session, "description": "Kopi pagi"]

            let made = try await stage.form("/me/videos", finish, token: token)
            let again = try await stage.form("/me/videos", finish, token: token)
            let comment = try await stage.form("/\(video)/comments", ["message": "Pertama"], token: token)
            let read = try await stage.get(
                "/\(video)?fields=description,permalink_url,post_id,status,views,comments.summary(true).limit(0)",
                token: token)
            let path = try #require(read["permalink_url"]?.string)
            let shown = try await stage.get(path)
            let listed = try await stage.get("/me/published_posts?fields=attachments{media_type,target}", token: token)
            let gone = try await stage.delete("/\(video)", token: token)

            #expect(made["success"] == true && made["id"] == nil)
            #expect(again.errorCode == 100)
            #expect(comment.status == 200)
            #expect(read["description"] == "Kopi pagi")
            #expect(path.hasPrefix("/") && path.hasSuffix("/videos/\(video)/"))
            #expect(read["comments"]?["summary"]?["total_count"] == 1)
            #expect(shown.text.contains("<video") && shown.text.contains("Kopi pagi"))
            let attachment = listed["data"]?[0]?["attachments"]?["data"]?[0]
            #expect(attachment?["media_type"] == "video")
            #expect(attachment?["target"]?["id"]?.string == video)
            #expect(gone["success"] == true)
            #expect(try await stage.get("/\(video)", token: token).errorSubcode == 33)
            #expect(!stage.live.contains { $0.kind == .post })
        }
    }

    @Test func `goes on from the byte it stands at, and says which that is`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let film = FacebookFilm.mp4(4000)
            let opened = try await stage.form(
                "/me/videos", ["upload_phase": "start", "file_size": "4000"], token: token)
            let session = try #require(opened["upload_session_id"]?.string)

            let first = try await stage.transfer(film.prefix(1500), at: 0, session: session, token: token)
            let twice = try await stage.transfer(film.prefix(1500), at: 0, session: session, token: token)
            let early = try await stage.form(
                "/me/videos", ["upload_phase": "finish", "upload_session_id": session], token: token)
            let last = try await stage.transfer(Data(film.dropFirst(1500)), at: 1500, session: session, token: token)
            let beyond = try await stage.transfer(Data([1]), at: 4000, session: session, token: token)

            #expect(opened["start_offset"] == "0" && opened["end_offset"] == "4000")
            #expect(first["start_offset"] == "1500" && first["end_offset"] == "4000")
            #expect(twice.errorSubcode == 1_363_037)
            #expect(twice["error"]?["error_data"]?["start_offset"] == "1500")
            #expect(early.errorSubcode == 1_363_019)
            #expect(last["start_offset"] == "4000" && last["end_offset"] == "4000")
            #expect(beyond.errorSubcode == 1_363_037)
            #expect(stage.live.isEmpty)
        }
    }

    @Test func `is refused when it is small, no film, a stranger's or misspelt`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let noFilm = try await stage.uploadedFilm(Data(repeating: 1, count: 2000), token: token)

            let small = try await stage.form(
                "/me/videos", ["upload_phase": "start", "file_size": "1023"], token: token)
            let text = try await stage.form(
                "/me/videos", ["upload_phase": "finish", "upload_session_id": noFilm.session], token: token)
            let unknown = try await stage.form(
                "/me/videos", ["upload_phase": "finish", "upload_session_id": "1"], token: token)
            let phase = try await stage.form("/me/videos", ["upload_phase": "end"], token: token)
            let typo = try await stage.form("/me/videos", ["upload_phase": "start", "filesize": "4000"], token: token)
            let person = try await stage.form(
                "/\(try stage.id(of: "kedaiaksara"))/videos", ["upload_phase": "start", "file_size": "4000"],
                token: try stage.graphToken("ayu_lestari"))

            #expect(small.errorSubcode == 1_363_022)
            #expect(text.errorSubcode == 1_363_024)
            #expect(unknown.errorSubcode == 33)
            #expect(phase.errorCode == 100)
            #expect(typo["error"]?["error_data"]?["blame_field_specs"]?[0]?[0] == "filesize")
            #expect(person.errorCode == 200)
            #expect(stage.live.isEmpty)
        }
    }

    @Test func `is worked on after it was asked for, and may fail`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            stage.control.add(FaultRule(.processing, at: .upload, times: 2, ms: 60_000))
            let slow = try await stage.uploadedFilm(FacebookFilm.mp4(), token: token)
            stage.control.add(FaultRule(.failProcessing, at: .upload, times: 2))
            let broken = try await stage.uploadedFilm(FacebookFilm.mp4(), token: token)
            func status(_ video: String) async throws -> JSONValue? {
                try await stage.get("/\(video)?fields=status", token: token)["status"]
            }

            let before = try await status(slow.video)
            for (session, _) in [slow, broken] {
                let made = try await stage.form(
                    "/me/videos", ["upload_phase": "finish", "upload_session_id": session], token: token)
                #expect(made["success"] == true)
            }
            let during = try await status(slow.video)
            stage.clock.advance(60_000)
            let after = try await status(slow.video)
            let failed = try await status(broken.video)

            #expect(before?["video_status"] == "upload_complete")
            #expect(before?["publishing_phase"]?["status"] == "not_started")
            #expect(during?["video_status"] == "processing")
            #expect(after?["publishing_phase"]?["publish_status"] == "published")
            #expect(failed?["video_status"] == "error")
            #expect(failed?["processing_phase"]?["errors"]?[0]?["message"] != nil)
            #expect(stage.live.count == 1)
        }
    }

    @Test func `is struck as a commit only when it is finished`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            stage.control.add(FaultRule(.serverErrorAfter, at: .commit))
            let (session, video) = try await stage.uploadedFilm(FacebookFilm.mp4(), token: token)

            let lost = try await stage.form(
                "/me/videos", ["upload_phase": "finish", "upload_session_id": session], token: token)
            stage.clock.advance(2_000)
            let read = try await stage.get("/\(video)?fields=status", token: token)

            #expect(lost.status == 500)
            #expect(read["status"]?["publishing_phase"]?["publish_status"] == "published")
            #expect(stage.live.count == 1)
        }
    }
}
