import KicauCore

extension Facebook {
    /// What a post becomes on its page.
    enum Format: String {
        case post, reel, story

        init(_ chosen: ChosenOptions) { self = chosen["format"].flatMap(Format.init(rawValue:)) ?? .post }

        init(_ part: RenderedPart) { self = part.frozen["format"]?.string.flatMap(Format.init(rawValue:)) ?? .post }

        /// As Facebook calls it.
        var productName: String {
            switch self {
            case .post: "Facebook"
            case .reel: "Facebook Reels"
            case .story: "Facebook Stories"
            }
        }

        var videos: VideoRules {
            switch self {
            case .post: VideoRules(Facebook.videoFit)
            case .reel, .story: VideoRules(Facebook.uprightFit)
            }
        }
    }

    static let largestVideo = Fact(
        2_000_000_000, from: "developers.facebook.com, Video API error codes (1363023); other pages say 10 GB",
        read: "2026-11-27")

    /// Four hours are remembered, not read.
    static let videoFit = VideoFit(maxBytes: largestVideo.value, milliseconds: 1000...14_400_000)

    static let uprightMilliseconds = Fact(
        3000...90_000, from: "developers.facebook.com, Reels and Page stories; the older collection says 4 to 60 s",
        read: "2026-11-27")
    static let uprightWidth = Fact(540, from: "developers.facebook.com, Reels and Page stories", read: "2026-11-27")
    static let uprightHeight = Fact(960, from: "developers.facebook.com, Reels and Page stories", read: "2026-11-27")
    static let uprightMilliFPS = Fact(
        23_000, from: "Meta's Reels collection; its pages say 24, which 23.976 is taken for", read: "2026-11-27")

    /// Nine to sixteen, give or take the pixels an encoder rounds by.
    static let uprightRatios = 550...575

    /// Meta names no size. The bytes go in a single call, so they are kept to what a slow line brings in a quarter of
    /// an hour; for 90 seconds that is 8.9 megabits a second. The shape has a rule with words of its own.
    static let uprightFit = VideoFit(maxBytes: 100_000_000, milliseconds: uprightMilliseconds.value)

    static func isVideo(_ part: RenderedPart) -> Bool { part.media.first?.original.isVideo == true }
}
