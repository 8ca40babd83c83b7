public import KicauCore
import KicauText

extension Instagram {
    public func render(_ post: Post, for account: Account, at due: Instant) -> Rendered {
        let chosen = post.options(for: id)
        // An answer is a comment: what is chosen for posts does not touch it.
        let format = post.answering == nil ? Format(chosen) : .post
        let common = PartRules(
            network: format.productName, maxPictures: rules.maxPictures.value, maxAlt: rules.maxAltLength,
            videos: format.videos)
        let (outline, cover) = Instagram.covered(
            Outline(post).parts, post.answering == nil ? chosen : ChosenOptions())
        let lengths = outline.map { part in
            let limit = part.role == .comment ? Instagram.commentLimit.value : rules.textLimit.value
            return TextLength(used: UTF16Length.count(part.text), limit: limit, unit: "characters")
        }
        let broken = outline.indices.flatMap { index in
            common.broken(outline[index], at: index, length: lengths[index])
                + own(outline[index], format, at: index)
        }
        return Rendered(
            rendition: Rendition(
                platform: id, parts: outline.map { rendered($0, chosen, cover) }, answering: post.answering),
            lengths: lengths,
            broken: common.threadRefused(post) + ownRules(post, chosen, outline, cover, account) + broken)
    }

    private func ownRules(
        _ post: Post, _ chosen: ChosenOptions, _ outline: [Outline.Part], _ cover: Media?, _ account: Account
    ) -> [RuleBroken] {
        guard post.answering == nil else { return Instagram.brokenAnswer(post) }
        return broken(chosen, outline, for: account) + Instagram.brokenCover(chosen, cover)
    }

    /// A container for each picture or video; a carousel has one more that holds them together. Before the first one it
    /// is asked whether the day has room for another post.
    public func steps(for rendition: Rendition) -> [Step] {
        rendition.parts.enumerated().flatMap { index, part in
            switch part.role {
            case .comment: [Step(.commit, "comment", part: index)]
            case .post, .threadPart:
                [Step(.prepare, Instagram.limitStep, part: index)] + Containers.steps(part, index)
                    + [Step(.commit, "post", part: index)]
            }
        }
    }

    private func rendered(_ part: Outline.Part, _ chosen: ChosenOptions, _ cover: Media?) -> RenderedPart {
        let format = Format(chosen)
        // Links are mere text on Instagram: nobody can follow them.
        let linked = spans(in: part.text, rules: .plain).filter { $0.kind != .link }
        return RenderedPart(
            role: part.role, wireText: part.text, shownText: part.text, spans: linked,
            media: part.media.map { RenderedMedia($0, picture: format.pictures, video: format.videos) },
            frozen: Instagram.frozen(chosen, in: part),
            units: [part.role == .comment ? InstagramUnit.comment : InstagramUnit.publish],
            cover: part.role == .post ? cover.map { RenderedMedia($0, .picture(Instagram.coverFit)) } : nil)
    }

    private func own(_ part: Outline.Part, _ format: Format, at index: Int) -> [RuleBroken] {
        switch part.role {
        case .comment: brokenComment(part, at: index) + names(part.text, at: index)
        case .post, .threadPart: brokenMedia(part, format, at: index) + names(part.text, at: index)
        }
    }

    private func names(_ text: String, at index: Int) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        let tags = spans(in: text, rules: .plain).filter { $0.kind == .hashtag }.count
        if tags > Instagram.maxHashtags.value {
            broken.append(
                RuleBroken(
                    "Part \(index + 1) has \(tags) hashtags; Instagram takes \(Instagram.maxHashtags.value).",
                    do: "Take some out.", part: index))
        } else if tags > Instagram.usualHashtags.value {
            broken.append(
                RuleBroken(
                    "Part \(index + 1) has \(tags) hashtags; Instagram may show or use only \(Instagram.usualHashtags.value).",
                    do: "Keep the best ones.", part: index, weight: .warns))
        }
        let mentions = MetaText.mentions(in: text)
        if mentions > Instagram.maxMentions.value {
            broken.append(
                RuleBroken(
                    "Part \(index + 1) mentions \(mentions) people; Instagram takes \(Instagram.maxMentions.value).",
                    do: "Take some out.", part: index))
        }
        return broken
    }
}
