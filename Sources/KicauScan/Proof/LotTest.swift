import Foundation
import KicauCore

/// The exact test of posts whose published wording a lot drew: each draw is made again, many times.
///
/// T is the sum over posts of the published wording's score less the mean of all its wordings' scores. Given the
/// wordings, the draws are independent of each other and of a corpus that had nothing from them, so T among redrawn
/// ones is a valid rank test however the posts and the corpus depend on each other.
public enum LotTest {
    /// - Parameters:
    ///   - wordings: for each post the scores of its wordings, the published one first.
    ///   - seed: of the redraws; the same seed gives the same p.
    public static func p(_ wordings: [[Double]], redraws: Int = 99_999, seed: UInt64 = 1) -> Double {
        // A post whose wordings all score the same adds the same to each T.
        let told = wordings.filter { scores in scores.contains { $0 != scores[0] } }
        guard !told.isEmpty else { return 1 }
        let seen = told.reduce(0) { $0 + $1[0] }
        // Sums of the same numbers in another order may differ in the last bit; a tie must count as one.
        let least = seen - abs(seen) * 1e-12
        var chance = SeededRandom(seed: seed)
        var atLeast = 0
        for _ in 0..<redraws {
            let drawn = told.reduce(0) { $0 + $1[Int.random(in: 0..<$1.count, using: &chance)] }
            atLeast += drawn >= least ? 1 : 0
        }
        return Double(1 + atLeast) / Double(1 + redraws)
    }
}
