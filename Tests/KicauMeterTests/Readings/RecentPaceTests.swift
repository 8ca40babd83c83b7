import KicauCore
import Testing

@testable import KicauMeter

@Suite("A recent pace, carried on")
struct RecentPaceTests {
    @Test func `comes to as much a day as it was, in whole micro-dollars`() {
        let pace = RecentPace(spent: Money(microUSD: 280_001), days: 28)

        #expect(pace.comes(to: .days(28)).microUSD == 280_001)
        #expect(pace.comes(to: .days(14)).microUSD == 140_000)
        #expect(pace.comes(to: .hours(12)).microUSD == 5_000)
    }

    @Test func `is nothing where nothing is known, and for a span that is over`() {
        #expect(RecentPace(spent: Money(microUSD: 5), days: 0).comes(to: .days(3)) == .zero)
        #expect(RecentPace(spent: Money(microUSD: 500), days: 5).comes(to: .days(-3)) == .zero)
    }

    @Test func `holds a million dollars a month without an overflow`() {
        let pace = RecentPace(spent: Money(microUSD: 1_000_000_000_000), days: 28)

        #expect(pace.comes(to: .days(31)).microUSD == 1_107_142_857_142)
    }
}
