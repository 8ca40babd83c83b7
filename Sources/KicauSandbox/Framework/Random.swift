/// A small generator whose whole state is one number, so that it can be kept and carried on.
struct SeededRandom: RandomNumberGenerator, Sendable, Codable, Hashable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func text(_ length: Int, of letters: String) -> String {
        let choice = Array(letters)
        return String((0..<length).compactMap { _ in choice.randomElement(using: &self) })
    }

    static let base62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    static let hex = "0123456789abcdef"
}
