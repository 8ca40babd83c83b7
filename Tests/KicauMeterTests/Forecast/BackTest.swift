import KicauCore

@testable import KicauMeter

/// Forecasts made at many days of an archive, held against what came.
struct BackTest {
    private(set) var forecasts = 0
    /// How many ended below what nine of ten should end below, and above what nine of ten should end above.
    private(set) var belowHigh = 0
    private(set) var aboveLow = 0
    /// How far the three lines lay from what came, each error weighed by its quantile; and those of a straight line.
    private(set) var loss = 0.0
    private(set) var straightLoss = 0.0

    private static let firstDay: Int64 = 20_000

    /// Each origin looks 28 days back and between three and twenty-nine days ahead.
    mutating func play(_ archive: SyntheticArchive, every step: Int) throws {
        for origin in stride(from: 28, to: archive.days.count - 30, by: step) {
            let ahead = origin * 7 % 27 + 3
            let past = Array(archive.days[(origin - 28)..<origin])
            let came = archive.days[origin..<(origin + ahead)].reduce(0, +)
            let forecast = SpendingForecast(
                lastShare: 1000, today: Day(number: BackTest.firstDay + Int64(origin)), daysSeen: 28, coming: ahead,
                strands: [
                    .init(
                        costs: [[Int64]](repeating: past, count: ahead), counted: [Int64](repeating: 0, count: ahead))
                ], seed: UInt64(origin))
            let line = forecast.line(
                for: BudgetStatus(month: "2024-10", cap: nil, spent: .zero, held: .zero))
            note(line, straight: past.reduce(0, +) * Int64(ahead) / 28, came: came)
        }
    }

    private mutating func note(_ line: ForecastLine, straight: Int64, came: Int64) {
        let (low, middle, high) = (line.low.microUSD, line.middle.microUSD, line.high.microUSD)
        forecasts += 1
        belowHigh += came <= high ? 1 : 0
        aboveLow += came >= low ? 1 : 0
        loss += pinball(low, came, 0.1) + pinball(middle, came, 0.5) + pinball(high, came, 0.9)
        straightLoss += pinball(straight, came, 0.1) + pinball(straight, came, 0.5) + pinball(straight, came, 0.9)
    }

    private func pinball(_ said: Int64, _ came: Int64, _ quantile: Double) -> Double {
        came >= said ? Double(came - said) * quantile : Double(said - came) * (1 - quantile)
    }

    mutating func add(_ other: BackTest) {
        forecasts += other.forecasts
        belowHigh += other.belowHigh
        aboveLow += other.aboveLow
        loss += other.loss
        straightLoss += other.straightLoss
    }

    var coverage: Double { Double(belowHigh) / Double(forecasts) }

    var sentence: String {
        "\(forecasts) forecasts; \(percent(belowHigh)) % ended below p90, \(percent(aboveLow)) % above p10; "
            + "loss \(Int(loss / straightLoss * 100)) % of a straight line's"
    }

    private func percent(_ count: Int) -> Double { (Double(count) / Double(forecasts) * 1000).rounded() / 10 }
}
