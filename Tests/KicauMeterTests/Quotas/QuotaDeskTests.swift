import KicauCore
import KicauStore
import KicauTesting
import Synchronization
import Testing

@testable import KicauMeter

/// Calls under a network's windows, from one node and from several, on either engine.
@Suite("Calls under a window")
struct QuotaDeskTests {
    private let time = HandTime()
    private let store: Store
    private let account = ID<Account>(7)

    init() async throws { store = try await TestStore.fresh(now: time.now()) }

    private func rule(_ most: Int?, _ kind: QuotaRule.Kind = .window, in span: Duration = .minutes(15)) -> QuotaRule {
        QuotaRule("made up", .account, kind, most.map { Fact($0, from: "made up", read: "2026-06-01") }, in: span)
    }

    private func desk() -> QuotaDesk { QuotaDesk(store: store, time: time, metrics: Metrics()) }

    /// When it would go; nil: it went.
    private func call(_ desk: QuotaDesk, _ rule: QuotaRule, haste: QuotaHaste = .asked) async -> Instant? {
        do throws(LineFailure) {
            try await desk.admit(QuotaWant.all([rule], on: "x", of: account), haste: haste)
            return nil
        } catch {
            guard case .neverLeft(let until, .rateLimited) = error else {
                Issue.record("\(error)")
                return nil
            }
            return until
        }
    }

    private func saw(_ desk: QuotaDesk, _ sighting: QuotaSighting) async {
        await desk.saw([sighting], on: "x", of: account, mayWait: true)
    }

    private func used(_ rule: QuotaRule) async throws -> Int? {
        guard let key = QuotaKey(rule, on: "x", of: account) else { return nil }
        return try await store.read { try $0.quotas(of: [account], on: ["x"]) }.first { $0.key == key }?.state.used
    }

