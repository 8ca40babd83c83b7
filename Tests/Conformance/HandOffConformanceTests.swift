import Foundation
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Where a person's own post is seen by a look, and where its link has to be pasted: docs/hand-off.md says the same.
struct HandOffPlace: Sendable, CustomTestStringConvertible {
    enum Seen: Sendable { case byALook, byItsLink }

    let network: String
    let seen: Seen
    var options: [String: String] = [:]

    var testDescription: String { ([network] + options.values.sorted()).joined(separator: " ") }

    static let all = [
        HandOffPlace(network: "x", seen: .byALook), HandOffPlace(network: "facebook", seen: .byALook),
        HandOffPlace(network: "instagram", seen: .byALook), HandOffPlace(network: "threads", seen: .byALook),
        HandOffPlace(network: "mastodon", seen: .byALook), HandOffPlace(network: "bluesky", seen: .byALook),
        HandOffPlace(network: "linkedin", seen: .byALook, options: ["audience": "organisations"]),
        // LinkedIn shows a member's posts to no program.
        HandOffPlace(network: "linkedin", seen: .byItsLink),
    ]
}

@Suite("Every network, where a person posts by hand", .serialized)
struct HandOffConformanceTests {
    private static let text = "Kopi tetes hari ini"

    /// A post that a person is to post by hand in an hour.
    private func handedOff(_ rehearsal: Rehearsal) async throws -> DeliveryID {
        let part = try await PlatformConformanceTests.part(Self.text, rehearsal)
        let post = try await rehearsal.publishing.schedule(
            DraftContent(post: Post(parts: [part]), accounts: [rehearsal.account], ways: [.handOff]), as: nil,
            version: nil, timing: .at(try Due(at: rehearsal.time.now() + .hours(1), zone: "Asia/Jakarta")),
            key: UUID().uuidString, by: rehearsal.caller)
        let delivery = try #require(try await rehearsal.publishing.post(post, for: rehearsal.caller).deliveries.first)
        await WayKeeper(kit: rehearsal.kit).giveWay(delivery.id, because: .init("It cannot be paid."))
        #expect(try await rehearsal.detail(of: delivery.id).waitingFor == .handOff)
        return delivery.id
    }

    /// The person copies it into the network's own app, which on Facebook is another app than ours.
    private func postByHand(_ rehearsal: Rehearsal) async throws -> LivePost {
        let account = try #require(try await TokenKeeper(kit: rehearsal.kit).load(rehearsal.account).0).account
        let person = try #require(
            rehearsal.control.people.first {
                account.remoteID == $0.id || account.remoteID.hasSuffix(":" + $0.id)
            })
        let picture = SeedMedia(bytes: Drawing.png(width: 640, height: 512, hue: 90), type: "image/png")
        return try #require(
            rehearsal.control.seed(
                SeedPost(
                    account: person.id, text: Self.text, media: rehearsal.platform.rules.needsPicture ? [picture] : [],
                    own: account.platform == "facebook" ? ["application": ["id": "1", "name": "Another"]] : [:])))
    }

    @Test func `none is left out`() {
        #expect(Set(HandOffPlace.all.map(\.network)) == Set(PlatformConformanceTests.names))
    }

    @Test(arguments: HandOffPlace.all)
    func `their post is adopted, and nothing is sent beside it`(place: HandOffPlace) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == place.network })
        try await Rehearsal.on(platform, options: place.options) { rehearsal in
            let keeper = HandOffKeeper(kit: rehearsal.kit)
            let delivery = try await handedOff(rehearsal)
            try await rehearsal.advance(by: .hours(1))
            await keeper.turn()
            #expect(try await rehearsal.detail(of: delivery).handOff?.isDue == true)
            #expect(rehearsal.live.isEmpty)
            let posted = try await postByHand(rehearsal)

            try await rehearsal.advance(by: .minutes(4))
            await keeper.turn()
            let looked = try await rehearsal.detail(of: delivery)
            if place.seen == .byItsLink {
                #expect(looked.state == .waiting)
                let link = rehearsal.control.url(of: posted)
                try await rehearsal.publishing.resolve(delivery, by: .itIsThere, link: link, caller: rehearsal.caller)
                #expect(try await rehearsal.detail(of: delivery).receipts.map(\.url) == [link])
            } else {
                #expect(looked.state == .published, "\(looked.events.map(\.story))")
                #expect(looked.receipts.map(\.remoteID) == [posted.id])
            }
            for _ in 0..<4 {
                try await rehearsal.advance(by: .hours(12))
                await keeper.turn()
            }

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published && detail.receipts.count == 1)
            #expect(rehearsal.control.posts.map(\.id) == [posted.id])
        }
    }

    /// What a person put in other words is not ours to tell; only they know that it is there.
    @Test(arguments: HandOffPlace.all)
    func `other words than ours adopt nothing, and send nothing`(place: HandOffPlace) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == place.network })
        try await Rehearsal.on(platform, options: place.options) { rehearsal in
            let keeper = HandOffKeeper(kit: rehearsal.kit)
            let delivery = try await handedOff(rehearsal)
            try await rehearsal.advance(by: .hours(1))
            await keeper.turn()
            rehearsal.control.rewrite(try await postByHand(rehearsal), as: "Kopi susu kemarin")

            for _ in 0..<4 {
                try await rehearsal.advance(by: .hours(12))
                await keeper.turn()
            }

            #expect(try await rehearsal.detail(of: delivery).waitingFor == .handOff)
            #expect(rehearsal.control.posts.count == 1)
        }
    }
}
