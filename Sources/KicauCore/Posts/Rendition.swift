public import KicauText

/// The post as one platform will get it, frozen when it is scheduled.
///
/// The preview is drawn from it and the connector sends it, so what one saw is what goes out.
public struct Rendition: Hashable, Sendable, Codable {
    public let platform: PlatformID
    /// In the order they go out; the first comment is the last part.
    public let parts: [RenderedPart]
    /// What the first part answers, if it is an answer.
    public let answering: Receipt?

    public init(platform: PlatformID, parts: [RenderedPart], answering: Receipt? = nil) {
        self.platform = platform
        self.parts = parts
        self.answering = answering
    }
}

/// One commit's worth of a rendition.
public struct RenderedPart: Hashable, Sendable, Codable {
    public enum Role: String, Hashable, Sendable, Codable {
        case post, threadPart, comment
    }

    public let role: Role
    /// The text exactly as it goes on the wire (LinkedIn's is escaped).
    public let wireText: String
    /// The text as a reader will see it; `spans` are byte offsets into its UTF-8.
    public let shownText: String
    public let spans: [TextSpan]
    public let media: [RenderedMedia]
    /// What only this platform knows and must not change between tries (a record key, a language).
    public let frozen: [String: JSONValue]
    /// The price units this part uses when it is sent, uploads not counted.
    public let units: [MeterUnit]
    /// Only of networks that show the card that comes with the post.
    public let card: RenderedCard?
    /// The picture its video is shown by until it plays; nil: one of its own.
    public let cover: RenderedMedia?

    public init(
        role: Role, wireText: String, shownText: String, spans: [TextSpan], media: [RenderedMedia],
        frozen: [String: JSONValue] = [:], units: [MeterUnit], card: RenderedCard? = nil,
        cover: RenderedMedia? = nil
    ) {
        self.role = role
        self.wireText = wireText
        self.shownText = shownText
        self.spans = spans
        self.media = media
        self.frozen = frozen
        self.units = units
        self.card = card
        self.cover = cover
    }
}
