import KicauCore
import KicauStore
import Testing

@testable import KicauMeter

@Suite("A forecast of a month's spending")
struct SpendingForecastTests {
    private let today = Day(number: 20_783)  // 2026-11-26

    private func forecast(
        _ past: [Int64], counted: [Int64]? = nil, coming: Int = 5, daysSeen: Int = 28, lastShare: Int64 = 1000
    ) -> SpendingForecast {
        SpendingForecast(
            lastShare: lastShare, today: today, daysSeen: daysSeen, coming: coming,
            strands: [
                .init(
                    costs: [[Int64]](repeating: past, count: coming),
                    counted: counted ?? [Int64](repeating: 0, count: coming))
            ], seed: 1)
    }

    private func status(cap: Int64? = nil, spent: Int64 = 0, held: Int64 = 0) -> BudgetStatus {
        BudgetStatus(
            month: "2026-11", cap: cap.map(Money.init(microUSD:)), spent: Money(microUSD: spent),
            held: Money(microUSD: held))
    }

    private let every = [Int64](repeating: 100, count: 28)

    @Test func `of days that are all alike is certain`() {
        let line = forecast(every).line(for: status(spent: 1_000, held: 200))

        #expect(line.known == Money(microUSD: 1_200))
        #expect([line.low, line.middle, line.high].map(\.microUSD) == [1_700, 1_700, 1_700])
        #expect(!line.isThin && line.passing == .no && line.runsOut == nil)
    }

    @Test func `knows each weekday by itself`() {
        // Twenty-eight days back was a day of today's weekday: only those cost anything.
        let past = (0..<28).map { Int64($0 % 7 == 0 ? 700 : 0) }

        #expect(forecast(past, coming: 6).line(for: status()).middle == Money(microUSD: 700))
        #expect(forecast(past, coming: 8).line(for: status()).middle == Money(microUSD: 1_400))
    }

    @Test func `adds only what a day brings beyond what is set aside for it`() {
        let line = forecast(every, counted: [100, 40, 0, 500, 0]).line(for: status(held: 640))

        #expect(line.middle == Money(microUSD: 640 + 0 + 60 + 100 + 0 + 100))
    }

    @Test func `takes the part of the last day that is still the month's`() {
        let line = forecast(every, coming: 2, lastShare: 250).line(for: status())

        #expect(line.middle == Money(microUSD: 125))
    }

    @Test func `names the day on which the limit is used up`() {
        let line = forecast(every).line(for: status(cap: 1_450, spent: 1_000, held: 200))

        #expect(line.passing == .likely)
        #expect(line.runsOut?.description == "2026-11-28")
        #expect(forecast(every).line(for: status(cap: 1_700, spent: 1_200)).runsOut == nil)
        #expect(forecast(every).line(for: status(cap: 100, spent: 1_200)).runsOut == today)
    }

    @Test func `gives the same answer to the same past`() {
        let past = (0..<28).map { Int64($0 * 37 % 11 * 1_000) }
        let first = forecast(past, coming: 20).line(for: status(cap: 90_000))

        #expect(first == forecast(past, coming: 20).line(for: status(cap: 90_000)))
        #expect(first.low < first.middle && first.middle < first.high)
    }

    @Test func `says so when there is little to go by, and invents nothing when there is nothing`() {
        let three = [Int64](repeating: 0, count: 25) + [50, 50, 50]

        let thin = forecast(three, daysSeen: 3).line(for: status())
        #expect(thin.isThin && thin.middle == Money(microUSD: 250))

        let none = forecast(three, daysSeen: 0).line(for: status(spent: 70))
        #expect(none.isThin && none.high == Money(microUSD: 70))
    }

    @Test func `bears amounts that no bill has`() {
        let past = [Int64](repeating: Int64.max / 4, count: 28)

        #expect(forecast(past).line(for: status()).middle.microUSD == 5_000_000_000_000_000)
    }
}
