import KicauCore
import Testing

@Suite("The points of a budget that are worth a word")
struct BudgetCrossingTests {
    private func status(_ used: Int64, of cap: Int64?) -> BudgetStatus {
        BudgetStatus(
            month: "2026-11", cap: cap.map { Money(microUSD: $0) }, spent: Money(microUSD: used / 2),
            held: Money(microUSD: used - used / 2))
    }

    @Test(
        arguments: [
            (49, []), (50, ["50"]), (74, ["50"]), (75, ["50", "75"]), (90, ["50", "75", "90"]),
            (99, ["50", "75", "90"]), (100, ["50", "75", "90", "100"]), (250, ["50", "75", "90", "100"]),
        ] as [(Int64, [String])])
    func `are reached by what is spent and set aside together`(_ used: Int64, _ reached: [String]) {
        #expect(status(used, of: 100).crossings.map(\.rawValue) == reached)
    }

    @Test func `are met to the micro-dollar`() {
        #expect(status(4_999_999, of: 10_000_000).crossings.isEmpty)
        #expect(status(5_000_000, of: 10_000_000).crossings == [.half])
        // A third of a micro-dollar short of three quarters.
        #expect(status(2, of: 3).crossings == [.half])
    }

    @Test func `are none without a limit, or with a limit of nothing`() {
        #expect(status(100, of: nil).crossings.isEmpty)
        #expect(status(100, of: 0).crossings.isEmpty)
        #expect(BudgetWarning.due(of: status(0, of: 0), isForecastToPass: true).isEmpty)
    }

    @Test func `are told by the highest alone where several are reached at once`() {
        let due = BudgetWarning.due(of: status(92, of: 100), isForecastToPass: false)

        #expect(due.count == 3)
        #expect(BudgetWarning.loudest(of: due).map(\.crossing) == [.nineTenths])
        #expect(BudgetWarning.loudest(of: due)[0].used == Money(microUSD: 92))
    }

    @Test func `leave a forecast that came true unsaid`() {
        let before = BudgetWarning.due(of: status(60, of: 100), isForecastToPass: true)
        let after = BudgetWarning.due(of: status(100, of: 100), isForecastToPass: true)

        #expect(BudgetWarning.loudest(of: before).map(\.crossing) == [.half, .forecast])
        #expect(!after.map(\.crossing).contains(.forecast))
    }
}
