public import KicauCore
import KicauText

extension Bluesky {
    public func render(_ post: Post, for account: Account, at due: Instant) -> Rendered {
        let common = PartRules(self)
        var parts: [RenderedPart] = []
        var lengths: [TextLength] = []
        var broken = Bluesky.broken(post.options(for: id), of: account, answering: post.answering)
        for (index, part) in Outline(post).parts.enumerated() {
            let length = TextLength(
                used: Graphemes.count(part.text), limit: rules.textLimit.value, unit: "characters")
            lengths.append(length)
            broken += common.broken(part, at: index, length: length) + tooManyBytes(part.text, at: index)
            broken += manyPictures(part.media.count, at: index)
            parts.append(
                RenderedPart(
                    role: part.role, wireText: part.text, shownText: part.text,
                    spans: spans(in: part.text, rules: .bluesky),
                    media: part.media.map { RenderedMedia($0, picture: Bluesky.fit, video: rules.videos) },
                    frozen: frozen(part, index, account, due, post), units: [BlueskyUnit.publish],
                    card: part.card(picture: Bluesky.thumbFit)))
        }
        return Rendered(
            rendition: Rendition(platform: id, parts: parts, answering: post.answering), lengths: lengths,
            broken: broken)
    }

    /// Emoji made of many code points can break this bound long before the other.
    private func tooManyBytes(_ text: String, at index: Int) -> [RuleBroken] {
        let bytes = text.utf8.count
        guard bytes > Bluesky.maxTextBytes.value else { return [] }
        return [
            .init(
                "Part \(index + 1) takes \(bytes) bytes; Bluesky stores \(Bluesky.maxTextBytes.value).",
                do: "Use fewer emoji or shorten the text.", part: index)
        ]
    }

    /// Bluesky's own app writes no more into one post, and asks other programs to do the same for now.
    static let wantedPictures = Fact(10, from: "lexicon app.bsky.embed.gallery, items", read: "2026-11-27")

    private func manyPictures(_ count: Int, at index: Int) -> [RuleBroken] {
        guard count > Bluesky.wantedPictures.value, count <= rules.maxPictures.value else { return [] }
        return [
            .init(
                "Bluesky would rather have no more than \(Bluesky.wantedPictures.value) pictures in one post.",
                do: "Leave some out, or put them into another part.", part: index, weight: .warns)
        ]
    }

    /// The record's key and time: with them every try is the same record.
    private func frozen(
        _ part: Outline.Part, _ index: Int, _ account: Account, _ due: Instant, _ post: Post
    ) -> [String: JSONValue] {
        let chosen = post.options(for: id)
        let quoted = index == 0 ? chosen["quote"] : nil
        // The same words said to two people in the same moment are two records.
        let place = index == 0 ? [post.answering?.remoteID, quoted].compactMap { $0.map { "|" + $0 } }.joined() : ""
        let key = TID.key(
            account: account, due: due, part: index, text: part.text + Bluesky.mark(of: part) + place,
            media: part.media)
        let languages = chosen.all("langs").map(JSONValue.string)
        return JSONValue.members(
            frozen(chosen, in: part.role, of: account) + [
                ("rkey", .string(key)), ("quote", quoted.map(JSONValue.string)),
                ("createdAt", .string(TimeReading.isoText(due + .milliseconds(index)))),
                (
                    "langs",
                    languages.isEmpty ? account.traits["language"].map { .array([$0]) } : .array(languages)
                ),
            ]
        ).object ?? [:]
    }
}
