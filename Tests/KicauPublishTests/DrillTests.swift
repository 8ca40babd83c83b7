import Foundation
import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Logging
import Synchronization
import Testing

@testable import KicauPublish

/// What happened to everybody who published on X, played again on the day on which it was announced.
@Suite("A price shock, played again")
struct DrillTests {
    private func drill(_ shock: Shock, cap: Int64, ways: [Way]) async throws -> Drill {
        let time = HandTime()
        let day = shock.announced.begins + .hours(2)
        time.jump(by: .milliseconds(day.ms - time.now().ms))
        let store = try await TestStore.fresh(now: day)
        let names = Mutex(0)
        let makeName: @Sendable () -> String = {
            names.withLock {
                $0 += 1
                return "name-\($0)-0123456789abcdefghijkl"
            }
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-\(UUID().uuidString)").path
        var log = Logger(label: "test")
        log.logLevel = .critical
        let kit = Kit(
            store: store, platforms: [FakePlatform()], line: FakeNetwork(time: time),
            prices: PriceShelf(try shock.eve()), vault: try Vault(key: Array(repeating: 7, count: 32)),
            media: try MediaRoom(store: store, folder: folder, time: time, publicAddress: nil, makeToken: makeName),
            time: time, pace: .real, log: log, pages: FakeNetwork(time: time), makeName: makeName)
        let caller = try await World.settle(store, time, cap: nil)
        let workspace = caller.workspace.id
        let month = String(shock.announced.description.prefix(7))
        let account = try await store.write { tx in
            try tx.setCap(Money(microUSD: cap), of: workspace, fromMonth: month)
            return try tx.putAccount(
                platform: "x", server: "", remoteID: "1", handle: "ayu", displayName: "Ayu", traits: [:], in: workspace,
                at: day)
        }
        try await read(280, under: shock, of: account, by: caller, kit: kit)
        try await Publishing(kit: kit).setGivingWay(GivingWay(publishing: ways), by: caller)
        return Drill(kit: kit, caller: caller, accounts: [account]) { time.jump(by: $0 - time.now()) }
    }

    /// What the team's numbers cost it in the four weeks before; nothing was sold by the use in 2023.
    private func read(
        _ count: Int, under shock: Shock, of account: AccountID, by caller: Caller, kit: Kit
    ) async throws {
        guard let plan = shock.plan else { return }
        let now = kit.time.now()
        let fare = try kit.prices.books.fare(
            for: [MeterUnit("owned_read", count: count)], on: "x", under: plan, at: now)
        let hold = NewHold(
            name: "call/1", workspace: caller.workspace.id, delivery: nil, account: account, platform: "x",
            month: String(shock.announced.description.prefix(7)), fare: fare)
        let short = try await kit.store.write { tx in
            let short = try tx.hold(hold, at: now)
            try tx.captureHold(hold.name, at: now)
            return short
        }
        #expect(short == nil)
    }

    @Test func `2023: the end of free access is seen a month ahead, and the new free plan keeps every post`()
        async throws
    {
        let report = try await drill(.of2023, cap: 1_000_000, ways: [.ask]).play(.of2023, posts: 25)

        // 29 March and every other day from then: the eighteenth is the first one due in May.
        #expect(report.effects.ending.count == 8)
        #expect(report.effects.ending.allSatisfy { $0.due >= Instant(ms: 1_682_899_200_000) })
        guard case .stops(let why) = report.effects.ending.first?.fate else {
            Issue.record("It should stop: \(report.effects.posts)")
            return
        }
        #expect(why.description == "x has not sold its plan Free v2 since 2023-05-01.")
        let readings = try #require(report.effects.usage.first { $0.unit == "owned_read" })
        #expect(readings.day.description == "2023-05-01" && readings.new == .notSold)
        #expect(readings.count == 280 && readings.handle == "ayu")
        #expect(report.taken?.plan == "Free")
        #expect(report.offers.first { $0.plan == "Enterprise Small" }?.monthly.microUSD == 42_000_000_000)
        #expect(report.scheduled == 25 && report.waiting == 0 && report.missed == 0)
        // Then each of the days goes by, the old plan's end among them: every post goes out as it was planned.
        #expect(report.days.count == 25 && report.sent == 25)
        #expect(report.days.allSatisfy { $0.due == 1 && $0.asPlanned == 1 && $0.spent == .zero })
        #expect(report.days.first?.day.description == "2023-03-29")
        #expect(report.days.last?.day.description == "2023-05-16")
    }

    @Test func `2026: with links the budget is short, in other words every post is paid for`() async throws {
        let report = try await drill(.of2026, cap: 600_000, ways: [.cheaper, .ask]).play(.of2026, posts: 20)

        #expect(!report.effects.ending.isEmpty && !report.effects.changing.isEmpty)
        #expect(report.scheduled == 20 && report.waiting == 0 && report.missed == 0)
        #expect(report.sent == 20 && report.days.count == 20)
        #expect(report.days.contains { $0.inOtherWords == 1 } && report.days.contains { $0.asPlanned == 1 })
        #expect(report.days.allSatisfy { $0.waiting == 0 && $0.spent <= Money(microUSD: 600_000) })
    }

    @Test func `2026: where nobody chose what gives way, what cannot be paid for waits, and none is lost`() async throws
    {
        let report = try await drill(.of2026, cap: 600_000, ways: [.ask]).play(.of2026, posts: 20)

        #expect(report.waiting == report.effects.ending.count)
        #expect(report.waiting > 0 && report.missed == 0)
        #expect(report.days.reduce(0) { $0 + $1.waiting } == report.waiting)
        #expect(report.sent == report.scheduled && report.sent + report.waiting == 20)
    }

    @Test func `2026: no day misses a post while any way can be paid, whatever the budget`() async throws {
        for cap in [90_000, 120_000, 215_000, 800_000] as [Int64] {
            let report = try await drill(.of2026, cap: cap, ways: [.cheaper, .later(days: 31), .ask])
                .play(.of2026, posts: 12)

            #expect(report.missed == 0)
            #expect(report.days.reduce(0) { $0 + $1.due } == 12)
            #expect(report.days.allSatisfy { $0.sent + $0.later + $0.waiting == $0.due })
            #expect(report.days.allSatisfy { $0.spent <= Money(microUSD: cap) })
        }
    }
}
