import Foundation
public import KicauCore
import KicauText

extension X {
    public func render(_ post: Post, for account: Account, at due: Instant) -> Rendered {
        let limit = account.traits["longPosts"]?.bool == true ? X.longTextLimit.value : rules.textLimit.value
        let common = PartRules(self)
        var parts: [RenderedPart] = []
        var lengths: [TextLength] = []
        let chosen = post.options(for: id)
        var broken = self.broken(chosen, post)
        for (index, part) in Outline(post).parts.enumerated() {
            let text = part.text.precomposedStringWithCanonicalMapping
            let found = spans(in: text, rules: .x)
            let length = TextLength(
                used: WeightedText(text, config: .v3).weightedLength, limit: limit, unit: "weighted characters")
            lengths.append(length)
            broken +=
                common.broken(part, at: index, length: length) + X.broken(text, found, part.media, at: index)
                + PartRules.undescribed(part, on: name, at: index) + X.unnamed(part.media, at: index)
            let frozen = X.frozen(chosen, in: part.role)
            parts.append(
                RenderedPart(
                    role: part.role, wireText: text, shownText: text, spans: found,
                    media: part.media.map {
                        RenderedMedia($0, picture: X.fit(of: $0, among: part.media), video: rules.videos)
                    },
                    frozen: frozen,
                    units: X.units(
                        text: text, spans: found, media: part.media, isAnswer: index == 0 && post.answering != nil,
                        quotes: part.role == .post && chosen["quote"] != nil) + X.lookUps(frozen)))
        }
        return Rendered(
            rendition: Rendition(platform: id, parts: parts, answering: post.answering), lengths: lengths,
            broken: broken)
    }

    private static func broken(
        _ text: String, _ spans: [TextSpan], _ media: [Media], at index: Int
    ) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        if text.unicodeScalars.contains(where: { [0xFFFE, 0xFEFF, 0xFFFF].contains($0.value) }) {
            broken.append(
                .init(
                    "Part \(index + 1) holds an invisible character that X refuses.",
                    do: "Type the text again instead of pasting it.", part: index))
        }
        if spans.count(where: { $0.kind == .cashtag }) > maxCashtags.value {
            broken.append(
                .init(
                    "X takes one cashtag a post from apps; part \(index + 1) has more.",
                    do: "Keep one and write the others without the dollar sign.", part: index))
        }
        if media.count > 1, media.contains(where: \.isAnimation) {
            broken.append(
                .init(
                    "The GIF in part \(index + 1) goes to X as a still picture.",
                    do: "Give it a part of its own to let it move.", part: index, weight: .warns))
        }
        return broken
    }

    private static func fit(of media: Media, among all: [Media]) -> PictureFit {
        media.isAnimation && all.count == 1 ? gifFit : fit
    }

    /// What counts as "with URL" is not defined anywhere, so the dear price is taken unless the text is surely plain:
    /// no link, no bare domain, no dot between letters that may become one, and no picture. A quote has a price of its own.
    ///
    /// Answers go only to who mentioned the account: X bills that as summoned.
    static func units(text: String, spans: [TextSpan], media: [Media], isAnswer: Bool, quotes: Bool = false)
        -> [MeterUnit]
    {
        let plain = isAnswer ? XUnit.postCreateSummoned : XUnit.postCreate
        let create = quotes ? XUnit.quoteCreate : isSurelyPlain(text, spans, media) ? plain : XUnit.postCreateURL
        // Whether captions are billed as a description is, X does not say.
        let metadata = media.count(where: XWire.isDescribed) + media.reduce(0) { $0 + tracks(of: $1).count }
        return [create] + (metadata == 0 ? [] : [MeterUnit(XUnit.mediaMetadata.name, count: metadata)])
    }

    private static func isSurelyPlain(_ text: String, _ spans: [TextSpan], _ media: [Media]) -> Bool {
        guard media.isEmpty, !spans.contains(where: { $0.kind == .link }) else { return false }
        let lowered = text.lowercased()
        return !lowered.contains("://") && !lowered.contains("t.co/") && !hasDottedWord(lowered)
    }

    /// New top-level domains come every year: a dot between a letter or digit and two letters may be one.
    private static func hasDottedWord(_ text: String) -> Bool {
        let characters = Array(text)
        return characters.indices.contains { index in
            guard characters[index] == ".", index > 0, index + 2 < characters.count else { return false }
            let before = characters[index - 1]
            return (before.isLetter || before.isNumber) && characters[index + 1].isLetter
                && characters[index + 2].isLetter
        }
    }
}
