import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("Subtitles on the rehearsed X", .serialized)
struct XSubtitleTests {
    private static let words = Data("1\n00:00:00,500 --> 00:00:02,000\nKopi\n".utf8)

    private func upload(_ bytes: Data, _ x: XCalls) async throws -> Answer {
        try await x.world.call(
            "POST", "x", "/2/media/upload", token: x.token,
            body: .json(["media": .string(bytes.base64EncodedString()), "media_category": "subtitles"]))
    }

    private func tie(_ file: String, to film: String, _ x: XCalls, more: [String: JSONValue] = [:]) async throws
        -> Answer
    {
        let track: [String: JSONValue] = [
            "id": .string(file), "language_code": "ID", "display_name": "Indonesian",
        ]
        return try await x.world.call(
            "POST", "x", "/2/media/subtitles", token: x.token,
            body: .json([
                "id": .string(film), "media_category": "TweetVideo",
                "subtitles": .object(track.merging(more) { _, new in new }),
            ]))
    }

    @Test func `are words as SRT, and nothing else`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))

            let srt = try await upload(Self.words, x)
            let webVTT = try await upload(Data("WEBVTT\n\n00:01.000 --> 00:02.000\nKopi\n".utf8), x)
            let picture = try await upload(Sample.png, x)

            #expect(statuses(srt, webVTT, picture) == [200, 400, 400])
        }
    }

    @Test func `are tied to a film of one's own, by a code of two capital letters`() async throws {
        try await Rehearsal.running("x") { world in
            let x = XCalls(world: world, token: try world.token("x", "ayu_lestari"))
            let other = XCalls(world: world, token: try world.token("x", "bima_pratama"))
            let film = try await x.upload(Sample.film, "video/mp4", "tweet_video")
            let picture = try await x.upload(Sample.png, "image/png", "tweet_image")
            let file = try await upload(Self.words, x)["data"]?["id"]?.string ?? ""

            let tied = try await tie(file, to: film, x)
            let small = try await tie(file, to: film, x, more: ["language_code": "id"])
            let strange = try await tie(file, to: film, x, more: ["kind": "captions"])
            let toPicture = try await tie(file, to: picture, x)
            let ofPicture = try await tie(picture, to: film, x)
            let byOther = try await tie(file, to: film, other)

            #expect(statuses(tied, small, strange, toPicture, ofPicture, byOther) == [200, 400, 400, 400, 400, 404])
            #expect(tied["data"]?["associated_subtitles"]?[0]?["language_code"] == "ID")
        }
    }
}
