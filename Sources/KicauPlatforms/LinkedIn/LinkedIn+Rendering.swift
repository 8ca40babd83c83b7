public import KicauCore
import KicauText

extension LinkedIn {
    public func render(_ post: Post, for account: Account, at due: Instant) -> Rendered {
        let common = PartRules(self)
        var parts: [RenderedPart] = []
        var lengths: [TextLength] = []
        let chosen = post.options(for: id)
        var broken = common.threadRefused(post) + self.broken(chosen, post, for: account)
        for (index, part) in Outline(post).parts.enumerated() {
            let length = TextLength(
                used: UTF16Length.count(part.text), limit: limit(part.role), unit: "characters")
            let rendered = rendered(part, chosen)
            lengths.append(length)
            parts.append(rendered)
            broken += common.broken(part, at: index, length: length) + escapes(rendered, length, at: index)
        }
        return Rendered(
            rendition: Rendition(platform: id, parts: parts, answering: post.answering), lengths: lengths,
            broken: broken)
    }

    private func limit(_ role: RenderedPart.Role) -> Int {
        switch role {
        case .post, .threadPart: rules.textLimit.value
        case .comment: LinkedIn.commentLimit.value
        }
    }

    private func rendered(_ part: Outline.Part, _ chosen: ChosenOptions) -> RenderedPart {
        let found = spans(in: part.text, rules: .plain)
        let (wire, unit) =
            switch part.role {
            case .post, .threadPart: (LittleText.text(part.text, spans: found), LinkedInUnit.publish)
            case .comment: (part.text, LinkedInUnit.comment)
            }
        return RenderedPart(
            role: part.role, wireText: wire, shownText: part.text, spans: found,
            media: part.media.map { RenderedMedia($0, picture: LinkedIn.fit, video: rules.videos) },
            frozen: LinkedIn.frozen(chosen, in: part.role), units: [unit])
    }

    /// Whether the backslashes count is written nowhere.
    private func escapes(_ part: RenderedPart, _ length: TextLength, at index: Int) -> [RuleBroken] {
        let escaped = UTF16Length.count(part.wireText)
        guard length.used <= length.limit, escaped > length.limit else { return [] }
        return [
            .init(
                "With the marks LinkedIn needs before signs like ( and _, part \(index + 1) is \(escaped) characters long; it may be refused.",
                do: "Shorten it a little to be safe.", part: index, weight: .warns)
        ]
    }
}
