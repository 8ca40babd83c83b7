import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauMeter

/// It is 1 June 2026, 02:00 UTC. A reading of an own post costs $0.001, one of a user $0.010; from 10 June on a list may say
/// otherwise.
@Suite("Readings that lie ahead")
struct ReadingOutlookTests {
    private let now = Instant(ms: 1_780_279_200_000)
    private let zone = "Asia/Jakarta"

    private func books(_ price: String? = nil, unit: String = "owned_read", from: String = "2026-06-10") throws
        -> PriceBooks
    {
        guard let price else { return try PriceBooks.shipped() }
        let text = """
            {"platform": "x", "book": "X in June", "source": "a test", "entered": "2026-05-30",
             "rows": [{"unit": "\(unit)", "price": \(price), "from": "\(from)"}]}
            """
        let book = try PriceBook(loading: text, on: Day(of: now), networks: ["x"])
        return try PriceShelf(PriceBooks.shipped()).books(with: [book])
    }

    private func terms(_ price: String? = nil, unit: String = "owned_read", plans: [String: String] = [:]) throws
        -> Terms
    {
        Terms(books: try books(price, unit: unit), plans: plans)
    }

    private func account(
        inbox every: Duration? = nil, said: [MeterUnit]? = nil, saidToIt: Int = 0, numbersIn wait: Duration = .days(90)
    ) -> ReadAccount {
        ReadAccount(
            id: ID(7), platform: "x", handle: "@kedai",
            units: ReadingUnits(
                post: [MeterUnit("owned_read")], account: [MeterUnit("user_read")],
                inbox: [MeterUnit("owned_read", count: said == nil ? 1 : 5)], said: said),
            numbers: .init(next: now + wait, every: .days(7)),
            inbox: every.map { .init(next: now, every: $0) }, said: saidToIt)
    }

    private func outlook(_ account: ReadAccount, days: Int = 30, shares: WorkShares = .usual) throws -> ReadingOutlook {
        ReadingOutlook(
            of: [account], in: try ReadingCalendar(from: now, to: now + .days(days), zone: zone),
            ages: [.hours(1), .days(1), .days(7), .days(28)], shares: shares, names: [.workspace: "Kedai"])
    }

    private func budgets(_ cap: Int64?, held: Int64 = 0, isHard: Bool = true) -> [String: [BudgetStatus]] {
        Dictionary(
            uniqueKeysWithValues: ["2026-06", "2026-07"].map { month in
                (
                    month,
                    [
                        BudgetStatus(
                            month: month, cap: cap.map { Money(microUSD: $0) }, isHard: isHard, spent: .zero,
                            held: month == "2026-06" ? Money(microUSD: held) : .zero)
                    ]
                )
            })
    }

    private func checks(_ count: Int, _ wait: Duration, after: Duration? = nil) -> [ComingChecks] {
        [ComingChecks(account: ID(7), after: after, at: now + wait, count: count)]
    }

    @Test func `a planned post is read an hour, a day, a week and four weeks after it is out`() throws {
        let fates = try outlook(account(), days: 40).fates(
            of: checks(3, .days(2)), under: terms(), budgets: budgets(nil), used: [:])

        #expect(fates.map(\.kind) == [.newPosts, .oldPosts])
        #expect(fates.map(\.planned) == [6, 6] && fates.map(\.made) == [6, 6])
        #expect(fates.map(\.cost.microUSD) == [6_000, 6_000])
        #expect(fates.allSatisfy { $0.end == nil })
        // Four weeks after the post it is 1 July.
        #expect(fates.map { $0.cost(in: "2026-07").microUSD } == [0, 3_000])
    }

    @Test func `an inbox is looked into at its pace, and followers are counted at theirs`() throws {
        let fates = try outlook(account(inbox: .hours(3), numbersIn: .days(1)), days: 10).fates(
            of: [], under: terms(), budgets: budgets(nil), used: [:])

        #expect(fates.map(\.kind) == [.numbers, .inbox])
        #expect(fates.map(\.planned) == [2, 80])
        #expect(fates.map(\.cost.microUSD) == [20_000, 80_000])
    }

    @Test func `what is not sold from a day on stops on that day`() throws {
        let fates = try outlook(account(inbox: .hours(3))).fates(
            of: checks(1, .days(20), after: .days(7)), under: terms("\"not-sold\""), budgets: budgets(nil), used: [:])

        let ends = try fates.map { try #require($0.end) }
        guard case .stops(let day, let why) = try #require(ends.last) else {
            Issue.record("It should stop: \(ends)")
            return
        }
        #expect(day.description == "2026-06-10")
        #expect(why.description == "x has not sold owned_read since 2026-06-10.")
        // 22 hours of 1 June, then eight whole days.
        #expect(fates.last?.made == 8 + 8 * 8)
        // The old post's reading is due on 21 June: that is the day on which it cannot be made.
        #expect(ends.first?.day.description == "2026-06-21" && fates.first?.made == 0)
    }

