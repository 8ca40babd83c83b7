/// Holm's step-down adjustment (Scandinavian Journal of Statistics 6, 1979): the chance that even one post is called
/// found by accident stays under the level, however the posts depend on each other.
public enum Holm {
    /// - Returns: the adjusted p-value of each, in the order of the given ones.
    public static func adjusted(_ p: [Double]) -> [Double] {
        var out = [Double](repeating: 1, count: p.count)
        var highest = 0.0
        for (rank, index) in p.indices.sorted(by: { (p[$0], $0) < (p[$1], $1) }).enumerated() {
            highest = max(highest, min(1, p[index] * Double(p.count - rank)))
            out[index] = highest
        }
        return out
    }
}
