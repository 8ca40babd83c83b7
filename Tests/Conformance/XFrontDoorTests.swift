import Foundation
import HTTPTypes
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauTesting
import Testing

@testable import KicauPublish
@testable import KicauWeb

/// What X lets subscribers do, and moving pictures, by page and API and all the way to the network.
@Suite("X through the front door", .serialized)
struct XFrontDoorTests {
    private static func paying(_ rehearsal: Rehearsal) throws {
        let house = try #require(Rehearsal.house(rehearsal.control))
        #expect(rehearsal.control.set(["premium": [.string(house.id)]]))
    }

    /// Writes a post over the API and lets it go out.
    private static func publish(
        _ text: String, _ rehearsal: Rehearsal, _ door: FrontDoor, media: [JSONValue] = []
    ) async throws -> (post: String, delivery: DeliveryID) {
        let made = try await door.ask(
            .post, "/posts",
            [
                "plan": "publish_now", "accounts": [.integer(rehearsal.account.raw)],
                "parts": [["text": .string(text), "media": .array(media)]],
            ])
        #expect(made.status == 201, "\(made.json)")
        try await rehearsal.advance(by: .minutes(5))
        let delivery = try #require(made.json["deliveries"]?[0]?["id"]?.string.flatMap { DeliveryID($0) })
        return (try #require(made.json["id"]?.string), delivery)
    }

    private static func standing(_ rehearsal: Rehearsal) -> [String] {
        rehearsal.live.filter { $0.own["supersededBy"] == nil }.map(\.text)
    }

    @Test func `a subscriber's post is edited over the API, and again on its page`() async throws {
        try await Rehearsal.on(X()) { rehearsal in
            try Self.paying(rehearsal)
            let door = try await FrontDoor(rehearsal)
            let own = try await Self.publish("Buka pukul tujuh", rehearsal, door)

            let edited = try await door.ask(
                .post, "/deliveries/\(own.delivery)/edits", ["part": 0, "text": "Buka pukul delapan"])
            let first = try await rehearsal.detail(of: own.delivery).receipts.first?.remoteID
            #expect(edited.status == 204, "\(edited.json)")
            #expect(Self.standing(rehearsal) == ["Buka pukul delapan"])
            #expect(try await door.visit("/posts/\(own.post)") == .ok)
            #expect(door.page.contains("Buka pukul delapan</textarea>"))
            let seen = try await door.submit(
                "/deliveries/\(own.delivery)/edit",
                [("post", own.post), ("part", "0"), ("text", "Buka pukul sembilan")])

            #expect(seen == .ok)
            #expect(Self.standing(rehearsal) == ["Buka pukul sembilan"])
            let detail = try await rehearsal.detail(of: own.delivery)
            // An edit on X is a post of its own: the next one needs its number.
            #expect(detail.receipts.first?.remoteID != first)
            #expect(detail.acts.contains(.edit))
        }
    }

    @Test(arguments: [true, false])
    func `an edit is refused once X's half hour is over, and to who does not pay, in words`(pays: Bool) async throws {
        try await Rehearsal.on(X()) { rehearsal in
            if pays { try Self.paying(rehearsal) }
            let door = try await FrontDoor(rehearsal)
            let own = try await Self.publish("Buka pukul tujuh", rehearsal, door)
            if pays { rehearsal.time.advance(by: .minutes(30)) }

            let late = try await door.ask(
                .post, "/deliveries/\(own.delivery)/edits", ["part": 0, "text": "Buka pukul delapan"])

            #expect(late.status >= 400)
            #expect(late.json["what"]?.string?.contains("X does not let this post be edited") == true, "\(late.json)")
            #expect(Self.standing(rehearsal) == ["Buka pukul tujuh"])
        }
    }

    @Test func `a GIF goes out alone and moving, as it was uploaded`() async throws {
        try await Rehearsal.on(X()) { rehearsal in
            let door = try await FrontDoor(rehearsal)
            let path = rehearsal.kit.media.incomingPath()
            try Data(MadeGIF.bytes(120, 80, frames: [5, 60, 120])).write(to: URL(fileURLWithPath: path))
            let gif = try await rehearsal.kit.media.takeIn(fileAt: path, by: rehearsal.caller)

            let own = try await Self.publish(
                "Berputar", rehearsal, door, media: [["sha256": .string(gif.sha256), "alt": "Cangkir berputar"]])

            let detail = try await rehearsal.detail(of: own.delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            let live = try #require(rehearsal.live.first)
            #expect(live.media.map(\.type) == ["image/gif"])
            #expect(live.media.map(\.alt) == ["Cangkir berputar"])
            #expect(live.own["mediaKeys"]?[0]?.string?.hasPrefix("16_") == true, "X's own mark of a moving picture")
        }
    }

    @Test func `a long post of a paying account is one post, read back whole`() async throws {
        let text = String(repeating: "Kopi dari kebun ke cangkir, sepanjang pagi. ", count: 40) + "Tamat"
        try await Rehearsal.on(X()) { rehearsal in
            let door = try await FrontDoor(rehearsal)
            let body: JSONValue = [
                "plan": "publish_now", "accounts": [.integer(rehearsal.account.raw)],
                "parts": [["text": .string(text)]],
            ]
            let refused = try await door.ask(.post, "/posts", body)
            try Self.paying(rehearsal)
            // What an account may do is asked for with whose token it is.
            let checked = try await door.ask(.post, "/accounts/\(rehearsal.account)/checks")

            let own = try await Self.publish(text, rehearsal, door)
            try await rehearsal.publishing.resolve(own.delivery, by: .checkNow, link: nil, caller: rehearsal.caller)

            #expect(refused.json["code"] == "rule-broken" && checked.status == 201, "\(refused.json)")
            #expect(rehearsal.live.map(\.text) == [text])
            let detail = try await rehearsal.detail(of: own.delivery)
            #expect(detail.state == .published && detail.receipts.count == 1)
            #expect(detail.checks.last?.sighting == .unchanged)
        }
    }
}
