import Foundation
public import KicauCore
import KicauText

extension Facebook {
    public func render(_ post: Post, for account: Account, at due: Instant) -> Rendered {
        // The options are those of posts: an answer is a comment.
        let chosen = post.answering == nil ? post.options(for: id) : ChosenOptions()
        let format = Format(chosen)
        let common = PartRules(
            network: format.productName, maxPictures: rules.maxPictures.value, maxAlt: rules.maxAltLength,
            videos: format.videos)
        let (outline, cover) = Facebook.covered(Outline(post).parts, chosen)
        let lengths = outline.map { part in
            TextLength(used: UTF16Length.count(part.text), limit: limit(of: part.role), unit: "characters")
        }
        let broken = outline.indices.flatMap { common.broken(outline[$0], at: $0, length: lengths[$0]) }
        return Rendered(
            rendition: Rendition(
                platform: id, parts: outline.map { rendered($0, chosen, cover) }, answering: post.answering),
            lengths: lengths,
            broken: common.threadRefused(post) + ownRules(post, chosen, outline, cover) + broken)
    }

    private func ownRules(
        _ post: Post, _ chosen: ChosenOptions, _ outline: [Outline.Part], _ cover: Media?
    ) -> [RuleBroken] {
        guard let first = outline.first else { return [] }
        guard post.answering != nil else { return broken(chosen, outline) + Facebook.brokenCover(chosen, first, cover) }
        return brokenAnswer(post.options(for: id), first)
    }

    public func steps(for rendition: Rendition) -> [Step] {
        // Into an album a picture goes with the commit itself.
        let picture = rendition.parts.contains { Facebook.album(of: $0) != nil } ? "album" : "upload"
        return StepList.make(
            rendition, each: { [$0.original.isVideo ? "video" : picture] },
            commit: { $0.role == .comment ? "comment" : "post" })
    }

    private func rendered(_ part: Outline.Part, _ chosen: ChosenOptions, _ cover: Media?) -> RenderedPart {
        let videos = Format(chosen).videos
        let spans = spans(in: part.text, rules: .plain)
        let card = part.media.isEmpty && part.role != .comment ? Facebook.card(among: spans) : nil
        let frozen = Facebook.frozen(chosen, card: card, in: part.role)
        let fit = frozen["album"] == nil ? Facebook.fit : Facebook.albumFit
        return RenderedPart(
            role: part.role, wireText: part.text, shownText: part.text, spans: spans,
            media: part.media.map { RenderedMedia($0, picture: fit, video: videos) },
            frozen: frozen,
            units: [part.role == .comment ? FacebookUnit.comment : FacebookUnit.publish],
            cover: part.role == .post ? cover.map { RenderedMedia($0, .picture(Facebook.albumFit)) } : nil)
    }

    private func limit(of role: RenderedPart.Role) -> Int {
        switch role {
        case .comment: Facebook.commentLimit.value
        case .post, .threadPart: rules.textLimit.value
        }
    }

    /// The address that gets a preview card: the first one, as in Facebook's own composer. It is sent along, so that
    /// nobody has to wonder which.
    ///
    /// The text keeps it as well. Facebook's own addresses are refused as `link` (subcode 1609008), not as text.
    static func card(among spans: [TextSpan]) -> String? {
        guard let address = spans.first(where: { $0.kind == .link })?.value,
            let host = URLComponents(string: address)?.host
        else { return nil }
        let own = ["facebook.com", "fb.com", "fb.me", "fb.watch"]
        let isOwn = own.contains { host.lowercased() == $0 || host.lowercased().hasSuffix("." + $0) }
        return isOwn ? nil : address
    }
}
