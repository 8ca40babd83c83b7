/// A Swift file line by line, its code told apart from its comments and strings.
///
/// A scanner, no parser: it knows comments (nested ones too), strings of all kinds and what is interpolated into them.
/// It does not know regex literals; one with a quotation mark in it would have to be written as a string.
struct SwiftText {
    struct Line {
        let number: Int
        /// What is compiled: strings are emptied, comments are gone.
        let code: String
        /// What stands in comments, with their slashes.
        let comment: String

        /// A remark that is no documentation: the place for a reason.
        var hasRemark: Bool { comment.contains("//") && !comment.hasPrefix("///") }
    }

    let lines: [Line]

    init(_ text: String) {
        var scanner = Scanner(text)
        scanner.run()
        lines = scanner.lines
    }

    /// Bytes, not characters: all signs that matter are ASCII, and every source is read on each run.
    private struct Scanner {
        private enum Inside {
            /// Code; within an interpolation, with the round brackets that are open in it.
            case code(open: Int)
            case string(hashes: Int, isLong: Bool)
            case lineComment
            case blockComment
        }

        private let text: [UInt8]
        private var at = 0
        private var nest: [Inside] = [.code(open: 0)]
        private var codeBytes: [UInt8] = []
        private var commentBytes: [UInt8] = []
        private(set) var lines: [Line] = []

        init(_ text: String) { self.text = Array(text.utf8) }

        mutating func run() {
            while at < text.count {
                if text[at] == UInt8(ascii: "\n") {
                    endLine()
                    at += 1
                    continue
                }
                switch nest[nest.count - 1] {
                case .code(let open): code(open)
                case .string(let hashes, let isLong): string(hashes, isLong)
                case .lineComment: comment(1)
                case .blockComment: blockComment()
                }
            }
            endLine()
        }

        private mutating func endLine() {
            if case .lineComment = nest[nest.count - 1] { nest.removeLast() }
            lines.append(
                Line(
                    number: lines.count + 1, code: String(decoding: codeBytes, as: UTF8.self),
                    comment: String(decoding: commentBytes, as: UTF8.self)))
            codeBytes = []
            commentBytes = []
        }

        private mutating func code(_ open: Int) {
            if sees("//") {
                nest.append(.lineComment)
            } else if sees("/*") {
                nest.append(.blockComment)
                comment(2)
            } else if let (hashes, isLong) = opening {
                nest.append(.string(hashes: hashes, isLong: isLong))
                keep(hashes + (isLong ? 3 : 1))
            } else {
                bracket(open)
                keep(1)
            }
        }

        /// The round bracket that closes an interpolation leads back into its string.
        private mutating func bracket(_ open: Int) {
            guard nest.count > 1 else { return }
            switch text[at] {
            case UInt8(ascii: "("): nest[nest.count - 1] = .code(open: open + 1)
            case UInt8(ascii: ")") where open == 1: nest.removeLast()
            case UInt8(ascii: ")"): nest[nest.count - 1] = .code(open: open - 1)
            default: break
            }
        }

        private mutating func string(_ hashes: Int, _ isLong: Bool) {
            let sign = String(repeating: "#", count: hashes)
            let end = (isLong ? "\"\"\"" : "\"") + sign
            if sees(end) {
                nest.removeLast()
                keep(end.utf8.count)
            } else if sees("\\" + sign + "(") {
                nest.append(.code(open: 1))
                keep(2 + hashes)
            } else if sees("\\" + sign) {
                // Never over a line's end: a long string's lines may end in a backslash.
                at += 1 + hashes
                if at < text.count, text[at] != UInt8(ascii: "\n") { at += 1 }
            } else {
                at += 1
            }
        }

        private mutating func blockComment() {
            if sees("/*") {
                nest.append(.blockComment)
                comment(2)
            } else if sees("*/") {
                nest.removeLast()
                comment(2)
            } else {
                comment(1)
            }
        }

        private var opening: (hashes: Int, isLong: Bool)? {
            var hashes = 0
            while at + hashes < text.count, text[at + hashes] == UInt8(ascii: "#") { hashes += 1 }
            guard at + hashes < text.count, text[at + hashes] == UInt8(ascii: "\"") else { return nil }
            return (hashes, sees(String(repeating: "#", count: hashes) + "\"\"\""))
        }

        private func sees(_ word: String) -> Bool { text[at...].starts(with: word.utf8) }

        private mutating func keep(_ count: Int) {
            codeBytes += text[at..<min(at + count, text.count)]
            at += count
        }

        private mutating func comment(_ count: Int) {
            commentBytes += text[at..<min(at + count, text.count)]
            at += count
        }
    }
}
