/// How many controls do at least as well as a post.
public struct ControlRank: Sendable, Hashable, Codable {
    /// Controls that it was compared with.
    public let controls: Int
    /// Of those, how many score at least as high.
    public let atLeast: Int

    public init(_ score: Double, among controls: some Collection<Double>) {
        self.controls = controls.count
        atLeast = controls.count { $0 >= score }
    }

    /// - Parameter ascending: the controls' scores from the lowest to the highest.
    init(_ score: Double, amongSorted ascending: [Double]) {
        var (low, high) = (0, ascending.count)
        while low < high {
            let middle = (low + high) / 2
            if ascending[middle] < score { low = middle + 1 } else { high = middle }
        }
        controls = ascending.count
        atLeast = ascending.count - low
    }

    /// At most `t` with a chance of at most `t`, for each `t`, when the post and its controls could change places
    /// (Phipson and Smyth, Permutation p-values should never be zero, 2010).
    public var p: Double { Double(1 + atLeast) / Double(1 + controls) }

    /// Above each one of at least ten thousand.
    public var isAboveAllOfMany: Bool { atLeast == 0 && controls >= 10_000 }
}
