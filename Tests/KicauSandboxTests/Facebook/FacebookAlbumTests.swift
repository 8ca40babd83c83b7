import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Albums of a Facebook page")
struct FacebookAlbumTests {
    private func on(_ test: @escaping @Sendable (OpenNetworkStage, _ token: String) async throws -> Void) async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            try await test(stage, try stage.graphToken("kedaiaksara"))
        }
    }

    private static let picture = MetaPictures.jpeg(800, 600)

    @Test func `are listed with what may be added to`() async throws {
        try await on { stage, token in
            let list = try await stage.get("/me/albums?fields=name,can_upload,from,link", token: token)
            let albums = try #require(list["data"]?.array)
            let first = try #require(albums.first?["id"]?.string)
            let one = try await stage.get("/\(first)?fields=can_upload,from", token: token)

            #expect(albums.map { $0["can_upload"]?.bool } == [true, false])
            #expect(albums.first?["link"]?.string?.contains("set=a.\(first)") == true)
            #expect(one["from"]?["id"]?.string == (try stage.id(of: "kedaiaksara")))
        }
    }

    @Test func `take a picture that is seen at once, in the album and as a post`() async throws {
        try await on { stage, token in
            let album = "71" + (try stage.id(of: "kedaiaksara"))
            let fields = ["caption": "Panggung", "alt_text_custom": "Dari dekat"]

            let made = try await stage.upload("/\(album)/photos", Self.picture, fields: fields, token: token)
            let list = try await stage.get(
                "/\(album)/photos?fields=name,page_story_id,alt_text_custom,album{id}", token: token)

            let post = try #require(made["post_id"]?.string)
            #expect(stage.live.map(\.id) == [post] && stage.live.map(\.text) == ["Panggung"])
            let shown = try #require(list["data"]?[0])
            #expect(shown["id"]?.string == made.id && shown["page_story_id"]?.string == post)
            #expect(shown["name"] == "Panggung" && shown["alt_text_custom"] == "Dari dekat")
            #expect(shown["album"]?["id"]?.string == album)
        }
    }

    @Test func `lose a picture with its post`() async throws {
        try await on { stage, token in
            let album = "71" + (try stage.id(of: "kedaiaksara"))
            let made = try await stage.upload("/\(album)/photos", Self.picture, fields: [:], token: token)

            let gone = try await stage.delete("/\(try #require(made.id))", token: token)
            let list = try await stage.get("/\(album)/photos", token: token)

            #expect(gone["success"] == true)
            #expect(stage.live.isEmpty && list["data"]?.array?.isEmpty == true)
        }
    }

    @Test func `refuse what is closed, unpublished or somebody else's`() async throws {
        try await on { stage, token in
            let page = try stage.id(of: "kedaiaksara")
            func add(to album: String, _ fields: [String: String] = [:], as token: String) async throws -> Int? {
                try await stage.upload("/\(album)/photos", Self.picture, fields: fields, token: token).errorCode
            }
            let person = try stage.graphToken("ayu_lestari")

            #expect(try await add(to: "72\(page)", as: token) == 200)
            #expect(try await add(to: "73\(page)", as: token) == 100)
            #expect(try await add(to: "71\(page)", ["published": "false"], as: token) == 100)
            #expect(try await add(to: "71\(page)", as: person) == 200)
            #expect(stage.live.isEmpty)
        }
    }
}
