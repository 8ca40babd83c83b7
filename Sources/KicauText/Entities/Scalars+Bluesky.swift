extension Scalars {
    private static let longestTag = 64
    private static let longestHandle = 253

    /// What becomes a facet in a Bluesky post. A mention still needs its handle resolved to an identity.
    func blueskyFindings() -> [Finding] {
        (openLinks(scheme: .optional) + blueskyMentions() + blueskyTags()).withoutOverlaps()
    }

    private func blueskyMentions() -> [Finding] {
        all.indices.filter { self[$0] == "@" && startsWord(at: $0) }.compactMap { sign in
            let end = handleEnd(from: sign + 1)
            let handle = text(sign + 1..<end)
            return isHandle(handle) ? Finding(kind: .mention, range: sign..<end, value: handle) : nil
        }
    }

    private func startsWord(at index: Int) -> Bool {
        guard let before = at(index - 1) else { return true }
        return before.isSpace || before == "("
    }

    /// A full stop or hyphen behind a handle belongs to the sentence.
    private func handleEnd(from start: Int) -> Int {
        var end = end(from: start, limit: Self.longestHandle + 1) {
            $0.isASCIIAlphanumeric || $0 == "." || $0 == "-"
        }
        while end > start, !self[end - 1].isASCIIAlphanumeric { end -= 1 }
        return end
    }

    /// A handle is a domain name; `.test` serves servers under test.
    private func isHandle(_ handle: String) -> Bool {
        guard handle.utf8.count <= Self.longestHandle else { return false }
        let labels = handle.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last else { return false }
        let areSound = labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
        }
        return areSound && (TopLevelDomains.contains(String(top)) || top.lowercased() == "test")
    }

    private func blueskyTags() -> [Finding] {
        all.indices.filter { self[$0].isHashSign && followsSpace($0) }.compactMap { sign in
            guard at(sign + 1)?.value != 0xFE0F else { return nil }
            var end = end(from: sign + 1) { !($0.isSpace || $0.endsBlueskyTag) }
            while end > sign + 1, self[end - 1].isPunctuation { end -= 1 }
            let isWord = all[sign + 1..<end].contains { !$0.isPunctuation && !$0.isDecimalNumber }
            let tag = text(sign + 1..<end)
            guard isWord, tag.count <= Self.longestTag else { return nil }
            return Finding(kind: .hashtag, range: sign..<end, value: tag)
        }
    }

    private func followsSpace(_ index: Int) -> Bool {
        at(index - 1)?.isSpace ?? true
    }
}

extension Unicode.Scalar {
    /// Characters without a shape of their own, which would make two tags look the same.
    fileprivate var endsBlueskyTag: Bool {
        switch value {
        case 0xAD, 0x2060, 0x200A...0x200D, 0x20E2: true
        default: false
        }
    }
}
