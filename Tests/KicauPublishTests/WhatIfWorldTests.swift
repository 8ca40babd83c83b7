import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// The clock begins on 1 June 2026, at nine in Jakarta.
@Suite("What if, and the forecast, over a calendar")
struct WhatIfWorldTests {
    private func metering(_ world: World) -> Metering {
        Metering(store: world.store, prices: world.kit.prices, time: world.time)
    }

    @Test func `counts what is planned, under the prices of each day`() async throws {
        let world = try await World.flock()
        _ = try await world.schedule("Selamat pagi", in: .days(3))
        _ = try await world.schedule("Menu baru https://example.test", in: .days(3))
        _ = try await world.schedule("Bulan depan", in: .days(35))

        let answer = try await metering(world).whatIf(try Scenario(), for: world.caller)

        #expect(answer.asked == answer.asItIs)
        #expect(answer.asked.map(\.month) == ["2026-06", "2026-07"])
        #expect(answer.asked.map(\.total.microUSD) == [215_000, 15_000])
    }

    @Test func `asks for another plan and the prices of another day`() async throws {
        let world = try await World.flock()
        _ = try await world.schedule("Menu baru https://example.test", in: .days(3))
        let metering = metering(world)

        let pilot = try await metering.whatIf(try Scenario(pricesOf: Day("2025-10-20")), for: world.caller)
        let enterprise = try await metering.whatIf(
            try Scenario(plans: ["x": "Enterprise Small"]), for: world.caller)

        #expect(pilot.asked.first?.total == Money(microUSD: 10_000))
        #expect(pilot.asItIs.first?.total == Money(microUSD: 200_000))
        #expect(enterprise.asked.map(\.total.microUSD) == [42_000_000_000, 42_000_000_000])
    }

    @Test func `refuses a plan that was never sold`() async throws {
        let world = try await World.flock()

        let problem = await #expect(throws: Problem.self) {
            try await metering(world).whatIf(try Scenario(plans: ["x": "Platinum"]), for: world.caller)
        }

        #expect(problem?.code == .badInput && problem?.field == "plan")
    }

    @Test func `forecasts from what was used, and anew only when something changes`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 1_000_000))
        for day in 0..<14 {
            _ = try await world.schedule("Kopi \(day)", in: .hours(1))
            try await world.advance(by: .days(1))
        }
        let metering = metering(world)

        let line = try #require(try await metering.forecast(for: world.caller).first)

        // A post a day at 0.015, and what is read of it: fifteen days are still to come, today among them.
        #expect(line.scope == .workspace && line.daysSeen == 14 && !line.isThin)
        #expect(line.known.microUSD >= 14 * 15_000)
        #expect(line.middle - line.known >= Money(microUSD: 14 * 15_000))
        #expect(line.passing == .no)
        #expect(try await metering.forecast(for: world.caller) == [line])

        try await metering.setBudget(.workspace, line.known + Money(microUSD: 30_000), by: world.caller)
        let tight = try #require(try await metering.forecast(for: world.caller).first)
        #expect(tight.passing == .likely && tight.runsOut != nil)
    }
}
