import KicauCore
import Testing

@Suite("A word about a window")
struct QuotaWarningTests {
    private let now = Instant(ms: 1_780_279_200_000)

    private func key(_ kind: QuotaRule.Kind, in span: Duration = .days(1)) -> QuotaKey {
        QuotaKey("linkedin", "POST /rest/posts", .account, kind, in: span, subject: "7")
    }

    private func due(_ kind: QuotaRule.Kind, _ used: Int, of most: Int?, in span: Duration = .days(1)) -> QuotaWarning?
    {
        let state = QuotaState(opened: now, resets: now + .hours(3), used: used, most: most, source: .answers)
        return QuotaWarning.due(of: key(kind, in: span), state, at: now)
    }

    @Test(
        arguments: [
            (.learned, 59, nil), (.learned, 60, 60), (.learned, 101, 100), (.window, 89, nil), (.window, 90, 90),
            (.rolling, 90, 90), (.gauge, 100, nil),
        ] as [(QuotaRule.Kind, Int, Int?)])
    func `is due at 60 percent of what nobody publishes, and at 90 of a day`(
        _ kind: QuotaRule.Kind, _ used: Int, _ percent: Int?
    ) {
        #expect(due(kind, used, of: 100)?.percent == percent)
    }

    @Test func `is none where the window turns within the day, is over, or its number is unknown`() {
        #expect(due(.window, 100, of: 100, in: .minutes(15)) == nil)
        #expect(due(.window, 100, of: nil) == nil)
        let over = QuotaState(opened: now - .days(1), resets: now, used: 100, most: 100, source: .answers)
        #expect(QuotaWarning.due(of: key(.window), over, at: now) == nil)
    }

    @Test func `goes by the number that has grown back since a refusal`() {
        let state = QuotaState(
            opened: now, resets: now + .hours(3), used: 60, most: 100, source: .refusals, learned: now - .days(7))

        #expect(QuotaWarning.due(of: key(.learned), state, at: now) == nil)
    }

    @Test func `belongs to the window that is open, or to the last day where it flows`() {
        let state = QuotaState(opened: now - .hours(2), resets: now + .hours(3))

        #expect(QuotaWarning.beginning(of: key(.learned), state, at: now) == now - .hours(2))
        #expect(QuotaWarning.beginning(of: key(.rolling), state, at: now) == now - .days(1))
    }
}
