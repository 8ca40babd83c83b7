import KicauCore
import KicauPublish
import KicauStore
import KicauTesting
import Testing

@testable import KicauMeter

/// The clock stands at 1 June 2026, 9:00 in Jakarta: a post costs $0.015, one with a link $0.20.
@Suite("The ledger of a workspace")
struct BookkeepingTests {
    private let world: World
    private let metering: Metering
    private let owner: Caller

    init() async throws {
        world = try await World.flock()
        owner = world.caller
        metering = Metering(store: world.store, prices: try PriceShelf.shipped(), time: world.time)
    }

    private func publish(_ texts: String...) async throws {
        for text in texts { _ = try await world.schedule(text, in: .minutes(1)) }
        try await world.advance(by: .minutes(5))
    }

    private func payment(
        _ amount: Int64, on day: String = "2026-06-01", network: PlatformID = "x", memo: String = ""
    ) -> Payment {
        Payment(platform: network, amount: Money(microUSD: amount), day: day, memo: memo)
    }

    private func balance(_ name: String, month: String? = nil) async throws -> Int64? {
        try await metering.balances(month: month, for: owner).first { $0.account.name == name }?.balance.microUSD
    }

    private func code(_ work: () async throws -> Void) async -> Problem.Code? {
        do {
            try await work()
            return nil
        } catch { return (error as? Problem)?.code }
    }

    @Test func `says what each booking was for, newest first, a page at a time`() async throws {
        try await publish("One", "Two", "Three")

        let first = try await metering.bookings(LedgerQuestion(limit: 2), for: owner)
        let rest = try await metering.bookings(LedgerQuestion(after: first.next, limit: 2), for: owner)
        let links = try await metering.bookings(LedgerQuestion(account: "expenses:x:post_create_url"), for: owner)
        let all = try await metering.bookings(LedgerQuestion(account: "owed"), for: owner)

        #expect(first.total == 3 && first.bookings.count == 2 && rest.bookings.count == 1 && rest.next == nil)
        #expect(Set((first.bookings + rest.bookings).map { $0.work?.post }).count == 3)
        #expect(first.bookings.allSatisfy { $0.kind == .spent && $0.work?.platform == "x" && $0.work?.book != "" })
        #expect(first.bookings[0].entries.map(\.amount.microUSD) == [15_000, -15_000])
        #expect(links.bookings.isEmpty && all.total == 3)
        #expect(try await metering.bookings(LedgerQuestion(month: "2026-05"), for: owner).total == 0)
    }

    @Test(arguments: [
        LedgerQuestion(month: "2026-13"), LedgerQuestion(month: "x"), LedgerQuestion(account: "everything"),
        LedgerQuestion(account: String(repeating: "expenses:", count: 100)), LedgerQuestion(after: "5"),
        LedgerQuestion(after: "a-b"),
    ])
    func `refuses what is no month, account or place`(question: LedgerQuestion) async throws {
        let code = await code { _ = try await metering.bookings(question, for: owner) }

        #expect(code == .badDate || code == .badInput)
    }

    @Test func `a payment goes off what is owed, and a credit lasts so many days`() async throws {
        try await publish("One", "Two")
        #expect(try await balance("owed:x") == -30_000)

        let paid = try await metering.enter(payment(1_030_000, memo: "Top-up"), by: owner)

        #expect(try await balance("owed:x") == 1_000_000)
        #expect(try await balance("paid:x") == -1_030_000)
        let standing = try #require(try await metering.prepaid(for: owner).first { $0.platform == "x" })
        #expect(standing.balance.microUSD == 1_000_000 && standing.used.microUSD == 30_000)
        #expect(standing.lasts == 933)
        let booking = try await metering.booking(paid, for: owner)
        #expect(booking.kind == .payment && booking.enteredBy == "Ayu" && booking.memo == "Top-up")
        // Money that was paid is no spending of a budget.
        #expect(try await metering.status(for: owner).spent.microUSD == 30_000)
    }

