extension Scalars {
    private static let closers = ASCIISet("-_!\"#$%&'()*+,./:;<=>?@[\\]^`{|}~ \t\n\u{0B}\u{0C}\r")

    /// Cashtags as twitter-text finds them: up to six letters, with one or two more behind a dot or underscore.
    func twitterCashtags() -> [Finding] {
        var found: [Finding] = []
        for index in all.indices where self[index] == "$" {
            guard mayPrice(at: index), let end = cashtagEnd(from: index + 1) else { continue }
            found.append(Finding(kind: .cashtag, range: index..<end, value: text(index + 1..<end)))
        }
        return found
    }

    private func mayPrice(at sign: Int) -> Bool {
        guard let before = at(sign - 1) else { return true }
        return before.isSpace || before.isDirectional
    }

    private func cashtagEnd(from start: Int) -> Int? {
        let symbol = end(from: start, limit: 6) { $0.isASCIILetter }
        guard symbol > start else { return nil }
        if at(symbol) == "." || at(symbol) == "_" {
            let suffix = end(from: symbol + 1, limit: 2) { $0.isASCIILetter }
            if suffix > symbol + 1, closesCashtag(at: suffix) { return suffix }
        }
        return closesCashtag(at: symbol) ? symbol : nil
    }

    private func closesCashtag(at end: Int) -> Bool {
        guard let next = at(end) else { return true }
        return Self.closers.contains(next) || next.isSpace
    }
}
