import KicauCore

extension Instagram {
    /// Where a post is shown. A single video among the posts is a reel: there is nothing else for it since 2023.
    enum Format: String {
        case post, story

        init(_ chosen: ChosenOptions) { self = chosen["format"].flatMap(Format.init(rawValue:)) ?? .post }

        init(_ part: RenderedPart) { self = part.frozen["format"]?.string.flatMap(Format.init(rawValue:)) ?? .post }

        /// As Instagram calls it.
        var productName: String {
            switch self {
            case .post: "Instagram"
            case .story: "Instagram Stories"
            }
        }

        var pictures: PictureFit {
            switch self {
            case .post: Instagram.fit
            case .story: Instagram.storyFit
            }
        }

        var videos: VideoRules {
            switch self {
            case .post: VideoRules(Instagram.videoFit, most: Instagram.maxItems.value, mixesWithPictures: true)
            case .story: VideoRules(Instagram.storyVideoFit)
            }
        }
    }

    static let largestVideo = Fact(
        300_000_000, from: "developers.facebook.com, IG User media, reels; some of its versions say 1 GB",
        read: "2026-11-27")
    static let largestStory = Fact(
        100_000_000, from: "developers.facebook.com, IG User media, story videos", read: "2026-11-27")
    static let bitsPerSecond = Fact(
        25_000_000, from: "developers.facebook.com, IG User media, reels and story videos", read: "2026-11-27")
    static let videoMilliseconds = Fact(
        3000...900_000, from: "developers.facebook.com, IG User media, reels", read: "2026-11-27")
    static let storyMilliseconds = Fact(
        3000...60_000, from: "developers.facebook.com, IG User media, story videos", read: "2026-11-27")
    /// For a video in a carousel.
    static let itemMilliseconds = Fact(
        60_000, from: "remembered; Meta's page on carousels names no length (doubtful)", read: "2026-11-27")

    static let videoFit = VideoFit(
        maxBytes: largestVideo.value, milliseconds: videoMilliseconds.value, ratioMilli: 10...10_000,
        maxBitsPerSecond: bitsPerSecond.value)
    static let storyVideoFit = VideoFit(
        maxBytes: largestStory.value, milliseconds: storyMilliseconds.value, ratioMilli: 100...10_000,
        maxBitsPerSecond: bitsPerSecond.value)
    /// A story fills the screen: no shape is asked for, and 9 to 16 is advised.
    static let storyFit = PictureFit(
        types: ["image/jpeg"], maxBytes: 8_000_000, maxWidth: 1440, maxHeight: 2560)

    /// Stories end after a day; an hour less, as nobody's clock is exact.
    static let storyLife = Duration.hours(23)

    /// Descriptions are for pictures among the posts alone (developers.facebook.com, IG User media, 2025-03-24).
    static func takesAlt(of media: Media, in format: Format) -> Bool {
        switch format {
        case .post: !media.isVideo
        case .story: false
        }
    }
}
