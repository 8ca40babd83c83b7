/// What stands for sixteen folded bytes.
///
/// Of a post the prints at all places are known; of a text in a corpus those at every eighth are asked for. So every run of 23
/// folded bytes that the two share, wherever it lies, holds a print that is asked for and known: 23 Latin letters, 12 of a script
/// with two bytes a letter, 8 Chinese characters, kana, Hangul syllables or Thai letters.
enum Print {
    /// How many bytes it stands for.
    static let size = 16
    /// From one that is asked for to the next.
    static let step = 8
    /// Every shared run of so many bytes is found.
    static let guaranteed = size + step - 1

    private static let firstFactor: UInt64 = 0xD6E8_FEB8_6659_FD93
    private static let secondFactor: UInt64 = 0x9E37_79B9_7F4A_7C15

    static func eight(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
        UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
    }

    static func areSame(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>) -> Bool {
        eight(one) == eight(other) && eight(one + 8) == eight(other + 8)
    }

    static func at(_ bytes: UnsafePointer<UInt8>) -> UInt64 { of(eight(bytes), eight(bytes + 8)) }

    /// Both halves of a product of 128 bits, as the kernels in C make them.
    @inline(__always)
    static func of(_ first: UInt64, _ second: UInt64) -> UInt64 {
        let product = (first ^ firstFactor).multipliedFullWidth(by: second ^ secondFactor)
        return product.low ^ product.high
    }
}
