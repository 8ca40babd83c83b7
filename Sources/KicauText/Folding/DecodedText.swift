/// The scalars that a reader would see, out of the bytes of a text or of the inside of a JSON string: escapes, HTML entities and
/// UTF-8 undone. What is broken comes as U+FFFD, and reading goes on at the next byte.
struct DecodedText {
    /// How the bytes are written.
    enum Form: Sendable {
        case plain
        /// The inside of a JSON string; a bare quotation mark ends it.
        case json
    }

    let bytes: UnsafePointer<UInt8>
    let end: Int
    let form: Form
    /// The next byte.
    var at: Int
    /// The second scalar of an entity that stands for two.
    var owed: UInt32?

    static let broken: UInt32 = 0xFFFD

    init(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, _ form: Form) {
        self.bytes = bytes
        self.end = end
        self.form = form
        at = start
    }

    /// Nil at the end; in JSON that is also the closing quotation mark, which stays unread.
    mutating func next() -> UInt32? {
        if let second = owed {
            owed = nil
            return second
        }
        guard let scalar = unescaped() else { return nil }
        return scalar == UInt32(UInt8(ascii: "&")) ? entity() : scalar
    }

    /// Without a look at entities.
    private mutating func unescaped() -> UInt32? {
        guard at < end else { return nil }
        let byte = bytes[at]
        if byte >= 0x80 { return multibyte(byte) }
        if form == .json {
            if byte == UInt8(ascii: "\"") { return nil }
            if byte == UInt8(ascii: "\\") { return escape() }
        }
        at += 1
        return UInt32(byte)
    }

    private mutating func multibyte(_ lead: UInt8) -> UInt32 {
        let (count, least): (Int, UInt32) =
            switch lead {
            case 0xC2...0xDF: (2, 0x80)
            case 0xE0...0xEF: (3, 0x800)
            case 0xF0...0xF4: (4, 0x1_0000)
            default: (1, 0)
            }
        guard count > 1, at + count <= end else {
            at += 1
            return DecodedText.broken
        }
        var value = UInt32(lead) & (0x7F >> UInt32(count))
        for index in 1..<count {
            let byte = bytes[at + index]
            guard byte & 0xC0 == 0x80 else {
                at += 1
                return DecodedText.broken
            }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard value >= least, value <= 0x10_FFFF, !(0xD800...0xDFFF).contains(value) else {
            at += 1
            return DecodedText.broken
        }
        at += count
        return value
    }

    /// RFC 8259, section 7. Half a surrogate pair is broken; a backslash before anything else is only left out.
    private mutating func escape() -> UInt32 {
        guard at + 1 < end else {
            at += 1
            return DecodedText.broken
        }
        let letter = bytes[at + 1]
        guard letter == UInt8(ascii: "u") else {
            at += 2
            return switch letter {
            case UInt8(ascii: "b"): 8
            case UInt8(ascii: "f"): 12
            case UInt8(ascii: "n"): 10
            case UInt8(ascii: "r"): 13
            case UInt8(ascii: "t"): 9
            case 0x80...: back(by: 1)
            default: UInt32(letter)
            }
        }
        guard let first = hex(at + 2) else {
            at += 2
            return DecodedText.broken
        }
        at += 6
        guard (0xD800...0xDFFF).contains(first) else { return first }
        guard first < 0xDC00, at + 1 < end, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u"),
            let second = hex(at + 2), (0xDC00...0xDFFF).contains(second)
        else { return DecodedText.broken }
        at += 6
        return 0x1_0000 + (first - 0xD800) << 10 + (second - 0xDC00)
    }

    private mutating func back(by count: Int) -> UInt32 {
        at -= count
        return DecodedText.broken
    }

    private func hex(_ start: Int) -> UInt32? {
        guard start + 4 <= end else { return nil }
        var value: UInt32 = 0
        for index in start..<start + 4 {
            guard let digit = bytes[index].hexDigit else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// After an ampersand. `&amp;amp;quot;` is a quotation mark too: pages are often escaped more than once.
    private mutating func entity() -> UInt32 {
        var ahead = self
        var afterAmpersand = self
        while ahead.skip("amp;") { afterAmpersand = ahead }
        ahead = afterAmpersand
        guard let found = ahead.reference() else {
            self = afterAmpersand
            return UInt32(UInt8(ascii: "&"))
        }
        self = ahead
        owed = found.second
        return found.first
    }

    private mutating func skip(_ word: StaticString) -> Bool {
        let before = self
        for index in 0..<word.utf8CodeUnitCount where unescaped() != UInt32(word.utf8Start[index]) {
            self = before
            return false
        }
        return true
    }

    private typealias Reference = (first: UInt32, second: UInt32?)

    private mutating func reference() -> Reference? {
        guard let first = unescaped() else { return nil }
        if first == UInt32(UInt8(ascii: "#")) { return number().map { ($0, nil) } }
        var name: [UInt8] = []
        var scalar: UInt32? = first
        while let value = scalar, value < 0x80, UInt8(value).isASCIIAlphanumeric, name.count < NamedEntities.longest {
            name.append(UInt8(value))
            scalar = unescaped()
        }
        guard !name.isEmpty, scalar == UInt32(UInt8(ascii: ";")) else { return nil }
        return NamedEntities.scalars(of: name)
    }

    private mutating func number() -> UInt32? {
        guard var scalar = unescaped() else { return nil }
        let isHex = scalar == UInt32(UInt8(ascii: "x")) || scalar == UInt32(UInt8(ascii: "X"))
        if isHex { scalar = unescaped() ?? 0 }
        var value: UInt32 = 0
        var digits = 0
        while scalar < 0x80, let digit = UInt8(scalar).hexDigit, isHex || digit < 10 {
            digits += 1
            guard digits <= 8 else { return nil }
            value = value &* (isHex ? 16 : 10) &+ UInt32(digit)
            scalar = unescaped() ?? 0
        }
        guard digits > 0, scalar == UInt32(UInt8(ascii: ";")) else { return nil }
        return Unicode.Scalar(value).map(\.value) ?? DecodedText.broken
    }
}

extension UInt8 {
    var isASCIIAlphanumeric: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    fileprivate var hexDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
