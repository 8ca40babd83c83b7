import Foundation

/// Writes spaces over what a reader of a page does not see: tags, comments, scripts, styles. Spaces mean nothing to the
/// folding, and every letter stays where it was. It can stop anywhere and go on.
struct HTMLBlanking {
    private enum State { case text, name, tag, quoted(UInt8), comment }

    private var state = State.text
    /// The first eight letters of a tag's name, in lower case.
    private var name: UInt64 = 0
    private var nameCount = 0
    /// The element whose inside is no text.
    private var hidden: UInt64 = 0
    private var dashes = 0
    private var quotedCount = 0
    private var afterEquals = false

    /// A quotation mark without its twin must not swallow a page.
    private static let longestQuoted = 1 << 14
    private static let script = packed("script")
    private static let style = packed("style")

    private static func packed(_ word: StaticString) -> UInt64 {
        (0..<word.utf8CodeUnitCount).reduce(0) { $0 << 8 | UInt64(word.utf8Start[$1]) }
    }

    mutating func blank(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) {
        var at = 0
        while at < count {
            if case .text = state {
                let open =
                    memchr(bytes + at, 0x3C, count - at)
                    .map { UnsafeRawPointer($0) - UnsafeRawPointer(bytes) } ?? count
                if hidden != 0 { memset(bytes + at, 0x20, open - at) }
                at = open
                guard at < count else { return }
                begin()
            } else {
                let byte = bytes[at]
                if take(byte) { continue }
            }
            bytes[at] = 0x20
            at += 1
        }
    }

    private mutating func begin() {
        state = .name
        name = 0
        nameCount = 0
    }

    /// True: the byte was not looked at, for it is text again.
    private mutating func take(_ byte: UInt8) -> Bool {
        switch state {
        case .text: return true
        case .name: return takeName(byte)
        case .tag: takeTag(byte)
        case .quoted(let quote):
            quotedCount += 1
            if byte == quote || quotedCount > HTMLBlanking.longestQuoted { state = .tag }
        case .comment:
            if byte == UInt8(ascii: ">"), dashes >= 2 { state = .text }
            dashes = byte == UInt8(ascii: "-") ? dashes + 1 : 0
        }
        return false
    }

    private mutating func takeName(_ byte: UInt8) -> Bool {
        let isMark = byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
        let isLetter = byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-")
        if nameCount == 0, !isMark, !isLetter || byte <= UInt8(ascii: "9") {
            // "a < b": the bracket is gone, which means nothing.
            state = .text
            return true
        }
        if isLetter || isMark && nameCount == 0 {
            name = name << 8 | UInt64(byte | 0x20)
            nameCount += 1
            if nameCount == 3, name == HTMLBlanking.opensComment, hidden == 0 {
                state = .comment
                dashes = 2
            }
            return false
        }
        if hidden != 0 {
            // Only its own end ends a script.
            guard name & 0xFF_FFFF_FFFF_FFFF == hidden | UInt64(0x2F) << closingShift else {
                state = .text
                return true
            }
            hidden = 0
        } else if name == HTMLBlanking.script || name == HTMLBlanking.style {
            hidden = name
        }
        state = .tag
        afterEquals = false
        takeTag(byte)
        return false
    }

    /// `!--`, each byte with the bit that makes letters small.
    private static let opensComment: UInt64 = 0x21_2D_2D

    private var closingShift: UInt64 { hidden == HTMLBlanking.script ? 48 : 40 }

    private mutating func takeTag(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: ">"): state = .text
        case UInt8(ascii: "="): afterEquals = true
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            guard afterEquals else { return }
            afterEquals = false
            quotedCount = 0
            state = .quoted(byte)
        case 0x20, 0x0A, 0x0D, 0x09: break
        default: afterEquals = false
        }
    }
}
