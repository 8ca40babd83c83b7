/// Chance that can be repeated: the same seed throws the same dice, on every machine.
///
/// Its whole state is one number, so that it can be kept and carried on.
public struct SeededRandom: RandomNumberGenerator, Sendable, Codable, Hashable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    /// SplitMix64: every seed is a good one.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
