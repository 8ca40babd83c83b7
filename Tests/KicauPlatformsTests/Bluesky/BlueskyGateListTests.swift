import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Lists whose members may answer on Bluesky")
struct BlueskyGateListTests {
    private static let did = "did:plc:ayu"
    private static let account = Sample.account("bluesky", remoteID: did, handle: "ayu.test")
    private static let list = "at://did:plc:ayu/app.bsky.graph.list/3kabcdefghi2z"

    private func rendered(_ chosen: [String: [String]]) -> Rendered {
        var post = Sample.post("Kopi baru")
        post.options = ["bluesky": ChosenOptions(chosen)]
        return Bluesky().render(post, for: Self.account, at: .noon)
    }

    @Test(arguments: [
        list, "at://ayu.test/app.bsky.graph.list/3kabcdefghi2z",
        "https://bsky.app/profile/ayu.test/lists/3kabcdefghi2z",
        " https://deer.social/profile/did:plc:ayu/lists/3kabcdefghi2z ",
    ])
    func `are named by link or address`(text: String) {
        let rendered = rendered(["threadgate_lists": [text]])

        #expect(rendered.refusals.isEmpty)
        #expect(rendered.rendition.parts[0].frozen["threadgate"] == [.string(Self.list)])
    }

    @Test(arguments: [
        "https://bsky.app/profile/bima.test/lists/3kabcdefghi2z", "at://did:plc:ayu/app.bsky.feed.post/3kabcdefghi2z",
        "https://bsky.app/profile/ayu.test/post/3kabcdefghi2z", "pelanggan",
    ])
    func `are one's own, and nothing else`(text: String) {
        #expect(!rendered(["threadgate_lists": [text]]).refusals.isEmpty)
    }

    @Test func `stand in the gate beside the other rules`() {
        let part = rendered(["threadgate": ["mentionRule"], "threadgate_lists": [Self.list, Self.list]]).rendition
            .parts[0]

        #expect(part.frozen["threadgate"] == ["mentionRule", .string(Self.list)])
        #expect(
            part.frozen["threadgate"]?.array?.compactMap(\.string).map(Bluesky.record(ofRule:)) == [
                ["$type": "app.bsky.feed.threadgate#mentionRule"],
                ["$type": "app.bsky.feed.threadgate#listRule", "list": .string(Self.list)],
            ])
        #expect(Bluesky().trimmings(of: part).notes.map(\.kind) == [.answers, .answers])
    }

    @Test func `are five at most, the other rules among them, and never beside nobody`() {
        let lists = (2...6).map { "at://did:plc:ayu/app.bsky.graph.list/3kabcdefgh\($0)2z" }

        #expect(rendered(["threadgate_lists": lists]).refusals.isEmpty)
        #expect(!rendered(["threadgate": ["mentionRule"], "threadgate_lists": lists]).refusals.isEmpty)
        #expect(!rendered(["threadgate": ["nobody"], "threadgate_lists": [Self.list]]).refusals.isEmpty)
    }
}