    @Test func `what was entered is taken back by a booking of its own, once`() async throws {
        let paid = try await metering.enter(payment(5_000_000), by: owner)

        let back = try await metering.reverse(paid, memo: "Wrong network", by: owner)

        let reversal = try await metering.booking(back, for: owner)
        #expect(reversal.kind == .reversal && reversal.corrects == paid)
        #expect(try await metering.booking(paid, for: owner).correctedBy == back)
        #expect(try await balance("owed:x") == 0)
        #expect(await code { _ = try await metering.reverse(paid, memo: "", by: owner) } == .notPossibleNow)
        #expect(await code { _ = try await metering.reverse(back, memo: "", by: owner) } == .notPossibleNow)
        #expect(await code { _ = try await metering.reverse(ID(999), memo: "", by: owner) } == .notFound)
    }

    @Test func `what the meter booked cannot be taken back by hand`() async throws {
        try await publish("One")
        let booking = try #require(try await metering.bookings(for: owner).bookings.first)

        #expect(await code { _ = try await metering.reverse(booking.id, memo: "", by: owner) } == .notPossibleNow)
    }

    @Test(
        arguments: [
            ("2026-06-01", 0), ("2026-06-01", -1), ("2026-06-01", 100_000_000_000_001), ("2026-06-02", 5),
            ("2026-6-1", 5),
            ("", 5), ("1999-01-01", 5), ("2026-02-30", 5),
        ] as [(String, Int64)])
    func `a payment of nothing, of too much or of another time is refused`(day: String, amount: Int64) async throws {
        let refused = await code { _ = try await metering.enter(payment(amount, on: day), by: owner) }

        #expect(refused == .badInput || refused == .badDate)
        #expect(try await metering.bookings(for: owner).total == 0)
    }

    @Test func `a payment to nobody, or with a novel beside it, is refused`() async throws {
        let nobody = await code { _ = try await metering.enter(payment(5, network: "myspace"), by: owner) }
        let novel = await code {
            _ = try await metering.enter(payment(5, memo: String(repeating: "a", count: 501)), by: owner)
        }
        let hidden = await code { _ = try await metering.enter(payment(5, memo: "a\nb"), by: owner) }

        #expect(nobody == .badInput && novel == .tooLong && hidden == .badInput)
    }

    @Test func `who may not manage money reads, and enters nothing`() async throws {
        let editor = Caller(user: owner.user, workspace: owner.workspace, role: .editor)

        #expect(try await metering.bookings(for: editor).total == 0)
        #expect(await code { _ = try await metering.enter(payment(5), by: editor) } == .notAllowed)
        #expect(await code { try await metering.enter([], by: editor) } == .notAllowed)
    }

    @Test func `another workspace's bookings are not there`() async throws {
        try await publish("One")
        let booking = try #require(try await metering.bookings(for: owner).bookings.first)
        let other = try await World.settle(world.store, world.time, cap: nil, email: "citra@example.test")

        #expect(await code { _ = try await metering.booking(booking.id, for: other) } == .notFound)
        #expect(try await metering.bookings(for: other).total == 0)
    }

    @Test func `as a file it has the same sums, and what came before`() async throws {
        try await publish("One", "Two")
        world.time.advance(by: .days(1))
        _ = try await metering.enter(payment(1_000_000, on: "2026-06-02"), by: owner)

        let export = try await metering.export(from: "2026-06-02", to: "2026-06-30", for: owner)

        #expect(export.bookings.map(\.kind) == [.payment])
        #expect(export.opening.map { "\($0.account.name) \($0.amount.microUSD)" } == ["owed:x -30000"])
        let whole = try await metering.export(from: "2026-06-01", to: "2026-06-30", for: owner)
        #expect(whole.opening.isEmpty && whole.bookings.count == 3)
        #expect(whole.bookings.flatMap(\.entries).reduce(Money.zero) { $0 + $1.amount } == .zero)
    }

    @Test(arguments: [("2026-06-30", "2026-06-01"), ("june", "2026-06-01"), ("2026-06-01", ""), ("", "")])
    func `no file is written of days that are none`(from: String, to: String) async throws {
        #expect(await code { _ = try await metering.export(from: from, to: to, for: owner) } == .badDate)
    }
}
