/// A post without what one network has no place for at all, and what its author has to know of that.
///
/// Connectors see no document where their network takes none, and only captions that will be shown there.
public struct TakenPost: Hashable, Sendable {
    public let post: Post
    public let broken: [RuleBroken]

    public init(_ post: Post, by network: String, _ rules: PlatformRules) {
        var post = post
        var broken: [RuleBroken] = []
        for place in post.parts.indices {
            let part = post.parts[place]
            if rules.documents == nil, part.media.contains(where: \.isDocument) {
                broken.append(TakenPost.noDocuments(on: network, part: place))
                post.parts[place].media.removeAll(where: \.isDocument)
            }
            for number in post.parts[place].media.indices {
                let captions = post.parts[place].media[number].captions
                broken += TakenPost.broken(captions, by: rules.videos?.captions, on: network, part: place)
                post.parts[place].media[number].captions = Array(captions.prefix(rules.videos?.captions?.most ?? 0))
            }
        }
        self.post = post
        self.broken = broken
    }

    private static func broken(
        _ captions: [Captions], by rules: CaptionRules?, on network: String, part: Int
    ) -> [RuleBroken] {
        guard !captions.isEmpty else { return [] }
        guard let rules else {
            return [
                .init(
                    "Kicau sends no captions to \(network); those of the video in part \(part + 1) will not be shown there.",
                    do: "Say in the text what is heard, or write it into the picture.", part: part, weight: .warns)
            ]
        }
        var broken: [RuleBroken] = []
        if captions.count > rules.most {
            let kept = captions.prefix(rules.most).map(\.language).joined(separator: ", ")
            broken.append(
                .init(
                    "\(network) takes captions in \(rules.most) languages at most; those of the video in part \(part + 1) will be shown in \(kept) alone.",
                    do: "Put the most needed language first.", part: part, weight: .warns))
        }
        if let most = rules.maxBytes, let large = captions.prefix(rules.most).first(where: { $0.bytes > most }) {
            broken.append(
                .init(
                    "The captions in \(large.language) have \(large.bytes) bytes; \(network) takes \(most).",
                    do: "Shorten them, or leave them out.", part: part))
        }
        return broken
    }

    private static func noDocuments(on network: String, part: Int) -> RuleBroken {
        RuleBroken(
            "\(network) takes no documents; part \(part + 1) has one.",
            do: "Put its pages in as pictures, or leave \(network) out.", part: part)
    }
}