    @Test func `a budget runs out on the day on which its share for the inbox is used up`() throws {
        let fates = try outlook(account(inbox: .hours(3)), days: 28).fates(
            of: [], under: terms("20000"), budgets: budgets(200_000), used: [:])

        let fate = try #require(fates.first)
        guard case .runsOut(let day, let why) = fate.end else {
            Issue.record("It should run out: \(fate)")
            return
        }
        // Nine days leave $0.118 of the share: on 10 June that is five looks at $0.020.
        #expect(day.description == "2026-06-10" && fate.made == 72 + 5)
        #expect(why.description.hasPrefix("The inbox stops at 95 % of the budget of Kedai for 2026-06"))
    }

    @Test func `a budget that only warns stops nothing, and what is free is held up by none`() throws {
        let soft = try outlook(account(inbox: .hours(3))).fates(
            of: [], under: terms("20000"), budgets: budgets(200_000, isHard: false), used: [:])
        let free = try outlook(account(inbox: .hours(3))).fates(
            of: [], under: terms("\"free\""), budgets: budgets(100_000), used: [:])

        #expect(soft.first?.end == nil && soft.first?.made == soft.first?.planned)
        #expect(free.first?.end == nil && free.first?.cost.microUSD == 72_000)
    }

    @Test func `from a budget's last stretch on old posts are read at four weeks only`() throws {
        let fates = try outlook(account(), days: 30).fates(
            of: checks(4, .days(3), after: .days(7)) + checks(4, .days(4), after: .days(28)), under: terms(),
            budgets: budgets(100_000, held: 65_000), used: [:])

        let fate = try #require(fates.first)
        #expect(fate.kind == .oldPosts && fate.planned == 8 && fate.made == 4)
        #expect(fate.thinnedFrom?.description == "2026-06-04" && fate.end == nil)
    }

    @Test func `what a plan has in it for a month runs out, and the next month begins anew`() throws {
        let share = Included(plan: "Small", units: ["owned_read"], count: 100)
        let book = try PriceBook(
            loading: """
                {"platform": "x", "book": "Small", "plan": "Small", "source": "a test", "entered": "2026-05-30",
                 "included": {"owned_read": 100}, "rows": [{"unit": "owned_read", "price": "free", "from": "2026-05-01"}]}
                """, on: Day(of: now), networks: ["x"])
        let books = try PriceShelf(PriceBooks.shipped()).books(with: [book])

        let fates = try outlook(account(inbox: .hours(6)), days: 45).fates(
            of: [], under: Terms(books: books, plans: ["x": "Small"]), budgets: budgets(nil),
            used: [PaperCalendar.Share(share, platform: "x", month: "2026-06"): 20])

        let fate = try #require(fates.first)
        guard case .runsOut(let day, let why) = fate.end else {
            Issue.record("It should run out: \(fate)")
            return
        }
        // Four a day from 1 June on: the eightieth is made on 20 June.
        #expect(day.description == "2026-06-21")
        #expect(why.description.hasPrefix("The plan Small has 100 of owned_read in it for a month"))
        #expect(fate.made > 80 && fate.made < fate.planned)
    }

    @Test func `a look that is billed by what it finds costs what is usually said, not what is set aside`() throws {
        let account = account(inbox: .hours(3), said: [MeterUnit("owned_read"), MeterUnit("user_read")], saidToIt: 28)

        let fates = try outlook(account, days: 10).fates(of: [], under: terms(), budgets: budgets(nil), used: [:])

        // One a day, at $0.011; the tenth is found by the look after these ten days.
        #expect(fates.first?.planned == 80)
        #expect(fates.first?.cost.microUSD == 99_000)
    }

    @Test func `what is said between rare looks is found by the next one`() throws {
        let account = account(inbox: .days(3), said: [MeterUnit("owned_read")], saidToIt: 28)

        let fates = try outlook(account, days: 10).fates(of: [], under: terms(), budgets: budgets(nil), used: [:])

        #expect(fates.first?.planned == 4)
        #expect(fates.first?.cost.microUSD == 9_000)
    }

    @Test func `the two sides of a change are told apart, what ends first in front`() throws {
        let account = account(inbox: .hours(3), numbersIn: .days(12))
        let outlook = try outlook(account)
        let posts = checks(2, .days(15), after: .days(28))
        let before = try outlook.fates(of: posts, under: terms(), budgets: budgets(nil), used: [:])
        let after = try outlook.fates(of: posts, under: terms("\"not-sold\""), budgets: budgets(nil), used: [:])

        let effects = ReadingEffect.all(from: before, to: after)

        #expect(effects.map(\.kind) == [.inbox, .oldPosts])
        #expect(effects.map { $0.end?.day.description } == ["2026-06-10", "2026-06-16"])
        #expect(effects.last?.unmade == 2 && effects.last?.new == .zero && effects.last?.old.microUSD == 2_000)
        #expect(ReadingEffect.all(from: before, to: before).isEmpty)
    }

    @Test func `one looks ahead to the end of next month, and further where a price turns later`() throws {
        let near = try ReadingCalendar.end(for: [account()], under: [terms()], from: now, zone: zone)
        let books = try books("5000", from: "2026-09-15")
        let far = try ReadingCalendar.end(
            for: [account()], under: [Terms(books: books, plans: [:])], from: now, zone: zone)

        let (july, october) = (
            try Months.span(of: "2026-07", zone: zone).to, try Months.span(of: "2026-10", zone: zone).to
        )
        #expect(near == july && far == october)
    }
}
