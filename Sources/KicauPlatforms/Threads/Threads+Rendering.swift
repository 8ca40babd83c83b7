public import KicauCore
import KicauText

extension Threads {
    /// The first comment is a reply of one's own, after the last part. What is chosen for posts does not touch an
    /// answer.
    public func render(_ post: Post, for account: Account, at due: Instant) -> Rendered {
        let common = PartRules(self)
        let outline = Outline(post).parts
        let lengths = outline.map { part in
            TextLength(used: ThreadsLength.count(part.text), limit: rules.textLimit.value, unit: "characters")
        }
        let chosen = post.options(for: id)
        let broken =
            (post.answering == nil ? self.broken(chosen, post) : [])
            + outline.indices.flatMap { index in
                common.broken(outline[index], at: index, length: lengths[index]) + own(outline[index], at: index)
            }
        return Rendered(
            rendition: Rendition(
                platform: id, parts: outline.map { rendered($0, chosen) }, answering: post.answering), lengths: lengths,
            broken: broken)
    }

    /// Every part is staged; a part's container needs the id of the part before, so it is made after that one's commit.
    public func steps(for rendition: Rendition) -> [Step] {
        rendition.parts.enumerated().flatMap { index, part -> [Step] in
            let place = part.placeToFind == nil ? [] : [Step(.prepare, "place", part: index)]
            return place + Containers.steps(part, index) + [Step(.commit, commitName(part.role), part: index)]
        }
    }

    private func commitName(_ role: RenderedPart.Role) -> String {
        switch role {
        case .post: "post"
        case .threadPart: "reply"
        case .comment: "comment"
        }
    }

    private func rendered(_ part: Outline.Part, _ chosen: ChosenOptions) -> RenderedPart {
        RenderedPart(
            role: part.role, wireText: part.text, shownText: part.text, spans: spans(in: part.text, rules: .plain),
            media: part.media.map { RenderedMedia($0, picture: Threads.fit, video: rules.videos) },
            frozen: Threads.frozen(chosen, in: part), units: [ThreadsUnit.publish])
    }

    private func own(_ part: Outline.Part, at index: Int) -> [RuleBroken] {
        var broken = VideoPace.broken(part.media, network: name, at: index)
        let found = spans(in: part.text, rules: .plain)
        let links = Set(found.filter { $0.kind == .link }.map(\.value)).count
        if links > Threads.maxLinks.value {
            broken.append(
                RuleBroken(
                    "Part \(index + 1) has \(links) links; Threads takes \(Threads.maxLinks.value).",
                    do: "Take some out, or spread them over more parts.", part: index))
        }
        if found.count(where: { $0.kind == .hashtag }) > 1 {
            broken.append(
                RuleBroken(
                    "Threads makes a topic of the first hashtag of part \(index + 1) only; the others stay plain text.",
                    do: "Nothing, or keep one hashtag.", part: index, weight: .warns))
        }
        return broken
    }
}
