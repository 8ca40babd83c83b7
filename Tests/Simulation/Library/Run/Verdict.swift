/// What one run showed.
public struct Verdict: Sendable, Hashable {
    public let seed: UInt64
    public let broken: [Broken]
    public let steps: Int
    public let calls: Int
    public let commits: Int
    public let deliveries: Int
    public let kills: Int
    public let powerFailures: Int
    /// Of every choice that was made.
    public let fingerprint: UInt64
}
