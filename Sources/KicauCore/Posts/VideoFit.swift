/// What a network takes of a video; the media room encodes it anew until it holds.
///
/// Length and shape are nobody's to change but the author's: a video outside of them breaks a rule.
public struct VideoFit: Hashable, Sendable, Codable {
    /// Picture codecs as ffmpeg names them, "h264" among them: it is what is made of any other.
    public let codecs: [String]
    public let maxBytes: Int
    /// How long it may run, in milliseconds.
    public let minMilliseconds: Int
    public let maxMilliseconds: Int
    /// Pixels of the longer and of the shorter side.
    public let maxLongSide: Int
    public let maxShortSide: Int
    public let minShortSide: Int
    /// Width over height, in thousandths.
    public let minRatioMilli: Int
    public let maxRatioMilli: Int
    /// Frames in a thousand seconds.
    public let maxMilliFPS: Int
    public let maxBitsPerSecond: Int?

    public init(
        codecs: [String] = ["h264"], maxBytes: Int, milliseconds: ClosedRange<Int>, maxLongSide: Int = 1920,
        maxShortSide: Int = 1080, minShortSide: Int = 32, ratioMilli: ClosedRange<Int> = 1...1_000_000,
        maxMilliFPS: Int = 60_000, maxBitsPerSecond: Int? = nil
    ) {
        self.codecs = codecs
        self.maxBytes = maxBytes
        minMilliseconds = milliseconds.lowerBound
        maxMilliseconds = milliseconds.upperBound
        self.maxLongSide = maxLongSide
        self.maxShortSide = maxShortSide
        self.minShortSide = minShortSide
        minRatioMilli = ratioMilli.lowerBound
        maxRatioMilli = ratioMilli.upperBound
        self.maxMilliFPS = maxMilliFPS
        self.maxBitsPerSecond = maxBitsPerSecond
    }
}

/// What a network takes of videos in one post.
public struct VideoRules: Hashable, Sendable {
    public let fit: VideoFit
    public let most: Int
    public let mixesWithPictures: Bool
    /// Nil: it takes none.
    public let captions: CaptionRules?

    public init(
        _ fit: VideoFit, most: Int = 1, mixesWithPictures: Bool = false, captions: CaptionRules? = nil
    ) {
        self.fit = fit
        self.most = most
        self.mixesWithPictures = mixesWithPictures
        self.captions = captions
    }
}
