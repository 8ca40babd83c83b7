/// A picture, a video or a document in the media store, known by the SHA-256 of the bytes we keep (metadata already removed).
public struct Media: Hashable, Sendable, Codable {
    public let sha256: String
    public let mimeType: String
    /// In pixels, upright; 0 of a document.
    public let width: Int
    public let height: Int
    public let bytes: Int
    /// What a person who cannot see it reads; of a document its title, which all see.
    public var alt: String
    /// What of it stays in view where a network shows another shape; nil: the middle.
    public var framing: Framing?
    /// How it moves: of videos, and of pictures with several frames. Nil: it stands still.
    public let motion: Motion?
    /// Of a document; nil where it could not be told without opening it.
    public let pages: Int?
    /// Nil rather than empty, so that what was frozen without any is written as it was.
    private var tracks: [Captions]?

    public init(
        sha256: String, mimeType: String, width: Int, height: Int, bytes: Int, alt: String = "",
        framing: Framing? = nil,
        motion: Motion? = nil, pages: Int? = nil, captions: [Captions] = []
    ) {
        self.sha256 = sha256
        self.mimeType = mimeType
        self.width = width
        self.height = height
        self.bytes = bytes
        self.alt = alt
        self.framing = framing
        self.motion = motion
        self.pages = pages
        tracks = captions.isEmpty ? nil : captions
    }

    private enum CodingKeys: String, CodingKey {
        case sha256, mimeType, width, height, bytes, alt, framing, motion, pages
        case tracks = "captions"
    }

    public static let documentType = "application/pdf"

    /// Of a video, in its author's order.
    public var captions: [Captions] {
        get { tracks ?? [] }
        set { tracks = newValue.isEmpty ? nil : newValue }
    }

    public var isVideo: Bool { mimeType.hasPrefix("video/") }
    public var isDocument: Bool { mimeType == Media.documentType }
    public var isPicture: Bool { mimeType.hasPrefix("image/") }
    /// A picture with several frames.
    public var isAnimation: Bool { motion != nil && !isVideo }
}

/// What a network needs to know of what moves, before it is sent anything.
public struct Motion: Hashable, Sendable, Codable {
    /// How long it runs, in milliseconds.
    public let milliseconds: Int
    /// Frames in a thousand seconds; 0: not known.
    public let milliFPS: Int
    /// As ffmpeg names them: "h264", "aac". Nil: a picture, or no sound.
    public let codec: String?
    public let soundCodec: String?

    /// Nil: of the brightness that every screen shows.
    public let light: Light?

    /// Of a picture; nil: a video, or uploaded before they were counted.
    public let frames: Int?

    public enum Light: String, Hashable, Sendable, Codable {
        /// HDR: brighter than paper in places. Networks get it toned down.
        case high
    }

    public init(
        milliseconds: Int, milliFPS: Int, codec: String? = nil, soundCodec: String? = nil, light: Light? = nil,
        frames: Int? = nil
    ) {
        self.milliseconds = milliseconds
        self.milliFPS = milliFPS
        self.codec = codec
        self.soundCodec = soundCodec
        self.light = light
        self.frames = frames
    }
}
