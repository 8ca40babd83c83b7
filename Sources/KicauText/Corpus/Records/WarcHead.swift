/// The lines before the content of a WARC record, or of an HTTP answer inside it.
struct WarcHead {
    /// How many bytes it takes, with the empty line that ends it.
    let count: Int
    private let bytes: UnsafePointer<UInt8>

    static let longest = 1 << 16

    /// Nil: it does not end within the bytes.
    init?(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        var at = 0
        while at < count {
            if bytes[at] == 10 {
                if at + 1 < count, bytes[at + 1] == 10 {
                    self.init(bytes: bytes, count: at + 2)
                    return
                }
                if at + 2 < count, bytes[at + 1] == 13, bytes[at + 2] == 10 {
                    self.init(bytes: bytes, count: at + 3)
                    return
                }
            }
            at += 1
        }
        return nil
    }

    private init(bytes: UnsafePointer<UInt8>, count: Int) {
        self.bytes = bytes
        self.count = count
    }

    /// Where a field's value lies.
    func range(of name: StaticString) -> Range<Int>? {
        var at = 0
        while at < count {
            var end = at
            while end < count, bytes[end] != 10 { end += 1 }
            if let value = value(of: name, at, end) { return value }
            at = end + 1
        }
        return nil
    }

    private func value(of name: StaticString, _ start: Int, _ end: Int) -> Range<Int>? {
        let length = name.utf8CodeUnitCount
        guard end - start > length, bytes[start + length] == UInt8(ascii: ":") else { return nil }
        for index in 0..<length where bytes[start + index] | 0x20 != name.utf8Start[index] | 0x20 { return nil }
        var (from, to) = (start + length + 1, end)
        while from < to, bytes[from] <= 0x20 { from += 1 }
        while to > from, bytes[to - 1] <= 0x20 { to -= 1 }
        return from..<to
    }

    /// Nil: it is not there, or no number.
    func number(_ name: StaticString) -> Int? {
        guard let range = range(of: name), !range.isEmpty else { return nil }
        var number = 0
        for index in range {
            guard (48...57).contains(bytes[index]) else { return nil }
            let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            guard !isTooLarge, tens < Int.max - 9 else { return nil }
            number = tens + Int(bytes[index] - 48)
        }
        return number
    }

    /// A field's value in lower case; empty where there is none.
    func word(_ name: StaticString) -> String {
        guard let range = range(of: name) else { return "" }
        return String(
            decoding: UnsafeBufferPointer(start: bytes + range.lowerBound, count: min(range.count, 100)), as: UTF8.self
        )
        .lowercased()
    }
}
