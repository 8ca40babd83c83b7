import Foundation
import KicauCore
import Testing

@testable import KicauScan

@Suite("Probabilities that hold")
struct ProofTests {
    @Test func `Holm gives the values worked out by hand`() {
        let adjusted = Holm.adjusted([0.01, 0.04, 0.03, 0.005])

        #expect(zip(adjusted, [0.03, 0.06, 0.06, 0.02]).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(Holm.adjusted([]) == [])
        #expect(Holm.adjusted([0.9, 0.8]) == [1, 1])
    }

    @Test func `a rank counts ties against the post, in both ways of counting`() {
        let controls = [0.0, 0, 0, 1, 2, 2, 5]
        for score in [-1.0, 0, 1, 1.5, 2, 5, 6] {
            #expect(ControlRank(score, among: controls) == ControlRank(score, amongSorted: controls))
        }
        #expect(ControlRank(2, among: controls).p == 4.0 / 8)
        #expect(ControlRank(9, among: controls).p == 1.0 / 8)
        #expect(ControlRank(9, among: []).p == 1)
    }

    @Test func `a rank among controls is small by chance no more often than it says`() {
        var dice = SeededRandom(seed: 5)
        // Coarse scores, so that ties are common, as with words counted.
        let p = (0..<3_000).map { _ in
            let scores = (0...999).map { _ in dice.next() >> 53 }.map(Double.init)
            return ControlRank(scores[0], among: scores.dropFirst()).p
        }

        expectValid(p)
    }

    @Test func `a lot's test is small by chance no more often than it says`() {
        var dice = SeededRandom(seed: 6)
        let p = (0..<600).map { trial in
            // One corpus for all posts: its taste makes their scores depend on each other.
            let taste = Double(dice.below(5))
            let wordings = (0..<8).map { _ in (0..<2 + dice.below(2)).map { _ in taste + Double(dice.below(4)) } }
            return LotTest.p(wordings, redraws: 999, seed: UInt64(trial))
        }

        expectValid(p)
    }

    @Test func `a lot's test is one in two to the power of n, where all n drawn wordings are found and no other`() {
        let p = LotTest.p([[Double]](repeating: [12, 0], count: 10), redraws: 49_999)

        #expect(abs(p - 1.0 / 1_024) < 7e-4)
        #expect(LotTest.p([[3, 3], [0, 0]]) == 1)
        #expect(LotTest.p([]) == 1)
    }

    @Test func `the harmonic mean holds, however p-values depend on each other`() {
        var dice = SeededRandom(seed: 7)
        for share in [0.0, 0.5, 1.0] {
            let p = (0..<5_000).map { _ in
                let common = Double.random(in: 0..<1, using: &dice)
                return HarmonicMean.combined(
                    (0..<20).map { _ in
                        Double.random(in: 0..<1, using: &dice) < share ? common : Double.random(in: 0..<1, using: &dice)
                    })
            }
            expectValid(p)
        }
    }

    @Test func `the harmonic mean falls back to Bonferroni for one and two`() {
        #expect(HarmonicMean.combined([]) == 1)
        #expect(HarmonicMean.combined([0.02]) == 0.02)
        #expect(HarmonicMean.combined([0.02, 0.5]) == 0.04)
        #expect(HarmonicMean.combined(Array(repeating: 1e-4, count: 1_000)) < 2e-3)
    }

    @Test(arguments: [
        (3, 3, nil as ControlRank?, nil as Double?, 0, Verdict.none),
        (20, 4, nil, nil, 0, .none),
        (20, 6, nil, nil, 0, .possible),
        (20, 9, nil, nil, 0, .likely),
        (20, 12, nil, nil, 0, .strong),
        (20, 12, nil, nil, 2, .possible),
        (20, 6, ControlRank(9, among: [Double](repeating: 0, count: 10_000)), 0.04, 0, .strong),
        (20, 6, ControlRank(9, among: [Double](repeating: 0, count: 10_000)), 0.2, 0, .possible),
        (20, 6, ControlRank(9, among: [Double](repeating: 0, count: 9_999)), 0.2, 0, .possible),
        (20, 6, ControlRank(9, among: [Double](repeating: 0, count: 9_999)), 0.04, 0, .likely),
        (20, 6, ControlRank(1, among: [Double](repeating: 1, count: 100)), 1, 0, .none),
    ])
    func `a verdict follows from words and ranks`(
        words: Int, longest: Int, rank: ControlRank?, holm: Double?, sharers: Int, verdict: Verdict
    ) {
        let given = Verdict.of(
            postWords: words * PostWords.whole, longest: longest * PostWords.whole, rank: rank, holm: holm,
            sharedByControls: sharers)

        #expect(given.verdict == verdict)
        #expect(given.reason.hasSuffix("."))
    }

    /// A true chance of `level` goes beyond this bound less than once in a million times.
    private func expectValid(_ p: [Double]) {
        for level in [0.05, 0.01, 0.001] {
            let mean = Double(p.count) * level
            let most = mean + 5 * (mean * (1 - level)).squareRoot() + 1
            #expect(Double(p.count { $0 <= level }) <= most, "level \(level)")
        }
    }
}
