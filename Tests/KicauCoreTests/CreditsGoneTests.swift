import KicauCore
import Testing

@Suite("Credits that are used up")
struct CreditsGoneTests {
    private static let start = Instant(ms: 1_780_279_200_000)
    private let gone = CreditsGone("x", payer: "", answer: "no credits left", at: CreditsGoneTests.start)

    @Test func `let nothing through until it is time to ask, and then a question alone`() {
        let soon = Self.start + .minutes(4)
        let later = Self.start + .minutes(5)

        #expect(gone.verdict(isCommit: false, at: soon) == .waits(until: later))
        #expect(gone.verdict(isCommit: true, at: soon) == .waits(until: later))
        #expect(gone.verdict(isCommit: false, at: later) == .goes)
        #expect(gone.verdict(isCommit: true, at: later) == .waits(until: later + .minutes(5)))
    }

    @Test func `are asked after less and less often, and once an hour in the end`() {
        var (gone, now, pauses) = (self.gone, Self.start, [Int64]())
        for _ in 1...6 {
            pauses.append((gone.next - now).inMilliseconds / 60_000)
            now = gone.next
            gone = gone.refused(answer: nil, at: now)
        }

        #expect(pauses == [5, 10, 15, 30, 60, 60])
        #expect(gone.refusals == 7 && gone.since == Self.start && gone.answer == "no credits left")
    }

    @Test func `let anything through once somebody says that they are topped up, until the network denies it`() {
        let paid = gone.saidPaid
        let denied = paid.refused(answer: "still none", at: Self.start + .minutes(1))

        #expect(paid.verdict(isCommit: true, at: Self.start) == .goes)
        #expect(denied.verdict(isCommit: true, at: Self.start + .minutes(2)) == .waits(until: denied.next))
        #expect(denied.answer == "still none")
    }

    @Test func `have a pause before the next question also where the answer told nothing`() {
        let asked = gone.asked(at: Self.start + .minutes(5))

        #expect(!asked.asks(at: Self.start + .minutes(9)) && asked.asks(at: Self.start + .minutes(10)))
        #expect(asked.refusals == 1)
        #expect(asked.saidPaid.asks(at: Self.start + .minutes(6)))
        #expect(!asked.saidPaid.asked(at: Self.start + .minutes(6)).asks(at: Self.start + .minutes(7)))
    }

    @Test func `are told of once, however often the network says it`() {
        #expect(gone.told.refused(answer: nil, at: Self.start).isTold)
        #expect(gone.told.saidPaid.isTold)
    }

    @Test func `are asked after at once when a clock was set back`() {
        #expect(gone.asks(at: Self.start - .days(1)))
    }

    @Test func `keep no more of the network's words than anything else does`() {
        let long = CreditsGone("x", payer: "", answer: String(repeating: "x", count: 9000), at: Self.start)

        #expect(long.answer?.count == 2000)
    }
}
