import Foundation
import HTTPTypes
import KicauCore
import KicauTesting
import Testing

@testable import KicauPlatforms
@testable import KicauPublish

/// What becomes of it is said before it is scheduled.
@Suite("A moving picture", .serialized)
struct MovementTests {
    private static let workspace = Workspace(
        id: ID(1), name: "Kedai", zone: "Asia/Jakarta", missedLimit: .hours(1), resendsAfterTwoLooks: false)

    private static func picture(_ type: String = "image/gif", frames: Int? = 3) -> Media {
        Media(
            sha256: String(repeating: "ab", count: 32), mimeType: type, width: 600, height: 600, bytes: 1000,
            alt: "Cangkir berputar", motion: Motion(milliseconds: 0, milliFPS: 0, frames: frames))
    }

    private static let photo = Media(
        sha256: String(repeating: "cd", count: 32), mimeType: "image/gif", width: 600, height: 600, bytes: 1000,
        alt: "Cangkir")

    private func platform(_ name: String) throws -> any Platform {
        try #require(Registry.all.first { $0.id.raw == name })
    }

    private func told(_ name: String, _ media: [Media], traits: [String: JSONValue] = [:]) throws -> [RuleBroken] {
        let platform = try platform(name)
        let account = Account(
            id: ID(7), platform: platform.id, remoteID: "42", handle: "ayu", displayName: "Ayu", server: "",
            traits: traits)
        let post = Post(parts: [Post.Part(text: "Kopi", media: media)])
        let broken = platform.rendered(post, for: account, in: Self.workspace, at: HandTime().now()).broken
        let words = ["stands still", "still picture", "frames"]
        return broken.filter { rule in words.contains { rule.what.description.contains($0) } }
    }

    @Test(arguments: ["facebook", "instagram", "threads", "bluesky"])
    func `stands still where the network takes none that moves`(name: String) throws {
        let told = try told(name, [Self.photo, Self.picture()])

        let network = try platform(name).name
        #expect(told.map(\.what.description) == ["Picture 2 of part 1 moves; on \(network) it stands still."])
        #expect(told.map(\.weight) == [.warns] && told.map(\.part) == [0])
    }

    @Test func `stands still on a Mastodon server that announces no such type, and on no other`() throws {
        let still = try told("mastodon", [Self.picture()], traits: ["pictureTypes": ["image/jpeg", "image/png"]])

        #expect(still.map(\.what.description) == ["Picture 1 of part 1 moves; on Mastodon it stands still."])
        #expect(try told("mastodon", [Self.picture()]).isEmpty)
        #expect(try told("mastodon", [Self.picture("image/webp")]).isEmpty)
    }

    @Test func `moves on X where it is alone, and X says so itself where it is not`() throws {
        #expect(try told("x", [Self.picture()]).isEmpty)
        #expect(try told("x", [Self.picture("image/webp")]).isEmpty)

        let beside = try told("x", [Self.picture(), Self.photo])
        #expect(beside.map(\.what.description) == ["The GIF in part 1 goes to X as a still picture."])
    }

    @Test func `moves on LinkedIn as a GIF, and not as a WebP`() throws {
        #expect(try told("linkedin", [Self.picture(), Self.picture()]).isEmpty)
        #expect(
            try told("linkedin", [Self.picture("image/webp")]).map(\.what.description)
                == ["Picture 1 of part 1 moves; on LinkedIn it stands still."])
    }

    @Test(arguments: Registry.all.map(\.id.raw))
    func `is none when it has one frame`(name: String) throws {
        #expect(try told(name, [Self.photo]).isEmpty)
    }

    /// As many as the lists of the networks' limits say: those are held to in PlatformLimitsTests.
    @Test(arguments: [("x", 350), ("linkedin", 250)])
    func `has no more frames than the network takes`(name: String, most: Int) throws {
        #expect(try told(name, [Self.picture(frames: most)]).isEmpty)
        #expect(try told(name, [Self.picture(frames: nil)]).isEmpty)

        let told = try told(name, [Self.picture(frames: most + 1)])
        let network = try platform(name).name
        #expect(
            told.map(\.what.description)
                == ["Picture 1 of part 1 has \(most + 1) frames; \(network) takes \(most)."])
        #expect(told.map(\.weight) == [.refuses])
    }

    @Test func `is uploaded, counted and spoken of by the API and the page`() async throws {
        try await Rehearsal.on(Facebook()) { rehearsal in
            let door = try await FrontDoor(rehearsal)
            let path = rehearsal.kit.media.incomingPath()
            try Data(MadeGIF.bytes(120, 80, frames: [5, 60, 120])).write(to: URL(fileURLWithPath: path))
            let gif = try await rehearsal.kit.media.takeIn(fileAt: path, by: rehearsal.caller)
            #expect(gif.motion?.frames == 3)
            #expect(try await rehearsal.kit.media.picture(gif.sha256, for: rehearsal.caller).motion?.frames == 3)

            let preview = try await door.ask(
                .post, "/posts/preview",
                [
                    "accounts": [.integer(rehearsal.account.raw)],
                    "parts": [["text": "Kopi", "media": [["sha256": .string(gif.sha256), "alt": "Cangkir"]]]],
                ])
            _ = try await door.visit("/compose")
            _ = try await door.submit(
                "/compose/preview",
                [
                    ("account", "\(rehearsal.account)"), ("parts", "1"), ("text-0", "Kopi"),
                    ("picture-0", gif.sha256),
                ])

            let sentence = "Picture 1 of part 1 moves; on Facebook it stands still."
            let broken = preview.json["accounts"]?[0]?["broken"]?.array ?? []
            #expect(broken.map { $0["what"]?.string } == [sentence], "\(preview.json)")
            #expect(broken.map { $0["weight"]?.string } == ["warns"])
            #expect(preview.json["can_go_out"] == true)
            #expect(door.page.contains(sentence))
        }
    }
}
