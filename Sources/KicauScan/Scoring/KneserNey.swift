import Foundation

/// An interpolated Kneser-Ney model of three words (Chen and Goodman, An Empirical Study of Smoothing Techniques, 1998,
/// section 3).
///
/// It ranks passages by how improbable they are. Its numbers are no p-values: on prose they are wrong by many orders of
/// magnitude.
public struct KneserNey: Ranking {
    public let name = "improbability under a Kneser-Ney model of three words"

    /// Of a context: how many tokens followed it, and how many different ones.
    private struct Context {
        var total = 0.0
        var kinds = 0.0
    }

    private let trigrams: [NgramCounts.Trigram: UInt32]
    private var pairContexts: [UInt64: Context] = [:]
    /// For two tokens in a row, how many different ones stood before them.
    private var pairs: [UInt64: Double] = [:]
    private var wordContexts: [UInt64: Context] = [:]
    /// For a token, how many different ones stood before it.
    private(set) var words: [UInt64: Double] = [:]
    private var pairTotal = 0.0
    private let discounts: (three: Double, two: Double, one: Double)

    public init(_ counts: NgramCounts) {
        trigrams = counts.trigrams
        for (trigram, count) in counts.trigrams {
            let context = KneserNey.pair(trigram.first, trigram.second)
            pairContexts[context, default: Context()].total += Double(count)
            pairContexts[context, default: Context()].kinds += 1
            pairs[KneserNey.pair(trigram.second, trigram.third), default: 0] += 1
        }
        // Each pair once: the first trigram of it that is met stands for it, and only its last two tokens are looked at.
        var seen: Set<UInt64> = []
        for trigram in counts.trigrams.keys where seen.insert(KneserNey.pair(trigram.second, trigram.third)).inserted {
            let count = pairs[KneserNey.pair(trigram.second, trigram.third)] ?? 0
            wordContexts[trigram.second, default: Context()].total += count
            wordContexts[trigram.second, default: Context()].kinds += 1
            words[trigram.third, default: 0] += 1
            pairTotal += 1
        }
        discounts = (
            KneserNey.discount(counts.trigrams.values.lazy.map(Double.init)), KneserNey.discount(pairs.values),
            KneserNey.discount(words.values)
        )
    }

    /// Sum over the parts of -log10 of their probability.
    public func score(_ parts: [Substring]) -> Double {
        parts.reduce(0) { sum, part in
            var (first, second) = (NgramCounts.beginning, NgramCounts.beginning)
            return TextTokens(String(part)).names.reduce(sum) { sum, name in
                defer { (first, second) = (second, name) }
                return sum - log10(probability(of: name, after: first, second))
            }
        }
    }

    /// Never 0: a token that was not seen has the share of one more kind.
    func probability(of third: UInt64, after first: UInt64, _ second: UInt64) -> Double {
        let lower = probability(of: third, after: second)
        guard let context = pairContexts[KneserNey.pair(first, second)] else { return lower }
        let count = Double(trigrams[NgramCounts.Trigram(first: first, second: second, third: third)] ?? 0)
        return (max(0, count - discounts.three) + discounts.three * context.kinds * lower) / context.total
    }

    private func probability(of third: UInt64, after second: UInt64) -> Double {
        let lower = probability(of: third)
        guard let context = wordContexts[second] else { return lower }
        let count = pairs[KneserNey.pair(second, third)] ?? 0
        return (max(0, count - discounts.two) + discounts.two * context.kinds * lower) / context.total
    }

    private func probability(of third: UInt64) -> Double {
        let kinds = Double(words.count)
        let even = 1 / (kinds + 1)
        guard pairTotal > 0 else { return even }
        return (max(0, (words[third] ?? 0) - discounts.one) + discounts.one * kinds * even) / pairTotal
    }

    private static func pair(_ one: UInt64, _ other: UInt64) -> UInt64 { TextTokens.mixed(one &+ 1, other) }

    /// Ney's estimate out of how many counts are one and two; between 0.1 and 0.9 where a sample is too small to say.
    private static func discount(_ counts: some Sequence<Double>) -> Double {
        var (ones, twos) = (0.0, 0.0)
        for count in counts {
            if count == 1 { ones += 1 } else if count == 2 { twos += 1 }
        }
        return ones + twos == 0 ? 0.5 : min(0.9, max(0.1, ones / (ones + 2 * twos)))
    }
}
