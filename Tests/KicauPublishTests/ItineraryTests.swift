import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("What was staged for a later part")
struct ItineraryTests {
    /// The first part is out, with this receipt; what was uploaded for the second has died.
    private func stale(_ receipt: Receipt) async throws -> [Int] {
        let world = try await World.flock()
        let picture = try await world.kit.media.takeIn(fileAt: try TestPicture.file(), by: world.caller)
        let post = try await world.publishing.schedule(
            DraftContent(
                post: Post(parts: [.init(text: "Satu"), .init(text: "Dua", media: [picture])]),
                accounts: [world.account]), as: nil, version: nil, timing: .now, key: "k", by: world.caller)
        let delivery = try #require(try await world.publishing.post(post, for: world.caller).deliveries.first)
        let now = world.time.now()
        let stored = receipt.stored
        try await world.store.write { tx in
            for row in try tx.steps(of: delivery.id) where row.step.kind == .prepare || row.step.part == 0 {
                let isCommit = row.step.kind == .commit
                try tx.saveStep(
                    row.position, of: delivery.id, state: .settled, result: isCommit ? stored : [:],
                    expires: isCommit ? nil : now, settled: now)
            }
        }
        let rows = try await world.store.read { try $0.steps(of: delivery.id) }
        let itinerary = Itinerary(rendition: delivery.rendition, rows: rows)
        return itinerary.staleParts(before: try #require(itinerary.openCommit), ending: now + .seconds(30))
    }

    @Test func `is staged again when it dies before it can go out`() async throws {
        #expect(try await stale(Receipt(remoteID: "a", url: nil)) == [1])
    }

    @Test func `may die when that part went out with the first`() async throws {
        #expect(try await stale(Receipt(remoteID: "a", url: nil, extra: ["thread": ["a", "b"]])) == [])
    }
}

@Suite("What other deliveries are known by")
struct PublishedElsewhereTests {
    @Test func `is their post's number, and their picture's in an album`() async throws {
        let world = try await World.flock()
        let other = try await world.schedule("Panggung", in: .zero)
        let mine = try await world.schedule("Panggung", in: .minutes(5))
        await world.work()
        let now = world.time.now()
        let stored = Receipt(remoteID: "42_9", url: nil, extra: ["photo": "901"]).stored
        try await world.store.write { tx in
            for row in try tx.steps(of: other) where row.step.kind == .commit {
                try tx.saveStep(row.position, of: other, state: .settled, result: stored, expires: nil, settled: now)
            }
        }

        let account = world.account
        let known = try await world.store.read { try $0.publishedElsewhere(than: mine, of: account, since: now) }

        #expect(known == ["42_9", "901"])
        #expect(!known.isDisjoint(with: Receipt(remoteID: "901", url: nil, extra: ["photo": "901"]).names))
    }
}
