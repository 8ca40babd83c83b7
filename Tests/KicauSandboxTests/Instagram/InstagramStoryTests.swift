import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Stories on Instagram")
struct InstagramStoryTests {
    @Test func `stand in a list of their own, for a day`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let tall = stage.address(of: MetaPictures.jpeg(1080, 1920))
            let picture = try await stage.publishOnInstagram(
                ["media_type": "STORIES", "image_url": tall], token: token)
            let film = try await stage.publishOnInstagram(
                ["media_type": "STORIES", "video_url": stage.filmAddress], token: token)
            let path = "/v23.0/me/stories?fields=id,media_type,media_product_type"

            let stories = try await stage.get(path, token: token)
            let posts = try await stage.get("/v23.0/me/media", token: token)
            let read = try await stage.get("/v23.0/\(film)?fields=permalink,caption", token: token)
            let page = try #require(read["permalink"]?.string)
            let shown = try await stage.get(page)
            stage.clock.advance(24 * 3_600_000)
            let later = try await stage.get(path, token: token)
            let gone = try await stage.get("/v23.0/\(picture)", token: token)

            #expect(Set(stories["data"]?.array?.compactMap { $0["id"]?.string } ?? []) == [picture, film])
            #expect(stories["data"]?.array?.allSatisfy { $0["media_product_type"] == "STORY" } == true)
            #expect(posts["data"] == [])
            #expect(page.contains("/stories/kedai.aksara/") && read["caption"] == nil)
            #expect(shown.status == 200)
            #expect(later["data"] == [])
            #expect(gone.errorSubcode == 33)
            #expect(try await stage.get(page).status == 404)
        }
    }

    @Test func `have numbers of their own`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let story = try await stage.publishOnInstagram(
                ["media_type": "STORIES", "image_url": stage.pictureAddress], token: token)

            let known = try await stage.get("/v23.0/\(story)/insights?metric=views,replies", token: token)
            let saved = try await stage.get("/v23.0/\(story)/insights?metric=saved", token: token)

            #expect(known["data"]?.array?.map { $0["name"]?.string } == ["views", "replies"])
            #expect(saved.errorCode == 100)
        }
    }

    @Test func `take no words, partners or places`() async throws {
        try await OpenNetworkStage.run("instagram") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let story = ["media_type": "STORIES", "image_url": stage.pictureAddress]
            for extra in [
                ["caption": "Kopi"], ["alt_text": "Kopi"], ["collaborators": #"["bima"]"#], ["location_id": "77"],
                ["share_to_feed": "true"], ["thumb_offset": "0"],
            ] {
                let answer = try await stage.stageOnInstagram(story.merging(extra) { $1 }, token: token)
                #expect(answer.errorCode == 100, "\(extra)")
            }
            let item = try await stage.stageOnInstagram(
                story.merging(["is_carousel_item": "true"]) { $1 }, token: token)
            #expect(item.errorSubcode == 2_207_023)
        }
    }
}
