public import KicauCore
import KicauText

extension Mastodon {
    public func render(_ post: Post, for account: Account, at due: Instant) -> Rendered {
        let dialect = MastodonDialect(account)
        let common = PartRules(
            network: name, maxPictures: dialect.maxPictures, maxAlt: dialect.maxAlt, videos: dialect.videos)
        var parts: [RenderedPart] = []
        var lengths: [TextLength] = []
        let chosen = post.options(for: id)
        let answer = MastodonAnswer(post.answering)
        var broken = self.broken(chosen, dialect, post)
        broken += answer?.broken(post, chosen: chosen["visibility"], on: account) ?? []
        for (index, part) in Outline(post).parts.enumerated() {
            let length = TextLength(
                used: MastodonLength.count(text: part.text, urlWeight: dialect.urlWeight),
                limit: dialect.maxCharacters, unit: "characters")
            lengths.append(length)
            broken += common.broken(part, at: index, length: length)
            if dialect.software.needsPicture, part.media.isEmpty, part.role == .post, post.answering == nil {
                broken.append(
                    .init(
                        "This server takes only posts with a picture; part \(index + 1) has none.",
                        do: "Add a picture, or leave this account out.", part: index))
            }
            parts.append(
                RenderedPart(
                    role: part.role, wireText: part.text, shownText: part.text,
                    spans: spans(in: part.text, rules: .mastodon),
                    media: part.media.map { RenderedMedia($0, picture: dialect.fit(of: $0), video: dialect.videos) },
                    frozen: frozen(chosen, dialect, isFirst: index == 0, answering: answer),
                    units: [MastodonUnit.publish]))
        }
        return Rendered(
            rendition: Rendition(platform: id, parts: parts, answering: post.answering), lengths: lengths,
            broken: broken)
    }
}
