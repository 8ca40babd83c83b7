import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("What else Instagram takes with a container")
struct InstagramExtrasTests {
    private func code(_ stage: OpenNetworkStage, _ fields: [String: String], _ token: String) async throws -> Int? {
        try await stage.stageOnInstagram(fields, token: token).errorCode
    }

    @Test func `is partners, a place and a cover where they belong`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let picture = ["image_url": stage.pictureAddress]
            let reel = ["media_type": "REELS", "video_url": stage.filmAddress]
            let cases: [([String: String], [String: String], Int?)] = [
                (picture, ["collaborators": #"["bima_pratama","citra"]"#], nil),
                (picture, ["collaborators": "a,b,c,d"], 100), (picture, ["collaborators": "bima pratama"], 100),
                (picture, ["is_carousel_item": "true", "collaborators": "citra"], 100),
                (picture, ["location_id": "7640348500"], nil), (picture, ["location_id": "Bandung"], 100),
                (picture, ["is_carousel_item": "true", "location_id": "77"], 100),
                (picture, ["share_to_feed": "true"], 100), (picture, ["thumb_offset": "0"], 100),
                (reel, ["share_to_feed": "maybe"], 100), (reel, ["thumb_offset": "1.5"], 100),
                (reel, ["collaborators": "citra", "location_id": "77", "share_to_feed": "false"], nil),
            ]

            for (fields, extra, wanted) in cases {
                #expect(try await code(stage, fields.merging(extra) { $1 }, token) == wanted, "\(extra)")
            }
        }
    }

    @Test func `is people, with their places in a picture and without in a reel`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let picture = ["image_url": stage.pictureAddress]
            let reel = ["media_type": "REELS", "video_url": stage.filmAddress]
            let story = ["media_type": "STORIES", "image_url": stage.pictureAddress]
            let item = ["media_type": "VIDEO", "video_url": stage.filmAddress, "is_carousel_item": "true"]
            let named = #"[{"username":"citra"}]"#
            let placed = #"[{"username":"citra","x":0.5,"y":1}]"#
            let outside = #"[{"username":"citra","x":0.5,"y":1.5}]"#
            let cases: [([String: String], String, Int?)] = [
                (picture, placed, nil), (picture, named, 100), (picture, outside, 100), (reel, named, nil),
                (reel, placed, 100), (story, named, nil), (story, placed, nil), (item, named, 100),
                (reel, "citra", 100), (reel, #"[{"name":"citra"}]"#, 100),
            ]

            for (fields, tags, wanted) in cases {
                let all = fields.merging(["user_tags": tags]) { $1 }
                #expect(try await code(stage, all, token) == wanted, "\(all)")
            }
        }
    }

    @Test func `is nothing that it does not know`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let fields = ["media_type": "REELS", "video_url": stage.filmAddress, "video_title": "Kopi"]

            #expect(try await code(stage, fields, token) == 100)
        }
    }
}
