import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("Limits as a person reads and sets them")
struct NetworkLimitTests {
    private static let learned = [
        QuotaRule("POST /rest/posts", .account, .learned, in: .days(1)),
        QuotaRule("POST /rest/posts", .app, .learned, in: .days(1)),
    ]

    private func kit(_ world: World, _ quotas: [QuotaRule]) -> Kit {
        let old = world.kit
        return Kit(
            store: old.store, platforms: [FakePlatform(quotas: quotas)], line: old.line, prices: old.prices,
            vault: old.vault, media: old.media, time: old.time, pace: old.pace, log: old.log, pages: old.pages,
            makeName: old.makeName)
    }

    private func used(_ list: [NetworkLimitList]) -> [LimitDetail] {
        list.flatMap { $0.accounts.flatMap(\.limits) + $0.shared }
    }

    @Test func `that nobody has met are told by their papers`() async throws {
        let world = try await World.flock()
        let rule = QuotaRule(
            "posts", .account, .window, Fact(9, from: "made up", read: "2026-06-01"), in: .minutes(15))

        let list = try #require(try await NetworkLimits(kit: kit(world, [rule])).list(for: world.caller).first)

        #expect(list.unused.map(\.most) == [9])
        #expect(list.unused.map(\.source) == [.papers(source: "made up", read: "2026-06-01")])
        #expect(used([list]).isEmpty)
    }

    @Test func `that a person enters hold from the next call on, and are forgotten again`() async throws {
        let world = try await World.flock()
        let limits = NetworkLimits(kit: kit(world, Self.learned))

        try await limits.set(
            500, for: "POST /rest/posts", binding: .account, of: world.account, on: "x", by: world.caller)
        let set = used(try await limits.list(for: world.caller))
        try await limits.set(
            nil, for: "POST /rest/posts", binding: .account, of: world.account, on: "x", by: world.caller)

        #expect(set.map(\.most) == [500] && set.map(\.source) == [.person])
        #expect(used(try await limits.list(for: world.caller)).map(\.source) == [.nowhere])
    }

    @Test(arguments: [0, -1, 100_000_001])
    func `that are no number of calls are refused`(most: Int) async throws {
        let world = try await World.flock()
        let limits = NetworkLimits(kit: kit(world, Self.learned))

        let problem = await #expect(throws: Problem.self) {
            try await limits.set(most, for: "POST /rest/posts", binding: .app, of: nil, on: "x", by: world.caller)
        }

        #expect(problem?.code == .badInput && problem?.field == "most")
    }

    @Test func `of an account of others cannot be set`() async throws {
        let world = try await World.flock()
        let limits = NetworkLimits(kit: kit(world, Self.learned))

        let problem = await #expect(throws: Problem.self) {
            try await limits.set(
                5, for: "POST /rest/posts", binding: .account, of: ID(4711), on: "x", by: world.caller)
        }

        #expect(problem?.code == .notFound)
    }
}
