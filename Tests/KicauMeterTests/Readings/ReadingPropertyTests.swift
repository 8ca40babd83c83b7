import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauMeter

@Suite("Readings that lie ahead, whatever is planned")
struct ReadingPropertyTests {
    private let now = Instant(ms: 1_780_279_200_000)

    /// Accounts, posts and a budget at random.
    private struct Team {
        let accounts: [ReadAccount]
        let checks: [ComingChecks]
        let cap: Money
        let held: Money
        let zone: String

        init(_ random: inout SeededRandom, at now: Instant) {
            zone = ["Asia/Jakarta", "UTC", "America/St_Johns"].randomElement(using: &random) ?? "UTC"
            accounts = (1...3).map { number in
                ReadAccount(
                    id: ID(Int64(number)), platform: "x", handle: "@\(number)",
                    units: ReadingUnits(
                        post: [MeterUnit("owned_read")], account: [MeterUnit("user_read")],
                        inbox: [MeterUnit("owned_read", count: 5)],
                        said: Bool.random(using: &random) ? [MeterUnit("owned_read")] : nil),
                    numbers: .init(next: now + .hours(Int.random(in: -9...200, using: &random)), every: .days(7)),
                    inbox: .init(
                        next: now + .minutes(Int.random(in: -99...99, using: &random)),
                        every: .minutes(Int.random(in: 5...400, using: &random))),
                    said: Int.random(in: 0...500, using: &random))
            }
            checks = (0..<40).map { _ in
                ComingChecks(
                    account: ID(Int64.random(in: 1...3, using: &random)),
                    after: [nil, .days(1), .days(28)].randomElement(using: &random) ?? nil,
                    at: now + .hours(Int.random(in: -20...900, using: &random)),
                    count: Int.random(in: 1...9, using: &random))
            }
            cap = Money(microUSD: Int64.random(in: 0...3_000_000, using: &random))
            held = Money(microUSD: Int64.random(in: 0...1_000_000, using: &random))
        }
    }

    private func fates(_ team: Team, cap: Money?) throws -> [ReadingFate] {
        let calendar = try ReadingCalendar(from: now, to: now + .days(45), zone: team.zone)
        let outlook = ReadingOutlook(
            of: team.accounts, in: calendar, ages: [.hours(1), .days(1), .days(7), .days(28)], shares: .usual,
            names: [:])
        let budgets = calendar.months.map { month in
            (month, [BudgetStatus(month: month, cap: cap, spent: .zero, held: team.held)])
        }
        return outlook.fates(
            of: team.checks, under: Terms(books: try PriceBooks.shipped(), plans: [:]),
            budgets: Dictionary(uniqueKeysWithValues: budgets), used: [:])
    }

    @Test(arguments: 0..<60) func `no hard budget is passed, and nobody makes more than is planned`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let team = Team(&random, at: now)

        let fates = try fates(team, cap: team.cap)

        for month in Set(fates.flatMap { $0.costs.keys }) {
            let spent = fates.reduce(Money.zero) { $0 + $1.cost(in: month) }
            #expect(spent == .zero || spent + team.held <= team.cap)
        }
        #expect(fates.allSatisfy { (0...$0.planned).contains($0.made) })
        // What is not made was left out to save money, or has a day on which it ended.
        #expect(fates.allSatisfy { $0.made == $0.planned || $0.end != nil || $0.thinnedFrom != nil })
    }

    @Test(arguments: 0..<30) func `without a limit all are made, each in one piece of the calendar`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let team = Team(&random, at: now)

        let all = try fates(team, cap: nil)

        #expect(all.allSatisfy { $0.made == $0.planned && $0.end == nil })
        let end = now + .days(45)
        for account in team.accounts {
            let pace = try #require(account.inbox)
            let first = max(pace.next, now)
            let expected = ((end - first).inMilliseconds - 1) / pace.every.inMilliseconds + 1
            #expect(all.first { $0.account == account.id && $0.kind == .inbox }?.planned == Int(expected))
        }
    }
}
