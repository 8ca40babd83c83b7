import Foundation
import KicauCore
import Subprocess

/// ffmpeg and ffprobe from the system, as programs of their own: what a strange file does to them stays with them.
///
/// They are told what kind of file it is, so that no playlist or stream description is followed anywhere.
enum FFmpeg {
    /// A file that keeps ffprobe longer is made to keep it busy.
    private static let probeSeconds = 60
    /// Of processor: four hours of film at a fifth of its pace.
    private static let mostSeconds = 72_000
    /// A broken file has a complaint for each of its frames.
    private static let mostWords = 1 << 20

    /// What ffprobe says of a file, as JSON.
    /// - Throws: `Problem` `.videoToolsMissing`, or `.notAVideo`.
    static func probe(_ path: String, _ format: VideoFormat) async throws(Problem) -> JSONValue {
        let arguments =
            ["--kill-after=5", "\(probeSeconds)", "ffprobe", "-v", "error"] + only(format)
            + ["-print_format", "json", "-show_format", "-show_streams", path]
        do {
            let found = try await run(
                .name("timeout"), arguments: Arguments(arguments), output: .string(limit: 1 << 20),
                error: .string(limit: mostWords))
            guard found.terminationStatus.isSuccess,
                let answer = JSONValue(reading: Data(found.standardOutput.utf8))
            else { throw failure(found.terminationStatus, found.standardError) }
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
            ["-n", "10", "ffmpeg", "-nostdin", "-v", "error", "-nostats", "-progress", "pipe:1", "-y"]
            + ["-timelimit", "\(mostSeconds)"] + only(format) + ["-i", source] + recipe + [target]
        do {
            let made = try await run(
                .name("nice"), arguments: Arguments(arguments), input: .none, output: .sequence,
                error: .string(limit: mostWords)
            ) { execution in
                for try await line in execution.standardOutput.strings() {
                    if let done = milliseconds(line) { progress(done) }
                }
            }
            guard made.terminationStatus.isSuccess else { throw failure(made.terminationStatus, made.standardError) }
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

    /// `nice` and `timeout` end so when what they are to start is not there.
    private static let missing: [TerminationStatus] = [.exited(126), .exited(127)]

    static func failure(_ status: TerminationStatus, _ words: String) -> Problem {
        let cause = String(words.prefix(2000))
        if missing.contains(status) { return noTools(cause) }
        guard words.contains("No space left on device") else { return VideoProbe.damaged(cause: cause) }
        return Problem(
            .diskFull, "The video could not be written.", do: "Make room on the disk, then try again.", cause: cause)
    }

    private static func told(_ error: any Error) -> Problem {
        if let problem = error as? Problem { return problem }
        let code = (error as? SubprocessError)?.code
        return code == .executableNotFound || code == .spawnFailed
            ? noTools("\(error)") : VideoProbe.damaged(cause: "\(error)")
    }

    private static func noTools(_ cause: String) -> Problem {
        Problem(
            .videoToolsMissing, "Videos cannot be read here: ffmpeg is missing or does not start.",
            do: "Install it (Debian: apt install ffmpeg), then upload the video again.", cause: cause)
    }
}
