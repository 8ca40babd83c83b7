import Foundation
import KicauCore

/// Days of spending that might have been, from a seed: posts by weekday, some with a link, and readings every day.
struct SyntheticArchive {
    enum Habit: String, CaseIterable {
        /// Every day the same.
        case even
        /// Little on weekends.
        case weekly
        /// Two percent more each week.
        case growing
        /// One and a half percent less each week.
        case shrinking
        /// Now and then some days with three times as much.
        case bursts
    }

    /// In micro-dollars, the oldest first.
    let days: [Int64]

    init(_ habit: Habit, seed: UInt64, days count: Int = 190) {
        var dice = SeededRandom(seed: seed)
        let usual = [2.0, 5.0, 10.0][Int.random(in: 0..<3, using: &dice)]
        var burst = 0
        days = (0..<count).map { day in
            burst = max(0, burst - 1)
            if habit == .bursts, burst == 0, Double.random(in: 0..<1, using: &dice) < 0.05 {
                burst = Int.random(in: 2...5, using: &dice)
            }
            let posts = SyntheticArchive.poisson(usual * habit.factor(day, burst: burst > 0), &dice)
            let links = (0..<posts).filter { _ in Double.random(in: 0..<1, using: &dice) < 0.4 }.count
            return Int64(posts - links) * 15_000 + Int64(links) * 200_000 + 20 * 5_000
        }
    }

    private static func poisson(_ mean: Double, _ dice: inout SeededRandom) -> Int {
        // Exponential waits until the day is over.
        var count = -1
        var rest = mean
        repeat {
            count += 1
            rest -= -log(Double.random(in: 0.000_000_001..<1, using: &dice))
        } while rest > 0
        return count
    }
}

extension SyntheticArchive.Habit {
    fileprivate func factor(_ day: Int, burst: Bool) -> Double {
        let weekday = [1, 1, 1, 1, 1.2, 0.5, 0.3][day % 7]
        switch self {
        case .even: return 1
        case .weekly: return weekday
        case .growing: return weekday * (1 + 0.02 * Double(day) / 7)
        case .shrinking: return weekday * max(0.3, 1 - 0.015 * Double(day) / 7)
        case .bursts: return weekday * (burst ? 3 : 1)
        }
    }
}
