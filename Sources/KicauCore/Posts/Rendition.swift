public import KicauText

/// The post as one platform will get it, frozen when it is scheduled.
///
/// The preview is drawn from it and the connector sends it, so what one saw is what goes out.
public struct Rendition: Hashable, Sendable, Codable {
    public let platform: PlatformID
    /// In the order they go out; the first comment is the last part.
    public let parts: [RenderedPart]

    public init(platform: PlatformID, parts: [RenderedPart]) {
        self.platform = platform
        self.parts = parts
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
    public let media: [RenderedPicture]
    /// What only this platform knows and must not change between tries (a record key, a language).
    public let frozen: [String: JSONValue]
    /// The price units this part uses when it is sent, uploads not counted.
    public let units: [MeterUnit]

    public init(
        role: Role, wireText: String, shownText: String, spans: [TextSpan], media: [RenderedPicture],
        frozen: [String: JSONValue] = [:], units: [MeterUnit]
    ) {
        self.role = role
        self.wireText = wireText
        self.shownText = shownText
        self.spans = spans
        self.media = media
        self.frozen = frozen
        self.units = units
    }
}

/// A picture of a rendition: the original and the limits it is fitted to before it is uploaded.
public struct RenderedPicture: Hashable, Sendable, Codable {
    public let picture: Picture
    public let fit: PictureFit

    public init(picture: Picture, fit: PictureFit) {
        self.picture = picture
        self.fit = fit
    }
}

/// What a network takes of a picture; the media room resizes and re-encodes until it holds.
public struct PictureFit: Hashable, Sendable, Codable {
    /// In order of preference, as MIME types; a picture already of one of them keeps its type.
    public let types: [String]
    public let maxBytes: Int
    public let maxWidth: Int
    public let maxHeight: Int
    /// Width over height, in thousandths: narrower is padded by cropping to it. Nil: any.
    public let minRatioMilli: Int?
    public let maxRatioMilli: Int?

    public init(
        types: [String], maxBytes: Int, maxWidth: Int = 8192, maxHeight: Int = 8192, minRatioMilli: Int? = nil,
        maxRatioMilli: Int? = nil
    ) {
        self.types = types
        self.maxBytes = maxBytes
        self.maxWidth = maxWidth
        self.maxHeight = maxHeight
        self.minRatioMilli = minRatioMilli
        self.maxRatioMilli = maxRatioMilli
    }
}
