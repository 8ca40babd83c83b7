import Foundation

/// The rows of a table of comma-separated values (RFC 4180), one after the other. Lines may end with LF or CRLF.
struct CSVRows {
    private let bytes: Data
    private var at: Int
    /// The line on which the last row began, from 1.
    private(set) var line = 0
    private var nextLine = 1
    /// The file ended inside a quoted cell.
    private(set) var isCutShort = false

    init(_ bytes: Data) {
        self.bytes = bytes
        at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.startIndex + 3 : bytes.startIndex
    }

    /// Nil at the end. Empty lines are passed over; bytes that are no UTF-8 become U+FFFD.
    mutating func next() -> [String]? {
        while at < bytes.endIndex {
            line = nextLine
            var row: [String] = []
            var isOver = false
            while !isOver {
                let cell = cell()
                row.append(cell.text)
                isOver = cell.endsRow
            }
            if row != [""] { return row }
        }
        return nil
    }

    private mutating func cell() -> (text: String, endsRow: Bool) {
        var text: [UInt8] = []
        var isQuoted = false
        while at < bytes.endIndex {
            let byte = bytes[at]
            at += 1
            if byte == UInt8(ascii: "\n") { nextLine += 1 }
            switch byte {
            case UInt8(ascii: "\"") where isQuoted:
                if at < bytes.endIndex, bytes[at] == UInt8(ascii: "\"") {
                    text.append(byte)
                    at += 1
                } else {
                    isQuoted = false
                }
            case UInt8(ascii: "\"") where text.isEmpty: isQuoted = true
            case UInt8(ascii: ",") where !isQuoted: return (String(decoding: text, as: UTF8.self), false)
            case UInt8(ascii: "\n") where !isQuoted:
                if text.last == UInt8(ascii: "\r") { text.removeLast() }
                return (String(decoding: text, as: UTF8.self), true)
            default: text.append(byte)
            }
        }
        isCutShort = isQuoted
        return (String(decoding: text, as: UTF8.self), true)
    }

    /// LinkedIn puts a quotation mark at the end or the beginning of each line inside a text; it belongs to nothing.
    static func withoutOddQuotes(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard !line.filter({ $0 == "\"" }).count.isMultiple(of: 2) else { return line }
            return line.hasPrefix("\"") ? line.dropFirst() : line.hasSuffix("\"") ? line.dropLast() : line
        }.joined(separator: "\n")
    }
}
