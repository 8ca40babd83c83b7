import Foundation
import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("The sweep of the media folder")
struct MediaSweeperTests {
    private func upload(_ world: World) async throws -> Media {
        try await world.kit.media.takeIn(fileAt: try TestPicture.file(), by: world.caller)
    }

    private func content(_ world: World, _ media: Media) -> DraftContent {
        DraftContent(post: Post(parts: [.init(text: "Kopi", media: [media])]), accounts: [world.account])
    }

    private func path(_ world: World, _ place: String) -> String { "\(world.kit.media.folder)/\(place)" }
    private func isThere(_ world: World, _ place: String) -> Bool {
        FileManager.default.fileExists(atPath: path(world, place))
    }

    /// As if it was last used so long before the world's now.
    private func age(_ world: World, _ place: String, _ age: Duration) throws {
        let last = Date(timeIntervalSince1970: Double((world.time.now() - age).seconds))
        try FileManager.default.setAttributes([.modificationDate: last], ofItemAtPath: path(world, place))
    }

    private func write(_ world: World, _ place: String, age: Duration) throws {
        try Data("a".utf8).write(to: URL(fileURLWithPath: path(world, place)))
        try self.age(world, place, age)
    }

    @Test func `takes fitted copies that are old and that nothing needs`() async throws {
        let world = try await World.flock()
        let name = String(repeating: "ab", count: 32)
        try write(world, "fitted/\(name)-1", age: .days(3))
        try write(world, "fitted/\(name)-2.mp4", age: .days(3))
        try write(world, "fitted/\(name)-3", age: .days(1))
        try write(world, "fitted/sample.png", age: .days(90))

        #expect(await MediaSweeper(kit: world.kit).turn() == 2)

        #expect(!isThere(world, "fitted/\(name)-1") && !isThere(world, "fitted/\(name)-2.mp4"))
        #expect(isThere(world, "fitted/\(name)-3") && isThere(world, "fitted/sample.png"))
        #expect(world.kit.metrics.samples().contains(Sample(.swept, ["fitted"], 2)))
    }

    @Test func `leaves what a delivery under way brings, until it has ended`() async throws {
        let world = try await World.flock()
        let media = try await upload(world)
        _ = try await world.publishing.schedule(
            content(world, media), as: nil, version: nil,
            timing: .at(try Due(at: world.time.now() + .days(5), zone: "Asia/Jakarta")), key: "k", by: world.caller)
        try write(world, "fitted/\(media.sha256)-1", age: .days(3))

        #expect(await MediaSweeper(kit: world.kit).turn() == 0)
        #expect(isThere(world, "fitted/\(media.sha256)-1"))

        try await world.advance(by: .days(5) + .minutes(1))
        try age(world, "fitted/\(media.sha256)-1", .days(3))
        await MediaSweeper(kit: world.kit).turn()

        #expect(!isThere(world, "fitted/\(media.sha256)-1"))
        #expect(isThere(world, "kept/\(media.sha256)"))
    }

    @Test func `leaves what a network may still fetch`() async throws {
        let world = try await World.flock()
        let name = String(repeating: "cd", count: 32)
        let now = world.time.now()
        try write(world, "fitted/\(name)-1", age: .days(3))
        try await world.store.write { tx in
            try tx.addMediaGrant(
                tokenSHA256: "t", path: "fitted/\(name)-1", mimeType: "image/png", bytes: 1, expires: now + .days(1),
                at: now)
        }

        #expect(await MediaSweeper(kit: world.kit).turn() == 0)

        world.time.advance(by: .days(1) + .minutes(1))
        #expect(await MediaSweeper(kit: world.kit).turn() == 1)
        #expect(try await world.store.read { try $0.grantedFiles() }.isEmpty)
    }

    @Test func `does not take what is used again meanwhile`() async throws {
        let world = try await World.flock()
        let media = try await upload(world)
        let fit = PictureFit(types: ["image/jpeg"], maxBytes: 1 << 20)
        let rendered = [RenderedMedia(media, .picture(fit))]
        let first = try #require(try await world.kit.media.fitted(rendered, fetchedByNetwork: false).first)
        let place = "fitted/" + (first.path.split(separator: "/").last ?? "")
        try age(world, place, .days(3))

        _ = try await world.kit.media.fitted(rendered, fetchedByNetwork: false)
        await MediaSweeper(kit: world.kit).turn()

        #expect(isThere(world, place))
    }

