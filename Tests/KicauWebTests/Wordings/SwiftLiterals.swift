/// A string literal of a Swift source: what stands before it, and its template as a `Sentence` would make it.
struct SwiftLiteral {
    /// The code since the last statement's end, without comments; literals in it are `"…"`.
    let before: String
    let template: String
    let line: Int
}

/// Finds the string literals of a Swift source. Interpolations become `{1}`, `{2}`, …
struct SwiftLiterals {
    private let source: [Character]
    private var at = 0
    private var line = 1
    private var code = ""
    private(set) var found: [SwiftLiteral] = []

    static func all(in source: String) -> [SwiftLiteral] {
        var scanner = SwiftLiterals(source: Array(source))
        scanner.scan()
        return scanner.found
    }

    private init(source: [Character]) { self.source = source }

    private func has(_ text: String) -> Bool {
        let end = at + text.count
        return end <= source.count && source[at..<end].elementsEqual(text)
    }

    private mutating func step(_ count: Int = 1) {
        for _ in 0..<count where at < source.count {
            if source[at].isNewline { line += 1 }
            at += 1
        }
    }

    /// Reads code up to its end, or up to the parenthesis that ends an interpolation.
    private mutating func scan(insideInterpolation: Bool = false) {
        var depth = 0
        while at < source.count {
            if has("//") {
                while at < source.count, !source[at].isNewline { step() }
            } else if source[at] == "\"" || (source[at] == "#" && has("#\"")) {
                literal()
            } else {
                if source[at] == "(" { depth += 1 }
                if source[at] == ")" {
                    if depth == 0, insideInterpolation { return }
                    depth -= 1
                }
                code.append(source[at])
                step()
            }
        }
    }

    private mutating func literal() {
        let hashes = source[at] == "#" ? 1 : 0
        step(hashes)
        let quotes = has("\"\"\"") ? 3 : 1
        step(quotes)
        let ending = String(repeating: "\"", count: quotes) + String(repeating: "#", count: hashes)
        let start = line
        let before = String(code.suffix(600))
        var template = ""
        var values = 0
        while at < source.count, !has(ending) {
            if hashes == 0, has("\\(") {
                step(2)
                values += 1
                scan(insideInterpolation: true)
                step()
                template += "{\(values)}"
            } else if hashes == 0, source[at] == "\\", at + 1 < source.count {
                template += SwiftLiterals.escapes[source[at + 1]] ?? ""
                step(2)
            } else {
                template.append(source[at])
                step()
            }
        }
        step(ending.count)
        code += "\"…\""
        found.append(SwiftLiteral(before: before, template: template, line: start))
    }

    private static let escapes: [Character: String] = [
        "n": "\n", "t": "\t", "\"": "\"", "\\": "\\", "'": "'", "0": "\0", "\n": "",
    ]
}
