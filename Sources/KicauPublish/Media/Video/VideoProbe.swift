import KicauCore

/// What a video file is, as a player would see it.
struct VideoProbe: Sendable, Hashable {
    let codec: String
    let pixels: String
    /// Upright: after the rotation it asks for.
    let size: PixelSize
    let milliseconds: Int
    /// Frames in a thousand seconds.
    let milliFPS: Int
    let soundCodec: String?
    let isInterlaced: Bool
    let bytes: Int
    var colour = VideoColour()
    /// Of the video as it came: what was kept of it may be toned down already.
    var isHDR = false

    var bitsPerSecond: Int { bytes * 8 * 1000 / max(milliseconds, 1) }
    var motion: Motion {
        Motion(
            milliseconds: milliseconds, milliFPS: milliFPS, codec: codec, soundCodec: soundCodec,
            light: isHDR ? .high : nil)
    }
}

extension VideoProbe {
    /// - Throws: `Problem` `.videoToolsMissing` or `.notAVideo`.
    init(of path: String, _ format: VideoFormat, bytes: Int) async throws(Problem) {
        let answer = try await FFmpeg.probe(path, format)
        guard let probe = VideoProbe(answer, bytes: bytes) else {
            if let strange = Self.strangeCodec(answer) {
                throw Self.damaged(cause: "the codec \(strange) is not known")
            }
            throw Problem(
                .notAVideo, "There is no moving picture in this file.", do: "Upload an MP4, MOV or WebM video.")
        }
        self = probe
    }

    /// There is a film, and nobody here can read it.
    private static func strangeCodec(_ answer: JSONValue) -> String? {
        let film = answer["streams"]?.array?.first {
            $0["codec_type"]?.string == "video" && $0["codec_name"] == nil
        }
        return film.map { $0["codec_tag_string"]?.string ?? "?" }
    }

    /// From what ffprobe says; nil when there is no video in it.
    init?(_ answer: JSONValue, bytes: Int) {
        let streams = answer["streams"]?.array ?? []
        // A song's cover is a video stream too.
        let film = streams.first {
            $0["codec_type"]?.string == "video" && $0["disposition"]?["attached_pic"]?.int != 1
        }
        guard let film, let codec = film["codec_name"]?.string, let width = film["width"]?.int,
            let height = film["height"]?.int, width > 0, height > 0
        else { return nil }
        let seconds = film["duration"]?.string ?? answer["format"]?["duration"]?.string
        let turns = film["side_data_list"]?.array?.compactMap { $0["rotation"]?.int }.first ?? 0
        let swaps = turns % 180 != 0
        let colour = VideoColour(film)
        self.init(
            codec: codec, pixels: film["pix_fmt"]?.string ?? "",
            size: PixelSize(width: swaps ? height : width, height: swaps ? width : height),
            milliseconds: seconds.flatMap(Double.init).map { Int($0 * 1000) } ?? 0,
            milliFPS: Self.milliFPS(film["avg_frame_rate"]?.string ?? ""),
            soundCodec: streams.first { $0["codec_type"]?.string == "audio" }?["codec_name"]?.string,
            isInterlaced: !["progressive", "unknown", nil].contains(film["field_order"]?.string), bytes: bytes,
            colour: colour, isHDR: colour.isHDR)
    }

    /// "30000/1001"
    private static func milliFPS(_ text: String) -> Int {
        let halves = text.split(separator: "/").compactMap { Int($0) }
        guard halves.count == 2, halves[1] > 0 else { return 0 }
        let (product, overflow) = halves[0].multipliedReportingOverflow(by: 1000)
        return overflow ? 0 : product / halves[1]
    }

    static func damaged(cause: String) -> Problem {
        Problem(
            .notAVideo, "This video is damaged or cut off, or of a kind that cannot be read here.",
            do: "Export it again as MP4 (H.264), and upload that copy.", cause: cause)
    }
}

extension VideoProbe {
    static let longest = 4 * 3_600_000
    static let leastSide = 16
    static let mostSide = 8192

    /// What no network of ours would take, said before hours go into encoding it.
    func check() throws(Problem) {
        guard milliseconds > 0 else { throw Self.damaged(cause: "it has no length") }
        guard milliseconds <= Self.longest else {
            throw Problem(
                .videoTooLarge,
                "This video runs \(milliseconds / 60_000) minutes; \(Self.longest / 60_000) are the most.",
                do: "Cut it, then upload it again.")
        }
        let sides = Self.leastSide...Self.mostSide
        guard sides.contains(size.width), sides.contains(size.height) else {
            throw Problem(
                .notAVideo, "This video is \(size.width) by \(size.height) pixels.",
                do: "Make each side \(sides.lowerBound) to \(sides.upperBound) pixels long, then upload it again.")
        }
    }
}
