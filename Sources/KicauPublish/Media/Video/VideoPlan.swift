import KicauCore

/// What has to happen to a video before a network takes it. Pure: the hands are in VideoWorkshop.
enum VideoPlan: Hashable {
    /// It fits as it is.
    case asItIs
    /// So ffmpeg is told.
    case encode([String])
    /// So long a video cannot be made small enough and still be looked at.
    case impossible

    init(for video: VideoProbe, _ fit: VideoFit) {
        guard !Self.fits(video, fit) else {
            self = .asItIs
            return
        }
        let bits = Self.bits(of: video, fit)
        self = bits < Self.leastBits ? .impossible : .encode(Self.recipe(for: video, fit, bits: bits))
    }

    static func fits(_ video: VideoProbe, _ fit: VideoFit) -> Bool {
        fit.codecs.contains(video.codec) && video.pixels == "yuv420p" && !video.isInterlaced
            && video.colour.isOrdinary && video.bytes <= fit.maxBytes && video.milliFPS <= fit.maxMilliFPS
            && max(video.size.width, video.size.height) <= fit.maxLongSide
            && min(video.size.width, video.size.height) <= fit.maxShortSide
            && video.bitsPerSecond <= fit.maxBitsPerSecond ?? .max && ["aac", nil].contains(video.soundCodec)
    }

    private static let soundBits = 128_000
    private static let leastBits = 100_000
    /// More than anybody sees.
    private static let mostBits = 20_000_000

    /// The most a second of picture may take, so that the whole stays below the network's bytes.
    private static func bits(of video: VideoProbe, _ fit: VideoFit) -> Int {
        let room = fit.maxBytes / 100 * 93 * 8 / max(video.milliseconds, 1) * 1000
        return min(min(room, (fit.maxBitsPerSecond ?? mostBits) / 100 * 90), mostBits) - soundBits
    }

    /// H.264 High in 4:2:0 with AAC, groups of two seconds that lean on nothing outside: what every network takes.
    private static func recipe(for video: VideoProbe, _ fit: VideoFit, bits: Int) -> [String] {
        let size = within(fit, video.size)
        var filters = video.colour.filters(to: size, from: video.size) + ["setsar=1"]
        if video.isInterlaced { filters.insert("yadif", at: 0) }
        let fps = min(video.milliFPS == 0 ? 30_000 : video.milliFPS, fit.maxMilliFPS)
        if fps != video.milliFPS { filters.append("fps=\(fps)/1000") }
        return [
            "-map", "0:v:0", "-map", "0:a:0?", "-map_metadata", "-1", "-map_chapters", "-1",
            "-vf", filters.joined(separator: ","), "-c:v", "libx264", "-preset", "medium", "-profile:v", "high",
            "-pix_fmt", "yuv420p",
        ] + VideoColour.tags + [
            "-crf", "21", "-maxrate", "\(bits)", "-bufsize", "\(bits * 2)",
            "-g", "\(max(2, fps / 500))", "-flags", "+cgop", "-c:a", "aac", "-b:a", "\(soundBits)", "-ar", "48000",
            "-ac", "2", "-movflags", "+faststart", "-f", "mp4",
        ]
    }

    /// The same shape, no side longer than the network takes, each even as the codec wants it.
    static func within(_ fit: VideoFit, _ size: PixelSize) -> PixelSize {
        let long = max(size.width, size.height)
        let short = min(size.width, size.height)
        let (most, of) =
            fit.maxLongSide * short <= fit.maxShortSide * long
            ? (min(fit.maxLongSide, long), long) : (min(fit.maxShortSide, short), short)
        func even(_ length: Int) -> Int { max(2, length * most / of / 2 * 2) }
        return PixelSize(width: even(size.width), height: even(size.height))
    }
}
