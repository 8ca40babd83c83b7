import KicauCore

/// The rest of a month, drawn many times over from the days that were. Pure: the same past gives the same answer.
///
/// Each coming day takes after a past day of the same weekday. A day is drawn whole, so what goes together stays together:
/// posts, and the readings of them. Each draw first chooses which of the past weeks it believes in, because four weeks
/// do not tell for certain how much is usual.
struct SpendingForecast {
    /// One kind of spending, such as what one account posts: what a day like each of those that were would cost.
    struct Strand {
        /// By coming day, then by past day, the oldest first, in micro-dollars.
        let costs: [[Int64]]
        /// What is spent or set aside of it already, by coming day: only what a day brings beyond that is new.
        let counted: [Int64]
    }

    /// How much of the last coming day belongs to the month, in thousandths: months end at midnight somewhere else.
    let lastShare: Int64
    /// The first coming day; what is seen of the past ends before it.
    let today: Day
    /// How many of the days before today there is something to know of.
    let daysSeen: Int
    let coming: Int
    let strands: [Strand]
    let seed: UInt64

    static let draws = 2000
    /// Four days of a weekday differ less than all such days do. By how much was found by trying: docs/what-if.md.
    private static let widening: (times: Int64, over: Int64) = (3, 2)
    /// A day dearer than a billion dollars is a mistake, and sums of it could overflow.
    private static let dearest: Int64 = 1_000_000_000_000_000

    func line(for status: BudgetStatus) -> ForecastLine {
        let known = status.spent + status.held
        let room = status.cap.map { ($0 - known).microUSD }
        let drawn = draw(room: room)
        return ForecastLine(
            scope: status.scope, month: status.month, cap: status.cap, known: known,
            low: known + Money(microUSD: drawn.low), middle: known + Money(microUSD: drawn.middle),
            high: known + Money(microUSD: drawn.high), daysSeen: daysSeen,
            runsOut: drawn.passed.map { Day(number: today.number + Int64($0)) })
    }

    /// What is still to come, and the coming day on which it passes what room there is.
    private func draw(room: Int64?) -> (low: Int64, middle: Int64, high: Int64, passed: Int?) {
        guard daysSeen > 0, coming > 0 else { return (0, 0, 0, (room ?? 0) < 0 ? 0 : nil) }
        let table = table
        var random = SeededRandom(seed: seed)
        var sums: [Int64] = []
        var passed: [Int] = []
        for _ in 0..<SpendingForecast.draws {
            let believed = SpendingForecast.fourWeeks(random.next())
            var sum: Int64 = 0
            var passing = coming
            for day in 0..<coming {
                sum += table[day][like(day, believed, &random)]
                if let room, sum > room, passing == coming { passing = day }
            }
            sums.append(sum)
            passed.append(passing)
        }
        sums.sort()
        passed.sort()
        let middle = SpendingForecast.draws / 2
        return (
            sums[SpendingForecast.draws / 10], sums[middle], sums[SpendingForecast.draws * 9 / 10],
            passed[middle - 1] < coming ? passed[middle - 1] : nil
        )
    }

    /// Two bits choose one of the four weeks that twenty-eight days are.
    private static func fourWeeks(_ dice: UInt64) -> [Int] {
        [Int(dice & 3), Int(dice >> 2 & 3), Int(dice >> 4 & 3), Int(dice >> 6 & 3)]
    }

    /// The past day that a coming one takes after; any that was seen where there is none of its weekday.
    private func like(_ day: Int, _ believed: [Int], _ random: inout SeededRandom) -> Int {
        let week = believed[Int(random.next() >> 62)]
        let past = day % 7 + 7 * week
        let unseen = ForecastLine.daysBack - daysSeen
        return past >= unseen ? past : Int.random(in: unseen..<ForecastLine.daysBack, using: &random)
    }

    /// What each coming day brings that is new, when it takes after each past day. Twenty-eight days before today was
    /// a day of the same weekday, so the weekday of the past day is its place modulo seven.
    private var table: [[Int64]] {
        (0..<coming).map { day in
            let share = day == coming - 1 ? lastShare : 1000
            var row = [Int64](repeating: 0, count: ForecastLine.daysBack)
            for strand in strands {
                for (past, cost) in widened(strand.costs[day]).enumerated() {
                    row[past] += max(0, cost * share / 1000 - strand.counted[day])
                }
            }
            return row
        }
    }

    private func widened(_ costs: [Int64]) -> [Int64] {
        let unseen = ForecastLine.daysBack - daysSeen
        return costs.indices.map { past in
            guard past >= unseen else { return 0 }
            let alike = stride(from: past % 7, to: costs.count, by: 7).filter { $0 >= unseen }
            let usual = alike.reduce(0) { $0 + min(costs[$1], SpendingForecast.dearest) } / Int64(max(1, alike.count))
            let apart = min(costs[past], SpendingForecast.dearest) - usual
            return max(0, usual + apart * SpendingForecast.widening.times / SpendingForecast.widening.over)
        }
    }
}
