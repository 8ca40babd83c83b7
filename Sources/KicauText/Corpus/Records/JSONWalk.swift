import Foundation

/// Walks over the tokens of JSON without building anything. It can stop where the bytes end and go on when there are
/// more.
struct JSONWalk {
    enum Token {
        /// The inside of a key.
        case key(Int, Int)
        /// The inside of a string that is a value.
        case string(Int, Int)
        /// The bytes end inside a string: where its inside begins.
        case openString(Int)
        /// A number, `true`, `false` or `null`.
        case atom(Int, Int)
        /// An object or array begins or ends.
        case bracket
        /// Nothing but spaces is left; `isWhole` says whether the value is.
        case end
        case bad(String)
    }

    private enum Expected { case value, valueOrClose, key, keyOrClose, colon, commaOrClose, nothing }

    private static let deepest = 512
    private var expected = Expected.value
    private var depth = 0
    /// A bit for each open bracket: whether it is an object.
    private var objects = SIMD8<UInt64>(repeating: 0)
    /// The next byte; after `openString` or an atom at the end it stays before that.
    var at = 0

    var isWhole: Bool { expected == .nothing }

    mutating func next(_ bytes: UnsafePointer<UInt8>, to end: Int) -> Token {
        while true {
            while at < end, JSONWalk.isSpace(bytes[at]) { at += 1 }
            guard at < end else { return .end }
            let byte = bytes[at]
            switch expected {
            case .colon:
                guard byte == UInt8(ascii: ":") else { return .bad("no colon after a key") }
                at += 1
                expected = .value
            case .commaOrClose where byte == UInt8(ascii: ","):
                at += 1
                expected = isInObject ? .key : .value
            case .commaOrClose: return close(byte)
            case .keyOrClose where byte == UInt8(ascii: "}"): return close(byte)
            case .key, .keyOrClose:
                guard byte == UInt8(ascii: "\"") else { return .bad("no key where one must be") }
                return string(bytes, end, isKey: true)
            case .valueOrClose where byte == UInt8(ascii: "]"): return close(byte)
            case .value, .valueOrClose: return value(bytes, end)
            case .nothing: return .bad("more after its end")
            }
        }
    }

    private mutating func value(_ bytes: UnsafePointer<UInt8>, _ end: Int) -> Token {
        switch bytes[at] {
        case UInt8(ascii: "\""): return string(bytes, end, isKey: false)
        case UInt8(ascii: "{"): return open(isObject: true)
        case UInt8(ascii: "["): return open(isObject: false)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "t"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "I"):
            // NaN and Infinity are no JSON, but Python writes them.
            let start = at
            while at < end, JSONWalk.isInAtom(bytes[at]) { at += 1 }
            valueEnded()
            return .atom(start, at)
        default: return .bad("no value where one must be")
        }
    }

    private mutating func string(_ bytes: UnsafePointer<UInt8>, _ end: Int, isKey: Bool) -> Token {
        let start = at + 1
        guard let close = JSONWalk.closingQuote(bytes, from: start, to: end) else { return .openString(start) }
        at = close + 1
        if isKey {
            expected = .colon
            return .key(start, close)
        }
        valueEnded()
        return .string(start, close)
    }

    /// The text that was open has ended; `place` is after its quotation mark.
    mutating func stringEnded(at place: Int) {
        at = place
        if expected == .key || expected == .keyOrClose { expected = .colon } else { valueEnded() }
    }

    var isInKey: Bool { expected == .key || expected == .keyOrClose }

    private mutating func valueEnded() { expected = depth == 0 ? .nothing : .commaOrClose }

    private var isInObject: Bool { objects[(depth - 1) >> 6] >> UInt64((depth - 1) & 63) & 1 == 1 }

    private mutating func open(isObject: Bool) -> Token {
        guard depth < JSONWalk.deepest else { return .bad("more than 512 brackets in each other") }
        let bit: UInt64 = 1 << UInt64(depth & 63)
        if isObject { objects[depth >> 6] |= bit } else { objects[depth >> 6] &= ~bit }
        depth += 1
        at += 1
        expected = isObject ? .keyOrClose : .valueOrClose
        return .bracket
    }

    private mutating func close(_ byte: UInt8) -> Token {
        guard byte == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return .bad("no comma or bracket") }
        depth -= 1
        at += 1
        valueEnded()
        return .bracket
    }

    /// A quotation mark before which stands no backslash, or an even number of them.
    static func closingQuote(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int? {
        var from = start
        while from < end, let found = memchr(bytes + from, 0x22, end - from) {
            let place = UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
            var slashes = place
            while slashes > start, bytes[slashes - 1] == 0x5C { slashes -= 1 }
            if (place - slashes) & 1 == 0 { return place }
            from = place + 1
        }
        return nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    private static func isInAtom(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}
