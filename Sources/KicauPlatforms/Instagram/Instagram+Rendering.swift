public import KicauCore
import KicauText

extension Instagram {
    public func render(_ post: Post, for account: Account, at due: Instant) -> Rendered {
        let common = PartRules(self)
        let outline = Outline(post).parts
        let lengths = outline.map { part in
            let limit = part.role == .comment ? Instagram.commentLimit.value : rules.textLimit.value
            return TextLength(used: UTF16Length.count(part.text), limit: limit, unit: "characters")
        }
        let chosen = post.options(for: id)
        let broken = outline.indices.flatMap { index in
            common.broken(outline[index], at: index, length: lengths[index]) + own(outline[index], at: index)
        }
        return Rendered(
            rendition: Rendition(platform: id, parts: outline.map { rendered($0, chosen) }), lengths: lengths,
            broken: self.broken(chosen, post) + common.threadRefused(post) + broken)
    }

    /// A container for each picture; a carousel has one more that holds them together.
    public func steps(for rendition: Rendition) -> [Step] {
        rendition.parts.enumerated().flatMap { index, part in
            switch part.role {
            case .comment: [Step(.commit, "comment", part: index)]
            case .post, .threadPart: Containers.steps(part, index) + [Step(.commit, "post", part: index)]
            }
        }
    }

    private func rendered(_ part: Outline.Part, _ chosen: ChosenOptions) -> RenderedPart {
        // Links are mere text on Instagram: nobody can follow them.
        let linked = spans(in: part.text, rules: .plain).filter { $0.kind != .link }
        return RenderedPart(
            role: part.role, wireText: part.text, shownText: part.text, spans: linked,
            media: part.media.map { RenderedMedia($0, picture: Instagram.fit, video: rules.videos) },
            frozen: Instagram.frozen(chosen, in: part.role),
            units: [part.role == .comment ? InstagramUnit.comment : InstagramUnit.publish])
    }

    private func own(_ part: Outline.Part, at index: Int) -> [RuleBroken] {
        switch part.role {
        case .comment: names(part.text, at: index)
        case .post, .threadPart: pictures(part, at: index) + names(part.text, at: index)
        }
    }

    private func pictures(_ part: Outline.Part, at index: Int) -> [RuleBroken] {
        guard let first = part.media.first else {
            // An empty part is complained of already.
            guard !part.text.isEmpty else { return [] }
            return [
                RuleBroken(
                    "Instagram takes no post without a picture or video.",
                    do: "Add one, or leave Instagram out.",
                    part: index)
            ]
        }
        var broken = part.media.enumerated().filter { !$0.element.isVideo && !isWithinRatio($0.element) }.map {
            number, _ in
            RuleBroken(
                "Picture \(number + 1) is cropped: Instagram shows nothing taller than 4:5 or wider than 1.91:1.",
                do: "Nothing, or cut it yourself.", part: index, weight: .warns)
        }
        if part.media.contains(where: { ratio($0) != ratio(first) }) {
            broken.append(
                RuleBroken(
                    "Instagram crops all pictures of a carousel to the shape of the first.",
                    do: "Nothing, or cut them to one shape yourself.", part: index, weight: .warns))
        }
        return broken + PartRules.undescribed(part, on: name, at: index)
    }

    private func isWithinRatio(_ picture: Media) -> Bool { (800...1910).contains(ratio(picture)) }

    /// Width over height in thousandths.
    private func ratio(_ picture: Media) -> Int { picture.width * 1000 / max(picture.height, 1) }

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
