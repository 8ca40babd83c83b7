import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("What was published")
struct ArchiveTests {
    @Test func `becomes a leaf of a chain, once`() async throws {
        let world = try await World.flock()
        let first = try await world.schedule("Daun satu", in: .zero)
        let second = try await world.schedule("Daun dua", in: .zero)
        await world.work()
        let archivist = Archivist(kit: world.kit)

        #expect(await archivist.turn() == 2)
        #expect(await archivist.turn() == 0)

        let leaves = try await world.store.read { try $0.leaves(of: world.caller.workspace.id) }
        #expect(leaves.map(\.delivery) == [first, second])
        #expect(leaves[0].previousSHA256 == "")
        #expect(leaves[1].previousSHA256 == leaves[0].sha256)
        #expect(leaves.allSatisfy { $0.sha256 == LeafRow.seal(of: $0.content, after: $0.previousSHA256) })
        let content = try JSONText.decode(LeafContent.self, from: leaves[0].content)
        #expect(content.rendition.parts.map(\.wireText) == ["Daun satu"])
        #expect(content.receipts.map(\.remoteID) == ["post-1"])
    }

    @Test func `in a crowd, counts for its post once the archivist has been there`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Ramai", in: .zero)
        let post = try await world.delivery(delivery).post
        for _ in 0..<64 { world.kit.pulse.begin() }

        await world.work()

        #expect(try await world.state(of: delivery) == .published)
        #expect(try await world.publishing.post(post, for: world.caller).state == .scheduled)
        #expect(await Archivist(kit: world.kit).turn() == 1)
        #expect(try await world.publishing.post(post, for: world.caller).state == .published)
    }

    @Test func `waits for no other that cannot be read, and nor does its post`() async throws {
        let world = try await World.flock()
        let damaged = try await world.schedule("Rusak", in: .zero)
        let sound = try await world.schedule("Utuh", in: .zero)
        let post = try await world.delivery(sound).post
        for _ in 0..<64 { world.kit.pulse.begin() }
        await world.work()
        try await world.store.write { try $0.also("UPDATE delivery SET rendition = '{}' WHERE id = \(damaged)") }

        #expect(await Archivist(kit: world.kit).turn() == 1)

        #expect(try await world.store.read { try $0.leaves(of: world.caller.workspace.id) }.map(\.delivery) == [sound])
        #expect(try await world.publishing.post(post, for: world.caller).state == .published)
    }

    @Test func `is sealed even when the doubt took a person to resolve, and the outbox sends nothing`() async throws {
        let world = try await World.flock(absence: .weak)
        world.network.twist(.takenThenSilent)
        world.network.goBlind()
        let delivery = try await world.schedule("Ragu")
        try await world.advance(by: .hours(1))
        #expect(await Archivist(kit: world.kit).turn() == 0)
        try await world.publishing.resolve(delivery, by: .itIsThere, link: nil, caller: world.caller)

        #expect(await Archivist(kit: world.kit).turn() == 1)

        #expect(world.network.commits == 1)
        #expect(try await world.store.read { try $0.leaf(of: delivery) } != nil)
    }
}
