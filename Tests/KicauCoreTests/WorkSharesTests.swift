import KicauCore
import Testing

@Suite("How far each class of work may use a budget")
struct WorkSharesTests {
    private func budget(_ used: Int64, of cap: Int64?, _ scope: BudgetScope = .workspace, isHard: Bool = true)
        -> BudgetStatus
    {
        BudgetStatus(
            scope, month: "2026-06", cap: cap.map { Money(microUSD: $0) }, isHard: isHard, spent: .zero,
            held: Money(microUSD: used))
    }

    @Test func `grows from what gives way first to publishing, which has all of it`() {
        let usual = WorkClass.allCases.map { WorkShares.usual.share(of: $0) }

        #expect(usual == [70, 75, 80, 90, 95, 100])
        #expect(WorkClass.yielding == WorkClass.allCases.dropLast())
        #expect(WorkClass.allCases.map { WorkShares.usual.thinsFrom($0) } == [nil, nil, 60, 70, 75, nil])
    }

    @Test func `is what the workspace says, and what it does not say stays as usual`() throws {
        let shares = try WorkShares([.inbox: 10, .suggestions: 0]).changed(by: [.lookUps: 100])

        #expect(shares.share(of: .inbox) == 10 && shares.share(of: .suggestions) == 0)
        #expect(shares.share(of: .lookUps) == 100 && shares.share(of: .newReadings) == 90)
        #expect(shares.thinsFrom(.inbox) == 0)
        #expect(WorkShares(stored: shares.stored) == shares)
        #expect(try WorkShares([.inbox: 95]) == .usual)
    }

    @Test(arguments: [(WorkClass.inbox, -1), (.inbox, 101), (.publishing, 100), (.publishing, 0)])
    func `is a whole percentage, and never publishing's`(_ work: WorkClass, _ percent: Int) {
        let problem = #expect(throws: Problem.self) { try WorkShares([work: percent]) }

        #expect(problem?.code == .badInput && problem?.field == "shares")
    }

    @Test(arguments: ["", "-1", "101", "5.5", "1e1", "٥", "0x1", "999999999999999999999"])
    func `is not read from what is no percentage`(_ text: String) {
        #expect(throws: Problem.self) { try WorkShares.percent(text) }
    }

    @Test func `is read from an old or a newer database as far as it is known`() {
        let shares = WorkShares(stored: ["ai": 300, "inbox": -4, "publishing": 5, "telepathy": 40])

        #expect(shares.share(of: .suggestions) == 100 && shares.share(of: .inbox) == 0)
        #expect(shares.share(of: .publishing) == 100)
    }

    @Test(arguments: [(0, 50), (1, 99), (99, 1), (150, 67), (10_001, 33), (Int64.max, 100), (Int64.max, 95)])
    func `is rounded down, without passing 64 bits`(_ amount: Int64, _ percent: Int) {
        let exact = Int64((Int128(amount) * Int128(percent)) / 100)

        #expect(Money(microUSD: amount).part(percent).microUSD == exact)
    }

    @Test func `thins out before it stops, by the budget that is nearest to it`() {
        let shares = WorkShares.usual
        let near = budget(75, of: 100, .network("x"))
        let full = budget(95, of: 100, .account(ID(7)))

        #expect(shares.pace(of: .inbox, under: [budget(74, of: 100)]) == .usual)
        #expect(shares.pace(of: .inbox, under: [budget(1, of: 100), near]) == .thinned(by: near))
        #expect(shares.pace(of: .inbox, under: [near, full]) == .stopped(by: full))
        #expect(shares.pace(of: .suggestions, under: [budget(69, of: 100)]) == .usual)
        #expect(shares.pace(of: .suggestions, under: [near]) == .stopped(by: near))
        #expect(shares.pace(of: .publishing, under: [full, budget(200, of: 100)]) == .usual)
    }

    @Test func `is held to by hard budgets with a limit alone`() {
        let soft = budget(300, of: 100, isHard: false)

        #expect(WorkShares.usual.pace(of: .inbox, under: [soft, budget(5_000, of: nil)]) == .usual)
        let nothing = budget(0, of: 0)
        #expect(WorkShares.usual.pace(of: .inbox, under: [nothing]) == .stopped(by: nothing))
    }

    @Test func `leaves out readings that tell least, and none that a person asked for`() {
        func isLeftOut(_ wait: Duration?, _ isReadToday: Bool) -> Bool {
            Thinning.leavesOutReading(after: wait, isReadToday: isReadToday)
        }

        #expect(!isLeftOut(.hours(1), false) && !isLeftOut(.days(1), false))
        #expect(isLeftOut(.hours(1), true) && isLeftOut(.days(1), true))
        #expect(isLeftOut(.days(7), false) && isLeftOut(.days(7), true))
        #expect(!isLeftOut(.days(28), false) && !isLeftOut(.days(28), true))
        #expect(!isLeftOut(nil, true))
    }

    @Test func `knows an old reading by the post's age`() {
        #expect(WorkClass.reading(ofPostAged: .days(7) - .milliseconds(1)) == .newReadings)
        #expect(WorkClass.reading(ofPostAged: .days(7)) == .oldReadings)
    }
}