    @Test func `takes an upload that nobody ever used, after a week`() async throws {
        let world = try await World.flock()
        let media = try await upload(world)
        _ = try await world.kit.media.thumbnail(of: media.sha256, for: world.caller)
        for place in ["kept/\(media.sha256)", "thumbnails/\(media.sha256).jpg"] { try age(world, place, .minutes(1)) }

        world.time.advance(by: .days(6))
        #expect(await MediaSweeper(kit: world.kit).turn() == 0)
        world.time.advance(by: .days(1) + .minutes(1))
        #expect(await MediaSweeper(kit: world.kit).turn() == 2)

        #expect(!isThere(world, "kept/\(media.sha256)") && !isThere(world, "thumbnails/\(media.sha256).jpg"))
        await #expect(throws: Problem.self) {
            _ = try await world.kit.media.picture(media.sha256, for: world.caller)
        }
    }

    @Test func `leaves an upload that a draft or a card ever had, and one that was uploaded again`() async throws {
        let world = try await World.flock()
        let media = try await upload(world)
        let card = LinkCard(url: "https://kedai-aksara.com", title: "Kedai", picture: media)
        let draft = DraftContent(post: Post(parts: [.init(text: "a", card: card)]), accounts: [world.account])
        let id = try await world.publishing.saveDraft(draft, as: nil, version: nil, by: world.caller)
        try await world.publishing.deleteDraft(id, by: world.caller)
        try age(world, "kept/\(media.sha256)", .days(0))

        world.time.advance(by: .days(400))
        await MediaSweeper(kit: world.kit).turn()
        #expect(isThere(world, "kept/\(media.sha256)"))

        let other = try await World.flock()
        let again = try await upload(other)
        other.time.advance(by: .days(6))
        _ = try await upload(other)
        other.time.advance(by: .days(2))
        await MediaSweeper(kit: other.kit).turn()
        #expect(try await other.kit.media.picture(again.sha256, for: other.caller) == again)
    }

    @Test func `lets nobody save a post whose picture went meanwhile`() async throws {
        let world = try await World.flock()
        let media = try await upload(world)
        let kept = try PostContent(content(world, media))
        let now = world.time.now() + .days(8)
        let dropped = try await world.store.write { try $0.dropUnusedMedia(madeBefore: now - .days(7), most: 10) }
        #expect(dropped == [media.sha256])

        let problem = await #expect(throws: Problem.self) {
            try await world.store.write { tx in
                _ = try tx.addPost(
                    kept, state: "draft", due: nil, key: nil, author: "Ayu", in: world.caller.workspace.id, at: now)
            }
        }

        #expect(problem?.code == .notFound)
    }

    @Test func `takes every shared copy to which no address leads, and no other`() async throws {
        let world = try await World.flock()
        let now = world.time.now()
        let names = (0..<120).map { "fitted/copy-\($0)" }
        try await world.store.write { tx in
            for name in names + ["kept/a"] { try tx.addMediaPiece(name, position: 0, bytes: Data("a".utf8)) }
            try tx.addMediaGrant(
                tokenSHA256: "t", path: names[7], mimeType: "image/png", bytes: 1, expires: now + .days(1), at: now)
        }

        await MediaSweeper(kit: world.kit).turn()

        let left = try await world.store.read { tx in try (names + ["kept/a"]).filter { try tx.hasMediaPieces($0) } }
        #expect(left == [names[7], "kept/a"])
    }

    @Test func `takes what an upload left half done`() async throws {
        let world = try await World.flock()
        try write(world, "incoming/half", age: .days(2))
        try write(world, "incoming/fresh", age: .hours(2))

        #expect(await MediaSweeper(kit: world.kit).turn() == 1)

        #expect(!isThere(world, "incoming/half") && isThere(world, "incoming/fresh"))
    }
}

@Suite("A file that was fetched from another node")
struct FetchedPieceTests {
    @Test func `is whole by its length, and what was kept by its name as well`() async throws {
        let world = try await World.flock()
        let pieces = SharedPieces(store: world.store, folder: world.kit.media.folder, makeToken: world.kit.makeName)
        let path = world.kit.media.incomingPath()
        try Data("kopi".utf8).write(to: URL(fileURLWithPath: path))
        let name = try Digest.hex(ofFileAt: path)

        #expect(try pieces.isWhole(path, as: "fitted/a", bytes: 4))
        #expect(try !pieces.isWhole(path, as: "fitted/a", bytes: 5))
        #expect(try pieces.isWhole(path, as: "kept/\(name)", bytes: nil))
        #expect(try !pieces.isWhole(path, as: "kept/\(String(repeating: "a", count: 64))", bytes: 4))
    }
}

@Suite("The files that saved words name")
struct NamedFilesTests {
    private let name = String(repeating: "0f", count: 32)

    @Test func `are found by the JSON's own marks, and in nobody's text`() throws {
        #expect(NamedFiles.of(#"{"media":[{"alt":"","sha256":"\#(name)"}]}"#) == [name])
        #expect(NamedFiles.of(#"{"text":"\"sha256\":\"\#(name)\""}"#) == [])
        #expect(NamedFiles.of(#"{"sha256":"\#(name.dropLast())"}"#) == [])
        #expect(NamedFiles.of(#"{"sha256":"\#(name)0"}"#) == [])
        #expect(NamedFiles.of(#""sha256":"\#(name.uppercased())""#) == [])
        #expect(NamedFiles.of("") == [] && NamedFiles.of(#""sha256":""#) == [])
    }

    @Test func `are those of pictures, captions, cards and what goes out`() throws {
        func media(_ digit: String, captions: [Captions] = []) -> Media {
            Media(
                sha256: String(repeating: digit, count: 64), mimeType: "image/png", width: 1, height: 1, bytes: 1,
                captions: captions)
        }
        let video = media("1", captions: [Captions(language: "id", sha256: String(repeating: "2", count: 64))])
        let card = LinkCard(url: "https://kedai-aksara.com", title: "a", picture: media("3"))
        let content = DraftContent(
            post: Post(parts: [.init(text: "a", media: [video]), .init(text: "b", card: card)]), accounts: [])

        #expect(
            NamedFiles.of(try JSONText.encode(content))
                == Set(["1", "2", "3"].map { String(repeating: $0, count: 64) }))
    }
}
