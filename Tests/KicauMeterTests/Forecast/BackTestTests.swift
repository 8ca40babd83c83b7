import Foundation
import KicauCore
import Testing

@testable import KicauMeter

/// KICAU_BACKTEST_SEEDS plays more archives of each habit: `make backtest` does, and prints what docs/what-if.md says.
@Suite("Forecasts held against what came")
struct BackTestTests {
    private let seeds = ProcessInfo.processInfo.environment["KICAU_BACKTEST_SEEDS"].flatMap { UInt64($0) } ?? 6
    /// Days between two forecasts of an archive.
    private var step: Int { seeds > 6 ? 11 : 33 }

    @Test func `nine of ten months end below the highest line, and it errs less than a straight one`() throws {
        var all = BackTest()
        for habit in SyntheticArchive.Habit.allCases {
            var some = BackTest()
            for seed in 1...seeds { try some.play(SyntheticArchive(habit, seed: seed), every: step) }
            print("\(habit.rawValue): \(some.sentence)")
            #expect(some.loss < some.straightLoss, "\(habit)")
            all.add(some)
        }
        print("all: \(all.sentence)")

        #expect((0.85...0.95).contains(all.coverage), "\(all.sentence)")
    }
}
