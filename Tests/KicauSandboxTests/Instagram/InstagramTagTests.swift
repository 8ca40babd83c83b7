import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Tags and covers on Instagram")
struct InstagramTagTests {
    private static let people: [String: JSONValue] = ["user_tags": [["username": "kedai.aksara"]]]

    @Test func `lists posts by others in which one is tagged, with cursors alone`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let tagged = (0..<3).compactMap { number in
                stage.control.seed(SeedPost(account: "bima_pratama", text: "Satu \(number)", own: Self.people))
            }
            _ = stage.control.seed(SeedPost(account: "bima_pratama", text: "Ke @kedai.aksara"))
            _ = stage.control.seed(SeedPost(account: "kedai.aksara", text: "Kami sendiri", own: Self.people))

            let first = try await stage.get("/v23.0/me/tags?fields=caption,username,owner&limit=2", token: token)
            let after = try #require(first["paging"]?["cursors"]?["after"]?.string)
            let second = try await stage.get("/v23.0/me/tags?limit=2&after=\(after)", token: token)

            let shown = (first["data"]?.array ?? []) + (second["data"]?.array ?? [])
            #expect(Set(shown.compactMap { $0["id"]?.string }) == Set(tagged.map(\.id)))
            #expect(first["paging"]?["next"] == nil)
            #expect(first["data"]?[0]?["username"] == "bima_pratama" && first["data"]?[0]?["owner"] == nil)
        }
    }

    @Test func `shows a reel's cover when it was fetched`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let fields = [
                "media_type": "REELS", "video_url": stage.filmAddress,
                "cover_url": stage.address(of: MetaPictures.jpeg(1080, 1920)),
            ]

            let id = try await stage.publishOnInstagram(fields, token: token)
            let read = try await stage.get("/v23.0/\(id)?fields=thumbnail_url", token: token)
            let cover = try await stage.get(try #require(read["thumbnail_url"]?.string))

            #expect(cover.body == MetaPictures.jpeg(1080, 1920))
        }
    }

    @Test func `refuses a cover that cannot be fetched, is no JPEG or belongs to no reel`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            func stageReel(_ cover: String, _ more: [String: String] = [:]) async throws -> Int? {
                let reel = ["media_type": "REELS", "video_url": stage.filmAddress, "cover_url": cover]
                return try await stage.stageOnInstagram(reel.merging(more) { _, new in new }, token: token).errorCode
            }

            #expect(try await stageReel(stage.origin + "/_rehearsal/media/none") == 9004)
            #expect(try await stageReel(stage.filmAddress) == 36001)
            #expect(try await stageReel(stage.pictureAddress, ["media_type": "STORIES"]) == 100)
        }
    }
}
