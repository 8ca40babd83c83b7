import Foundation
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("The captions of a video")
struct CaptionKeepingTests {
    static let words = "1\r\n00:00:00,500 --> 00:00:02,000\r\nKopi <b>Gayo</b>\r\n"

    private func captions(_ text: String, in world: World) async throws -> Media {
        let path = world.kit.media.incomingPath()
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return try await world.kit.media.takeInCaptions(fileAt: path, by: world.caller)
    }

    @Test func `are kept as WebVTT, once`() async throws {
        let world = try await World.flock()

        let kept = try await captions(Self.words, in: world)
        let again = try await captions("WEBVTT\n\n00:00.500 --> 00:02.000\nKopi Gayo\n", in: world)

        #expect(kept.mimeType == "text/vtt")
        #expect(again == kept)
        let path = try await world.kit.media.path(of: kept.sha256, for: world.caller).path
        #expect(
            try String(contentsOfFile: path, encoding: .utf8)
                == "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nKopi Gayo\n")
    }

    @Test func `lie ready in both forms beside the video`() async throws {
        let world = try await World.flock()
        let kept = try await captions(Self.words, in: world)

        let fitted = try #require(
            try await world.kit.media.fitted([Captions(language: "id", sha256: kept.sha256)]).first)

        #expect(fitted.language == "id")
        #expect(fitted.webVTT.bytes == kept.bytes)
        let srt = try String(contentsOfFile: fitted.srt.path, encoding: .utf8)
        #expect(srt == "1\n00:00:00,500 --> 00:00:02,000\nKopi Gayo\n")
        #expect(fitted.srt.bytes == srt.utf8.count)
    }

    @Test func `that are none leave nothing behind`() async throws {
        let world = try await World.flock()

        await #expect(throws: Problem.self) { _ = try await captions("bukan takarir", in: world) }

        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(world.kit.media.folder)/incoming").isEmpty)
    }

    @Test func `belong to a video, have a language, and are captions`() async throws {
        let world = try await World.flock()
        let kept = try await captions(Self.words, in: world)
        var film = try await world.film()
        let other = film
        func problem(_ media: Media) async -> Problem? {
            let content = DraftContent(post: Post(parts: [Post.Part(text: "Kopi", media: [media])]), accounts: [])
            do {
                _ = try await world.publishing.saveDraft(content, as: nil, version: nil, by: world.caller)
                return nil
            } catch { return error as? Problem }
        }

        film.captions = [Captions(language: "id", sha256: kept.sha256)]
        #expect(await problem(film) == nil)
        film.captions.append(Captions(language: "id", sha256: kept.sha256))
        #expect(await problem(film)?.field == "captions")
        film.captions = [Captions(language: "Bahasa", sha256: kept.sha256)]
        #expect(await problem(film)?.field == "language")
        film.captions = [Captions(language: "id", sha256: other.sha256)]
        #expect(await problem(film)?.code == .notCaptions)
        film.captions = [Captions(language: "id", sha256: String(repeating: "0", count: 64))]
        #expect(await problem(film)?.code == .notFound)
        #expect(await problem(kept)?.field == "media")
    }

    @Test func `keep their size where a draft is read again`() async throws {
        let world = try await World.flock()
        let kept = try await captions(Self.words, in: world)
        var film = try await world.film()
        film.captions = [Captions(language: "id", sha256: kept.sha256)]
        let content = DraftContent(post: Post(parts: [Post.Part(text: "Kopi", media: [film])]), accounts: [])

        let id = try await world.publishing.saveDraft(content, as: nil, version: nil, by: world.caller)

        let read = try await world.publishing.draft(id, for: world.caller).content.post.parts[0].media[0]
        #expect(read.captions == [Captions(language: "id", sha256: kept.sha256, bytes: kept.bytes)])
    }
}
