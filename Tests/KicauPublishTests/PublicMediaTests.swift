import Foundation
import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("An address that a network fetches a picture from")
struct PublicMediaTests {
    /// The world's room, with an address of its own.
    private func room(_ world: World, at address: String? = "https://media.example") throws -> MediaRoom {
        try MediaRoom(
            store: world.store, folder: world.kit.media.folder, time: world.time, publicAddress: address,
            makeToken: world.kit.makeName)
    }

    private func fitted(_ room: MediaRoom, _ world: World, fetched: Bool = true) async throws -> FittedMedia {
        let media = try await room.takeIn(fileAt: try TestPicture.file(), by: world.caller)
        let fit = PictureFit(types: ["image/jpeg"], maxBytes: 1 << 20, maxWidth: 100, maxHeight: 100)
        return try #require(
            try await room.fitted([RenderedMedia(media, .picture(fit))], fetchedByNetwork: fetched).first)
    }

    private func token(_ media: FittedMedia) throws -> String {
        String(try #require(media.publicURL?.split(separator: "/").last))
    }

    @Test func `leads to the picture as the network takes it, with its type and length`() async throws {
        let world = try await World.flock()
        let room = try room(world)
        let media = try await fitted(room, world)

        let found = try await room.fetched(token: try token(media))

        #expect(media.publicURL?.hasPrefix("https://media.example/media-public/") == true)
        #expect(found.mimeType == "image/jpeg" && media.mimeType == "image/jpeg")
        #expect(found.bytes == media.bytes)
        #expect(try Data(contentsOf: URL(fileURLWithPath: found.path)).count == found.bytes)
    }

    @Test func `ends after a day, and each asking has a new one`() async throws {
        let world = try await World.flock()
        let room = try room(world)
        let first = try token(try await fitted(room, world))
        world.time.advance(by: .days(1))
        let second = try token(try await fitted(room, world))
        #expect(first != second)
        _ = try await room.fetched(token: first)

        world.time.advance(by: .milliseconds(1))

        await #expect(throws: Problem.self) { try await room.fetched(token: first) }
        _ = try await room.fetched(token: second)
    }

    @Test func `is kept as a digest, so that the database alone opens nothing`() async throws {
        let world = try await World.flock()
        let token = try token(try await fitted(try room(world), world))

        let kept = try await world.store.read { tx in
            try tx.all("SELECT token_sha256 FROM media_grant", { try $0.text("token_sha256") })
        }

        #expect(kept == [Digest.hex(token)])
        #expect(!kept.contains(token))
    }

    @Test(arguments: ["", "..", "kept", "guess", "%00", String(repeating: "a", count: 4000)])
    func `is not found by what nobody was given`(guess: String) async throws {
        let world = try await World.flock()
        let room = try room(world)
        _ = try await fitted(room, world)

        let problem = await #expect(throws: Problem.self) { try await room.fetched(token: guess) }

        #expect(problem?.code == .notFound)
    }

    @Test func `is made for no network that is handed the bytes, and nowhere without a public address`() async throws {
        let world = try await World.flock()
        let handed = try await fitted(try room(world), world, fetched: false)
        let closed = try await fitted(try room(world, at: nil), world)

        #expect(handed.publicURL == nil && closed.publicURL == nil)
        let grants = try await world.store.read { tx in
            try tx.all("SELECT path FROM media_grant", { try $0.text("path") })
        }
        #expect(grants.isEmpty)
    }
}
