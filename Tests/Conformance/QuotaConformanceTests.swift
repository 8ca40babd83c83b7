import KicauCore
import KicauPlatforms
import KicauSandbox
import Testing

@testable import KicauPublish

/// The networks' own windows, as their simulators count them and their answers tell them.
@Suite("Every network's limits", .serialized)
struct QuotaConformanceTests {
    /// LinkedIn sends nothing of the kind.
    static let speaking = PlatformConformanceTests.names.filter { $0 != "linkedin" }

    @Test(arguments: speaking)
    func `are read out of the answers to what is sent anyway`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            _ = try await rehearsal.schedule([try await PlatformConformanceTests.part("Halo", rehearsal)])
            try await rehearsal.advance(by: .minutes(10))

            let list = try #require(try await rehearsal.publishing.limits.list(for: rehearsal.caller).first)

            let seen = (list.accounts.flatMap(\.limits) + list.shared).filter { $0.source == .answers }
            #expect(!seen.isEmpty)
            #expect(seen.allSatisfy { $0.seen != nil && $0.percent != nil })
        }
    }

    @Test func `used up at X stop us before it has to say so, and let us on when they turn`() async throws {
        let platform = try #require(Registry.all.first { $0.id == "x" })
        try await Rehearsal.on(platform) { rehearsal in
            #expect(rehearsal.control.set(["limits": ["create": 2]]))
            for number in 1...4 {
                _ = try await rehearsal.schedule(
                    [Post.Part(text: "Kopi nomor \(number)")], in: .minutes(number))
            }

            try await rehearsal.advance(by: .minutes(14))
            #expect(rehearsal.live.count == 2)
            try await rehearsal.advance(by: .minutes(2))

            #expect(rehearsal.live.count == 4)
            #expect(rehearsal.control.calls.filter { $0.status == 429 }.isEmpty)
        }
    }

    @Test func `of Meta stop what can wait, not what is published`() async throws {
        let platform = try #require(Registry.all.first { $0.id == "facebook" })
        try await Rehearsal.on(platform) { rehearsal in
            #expect(rehearsal.control.set(["callsPerHour": 30]))
            while try await Self.percent(rehearsal) < QuotaState.backgroundPercent {
                _ = try await rehearsal.accounts.check(rehearsal.account, by: rehearsal.caller)
            }
            let before = rehearsal.control.calls.count

            await AccountCounter(kit: rehearsal.kit).turn()
            #expect(rehearsal.control.calls.count == before)
            _ = try await rehearsal.schedule([Post.Part(text: "Tetap terbit")])
            try await rehearsal.advance(by: .minutes(1))

            #expect(rehearsal.live.count == 1)
        }
    }

    private static func percent(_ rehearsal: Rehearsal) async throws -> Int {
        let lists = try await rehearsal.publishing.limits.list(for: rehearsal.caller)
        return lists.flatMap { $0.accounts.flatMap(\.limits) + $0.shared }.compactMap(\.percent).max() ?? 0
    }

    @Test func `of LinkedIn are learned from its refusal`() async throws {
        let platform = try #require(Registry.all.first { $0.id == "linkedin" })
        try await Rehearsal.on(platform) { rehearsal in
            let refusing = FaultRule(.rateLimit, at: .commit, times: 1, ms: 7_000)
            rehearsal.control.add(refusing)
            let delivery = try await rehearsal.schedule([Post.Part(text: "Selamat pagi")])

            try await rehearsal.advance(by: .hours(21))
            #expect(rehearsal.live.isEmpty)
            let limits = try await rehearsal.publishing.limits.list(for: rehearsal.caller)
            #expect(limits.flatMap { $0.accounts.flatMap(\.limits) + $0.shared }.contains { $0.blockedUntil != nil })
            try await rehearsal.advance(by: .hours(2))

            #expect(try await rehearsal.detail(of: delivery).state == .published)
            #expect(rehearsal.live.count == 1)
        }
    }
}
