import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
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
            try await rehearsal.store.allowLateness(.days(1), in: rehearsal.caller.workspace)
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

    // Spent for longer than a post may be late.

    private static func schedule(
        _ part: Post.Part, in wait: Duration = .zero, ways: [Way], _ rehearsal: Rehearsal
    ) async throws -> DeliveryID {
        let post = try await rehearsal.publishing.schedule(
            DraftContent(post: Post(parts: [part]), accounts: [rehearsal.account], ways: ways), as: nil, version: nil,
            timing: .at(try Due(at: rehearsal.time.now() + wait, zone: "Asia/Jakarta")), key: "\(part.text) \(wait)",
            by: rehearsal.caller)
        return try #require(
            try await rehearsal.publishing.post(post, for: rehearsal.caller).deliveries.first
        ).id
    }

    /// At noon X says that its day is over at six.
    @Test func `cut at noon at X move a post to the next day, once, where that was chosen`() async throws {
        let platform = try #require(Registry.all.first { $0.id == "x" })
        try await Rehearsal.on(platform) { rehearsal in
            let morning = try await Self.schedule(
                Post.Part(text: "Pagi"), in: .minutes(10), ways: [.later(days: 2)], rehearsal)
            let noon = try await Self.schedule(
                Post.Part(text: "Siang"), in: .hours(3), ways: [.later(days: 2), .handOff], rehearsal)
            try await rehearsal.advance(by: .hours(2))
            rehearsal.control.add(FaultRule(.rateLimit, at: .commit, times: 1, ms: 6 * 3_600_000))

            try await rehearsal.advance(by: .hours(12))
            #expect(try await rehearsal.detail(of: morning).state == .published)
            let moved = try await rehearsal.store.read { try $0.delivery(noon) }
            #expect(moved?.state == .cancelled)
            #expect(rehearsal.live.map(\.text) == ["Pagi"])
            try await rehearsal.advance(by: .hours(24))

            #expect(rehearsal.live.map(\.text).sorted() == ["Pagi", "Siang"])
            #expect(rehearsal.control.calls.filter { $0.status == 429 }.count == 1)
        }
    }

    @Test func `cut at noon at Instagram hand a post over, or move it to the next day, once`() async throws {
        let platform = try #require(Registry.all.first { $0.id == "instagram" })
        try await Rehearsal.on(platform) { rehearsal in
            let part = try await PlatformConformanceTests.part("Satu", rehearsal, pictures: 1)
            let first = try await Self.schedule(part, ways: [.ask], rehearsal)
            try await rehearsal.advance(by: .minutes(10))
            let before = rehearsal.live.count
            #expect(rehearsal.control.set(["postsPerDay": 1]))
            let byHand = try await Self.schedule(part, in: .hours(1), ways: [.cheaper, .handOff], rehearsal)
            let later = try await Self.schedule(part, in: .hours(2), ways: [.later(days: 1)], rehearsal)

            try await rehearsal.advance(by: .hours(4))
            #expect(try await rehearsal.detail(of: first).state == .published)
            #expect(try await rehearsal.detail(of: byHand).waitingFor == .handOff)
            let moved = try await rehearsal.store.read { try $0.delivery(later) }
            #expect(moved?.state == .cancelled)
            #expect(rehearsal.live.count == before)
            try await rehearsal.advance(by: .hours(26))

            #expect(rehearsal.live.count == before + 1)
            #expect(rehearsal.control.calls.allSatisfy { $0.status != 400 })
        }
    }

    @Test func `of LinkedIn ask a person where nothing was chosen, and say why`() async throws {
        let platform = try #require(Registry.all.first { $0.id == "linkedin" })
        try await Rehearsal.on(platform) { rehearsal in
            rehearsal.control.add(FaultRule(.rateLimit, at: .commit, times: 1, ms: 7_000))
            let delivery = try await rehearsal.schedule([Post.Part(text: "Selamat pagi")])

            try await rehearsal.advance(by: .hours(23))
            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.waitingFor == .missed)
            #expect(detail.trouble?.what.description.hasPrefix("LinkedIn lets nothing more through for now") == true)
            #expect(rehearsal.live.isEmpty)
            try await rehearsal.publishing.resolve(delivery, by: .sendAgain, link: nil, caller: rehearsal.caller)
            try await rehearsal.advance(by: .minutes(1))

            #expect(try await rehearsal.detail(of: delivery).state == .published)
            #expect(rehearsal.live.count == 1)
        }
    }
}
