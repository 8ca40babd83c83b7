/// Walks through the tags of a page's head, in one pass and without a stack: enough for what a page says of itself, and
/// nothing a page says can make it look at a byte twice.
struct HTMLHead {
    enum Piece: Equatable {
        /// As it is written, entities and all.
        case title(String)
        case meta([String: String])
        /// The head is over.
        case body
    }

    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// Of longer values the rest is left out, in bytes.
    static let longestValue = 8192
    private static let longestName = 32
    private static let wanted: Set<String> = ["name", "property", "itemprop", "content", "charset"]

    mutating func next() -> Piece? {
        while skip(past: "<") {
            switch name() {
            case "": stepOver()
            case "body": return .body
            case "title":
                _ = attributes()
                return .title(text(until: "title"))
            case "meta": return .meta(attributes())
            case let word where word == "script" || word == "style":
                _ = attributes()
                _ = text(until: word)
            default: _ = attributes()
            }
        }
        return nil
    }

    /// Comments, ends of elements, document types, and a `<` that is only a sign.
    private mutating func stepOver() {
        if isHere("!--") {
            _ = skip(past: "-->")
        } else if isHere("!") || isHere("/") || isHere("?") {
            _ = skip(past: ">")
        }
    }

    /// In lower case; empty where none begins.
    private mutating func name() -> String {
        let start = place
        while place < bytes.count, HTMLHead.isLetter(bytes[place]) || place > start && isDigit(bytes[place]) {
            place += 1
        }
        return word(start..<place)
    }

    /// Up to the tag's end; the first of a name counts.
    private mutating func attributes() -> [String: String] {
        var found: [String: String] = [:]
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: ">") {
                place += 1
                return found
            }
            guard !isSpace(byte), byte != UInt8(ascii: "/") else {
                place += 1
                continue
            }
            let start = place
            place += 1
            while place < bytes.count, !isSpace(bytes[place]), ![0x2F, 0x3D, 0x3E].contains(bytes[place]) { place += 1 }
            let name = word(start..<place)
            let value = value()
            if HTMLHead.wanted.contains(name), found[name] == nil { found[name] = value }
        }
        return found
    }

    /// What stands behind an attribute's `=`; empty without one.
    private mutating func value() -> String {
        skipSpace()
        guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else { return "" }
        place += 1
        skipSpace()
        guard place < bytes.count else { return "" }
        let quote = bytes[place]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let start = place
            while place < bytes.count, !isSpace(bytes[place]), bytes[place] != UInt8(ascii: ">") { place += 1 }
            return cut(start..<place)
        }
        place += 1
        let start = place
        while place < bytes.count, bytes[place] != quote { place += 1 }
        defer { place = min(place + 1, bytes.count) }
        return cut(start..<place)
    }

    /// What stands before an element's end; without one, all the rest.
    private mutating func text(until name: String) -> String {
        let start = place
        while skip(past: "</") {
            let end = place - 2
            if self.name() == name {
                _ = attributes()
                return cut(start..<end)
            }
        }
        return cut(start..<bytes.count)
    }

    /// False: it is not there, and all was looked through.
    private mutating func skip(past word: StaticString) -> Bool {
        while place < bytes.count {
            if isHere(word) {
                place += word.utf8CodeUnitCount
                return true
            }
            place += 1
        }
        return false
    }

    private func isHere(_ word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            place + word.count <= bytes.count && word.indices.allSatisfy { bytes[place + $0] == word[$0] }
        }
    }

    private mutating func skipSpace() {
        while place < bytes.count, isSpace(bytes[place]) { place += 1 }
    }

    private func cut(_ range: Range<Int>) -> String {
        String(decoding: bytes[range].prefix(HTMLHead.longestValue), as: UTF8.self)
    }

    private func word(_ range: Range<Int>) -> String {
        String(decoding: bytes[range].prefix(HTMLHead.longestName), as: UTF8.self).lowercased()
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
