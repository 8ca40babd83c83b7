import Foundation

/// One p-value out of many that depend on each other in ways nobody knows.
///
/// Posts of one archive are compared with the same controls and found in the same documents, so their p-values are not
/// independent, and neither Fisher's method nor the bare harmonic mean may be used. For K > 2 the harmonic mean times e
/// ln K is a p-value whatever the dependence is (Vovk and Wang, Combining p-values via averaging, Biometrika 107,
/// 2020). Up to two, Bonferroni's K times the smallest serves. The Cauchy combination is sharper, but rests on how
/// tails depend, which is not known here.
public enum HarmonicMean {
    public static func combined(_ p: [Double]) -> Double {
        guard let least = p.min() else { return 1 }
        guard p.count > 2 else { return min(1, least * Double(p.count)) }
        let mean = Double(p.count) / p.reduce(0) { $0 + 1 / max($1, .leastNormalMagnitude) }
        return min(1, mean * M_E * log(Double(p.count)))
    }
}
