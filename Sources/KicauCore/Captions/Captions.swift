/// What a video says, written out in one language for those who cannot hear it.
///
/// The words lie in the media store as WebVTT, as Kicau wrote them when they were taken in.
public struct Captions: Hashable, Sendable, Codable {
    /// As BCP 47 has it: "id", "en", "pt-BR".
    public let language: String
    /// Of the kept file.
    public let sha256: String
    /// Of the kept file.
    public let bytes: Int

    public init(language: String, sha256: String, bytes: Int = 0) {
        self.language = language
        self.sha256 = sha256
        self.bytes = bytes
    }

    /// The type of the kept file.
    public static let mimeType = "text/vtt"
    /// Of one video.
    public static let most = 20

    /// A language, a script and a country or region: what networks ask for.
    public static func isLanguage(_ tag: String) -> Bool {
        tag.wholeMatch(of: /[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?/) != nil
    }
}

/// What a network takes of captions beside a video.
public struct CaptionRules: Hashable, Sendable {
    /// Languages of one video.
    public let most: Int
    /// Of one language, as WebVTT; nil: it names no limit.
    public let maxBytes: Int?

    public init(most: Int, maxBytes: Int? = nil) {
        self.most = most
        self.maxBytes = maxBytes
    }
}

/// Captions on disk, in both forms that networks ask for.
public struct FittedCaptions: Hashable, Sendable {
    public struct File: Hashable, Sendable {
        public let path: String
        public let bytes: Int

        public init(path: String, bytes: Int) {
            self.path = path
            self.bytes = bytes
        }
    }

    public let language: String
    public let webVTT: File
    public let srt: File

    public init(language: String, webVTT: File, srt: File) {
        self.language = language
        self.webVTT = webVTT
        self.srt = srt
    }

    public static let srtType = "application/x-subrip"
}
