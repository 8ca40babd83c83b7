import KicauText

/// What stands for a linked page under a text, on networks that fetch nothing themselves. Read off the page once, then
/// the author's own: they may change its words or take it away.
public struct LinkCard: Hashable, Sendable, Codable {
    /// As the author wrote it, and not as the page calls itself: it may carry what their statistics need.
    public var url: String
    public var title: String
    public var description: String
    public var picture: Media?

    public init(url: String, title: String, description: String = "", picture: Media? = nil) {
        self.url = url
        self.title = title
        self.description = description
        self.picture = picture
    }

    /// In UTF-16 units, as most networks count; what a page says beyond that is cut, what an author writes beyond it is refused.
    public static let longestTitle = 300
    public static let longestDescription = 1000
    /// In bytes.
    public static let longestURL = 2048
}

extension LinkCard {
    /// The link a text would have its card for: the first one. Where networks see none, a whole address is one all the
    /// same: those of one's own network have no names that the world knows.
    public static func link(in text: String) -> String? {
        spans(in: text, rules: .bluesky).first { $0.kind == .link }?.value ?? address(in: text)
    }

    private static func address(in text: String) -> String? {
        let word = text.split(whereSeparator: \.isWhitespace).first {
            $0.hasPrefix("https://") || $0.hasPrefix("http://")
        }
        guard var word, word.utf8.count <= longestURL else { return nil }
        while let last = word.last, ".,;:!?)".contains(last) { word.removeLast() }
        return String(word)
    }
}

/// A card of a rendition. Its picture comes after the part's own in `Errand.media`.
public struct RenderedCard: Hashable, Sendable, Codable {
    public let url: String
    public let title: String
    public let description: String
    public let picture: RenderedMedia?

    public init(_ card: LinkCard, picture fit: PictureFit) {
        url = card.url
        title = card.title
        description = card.description
        picture = card.picture.map { RenderedMedia($0, .picture(fit)) }
    }
}

extension RenderedPart {
    /// All that has to be fitted for it: its pictures and videos, then its card's picture, then its video's cover.
    public var fittings: [RenderedMedia] { media + [card?.picture, cover].compactMap(\.self) }
}
