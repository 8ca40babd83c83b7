import KicauCore
import Testing

@testable import KicauPublish

@Suite("Warnings that pages show")
struct OpenWarningTests {
    private func warning(_ scope: BudgetScope, _ month: String, _ crossing: BudgetCrossing) -> WarningDetail {
        let warning = BudgetWarning(
            scope: scope, month: month, crossing: crossing, cap: Money(microUSD: 10), used: Money(microUSD: 9),
            isHard: true)
        return WarningDetail(warning: warning, subject: .workspace, at: Instant(ms: 0), isPutAway: false)
    }

    @Test func `are of each budget and month the highest, and forecasts`() {
        let all = [
            warning(.workspace, "2026-06", .half), warning(.workspace, "2026-06", .threeQuarters),
            warning(.workspace, "2026-06", .forecast), warning(.workspace, "2026-07", .half),
            warning(.network("x"), "2026-06", .half),
        ]

        #expect(WarningDetail.highest(all) == Array(all[1...]))
        #expect(WarningDetail.highest([]).isEmpty)
    }
}
