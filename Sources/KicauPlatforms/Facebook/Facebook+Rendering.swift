import Foundation
public import KicauCore
import KicauText

extension Facebook {
    public func render(_ post: Post, for account: Account, at due: Instant) -> Rendered {
        let common = PartRules(self)
        let outline = Outline(post).parts
        let lengths = outline.map { part in
            TextLength(used: UTF16Length.count(part.text), limit: limit(of: part.role), unit: "characters")
        }
        let broken = outline.indices.flatMap { common.broken(outline[$0], at: $0, length: lengths[$0]) }
        return Rendered(
            rendition: Rendition(platform: id, parts: outline.map(rendered)), lengths: lengths,
            broken: common.threadRefused(post) + broken)
    }

    public func steps(for rendition: Rendition) -> [Step] {
        StepList.make(rendition, each: { _ in ["upload"] }, commit: { $0.role == .comment ? "comment" : "post" })
    }

    private func rendered(_ part: Outline.Part) -> RenderedPart {
        let spans = spans(in: part.text, rules: .plain)
        let card = part.media.isEmpty && part.role != .comment ? Facebook.card(among: spans) : nil
        return RenderedPart(
            role: part.role, wireText: part.text, shownText: part.text, spans: spans,
            media: part.media.map { RenderedMedia($0, picture: Facebook.fit, video: rules.videos) },
            frozen: card.map { ["link": .string($0)] } ?? [:],
            units: [part.role == .comment ? FacebookUnit.comment : FacebookUnit.publish])
    }

    private func limit(of role: RenderedPart.Role) -> Int {
        switch role {
        case .comment: Facebook.commentLimit.value
        case .post, .threadPart: rules.textLimit.value
        }
    }

    /// The address that gets a preview card: only when the text holds exactly one, so that nobody wonders which.
    ///
    /// The text keeps it as well. Facebook's own addresses are refused as `link` (subcode 1609008), not as text.
    static func card(among spans: [TextSpan]) -> String? {
        let links = spans.filter { $0.kind == .link }
        guard links.count == 1, let address = links.first?.value, let host = URLComponents(string: address)?.host
        else { return nil }
        let own = ["facebook.com", "fb.com", "fb.me", "fb.watch"]
        let isOwn = own.contains { host.lowercased() == $0 || host.lowercased().hasSuffix("." + $0) }
        return isOwn ? nil : address
    }
}
