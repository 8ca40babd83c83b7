extension Scalars {
    /// Hashtags as twitter-text finds them, those inside links included.
    func twitterHashtags() -> [Finding] {
        var found: [Finding] = []
        var index = 0
        var taken = 0
        while index < count {
            guard self[index].isHashSign, mayTag(at: index, after: taken), let end = tagEnd(from: index + 1) else {
                index += 1
                continue
            }
            if !spoilsTag(at: end) {
                found.append(Finding(kind: .hashtag, range: index..<end, value: text(index + 1..<end)))
            }
            index = end
            taken = end
        }
        return found
    }

    /// A variation selector is a mark, yet it ends an emoji, and a tag may follow an emoji.
    private func mayTag(at sign: Int, after taken: Int) -> Bool {
        guard sign > 0 else { return true }
        guard sign > taken else { return false }
        let before = self[sign - 1]
        if before.value == 0xFE0E || before.value == 0xFE0F { return true }
        return before != "&" && !before.isHashtagScalar
    }

    /// The end of a tag of which at least one character is a letter; keycaps are no tags.
    private func tagEnd(from start: Int) -> Int? {
        guard let first = at(start), first.value != 0xFE0F, first.value != 0x20E3 else { return nil }
        let end = end(from: start) { $0.isHashtagScalar }
        return all[start..<end].contains(where: \.isLetterOrMark) ? end : nil
    }

    private func spoilsTag(at end: Int) -> Bool {
        at(end)?.isHashSign == true || has("://", at: end)
    }
}
