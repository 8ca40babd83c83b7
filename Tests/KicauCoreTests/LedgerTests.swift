import KicauCore
import Testing

@Suite("The ledger's accounts")
struct LedgerAccountTests {
    private func balance(_ name: String, _ moved: Int64, _ balance: Int64) -> AccountBalance {
        AccountBalance(LedgerAccount(name), moved: Money(microUSD: moved), balance: Money(microUSD: balance))
    }

    @Test func `stand as a tree in which each branch sums what is under it`() {
        let tree = AccountTree([
            balance("owed:x", -215_000, -500_000), balance("expenses:x:post_create", 15_000, 300_000),
            balance("expenses:x:post_create_url", 200_000, 200_000), balance("expenses:x-y:call", 1, 1),
        ])

        #expect(
            tree.branches.map(\.account.name) == [
                "expenses", "expenses:x", "expenses:x:post_create", "expenses:x:post_create_url", "expenses:x-y",
                "expenses:x-y:call", "owed", "owed:x",
            ])
        #expect(tree.branches[0].moved.microUSD == 215_001 && tree.branches[0].balance.microUSD == 500_001)
        #expect(tree.branches[1].moved.microUSD == 215_000)
        #expect(tree.branches.map(\.depth) == [0, 1, 2, 2, 1, 2, 0, 1])
    }

    @Test func `are within another only at a whole name`() {
        #expect(LedgerAccount("expenses:x:a").isWithin(LedgerAccount("expenses:x")))
        #expect(!LedgerAccount("expenses:xy").isWithin(LedgerAccount("expenses:x")))
        #expect(LedgerAccount("owed:x").platform == "x" && LedgerAccount("other").family == nil)
    }
}

@Suite("What is left at a network")
struct PrepaidTests {
    private func prepaid(_ balance: Int64, _ used: Int64) -> Prepaid {
        Prepaid("x", balance: Money(microUSD: balance), used: Money(microUSD: used))
    }

    @Test(
        arguments: [
            (28_000_000, 28_000_000, 28), (10_000_000, 28_000_000, 10), (1, 28_000_000, 0), (6_999_999, 28_000_000, 6),
        ] as [(Int64, Int64, Int)])
    func `lasts whole days at the pace of four weeks`(balance: Int64, used: Int64, days: Int) {
        #expect(prepaid(balance, used).lasts == days)
        #expect(prepaid(balance, used).isShort == (days < 7))
    }

    @Test func `lasts no time that anybody knows when nothing is left or nothing was used`() {
        #expect(prepaid(0, 5).lasts == nil && prepaid(-5, 5).lasts == nil && prepaid(5, 0).lasts == nil)
        #expect(prepaid(.max, 1).lasts == nil)
        #expect(!prepaid(0, 5).isShort)
    }
}

@Suite("A bill beside the ledger")
struct BillCheckTests {
    private func check(_ theirs: Int64, _ ours: Int64) -> BillCheck {
        BillCheck(
            platform: "x", month: "2026-11", theirs: Money(microUSD: theirs), ours: Money(microUSD: ours))
    }

    @Test(
        arguments: [
            (100_000_000, 100_000_000, false), (100_000_000, 99_000_000, false), (100_000_000, 98_999_999, true),
            (10_000_000, 9_800_000, false), (10_000_000, 9_799_999, true), (9_799_999, 10_000_000, true), (0, 1, true),
            (Int64.max, 0, true),
        ] as [(Int64, Int64, Bool)])
    func `differs from two percent or a dollar on`(theirs: Int64, ours: Int64, differs: Bool) {
        #expect(check(theirs, ours).isWorthAWord == differs)
    }

    @Test func `names what may explain it, by which of them has more`() {
        #expect(check(5, 5).reasons == [])
        #expect(check(6, 5).reasons.contains(.otherPrograms) && !check(6, 5).reasons.contains(.sameDayReading))
        #expect(check(5, 6).reasons.contains(.sameDayReading) && !check(5, 6).reasons.contains(.otherPrograms))
    }

    @Test func `a few reads more or less are no news`() {
        #expect(!ReadsCheck(day: "2026-11-01", theirs: 10, ours: 0).isWorthAWord)
        #expect(ReadsCheck(day: "2026-11-01", theirs: 11, ours: 0).isWorthAWord)
        #expect(!ReadsCheck(day: "2026-11-01", theirs: 1000, ours: 980).isWorthAWord)
        #expect(ReadsCheck(day: "2026-11-01", theirs: 1000, ours: 979).isWorthAWord)
    }
}
