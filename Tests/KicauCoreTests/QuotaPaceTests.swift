import KicauCore
import Testing

@Suite("A pace before a window")
struct QuotaPaceTests {
    private let start = Instant(ms: 1_780_279_200_000)

    /// Calls that come one after the other.
    private final class Walk {
        private var pace = QuotaPace()
        let measure: QuotaPace.Measure

        init(_ measure: QuotaPace.Measure?) throws { self.measure = try #require(measure) }

        /// Nil: it goes.
        func call(_ weight: Int = 1, at now: Instant) -> Instant? { pace.wait(for: weight, measure, at: now) }
        func putBack() { pace.putBack(1, measure) }
    }

    private func measure(_ most: Int?, _ kind: QuotaRule.Kind = .window, in span: Duration = .minutes(15))
        -> QuotaPace.Measure?
    {
        QuotaPace.Measure(kind, most: most, in: span)
    }

    @Test(
        arguments: [
            (900, 1_000, 90), (300, 3_000, 30), (75, 12_000, 10), (10_000, 90, 1_000), (7, 128_571, 7),
        ] as [(Int, Int64, Int)])
    func `is a window by its number, and a tenth of it at once, at least ten`(
        _ most: Int, _ spacing: Int64, _ burst: Int
    ) {
        #expect(measure(most)?.spacing.inMilliseconds == spacing)
        #expect(measure(most)?.burst == burst)
    }

    @Test func `is only where calls are counted, and their number is known`() {
        #expect(measure(nil) == nil && measure(0) == nil && measure(-1) == nil)
        #expect(measure(100, .gauge) == nil && measure(100, .rolling) == nil)
        #expect(measure(100, .learned, in: .days(1))?.spacing == .seconds(864))
        // More than one a millisecond: as good as none.
        #expect(measure(100_000_000, in: .hours(1)) == nil)
    }

    @Test(arguments: [1, 7, 60, 900, 10_000], [1, 2, 3] as [UInt64])
    func `lets no more through than a burst and one for each spacing since`(_ most: Int, _ seed: UInt64) throws {
        let walk = try Walk(measure(most))
        var (random, now, taken) = (SeededRandom(seed: seed), start, 0)
        for _ in 1...4_000 {
            now = now + .milliseconds(Int64.random(in: 0...walk.measure.spacing.inMilliseconds, using: &random))
            let weight = Int.random(in: 1...min(3, walk.measure.burst), using: &random)
            if walk.call(weight, at: now) == nil { taken += weight }

            let elapsed = (now - start).inMilliseconds / walk.measure.spacing.inMilliseconds
            #expect(Int64(taken) <= Int64(walk.measure.burst) + elapsed)
        }
        #expect(taken > walk.measure.burst)
    }

    @Test(arguments: [1, 7, 60, 900, 10_000])
    func `never holds up a call that comes at its own`(_ most: Int) throws {
        let walk = try Walk(measure(most))
        var now = start
        for _ in 1...500 {
            #expect(walk.call(at: now) == nil)
            now = now + walk.measure.spacing
        }
    }

    @Test(arguments: [1, 3, 7, 60, 899, 900, 10_000])
    func `lets a whole window's number through within the window`(_ most: Int) throws {
        let walk = try Walk(measure(most))
        var now = start
        for _ in 1...most {
            while let until = walk.call(at: now) {
                #expect(until > now)
                now = until
            }
        }
        #expect(now - start <= .minutes(15))
    }

    @Test func `names the moment from which the call goes, and not before it`() throws {
        let walk = try Walk(measure(100, in: .seconds(1000)))
        for _ in 1...10 { #expect(walk.call(at: start) == nil) }

        let until = try #require(walk.call(at: start))

        #expect(until == start + .seconds(10))
        #expect(walk.call(at: until - .milliseconds(1)) == until)
        #expect(walk.call(at: until) == nil)
    }

    @Test func `multiplies the spacing by what a call weighs, even one beyond the burst`() throws {
        let walk = try Walk(measure(100, in: .seconds(1000)))

        #expect(walk.call(30, at: start) == nil)

        #expect(walk.call(at: start) == start + .seconds(210))
        // Heavier than all of the window: it is not kept out for ever, and holds nobody up beyond it.
        #expect(walk.call(.max, at: start + .seconds(300)) == nil)
        #expect(walk.call(at: start + .seconds(300)) == start + .seconds(300 + 910))
    }

    @Test(arguments: [.minutes(1), .hours(1), .days(400)] as [Duration])
    func `blocks nobody beyond the window when the clock is set back`(_ back: Duration) throws {
        let walk = try Walk(measure(60))
        for _ in 1...10 { _ = walk.call(at: start) }
        let earlier = start - back

        let until = walk.call(at: earlier) ?? earlier

        #expect(until <= earlier + .minutes(15))
        // Asking again does not move it on.
        #expect(walk.call(at: until - .milliseconds(1)) == until)
        #expect(walk.call(at: until) == nil)
    }

    @Test func `has its place back for a call that was not made`() throws {
        let walk = try Walk(measure(60))
        for _ in 1...100 {
            #expect(walk.call(at: start) == nil)
            walk.putBack()
        }
    }
}
