/// A picture, video or document of a rendition: the original, and the limits it is fitted to before it is sent.
public struct RenderedMedia: Hashable, Sendable {
    public enum Fit: Hashable, Sendable {
        case picture(PictureFit)
        case video(VideoFit)
        /// A document: nothing of it is changed.
        case asItIs
    }

    public let original: Media
    public let fit: Fit

    public init(_ original: Media, _ fit: Fit) {
        self.original = original
        self.fit = fit
    }

    /// A video where the network's rules know videos; a picture otherwise, unless it is a document.
    public init(_ original: Media, picture: PictureFit, video: VideoRules?) {
        let fit: Fit =
            if original.isDocument {
                .asItIs
            } else if original.isVideo, let video {
                .video(video.fit)
            } else {
                .picture(picture)
            }
        self.init(original, fit)
    }
}

extension RenderedMedia: Codable {
    /// Renditions frozen before there were videos are read as well.
    private enum CodingKeys: String, CodingKey {
        case original = "picture"
        case fit, video, asItIs
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        original = try values.decode(Media.self, forKey: .original)
        if try values.decodeIfPresent(Bool.self, forKey: .asItIs) == true {
            fit = .asItIs
        } else if let video = try values.decodeIfPresent(VideoFit.self, forKey: .video) {
            fit = .video(video)
        } else {
            fit = .picture(try values.decode(PictureFit.self, forKey: .fit))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(original, forKey: .original)
        switch fit {
        case .picture(let fit): try values.encode(fit, forKey: .fit)
        case .video(let fit): try values.encode(fit, forKey: .video)
        case .asItIs: try values.encode(true, forKey: .asItIs)
        }
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
    /// Of a picture that moves. Nil: any number.
    public let maxFrames: Int?

    public init(
        types: [String], maxBytes: Int, maxWidth: Int = 8192, maxHeight: Int = 8192, minRatioMilli: Int? = nil,
        maxRatioMilli: Int? = nil, maxFrames: Int? = nil
    ) {
        self.types = types
        self.maxBytes = maxBytes
        self.maxWidth = maxWidth
        self.maxHeight = maxHeight
        self.minRatioMilli = minRatioMilli
        self.maxRatioMilli = maxRatioMilli
        self.maxFrames = maxFrames
    }
}
