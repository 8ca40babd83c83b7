import Foundation
import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A status held against what was sent")
struct MastodonComparingTests {
    private static let plain: [String: JSONValue] = [
        "id": "1", "content": "<p>kopi</p>", "created_at": "2026-11-24T12:00:00.000Z", "visibility": "public",
        "spoiler_text": "", "media_attachments": [],
    ]

    private func told(
        _ shown: [String: JSONValue], _ chosen: [String: [String]] = [:], pictures: [Media] = []
    ) throws -> [String] {
        var post = Sample.post("kopi", pictures: pictures)
        post.options = ["mastodon": ChosenOptions(chosen)]
        let account = Sample.account("mastodon", traits: ["maxPollAnswers": 4])
        let part = Mastodon().render(post, for: account, at: .noon).rendition.parts[0]
        let status = try #require(MastodonWire.Status(.object(Self.plain.merging(shown) { $1 })))
        return status.differences(from: part, parent: nil).map(\.description)
    }

    private func poll(_ more: [String: JSONValue] = [:]) -> JSONValue {
        .object(
            [
                "expires_at": "2026-11-24T13:00:00.000Z", "expired": false, "multiple": false,
                "options": [["title": "a", "votes_count": 0], ["title": "b", "votes_count": 0]],
            ].merging(more) { $1 })
    }

    private static let asked = ["poll": ["a", "b"], "poll_expires_in": ["3600"]]
    private static let hidden: JSONValue = [
        ["title": "a", "votes_count": .null], ["title": "b", "votes_count": .null],
    ]

    @Test func `tells of a poll that is another than was asked for`() throws {
        #expect(try told(["poll": poll()], Self.asked) == [])
        #expect(
            try told(["poll": poll(["multiple": true])], Self.asked)
                == ["The server lets readers choose several answers of the poll."])
        #expect(
            try told(["poll": poll()], Self.asked.merging(["poll_multiple": ["yes"]]) { $1 })
                == ["The server lets readers choose only one answer of the poll."])
        #expect(
            try told(["poll": poll(["expires_at": "2026-11-25T12:00:00.000Z"])], Self.asked)
                == ["The server ends the poll at another time than was asked for."])
        #expect(
            try told(["poll": poll(["options": Self.hidden])], Self.asked)
                == ["The server hides the poll's counts until it ends."])
        #expect(try told([:], Self.asked) == ["The server shows another poll than was sent."])
    }

    @Test func `tells of counts that were to be hidden, until the poll is over`() throws {
        let asked = Self.asked.merging(["poll_hide_totals": ["yes"]]) { $1 }

        #expect(try told(["poll": poll(["options": Self.hidden])], asked) == [])
        #expect(try told(["poll": poll()], asked) == ["The server shows the poll's counts before it ends."])
        #expect(try told(["poll": poll(["expired": true])], asked) == [])
    }

    @Test(
        arguments: [
            (["public"], "public", "public", true), ([], "nobody", "public", true),
            (["followers"], "public", "public", false),
            ([], "public", "private", true), (nil, "followers", "public", false),
        ] as [([String]?, String, String, Bool)])
    func `tells of a server that keeps another word on who may quote it`(
        automatic: [String]?, policy: String, visibility: String, isKept: Bool
    ) throws {
        var shown: [String: JSONValue] = ["visibility": .string(visibility)]
        shown["quote_approval"] = automatic.map { ["automatic": .array($0.map(JSONValue.string)), "manual": []] }

        let told = try told(shown, ["quote_approval_policy": [policy], "visibility": [visibility]])

        #expect(told == (isKept ? [] : ["The server did not keep who may quote it."]))
    }

    @Test func `tells of a focus that was not kept`() throws {
        var picture = Sample.picture()
        picture.framing = .top
        func shown(_ meta: JSONValue) -> [String: JSONValue] {
            ["media_attachments": [["type": "image", "description": .null, "meta": meta]]]
        }
        let sentence = "The server did not keep which side of a picture stays in view."

        #expect(try told(shown(["focus": ["x": 0, "y": .number(0.9)]]), pictures: [picture]) == [])
        #expect(try told(shown(["focus": ["x": 0, "y": 0]]), pictures: [picture]) == [sentence])
        #expect(try told(shown([:]), pictures: [picture]) == [sentence])
        #expect(try told(shown([:]), pictures: [Sample.picture()]) == [])
    }

    @Test func `tells of a warning that nobody sent`() throws {
        #expect(try told(["spoiler_text": "Awas"]) == ["The server shows a content warning that was not sent."])
    }
}
