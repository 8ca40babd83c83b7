import Foundation
import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A delivery record")
struct DeliveryRecordTests {
    /// Schedules, sends and seals; gives the post's record.
    private func record(_ world: World, _ texts: [String] = ["Satu", "Dua"]) async throws -> DeliveryRecord {
        let delivery = try await texts.count == 1 ? world.schedule(texts[0]) : world.schedule(texts[0], texts[1])
        try await world.advance(by: .minutes(10))
        await Archivist(kit: world.kit).turn()
        return try await record(of: delivery, world)
    }

    private func record(of delivery: DeliveryID, _ world: World) async throws -> DeliveryRecord {
        try await world.publishing.record(
            of: try await world.delivery(delivery).post, version: "1.2.3", for: world.caller)
    }

    @Test func `says what was sent, when, and what the network called it`() async throws {
        let world = try await World.flock()

        let record = try await record(world)

        let sent = try #require(record.deliveries.first)
        #expect(record.format == "kicau-delivery-record" && record.kicau == "1.2.3")
        #expect(sent.parts.map(\.wireText) == ["Satu", "Dua"])
        #expect(sent.parts.map(\.platformId) == ["post-1", "post-2"])
        #expect(sent.parts[0].wireTextSha256 == Digest.hex("Satu"))
        #expect(sent.due == .init(at: "2026-06-01T02:05:00.000Z", wall: "2026-06-01T09:05", zone: "Asia/Jakarta"))
        #expect(sent.lateMs == 0)
        #expect(sent.steps.map(\.attempts.count) == [1, 1])
        #expect(sent.steps[0].attempts[0].outcome == "published")
        #expect(sent.fare?.bookedMicroUsd == 30_000)
        #expect(sent.seal?.standing == .intact)
    }

    @Test func `holds when it is recomputed from its own file`() async throws {
        let world = try await World.flock()
        let first = try await record(world, ["Nol"])
        let second = try await record(world)

        let files = try [first, second].map { try DeliveryRecord.read(Data(try $0.text().utf8)) }
        let checking = RecordChecking(files)

        #expect(files == [first, second])
        #expect(checking.isSound)
        #expect(Set(checking.checks.map(\.subject)) == Set(RecordChecking.Subject.allCases))
        #expect(checking.looseLinks == 0 && checking.unsealed.isEmpty)
        #expect(RecordChecking([second]).looseLinks == 1)
    }

    @Test func `has the same bytes each time`() async throws {
        let world = try await World.flock()
        let record = try await record(world)

        #expect(try DeliveryRecord.read(Data(try record.text().utf8)).text() == (try record.text()))
    }

    /// A word of the file, another in its place, and the check that must not hold any more.
    @Test(arguments: [
        ("\"wire_text\" : \"Satu\"", "\"wire_text\" : \"Sati\"", RecordChecking.Subject.words),
        ("\\\"wireText\\\":\\\"Satu\\\"", "\\\"wireText\\\":\\\"Sati\\\"", .rendition),
        ("\"platform_id\" : \"post-1\"", "\"platform_id\" : \"post-9\"", .sealedContent),
        ("\"published_at\" : \"2026-06-01T02:05", "\"published_at\" : \"2026-06-01T02:06", .sealedContent),
        ("\"intended_at\" : \"2026-06-01T02:05", "\"intended_at\" : \"2026-06-01T02:04", .notEarly),
        ("\"previous_sha256\" : \"\"", "\"previous_sha256\" : \"00\"", .seal),
    ])
    func `no longer holds when a byte of it is changed`(
        _ was: String, _ becomes: String, _ broken: RecordChecking.Subject
    ) async throws {
        let text = try await record(World.flock()).text()
        #expect(text.contains(was))

        let changed = text.replacing(was, with: becomes)

        let checking = RecordChecking([try DeliveryRecord.read(Data(changed.utf8))])
        #expect(checking.checks.filter { !$0.holds }.map(\.subject).contains(broken))
    }

    @Test func `of a lost answer shows the doubt and the look`() async throws {
        let world = try await World.flock()
        world.network.twist(.takenThenSilent)

        let record = try await record(world, ["Ragu"])

        let sent = try #require(record.deliveries.first)
        #expect(sent.state == "published")
        #expect(sent.steps.flatMap(\.attempts).map(\.outcome) == ["published"])
        #expect(sent.events.map(\.state).contains("unknown"))
        #expect((sent.lateMs ?? 0) > 60_000)
        #expect(RecordChecking([record]).isSound)
    }

    @Test func `of a plan has no seal, and nothing to prove but its words`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Nanti")

        let record = try await record(of: delivery, world)

        #expect(record.deliveries[0].seal == nil && record.deliveries[0].publishedAt == nil)
        #expect(RecordChecking([record]).checks.map(\.subject) == [.rendition, .words])
        #expect(RecordChecking([record]).isSound)
    }

    @Test func `is nobody else's to see`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Rahasia")
        let post = try await world.delivery(delivery).post
        let elsewhere = Workspace(
            id: ID(99), name: "Lain", zone: "Asia/Jakarta", missedLimit: .zero, resendsAfterTwoLooks: false)
        let other = Caller(user: world.caller.user, workspace: elsewhere, role: .owner)

        await #expect(throws: Problem.self) {
            try await world.publishing.record(of: post, version: "1", for: other)
        }
    }
}

@Suite("A seal in the archive")
struct SealStandingTests {
    private func sealedThree() async throws -> (World, [DeliveryID]) {
        let world = try await World.flock()
        var ids: [DeliveryID] = []
        for text in ["Satu", "Dua", "Tiga"] { ids.append(try await world.schedule(text, in: .zero)) }
        await world.work()
        await Archivist(kit: world.kit).turn()
        return (world, ids)
    }

    private func standings(_ world: World, _ ids: [DeliveryID]) async throws -> [DeliveryRecord.SealStanding?] {
        var standings: [DeliveryRecord.SealStanding?] = []
        for id in ids {
            let post = try await world.delivery(id).post
            let record = try await world.publishing.record(of: post, version: "1", for: world.caller)
            standings.append(record.deliveries.first?.seal?.standing)
        }
        return standings
    }

    @Test func `is intact as long as nobody touches it`() async throws {
        let (world, ids) = try await sealedThree()

        #expect(try await standings(world, ids) == [.intact, .intact, .intact])
    }

    @Test func `shows a changed content`() async throws {
        let (world, ids) = try await sealedThree()

        try await world.store.write { tx in
            _ = try tx.run("UPDATE leaf SET content = replace(content, 'Dua', 'Dia') WHERE delivery_id = \(ids[1])")
        }

        #expect(try await standings(world, ids) == [.intact, .changed, .intact])
    }

    @Test func `shows a missing neighbour on both sides`() async throws {
        let (world, ids) = try await sealedThree()

        try await world.store.write { tx in _ = try tx.run("DELETE FROM leaf WHERE delivery_id = \(ids[1])") }

        #expect(try await standings(world, ids) == [.unlinked, nil, .unlinked])
    }
}

@Suite("A file that is no delivery record")
struct DeliveryRecordReadingTests {
    @Test(arguments: [
        "", "{}", "[]", "null", "\u{0}", #"{"format":"kicau-delivery-record"}"#,
        #"{"format":"other","format_version":1}"#, #"{"format":"kicau-delivery-record","format_version":2}"#,
        #"{"format":"kicau-delivery-record","format_version":1,"deliveries":[{}]}"#,
    ])
    func `is refused with a sentence`(_ text: String) {
        #expect(throws: Problem.self) { try DeliveryRecord.read(Data(text.utf8)) }
    }
}
