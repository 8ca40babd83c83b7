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
            let clean = try await VideoProbe(of: target, .mp4, bytes: try Pictures.size(of: target))
            // A file that was cut off still says how long it once was.
            guard clean.milliseconds + 500 + video.milliseconds / 100 >= video.milliseconds else {
                throw VideoProbe.damaged(
                    cause: "\(clean.milliseconds) of \(video.milliseconds) milliseconds could be read")
            }
            return clean
        } catch {
            unlink(target)
            throw error
        }
    }

    private static func recipe(for video: VideoProbe) -> [String] {
        let picture =
            kept.contains(video.codec)
            ? ["-c:v", "copy"]
            : ["-c:v", "libx264", "-preset", "medium", "-crf", "18", "-pix_fmt", "yuv420p"]
        let sound = video.soundCodec == "aac" ? ["-c:a", "copy"] : ["-c:a", "aac", "-b:a", "192k"]
        // Apple's players know HEVC by this name only.
        let tag = video.codec == "hevc" ? ["-tag:v", "hvc1"] : []
        return ["-map", "0:v:0", "-map", "0:a:0?", "-map_metadata", "-1", "-map_chapters", "-1"] + picture + tag + sound
            + ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart"]
            + ["-f", "mp4"]
    }

    /// A still picture of it for lists and players, from its first second.
    static func poster(of video: String, milliseconds: Int, to target: String, width: Int) async throws(Problem) {
        let moment = min(1000, milliseconds / 2)
        try await FFmpeg.make(
            target, from: video, .mp4,
            [
                "-ss", "\(moment)ms", "-frames:v", "1", "-vf", "scale='min(\(width),iw)':-2", "-map_metadata", "-1",
                "-q:v", "4", "-c:v", "mjpeg", "-f", "image2", "-update", "1",
            ])
    }
}
