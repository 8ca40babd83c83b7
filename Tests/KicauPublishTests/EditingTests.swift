import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("Changing what is published")
struct EditingTests {
    @Test func `puts the new words there, and later checks compare with them`() async throws {
        let world = try await World.flock()
        let id = try await world.schedule("Buka pukul tujuh", in: .minutes(1))
        try await world.advance(by: .minutes(2))
        let before = try await world.detail(of: id)
        #expect(before.acts.contains(.edit))

        try await world.publishing.edit(id, part: 0, to: "Buka pukul delapan", by: world.caller)
        try await world.publishing.resolve(id, by: .checkNow, link: nil, caller: world.caller)

        let after = try await world.detail(of: id)
        #expect(after.rendition.parts.map(\.wireText) == ["Buka pukul delapan"])
        #expect(after.renditionSHA256 == before.renditionSHA256)
        #expect(after.presence?.state == .there)
        #expect(after.events.last(where: { $0.story.what.description.contains("changed the text") }) != nil)
        #expect(world.network.posted.count == 1)
    }

    @Test func `refuses what the network's rules refuse, and changes nothing`() async throws {
        let world = try await World.flock()
        let id = try await world.schedule("Buka pukul tujuh", in: .minutes(1))
        try await world.advance(by: .minutes(2))

        await #expect(throws: Problem.self) {
            try await world.publishing.edit(id, part: 0, to: String(repeating: "a", count: 101), by: world.caller)
        }
        await #expect(throws: Problem.self) {
            try await world.publishing.edit(id, part: 1, to: "Bagian kedua", by: world.caller)
        }
        #expect(try await world.detail(of: id).rendition.parts.map(\.wireText) == ["Buka pukul tujuh"])
    }

    @Test func `is not possible before anything is published`() async throws {
        let world = try await World.flock()
        let id = try await world.schedule("Buka pukul tujuh", in: .minutes(10))

        await #expect(throws: Problem.self) {
            try await world.publishing.edit(id, part: 0, to: "Delapan", by: world.caller)
        }
    }
}
