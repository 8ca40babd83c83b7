/// A set of ASCII characters as 128 bits, so that membership costs a shift.
struct ASCIISet: Sendable {
    /// Digits and letters.
    static let alphanumerics = ASCIISet("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(_ members: String) {
        for byte in members.utf8 where byte < 128 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        }
    }

    /// The set with more members.
    func union(_ members: String) -> ASCIISet {
        var both = ASCIISet(members)
        both.low |= low
        both.high |= high
        return both
    }

    /// Whether the scalar is a member.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let value = UInt64(scalar.value)
        if value < 64 { return low >> value & 1 == 1 }
        return value < 128 && high >> (value - 64) & 1 == 1
    }
}
