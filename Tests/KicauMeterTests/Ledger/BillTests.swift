import KicauCore
import KicauPublish
import KicauStore
import KicauTesting
import Testing

@testable import KicauMeter

@Suite("A network's bill beside the ledger")
struct BillTests {
    private let world: World
    private let metering: Metering
    private let owner: Caller

    init() async throws {
        world = try await World.flock(cap: Money(microUSD: 1_000_000))
        owner = world.caller
        metering = Metering(store: world.store, prices: try PriceShelf.shipped(), time: world.time)
        _ = try await world.schedule("One", in: .minutes(1))
        try await world.advance(by: .minutes(5))
    }

    private func bill(_ amount: Int64, month: String = "2026-06", network: PlatformID = "x") -> NewFigure {
        NewFigure(platform: network, month: month, amount: Money(microUSD: amount), source: .invoice, note: "INV-7")
    }

    private func book(_ difference: Int64) async throws -> ID<Booking> {
        try await metering.adjust(
            "x", month: "2026-06", by: Money(microUSD: difference), memo: "Taxes", caller: owner)
    }

    private func code(_ work: () async throws -> Void) async -> Problem.Code? {
        do {
            try await work()
            return nil
        } catch { return (error as? Problem)?.code }
    }

    @Test func `shows a difference and books nothing by itself`() async throws {
        try await metering.enter([bill(20_000)], by: owner)

        let check = try #require(try await metering.billChecks(for: owner).first?.check)

        #expect(check.theirs.microUSD == 20_000 && check.ours.microUSD == 15_000 && check.isWorthAWord)
        #expect(try await metering.bookings(for: owner).total == 1)
    }

    @Test func `a later figure for the same month takes the place of the first`() async throws {
        try await metering.enter([bill(20_000)], by: owner)
        try await metering.enter([bill(15_000), bill(7, month: "2026-05")], by: owner)

        let checks = try await metering.billChecks(for: owner).map(\.check)

        #expect(checks.map(\.month) == ["2026-06", "2026-05"])
        #expect(checks.map(\.difference.microUSD) == [0, 7])
    }

    @Test func `a person books the difference, ledger and budget say the same, and it can be taken back`() async throws
    {
        try await metering.enter([bill(20_000)], by: owner)

        let booked = try await book(5_000)

        #expect(try await metering.billChecks(for: owner).first?.check.difference == .zero)
        #expect(try await metering.status(for: owner).spent.microUSD == 20_000)
        #expect(try await metering.booking(booked, for: owner).kind == .adjustment)
        _ = try await metering.reverse(booked, memo: "", by: owner)
        #expect(try await metering.status(for: owner).spent.microUSD == 15_000)
        #expect(try await metering.billChecks(for: owner).first?.check.difference.microUSD == 5_000)
        #expect(try await world.store.read { try $0.unbalancedBookings() } == 0)
    }

    @Test func `a bill below the ledger gives the budget back`() async throws {
        try await metering.enter([bill(14_000)], by: owner)

        _ = try await book(-1_000)

        #expect(try await metering.status(for: owner).spent.microUSD == 14_000)
    }

    @Test func `another difference than was shown is not booked`() async throws {
        #expect(await code { _ = try await book(5_000) } == .notFound)
        try await metering.enter([bill(20_000)], by: owner)

        #expect(await code { _ = try await book(4_000) } == .changedMeanwhile)
        _ = try await book(5_000)
        #expect(await code { _ = try await book(5_000) } == .changedMeanwhile)
        #expect(await code { _ = try await book(0) } == .changedMeanwhile)
    }

    @Test func `a bill of the future, of nobody or below nothing is refused`() async throws {
        #expect(await code { try await metering.enter([bill(1, month: "2026-07")], by: owner) } == .badDate)
        #expect(await code { try await metering.enter([bill(1, month: "2026-1")], by: owner) } == .badDate)
        #expect(await code { try await metering.enter([bill(1, network: "myspace")], by: owner) } == .badInput)
        #expect(await code { try await metering.enter([bill(-1)], by: owner) } == .badInput)
        #expect(try await metering.billChecks(for: owner).isEmpty)
    }
}

@Suite("A table of bills that was pasted")
struct BillTableTests {
    private func read(_ text: String) throws -> [String] {
        try BillTable.read(text, platform: "x").map { "\($0.platform) \($0.month) \($0.amount.microUSD)" }
    }

    @Test func `is read by month or by day, with or without heads, networks and quotes`() throws {
        #expect(try read("2026-10,12.50\n2026-11,8.2") == ["x 2026-10 12500000", "x 2026-11 8200000"])
        #expect(try read("date;amount\r\n2026-11-01;1.00\r\n2026-11-02;0.25\r\n\r\n") == ["x 2026-11 1250000"])
        #expect(try read("\"2026-11-01T00:00:00Z\"\t\"$1.5\"") == ["x 2026-11 1500000"])
        #expect(try read("X,2026-11,1\nmastodon,2026-11,2") == ["mastodon 2026-11 2000000", "x 2026-11 1000000"])
    }

    @Test(arguments: [
        "", "  \n", "2026-11", "2026-11,a", "2026-13,1", "2026-11,-5", "a,b\nc,d", "2026-11,1,2,3", "x,2026-11,1e9",
    ])
    func `says which line it could not read`(text: String) {
        #expect(throws: Problem.self) { try BillTable.read(text, platform: "x") }
    }

    @Test func `has an end`() {
        let long = String(repeating: "2026-11,1\n", count: BillTable.mostLines + 1)

        #expect(throws: Problem.self) { try BillTable.read(long, platform: "x") }
        #expect(throws: Problem.self) { try BillTable.read(String(repeating: "a", count: 70_000), platform: "x") }
    }
}
