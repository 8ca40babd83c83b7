extension Scalars {
    /// What a Mastodon server links in a status. The range of a remote mention covers its server as well.
    func mastodonFindings() -> [Finding] {
        (openLinks(scheme: .required) + mastodonMentions() + mastodonTags()).withoutOverlaps()
    }

    private func mastodonMentions() -> [Finding] {
        all.indices.filter { self[$0] == "@" && mayMentionOnMastodon(at: $0) }.compactMap { sign in
            let nameEnd = wordsEnd(from: sign + 1) { $0.isNameScalar }
            guard nameEnd > sign + 1 else { return nil }
            var end = nameEnd
            if at(nameEnd) == "@" {
                let serverEnd = wordsEnd(from: nameEnd + 1) { $0.isWord }
                if serverEnd > nameEnd + 1 { end = serverEnd }
            }
            return Finding(kind: .mention, range: sign..<end, value: text(sign + 1..<end))
        }
    }

    private func mayMentionOnMastodon(at sign: Int) -> Bool {
        guard let before = at(sign - 1) else { return true }
        return !(before == "=" || before == "/" || before.isWord)
    }

    /// Words with dots and hyphens between them, but neither before the first nor behind the last.
    private func wordsEnd(from start: Int, _ isWord: (Unicode.Scalar) -> Bool) -> Int {
        guard let first = at(start), isWord(first) else { return start }
        var end = end(from: start) { isWord($0) || $0 == "." || $0 == "-" }
        while end > start, !isWord(self[end - 1]) { end -= 1 }
        return end
    }

    private func mastodonTags() -> [Finding] {
        all.indices.filter { self[$0].isHashSign && mayTagOnMastodon(at: $0) }.compactMap { sign in
            guard at(sign + 1)?.isWord == true, at(sign + 1)?.value != 0xFE0F else { return nil }
            var end = end(from: sign + 1) { $0.isWord || $0.joinsMastodonTag }
            while end > sign + 1, self[end - 1].joinsMastodonTag { end -= 1 }
            guard all[sign + 1..<end].contains(where: \.isLetterOrMark) else { return nil }
            return Finding(kind: .hashtag, range: sign..<end, value: text(sign + 1..<end))
        }
    }

    private func mayTagOnMastodon(at sign: Int) -> Bool {
        guard let before = at(sign - 1) else { return true }
        return !(before == "=" || before == "/" || before == ")" || before.isWord)
    }
}

extension Unicode.Scalar {
    fileprivate var isWord: Bool { isLetterOrMark || isDecimalNumber || self == "_" }

    /// Middle dots and the non-joiner hold the parts of one word together.
    fileprivate var joinsMastodonTag: Bool { value == 0xB7 || value == 0x200C || value == 0x30FB || value == 0xFF65 }
}
