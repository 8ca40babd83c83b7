import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Videos and quotes on Threads")
struct ThreadsFilmTests {
    private func publish(_ stage: OpenNetworkStage, _ token: String, _ fields: [String: String]) async throws -> String
    {
        let made = try #require(try await stage.form("/v1.0/me/threads", fields, token: token).id)
        stage.clock.advance(1_500)
        let post = try await stage.form("/v1.0/me/threads_publish", ["creation_id": made], token: token)
        return try #require(post.id)
    }

    @Test func `keep their description`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let film = stage.address(of: MetaPictures.film, type: "video/mp4")

            let id = try await publish(
                stage, token, ["media_type": "VIDEO", "video_url": film, "alt_text": "Kopi dituang", "text": "Hai"])
            let read = try await stage.get("/v1.0/\(id)?fields=media_type,alt_text,text", token: token)

            #expect(read["media_type"] == "VIDEO" && read["alt_text"] == "Kopi dituang" && read["text"] == "Hai")
            #expect(stage.live.map { $0.media.map(\.type) } == [["video/mp4"]])
        }
    }

    @Test func `stand beside pictures in a carousel`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let items = [
                [
                    "media_type": "VIDEO", "video_url": stage.address(of: MetaPictures.film, type: "video/mp4"),
                    "is_carousel_item": "true",
                ],
                [
                    "media_type": "IMAGE", "image_url": stage.address(of: MetaPictures.jpeg(600, 600)),
                    "is_carousel_item": "true",
                ],
            ]
            let children = try await items.sequentially {
                try #require(try await stage.form("/v1.0/me/threads", $0, token: token).id)
            }
            stage.clock.advance(1_500)

            let id = try await publish(
                stage, token, ["media_type": "CAROUSEL", "children": children.joined(separator: ",")])
            let read = try await stage.get("/v1.0/\(id)?fields=media_type,children{media_type}", token: token)

            #expect(read["media_type"] == "CAROUSEL_ALBUM")
            #expect(read["children"]?["data"]?.array?.map { $0["media_type"]?.string } == ["VIDEO", "IMAGE"])
        }
    }

    @Test func `of something else say so in the container`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let fields = ["media_type": "VIDEO", "video_url": stage.address(of: MetaPictures.jpeg(600, 600))]

            let id = try #require(try await stage.form("/v1.0/me/threads", fields, token: token).id)
            stage.clock.advance(1_500)
            let status = try await stage.get("/v1.0/\(id)?fields=status,error_message", token: token)

            #expect(status["status"] == "ERROR" && status["error_message"] == "FAILED_PROCESSING_VIDEO")
        }
    }

    @Test func `quote a post that is there`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let first = try await publish(stage, token, ["media_type": "TEXT", "text": "Satu"])
            let quote = ["media_type": "TEXT", "text": "Baca ini", "quote_post_id": first]

            let second = try await publish(stage, token, quote)
            let read = try await stage.get("/v1.0/\(second)?fields=is_quote_post,quoted_post", token: token)
            let none = try await stage.form(
                "/v1.0/me/threads", quote.merging(["quote_post_id": "1"]) { $1 }, token: token)

            #expect(read["is_quote_post"] == true && read["quoted_post"]?["id"]?.string == first)
            #expect(stage.live.first { $0.id == first }?.counts.quotes == 1)
            #expect(none.errorSubcode == 4_279_009)
        }
    }
}
