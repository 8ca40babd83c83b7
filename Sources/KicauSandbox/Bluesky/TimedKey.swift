/// A timestamp identifier: the record key of posts, 13 letters that sort by time.
enum TimedKey {
    private static let letters = Array("234567abcdefghijklmnopqrstuvwxyz".utf8)

    /// 53 bits of microseconds, 10 bits of clock id.
    static func text(micros: Int64, clockID: Int) -> String {
        let value = UInt64(micros) << 10 | UInt64(clockID & 1023)
        let shifts = stride(from: 60, through: 0, by: -5)
        return String(decoding: shifts.map { letters[Int(value >> UInt64($0) & 31)] }, as: UTF8.self)
    }

    static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 13, bytes.allSatisfy({ letters.contains($0) }) else { return false }
        // The top bit is always zero, so the first letter comes from the first half of the alphabet.
        return letters.firstIndex(of: bytes[0]).map { $0 < 16 } ?? false
    }
}
