/// The path and query of a link, as twitter-text reads them.
enum TwitterPath {
    private static let general = ASCIISet.alphanumerics.union("!*';:=+,.$/%#[]-_~|&@")
    private static let ending = ASCIISet.alphanumerics.union("=_#/-+")
    private static let query = ASCIISet.alphanumerics.union("!?*'();:&=+$/%#[]-_.,~|@")
    private static let queryEnding = ASCIISet.alphanumerics.union("-_&=#/")

    /// Where path and query end that start at `start`; `start` itself if there is neither.
    static func end(in scalars: Scalars, from start: Int) -> Int {
        let path = scalars.at(start) == "/" ? pathEnd(in: scalars, from: start + 1) : start
        return queryEnd(in: scalars, from: path) ?? path
    }

    /// The last place where a path may end: not at a full stop or comma, which belong to the sentence.
    private static func pathEnd(in scalars: Scalars, from start: Int) -> Int {
        var index = start
        var end = start
        while index < scalars.count {
            let scalar = scalars[index]
            if isGeneral(scalar) {
                index += 1
                if ending.contains(scalar) || scalar.isLatinAccent || scalar.isCyrillic { end = index }
            } else if scalar == "(", let closed = parenthesesEnd(in: scalars, from: index) {
                index = closed
                end = closed
            } else {
                break
            }
        }
        return end
    }

    private static func isGeneral(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return general.contains(scalar) }
        return scalar == "\u{2013}" || scalar.isLatinAccent || scalar.isCyrillic
    }

    /// Parentheses that close, with one more pair inside at most.
    private static func parenthesesEnd(in scalars: Scalars, from open: Int) -> Int? {
        let first = scalars.end(from: open + 1, while: isGeneral)
        if scalars.at(first) == ")" { return first > open + 1 ? first + 1 : nil }
        guard scalars.at(first) == "(" else { return nil }
        let inner = scalars.end(from: first + 1, while: isGeneral)
        guard inner > first + 1, scalars.at(inner) == ")" else { return nil }
        let last = scalars.end(from: inner + 1, while: isGeneral)
        return scalars.at(last) == ")" ? last + 1 : nil
    }

    /// Where a query ends that starts at `start`; nil if there is none.
    static func queryEnd(in scalars: Scalars, from start: Int) -> Int? {
        guard scalars.at(start) == "?" else { return nil }
        var index = start + 1
        var end: Int?
        while index < scalars.count, query.contains(scalars[index]) {
            index += 1
            if queryEnding.contains(scalars[index - 1]) { end = index }
        }
        return end
    }
}
