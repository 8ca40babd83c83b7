import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

/// The calls that stage and publish on Instagram.
extension OpenNetworkStage {
    func stageOnInstagram(_ fields: [String: String], token: String) async throws -> Answer {
        try await form("/v23.0/me/media", fields, token: token)
    }

    /// Stages, waits and commits; the id of the post.
    func publishOnInstagram(_ fields: [String: String], token: String) async throws -> String {
        let container = try #require(try await stageOnInstagram(fields, token: token).id)
        clock.advance(1_500)
        let made = try await form("/v23.0/me/media_publish", ["creation_id": container], token: token)
        return try #require(made.id)
    }

    var filmAddress: String { address(of: MetaPictures.film, type: "video/mp4") }
    var pictureAddress: String { address(of: MetaPictures.jpeg(1080, 1080)) }
}

@Suite("Videos on Instagram")
struct InstagramFilmTests {
    @Test func `are reels when they stand alone`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let fields = [
                "media_type": "REELS", "video_url": stage.filmAddress, "caption": "Kopi dituang",
                "share_to_feed": "true", "thumb_offset": "1500",
            ]

            let id = try await stage.publishOnInstagram(fields, token: token)
            let wanted = "media_type,media_product_type,caption,is_shared_to_feed,media_url"
            let read = try await stage.get("/v23.0/\(id)?fields=\(wanted)", token: token)
            let list = try await stage.get("/v23.0/me/media?fields=id,media_type,media_product_type", token: token)
            let film = try await stage.get(try #require(read["media_url"]?.string))

            #expect(read["media_type"] == "VIDEO" && read["media_product_type"] == "REELS")
            #expect(read["caption"] == "Kopi dituang" && read["is_shared_to_feed"] == true)
            #expect(list["data"]?[0]?["media_product_type"] == "REELS")
            #expect(film.body == MetaPictures.film)
        }
    }

    @Test func `stand beside pictures in a carousel`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let items = [
                ["media_type": "VIDEO", "video_url": stage.filmAddress, "is_carousel_item": "true"],
                ["image_url": stage.pictureAddress, "is_carousel_item": "true", "alt_text": "Cangkir"],
            ]
            let children = try await items.sequentially {
                try #require(try await stage.stageOnInstagram($0, token: token).id)
            }
            stage.clock.advance(1_500)

            let id = try await stage.publishOnInstagram(
                ["media_type": "CAROUSEL", "children": children.joined(separator: ",")], token: token)
            let read = try await stage.get("/v23.0/\(id)?fields=media_type,children{media_type}", token: token)

            #expect(read["media_type"] == "CAROUSEL_ALBUM")
            #expect(read["children"]?["data"]?.array?.map { $0["media_type"]?.string } == ["VIDEO", "IMAGE"])
        }
    }

    @Test func `are refused in the wrong place or form`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let film = stage.filmAddress
            let cases: [([String: String], Int, Int?)] = [
                (["media_type": "VIDEO", "video_url": film], 100, 2_207_023),
                (["media_type": "REELS", "video_url": film, "is_carousel_item": "true"], 100, 2_207_023),
                (["media_type": "REELS", "image_url": stage.pictureAddress], 100, 2_207_023),
                (["video_url": film], 100, 2_207_023),
                (["media_type": "REELS", "video_url": film, "alt_text": "Kopi"], 100, nil),
                (["media_type": "REELS", "video_url": stage.pictureAddress], 352, 2_207_026),
                (["media_type": "REELS", "video_url": stage.origin + "/_rehearsal/media/none"], 9004, 2_207_052),
            ]

            for (fields, code, subcode) in cases {
                let answer = try await stage.stageOnInstagram(fields, token: token)
                #expect(answer.errorCode == code && answer.errorSubcode == subcode, "\(fields)")
            }
            #expect(stage.live.isEmpty)
        }
    }

    @Test(arguments: [(100, false), (101, true), (300, true)])
    func `may be larger as a reel than as a story`(megabytes: Int, isTooLarge: Bool) {
        #expect(InstagramFilm.isTooLarge(megabytes * 1024 * 1024, as: .story) == isTooLarge)
        #expect(!InstagramFilm.isTooLarge(megabytes * 1024 * 1024, as: .reel))
        #expect(InstagramFilm.isTooLarge(300 * 1024 * 1024 + 1, as: .reel))
    }
}
