import Foundation
import KicauCore
import Subprocess

/// ffmpeg and ffprobe from the system, as programs of their own: what a strange file does to them stays with them.
///
/// They are told what kind of file it is, so that no playlist or stream description is followed anywhere.
enum FFmpeg {
    /// What ffprobe says of a file, as JSON.
    /// - Throws: `Problem` `.videoToolsMissing`, or `.notAVideo`.
    static func probe(_ path: String, _ format: VideoFormat) async throws(Problem) -> JSONValue {
        let arguments =
            ["-v", "error"] + only(format) + ["-print_format", "json", "-show_format", "-show_streams", path]
        do {
            let found = try await run(
                .name("ffprobe"), arguments: Arguments(arguments), output: .string(limit: 1 << 20),
                error: .string(limit: 4096))
            guard found.terminationStatus.isSuccess,
                let answer = JSONValue(reading: Data(found.standardOutput.utf8))
            else {
                throw VideoProbe.damaged(cause: found.standardError)
            }
            return answer
        } catch { throw told(error) }
    }

    /// Runs ffmpeg behind everything else the machine has to do.
    ///
    /// - Parameter progress: is told how many milliseconds of the video are done.
    /// - Throws: `Problem` `.videoToolsMissing`, `.diskFull` or `.notAVideo`.
    static func make(
        _ target: String, from source: String, _ format: VideoFormat, _ recipe: [String],
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws(Problem) {
        let arguments =
            ["-n", "10", "ffmpeg", "-nostdin", "-v", "error", "-nostats", "-progress", "pipe:1", "-y"] + only(format)
            + ["-i", source] + recipe + [target]
        do {
            let made = try await run(
                .name("nice"), arguments: Arguments(arguments), input: .none, output: .sequence,
                error: .string(limit: 4096)
            ) { execution in
                for try await line in execution.standardOutput.strings() {
                    if let done = milliseconds(line) { progress(done) }
                }
            }
            guard made.terminationStatus.isSuccess else { throw failure(made.standardError) }
        } catch {
            unlink(target)
            throw told(error)
        }
    }

    /// "out_time_us=1234567"
    static func milliseconds(_ line: String) -> Int? {
        let name = "out_time_us="
        let line = line.trimmingWhitespace
        return line.hasPrefix(name) ? Int(line.dropFirst(name.count)).map { max(0, $0 / 1000) } : nil
    }

    private static func only(_ format: VideoFormat) -> [String] {
        ["-protocol_whitelist", "file,pipe", "-f", format.demuxer]
    }

    private static func failure(_ words: String) -> Problem {
        guard words.contains("No space left on device") else { return VideoProbe.damaged(cause: words) }
        return Problem(
            .diskFull, "The video could not be written.", do: "Make room on the disk, then try again.", cause: words)
    }

    private static func told(_ error: any Error) -> Problem {
        if let problem = error as? Problem { return problem }
        return Problem(
            .videoToolsMissing, "Videos cannot be read here: ffmpeg is missing or does not start.",
            do: "Install it (Debian: apt install ffmpeg), then upload the video again.", cause: "\(error)")
    }
}