    @Test func `go until it is used up, and again when it turns`() async throws {
        let (desk, rule) = (desk(), rule(3))
        for _ in 1...3 { #expect(await call(desk, rule) == nil) }

        #expect(await call(desk, rule) == time.now() + .minutes(15))
        time.advance(by: .minutes(15))

        #expect(await call(desk, rule) == nil)
    }

    @Test func `two_callers_one_slot`() async throws {
        let rule = rule(1)
        let desks = [desk(), desk()]

        let went = await withTaskGroup(of: Bool.self) { group in
            for desk in desks { group.addTask { await call(desk, rule) == nil } }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }

        #expect(went == 1)
        #expect(try await used(rule) == 1)
    }

    @Test func `from many nodes never come to more than it takes`() async throws {
        let rule = rule(60)
        let desks = [desk(), desk(), desk()]

        let went = await withTaskGroup(of: Int.self) { group in
            for desk in desks {
                group.addTask {
                    var went = 0
                    for _ in 1...40 where await call(desk, rule) == nil { went += 1 }
                    return went
                }
            }
            return await group.reduce(0, +)
        }

        #expect(went <= 60)
        // What a node took and did not use is little, and goes back when it stops.
        for desk in desks { await desk.close() }
        #expect(try await used(rule) == went)
    }

    @Test func `of one window are not counted in another account's`() async throws {
        let (desk, rule) = (desk(), rule(1))
        #expect(await call(desk, rule) == nil)

        try await desk.admit(QuotaWant.all([rule], on: "x", of: ID(8)), haste: .asked)

        #expect(await call(desk, rule) != nil)
    }

    @Test func `take a place in all their windows or in none`() async throws {
        let desk = desk()
        let (wide, narrow) = (rule(10, in: .days(1)), rule(1))
        let both = QuotaWant.all([wide, narrow], on: "x", of: account)
        try await desk.admit(both, haste: .asked)

        await #expect(throws: LineFailure.self) { try await desk.admit(both, haste: .asked) }

        #expect(try await [used(wide), used(narrow)] == [1, 1])
    }

    @Test func `use up what is held of a wide window, though a narrow one is asked for each`() async throws {
        let desk = desk()
        let (wide, narrow) = (rule(90, in: .days(1)), rule(1))
        let both = QuotaWant.all([wide, narrow], on: "x", of: account)

        // In 22 hours and a half; 60 of them went when each took another block of the day.
        for _ in 1...90 {
            try await desk.admit(both, haste: .publishing)
            time.advance(by: .minutes(15))
        }

        #expect(try await used(wide) == 90)
        #expect(desk.unspent().isEmpty)
        await #expect(throws: LineFailure.self) { try await desk.admit(both, haste: .publishing) }
    }

    @Test func `that go on a place held already still obey a block, and give the place back`() async throws {
        let (desk, other) = (desk(), desk())
        let (wide, narrow) = (rule(400, in: .days(1)), rule(1))
        let both = QuotaWant.all([wide, narrow], on: "x", of: account)
        try await desk.admit(both, haste: .asked)
        let held = desk.unspent()
        time.advance(by: .minutes(15))
        await saw(other, QuotaSighting(of: wide, blockedUntil: time.now() + .hours(1)))

        let error = await #expect(throws: LineFailure.self) { try await desk.admit(both, haste: .asked) }

        guard case .neverLeft(let until, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(until == time.now() + .hours(1))
        #expect(desk.unspent() == held)
    }

    @Test func `stop before the network says no, when its answer says that others have used it up`() async throws {
        let (desk, rule) = (desk(), rule(100))
        #expect(await call(desk, rule) == nil)

        await saw(desk, QuotaSighting(of: rule, most: 100, remaining: 0, resets: time.now() + .minutes(4)))

        #expect(await call(desk, rule) == time.now() + .minutes(4))
        #expect(await call(self.desk(), rule) == time.now() + .minutes(4))
    }

    @Test func `window_turns_during_call`() async throws {
        let (desk, rule) = (desk(), rule(2))
        let first = time.now() + .seconds(30)
        #expect(await call(desk, rule) == nil)
        await saw(desk, QuotaSighting(of: rule, most: 2, remaining: 1, resets: first))
        #expect(await call(desk, rule) == nil)
        time.advance(by: .seconds(31))
        #expect(await call(desk, rule) == nil)

        // The second call's answer comes now, and speaks of the window that is over.
        await saw(desk, QuotaSighting(of: rule, most: 2, remaining: 0, resets: first))

        #expect(await call(desk, rule) == nil)
        #expect(await call(desk, rule) != nil)
    }

    @Test func `clock_back_one_hour`() async throws {
        let (desk, rule) = (desk(), rule(2))
        for _ in 1...2 { #expect(await call(desk, rule) == nil) }

        time.jump(by: .hours(-1))

        // Not one call more, and nobody waits longer than the window is long.
        #expect(await call(desk, rule) == time.now() + .minutes(15))
        time.advance(by: .minutes(15))
        #expect(await call(desk, rule) == nil)
    }

    @Test func `that can wait stop at three quarters of a gauge, and the others go on`() async throws {
        let (desk, rule) = (desk(), rule(nil, .gauge, in: .hours(1)))
        await saw(desk, QuotaSighting(of: rule, percent: 80))

        #expect(await call(desk, rule, haste: .background) != nil)
        #expect(await call(desk, rule, haste: .asked) == nil)
        #expect(await call(self.desk(), rule, haste: .background) != nil)
    }

    @Test func `that can wait are spread over the window, and leave the others their room`() async throws {
        let (desk, rule) = (desk(), rule(100))
        for _ in 1...10 { #expect(await call(desk, rule, haste: .background) == nil) }

        #expect(await call(desk, rule, haste: .background) == time.now() + .seconds(9))
        for _ in 1...50 { #expect(await call(desk, rule, haste: .publishing) == nil) }
        #expect(await call(desk, rule, haste: .asked) == nil)
        time.advance(by: .seconds(9))

        #expect(await call(desk, rule, haste: .background) == nil)
        #expect(await call(desk, rule, haste: .background) == time.now() + .seconds(9))
    }

    @Test func `that can wait leave the last tenth of a window to the others, whichever node makes them`() async throws
    {
        let (desk, rule) = (desk(), rule(20))
        for _ in 1...18 { #expect(await call(desk, rule, haste: .publishing) == nil) }

        #expect(await call(desk, rule, haste: .background) == time.now() + .minutes(15))
        #expect(await call(self.desk(), rule, haste: .background) == time.now() + .minutes(15))
        for _ in 1...2 { #expect(await call(desk, rule, haste: .publishing) == nil) }
        #expect(await call(desk, rule, haste: .publishing) != nil)
    }

    @Test func `that can wait go no further on slots that were taken for publishing`() async throws {
        let (desk, rule) = (desk(), rule(1_000))
        for _ in 1...899 { #expect(await call(desk, rule, haste: .publishing) == nil) }
        #expect(await call(desk, rule, haste: .background) == nil)

        #expect(await call(desk, rule, haste: .publishing) == nil)
        #expect(await call(desk, rule, haste: .background) == time.now() + .minutes(15))
        #expect(await call(desk, rule, haste: .publishing) == nil)
    }

    @Test func `that can wait keep to the number that the network told`() async throws {
        let (desk, rule) = (desk(), rule(100))
        #expect(await call(desk, rule) == nil)
        await saw(desk, QuotaSighting(of: rule, most: 900, remaining: 800, resets: time.now() + .minutes(14)))

        for _ in 1...90 { #expect(await call(desk, rule, haste: .background) == nil) }

        #expect(await call(desk, rule, haste: .background) == time.now() + .seconds(1))
    }

    @Test func `that wait for their window take nothing of the pace`() async throws {
        let (desk, full, other) = (desk(), rule(1), rule(100, in: .hours(1)))
        #expect(await call(desk, full) == nil)

        for _ in 1...30 {
            await #expect(throws: LineFailure.self) {
                try await desk.admit(QuotaWant.all([other, full], on: "x", of: account), haste: .background)
            }
        }

        for _ in 1...10 { #expect(await call(desk, other, haste: .background) == nil) }
    }

    @Test func `teach a limit that nobody publishes`() async throws {
        let (desk, rule) = (desk(), rule(nil, .learned, in: .days(1)))
        for _ in 1...30 { #expect(await call(desk, rule) == nil) }
        #expect(await call(desk, rule) == nil)

        await saw(desk, QuotaSighting(of: rule, wasRefused: true))

        // 02:00 UTC: the day is over in 22 hours. The next one ends before the network has to say so.
        #expect(await call(desk, rule) == time.now() + .hours(22))
        time.advance(by: .hours(23))
        for _ in 1...30 { #expect(await call(desk, rule) == nil) }
        #expect(await call(desk, rule) != nil)
    }

    @Test func `cannot be counted without a database, so none is made`() async throws {
        let desk = desk()
        try store.close()

        let error = await #expect(throws: LineFailure.self) {
            try await desk.admit(QuotaWant.all([rule(3)], on: "x", of: account), haste: .publishing)
        }

        guard case .neverLeft(let until, .unreachable) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(until == time.now() + .seconds(10))
    }
}
