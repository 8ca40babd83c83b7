/// A picture or a video in the media store, known by the SHA-256 of the bytes we keep (metadata already removed).
public struct Media: Hashable, Sendable, Codable {
    public let sha256: String
    public let mimeType: String
    /// In pixels, upright.
    public let width: Int
    public let height: Int
    public let bytes: Int
    /// What a person who cannot see it reads.
    public var alt: String
    /// What of it stays in view where a network shows another shape; nil: the middle.
    public var framing: Framing?
    /// How it moves: of videos, and of pictures with several frames. Nil: it stands still.
    public let motion: Motion?

    public init(
        sha256: String, mimeType: String, width: Int, height: Int, bytes: Int, alt: String = "",
        framing: Framing? = nil,
        motion: Motion? = nil
    ) {
        self.sha256 = sha256
        self.mimeType = mimeType
        self.width = width
        self.height = height
        self.bytes = bytes
        self.alt = alt
        self.framing = framing
        self.motion = motion
    }

    public var isVideo: Bool { mimeType.hasPrefix("video/") }
    /// A picture with several frames.
    public var isAnimation: Bool { motion != nil && !isVideo }
}

/// What of a picture stays in view where a network shows another shape than it has.
public enum Framing: String, Hashable, Sendable, Codable, CaseIterable {
    case top, bottom, left, right
    /// All of it, with white beside it.
    case whole
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

    public init(milliseconds: Int, milliFPS: Int, codec: String? = nil, soundCodec: String? = nil) {
        self.milliseconds = milliseconds
        self.milliFPS = milliFPS
        self.codec = codec
        self.soundCodec = soundCodec
    }
}
