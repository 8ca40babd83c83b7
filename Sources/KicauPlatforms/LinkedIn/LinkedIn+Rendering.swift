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
            let rendered = rendered(part, chosen)
            let length = TextLength(
                used: UTF16Length.count(rendered.shownText), limit: limit(part.role), unit: "characters")
            lengths.append(length)
            parts.append(rendered)
            broken += common.broken(part, at: index, length: length) + escapes(rendered, length, at: index)
            broken += LinkedIn.hung(part, at: index) + LinkedIn.broken(documentsIn: part, at: index)
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

    /// A comment's text is not little text: there a mention is not known to be possible, and stays as it is written.
    private func rendered(_ part: Outline.Part, _ chosen: ChosenOptions) -> RenderedPart {
        let text: LinkedInMentions
        let (wire, unit): (String, MeterUnit)
        switch part.role {
        case .post, .threadPart:
            text = LinkedInMentions(in: part.text)
            (wire, unit) = (LittleText.text(text.shown, spans: text.spans), LinkedInUnit.publish)
        case .comment:
            text = LinkedInMentions(none: part.text)
            (wire, unit) = (part.text, LinkedInUnit.comment)
        }
        return RenderedPart(
            role: part.role, wireText: wire, shownText: text.shown, spans: text.spans,
            media: part.media.map { RenderedMedia($0, picture: LinkedIn.fit, video: rules.videos) },
            frozen: LinkedIn.frozen(chosen, in: part.role), units: [unit], card: LinkedIn.card(of: part, chosen))
    }

    /// learn.microsoft.com, Comments API, read 2026-11-27 as stored: a comment made by a program takes no pictures.
    private static func hung(_ part: Outline.Part, at index: Int) -> [RuleBroken] {
        guard part.role == .comment, !part.media.isEmpty else { return [] }
        return [
            .init(
                "A comment on LinkedIn takes no pictures or videos from here.",
                do: "Take them out, or put a link into the text.", part: index)
        ]
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
