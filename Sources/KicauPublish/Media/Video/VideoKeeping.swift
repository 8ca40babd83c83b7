import Foundation
import KicauCore

/// Videos coming in: what we keep is an MP4 that begins to play at once, with nothing in it but picture and sound.
enum VideoKeeping {
    /// Codecs that are kept as they are; the others are made H.264.
    private static let kept: Set = ["h264", "hevc", "av1", "vp9"]

    /// Writes the copy we keep.
    /// - Throws: `Problem` `.notAVideo`, `.videoTooLarge`, `.videoToolsMissing` or `.diskFull`; then nothing is at `target`.
    static func keep(_ source: String, _ format: VideoFormat, as target: String) async throws(Problem) -> VideoProbe {
        let video = try await VideoProbe(of: source, format, bytes: try Pictures.size(of: source))
        try video.check()
        try await FFmpeg.make(target, from: source, format, recipe(for: video))
        do throws(Problem) {
            var clean = try await VideoProbe(of: target, .mp4, bytes: try Pictures.size(of: target))
            // A file that was cut off still says how long it once was.
            guard clean.milliseconds + 500 + video.milliseconds / 100 >= video.milliseconds else {
                throw VideoProbe.damaged(
                    cause: "\(clean.milliseconds) of \(video.milliseconds) milliseconds could be read")
            }
            clean.isHDR = video.isHDR
            return clean
        } catch {
            unlink(target)
            // There was a film before it was copied: what is left of it is no word to its author.
            throw error.code == .notAVideo ? VideoProbe.damaged(cause: "of the copy: \(error)") : error
        }
    }

    private static func recipe(for video: VideoProbe) -> [String] {
        let picture =
            kept.contains(video.codec)
            ? ["-c:v", "copy"]
            : ["-vf", filters(for: video), "-c:v", "libx264", "-preset", "medium", "-crf", "18", "-pix_fmt", "yuv420p"]
                + VideoColour.tags
        let sound = video.soundCodec == "aac" ? ["-c:a", "copy"] : ["-c:a", "aac", "-b:a", "192k"]
        // Apple's players know HEVC by this name only.
        let tag = video.codec == "hevc" ? ["-tag:v", "hvc1"] : []
        return ["-map", "0:v:0", "-map", "0:a:0?", "-map_metadata", "-1", "-map_chapters", "-1"] + picture + tag + sound
            + ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart"]
            + ["-f", "mp4"]
    }

    /// The codec wants even sides.
    private static func filters(for video: VideoProbe) -> String {
        let size = PixelSize(width: video.size.width / 2 * 2, height: video.size.height / 2 * 2)
        return video.colour.filters(to: size, from: video.size).joined(separator: ",")
    }

    /// A still picture of it for lists and players, from its first second.
    static func poster(of video: String, milliseconds: Int, to target: String, width: Int) async throws(Problem) {
        let moment = min(1000, milliseconds / 2)
        let film = try await VideoProbe(of: video, .mp4, bytes: try Pictures.size(of: video))
        let narrow = min(width, film.size.width)
        let size = PixelSize(width: narrow, height: max(2, narrow * film.size.height / film.size.width / 2 * 2))
        // JPEG is of full range, and its matrix is BT.601's.
        let filters =
            film.colour.filters(to: size, from: film.size) + [
                "scale=in_color_matrix=bt709:out_color_matrix=bt601:in_range=tv:out_range=pc", "format=yuvj420p",
            ]
        try await FFmpeg.make(
            target, from: video, .mp4,
            [
                "-ss", "\(moment)ms", "-frames:v", "1", "-vf", filters.joined(separator: ","), "-map_metadata", "-1",
                "-q:v", "4", "-c:v", "mjpeg", "-f", "image2", "-update", "1",
            ])
    }
}
