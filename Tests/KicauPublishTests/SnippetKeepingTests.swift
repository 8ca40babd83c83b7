import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A workspace's snippets")
struct SnippetKeepingTests {
    @Test func `are put in when a post is scheduled, and stay so`() async throws {
        let world = try await World.flock()
        try await world.publishing.saveSnippet("jam", "pukul tujuh", by: world.caller)
        let id = try await world.schedule("{account} buka {jam}", in: .minutes(1))
        try await world.publishing.saveSnippet("jam", "pukul delapan", by: world.caller)

        try await world.advance(by: .minutes(2))

        #expect(world.network.posted.map(\.text) == ["ayu buka pukul tujuh"])
        #expect(try await world.detail(of: id).state == .published)
    }

    @Test func `count against a network's limit as they will stand there`() async throws {
        let world = try await World.flock()
        try await world.publishing.saveSnippet("panjang", String(repeating: "a", count: 101), by: world.caller)

        await #expect(throws: Problem.self) { try await world.schedule("{panjang}") }
    }

    @Test func `are written and deleted by those who may publish`() async throws {
        let world = try await World.flock()
        let writer = Caller(user: world.caller.user, workspace: world.caller.workspace, role: .writer)
        await #expect(throws: Problem.self) {
            try await world.publishing.saveSnippet("jam", "tujuh", by: writer)
        }
        try await world.publishing.saveSnippet("jam", "tujuh", by: world.caller)
        #expect(try await world.publishing.snippets(for: writer).texts == ["jam": "tujuh"])

        try await world.publishing.deleteSnippet("jam", by: world.caller)

        #expect(try await world.publishing.snippets(for: world.caller).texts.isEmpty)
        await #expect(throws: Problem.self) {
            try await world.publishing.deleteSnippet("jam", by: world.caller)
        }
    }
}
