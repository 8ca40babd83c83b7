extension Scalars {
    private static let blockers = ASCIISet.alphanumerics.union("_!#$%&*@")
    private static let blockersBeforeRetweet = ASCIISet.alphanumerics.union("_+~.-")

    /// Mentions and lists as twitter-text finds them.
    func twitterMentions() -> [Finding] {
        var found: [Finding] = []
        var index = 0
        var taken = 0
        while index < count {
            guard self[index].isAtSign, mayMention(at: index, after: taken),
                let mention = mention(at: index)
            else {
                index += 1
                continue
            }
            index = mention.range.upperBound
            taken = index
            if !spoilsMention(at: index) { found.append(mention) }
        }
        return found
    }

    private func mayMention(at sign: Int, after taken: Int) -> Bool {
        guard sign > 0 else { return true }
        guard sign > taken else { return false }
        let before = self[sign - 1]
        return !(Self.blockers.contains(before) || before.isAtSign) || followsRetweet(sign)
    }

    /// `RT@name`, where the letters would otherwise make it look like a mail address.
    private func followsRetweet(_ sign: Int) -> Bool {
        guard sign >= 2, has("rt", at: sign - 2) else { return false }
        guard let before = at(sign - 3) else { return true }
        return !Self.blockersBeforeRetweet.contains(before)
    }

    private func mention(at sign: Int) -> Finding? {
        let nameEnd = end(from: sign + 1, limit: 20) { $0.isNameScalar }
        guard nameEnd > sign + 1 else { return nil }
        let name = text(sign + 1..<nameEnd)
        guard at(nameEnd) == "/", at(nameEnd + 1)?.isASCIILetter == true else {
            return Finding(kind: .mention, range: sign..<nameEnd, value: name)
        }
        let listEnd = end(from: nameEnd + 2, limit: 24) { $0.isNameScalar || $0 == "-" }
        return Finding(kind: .mention, range: sign..<listEnd, value: name, listSlug: text(nameEnd..<listEnd))
    }

    /// A sign, an accented letter or `://` behind a name shows that it is not one.
    func spoilsMention(at end: Int) -> Bool {
        guard let next = at(end) else { return false }
        return next.isAtSign || next.isLatinAccent || has("://", at: end)
    }
}
