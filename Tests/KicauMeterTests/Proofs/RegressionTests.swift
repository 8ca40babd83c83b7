import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauMeter

/// Failures that others have published, each by the name it has in docs/metering-proof.md.
///
/// Those of windows stand in QuotaDeskTests, those of language models in ModelPricesTests and AssistantTests, those of a
/// delivery in MeteredDeliveryTests.
@Suite("Failures of other meters, with money")
struct RegressionTests {
    private static func isOverBudget(_ why: Postponement?) -> Bool {
        if case .overBudget = why { true } else { false }
    }

    @Test func `two_callers_one_slot, where the slot is the last of the money`() async throws {
        let counter = try await Counter.open(cap: 9_999)

        let refusals = await withTaskGroup(of: Postponement?.self) { group in
            for _ in 0..<2 { group.addTask { await counter.read() } }
            return await group.reduce(into: [Postponement]()) { if let why = $1 { $0.append(why) } }
        }

        #expect(refusals.count == 1 && Self.isOverBudget(refusals.first))
        #expect(counter.wire.calls == 1)
        #expect(try await counter.standing() == [5_000, 0])
    }

    @Test func `unknown_price_refuses, and what is not sold any more`() async throws {
        let counter = try await Counter.open()

        for unit in ["teleport", "like_create"] {
            guard case .noPrice = await counter.read(unit) else {
                Issue.record("\(unit) was let through")
                continue
            }
        }

        #expect(counter.wire.calls == 0)
        #expect(try await counter.standing() == [0, 0])
    }

    @Test func `hold_write_fails_refuses`() async throws {
        let counter = try await Counter.open()
        try counter.store.close()

        let why = await counter.read()

        guard case .unreachable = why else {
            Issue.record("\(String(describing: why))")
            return
        }
        #expect(counter.wire.calls == 0)
    }

    @Test func `settle_twice_books_once, and what is booked is not let go of`() async throws {
        let counter = try await Counter.open(cap: 50_000)
        let name = try #require(try await counter.till.hold(MeterUnit("post_read"), on: "x"))

        for spent in [true, true, false] { await counter.till.settle(name, spent: spent) }

        #expect(try await counter.standing() == [5_000, 0])
        #expect(try await counter.ledger() == [5_000, -5_000])
        let lines = try await counter.metering.spending(month: "2026-06", for: counter.caller)
        #expect(lines.map(\.count) == [1])
    }

    @Test func `clock_back_one_hour: what a month has set aside, that month books`() async throws {
        let counter = try await Counter.open(cap: 50_000)
        // 00:30 on 1 July in Jakarta.
        counter.turn(to: Self.july + .minutes(30))
        counter.wire.meanwhile { counter.time.jump(by: .hours(-1)) }

        #expect(await counter.read() == nil)

        #expect(try await counter.standing("2026-07") == [5_000, 0])
        #expect(try await counter.standing("2026-06") == [0, 0])
    }

    @Test func `window_turns_during_call: a call is the month's in which it began`() async throws {
        let counter = try await Counter.open(cap: 5_000)
        counter.turn(to: Self.july + .seconds(-5))
        counter.wire.meanwhile { counter.time.advance(by: .seconds(10)) }

        #expect(await counter.read() == nil)

        #expect(try await counter.standing("2026-06") == [5_000, 0])
        #expect(try await counter.standing("2026-07") == [0, 0])
        #expect(await counter.read() == nil)
        #expect(await Self.isOverBudget(counter.read()))
    }

    @Test func `spend_limit_hit_mid_batch: what fits goes, the rest does not leave`() async throws {
        let counter = try await Counter.open(cap: 15_000)

        let refused = await withTaskGroup(of: Postponement?.self) { group in
            for _ in 0..<8 { group.addTask { await counter.read() } }
            return await group.reduce(0) { $0 + (Self.isOverBudget($1) ? 1 : 0) }
        }

        #expect(refused == 5)
        #expect(counter.wire.calls == 3)
        #expect(try await counter.standing() == [15_000, 0])
    }

    @Test func `spend_limit_hit_mid_batch: a limit lowered while a call is on its way ends the batch there`()
        async throws
    {
        let counter = try await Counter.open(cap: 50_000)
        #expect(await counter.read() == nil)
        counter.wire.meanwhile {
            await #expect(throws: Never.self) {
                try await counter.metering.setBudget(.workspace, Money(microUSD: 10_000), by: counter.caller)
            }
        }
        #expect(await counter.read() == nil)

        for _ in 0..<3 { #expect(await Self.isOverBudget(counter.read())) }

        #expect(counter.wire.calls == 2)
        #expect(try await counter.standing() == [10_000, 0])
    }

    /// In April 2026 an owned reading fell from $0.005 to $0.001. In Jakarta the new day was seven hours old by then.
    @Test func `price_change_at_midnight_utc_vs_account_zone`() async throws {
        let counter = try await Counter.open()
        let change = try #require(Day("2026-04-20")).begins

        for instant in [change + .hours(-7), change + .milliseconds(-1), change] {
            counter.turn(to: instant)
            #expect(await counter.read("owned_read") == nil)
        }
        #expect(try await counter.ledger().filter { $0 > 0 } == [1_000, 5_000, 5_000])

        // Begun under the old price and answered under the new one, it is booked as it was set aside.
        counter.turn(to: change + .seconds(-1))
        counter.wire.meanwhile { counter.time.advance(by: .seconds(2)) }
        #expect(await counter.read("owned_read") == nil)
        #expect(try await counter.standing("2026-04") == [16_000, 0])
    }

    /// Midnight in Jakarta.
    private static let july = Instant(ms: 1_782_838_800_000)
}
