import Foundation
import Subprocess

/// A short silent film of one picture that comes nearer, for the demo and the proof.
enum StillFilm {
    /// The MP4's bytes; nil where there is no ffmpeg: then there are no videos to be shown either.
    /// - Parameter megabits: a second, with grain in the picture: so large that it goes out in pieces.
    static func bytes(of png: Data, seconds: Int, megabits: Int? = nil) async -> Data? {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-film-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }  // the system empties its folder sometime anyway
        let (picture, film) = (folder.appendingPathComponent("a.png"), folder.appendingPathComponent("a.mp4"))
        let frames = seconds * 25
        let grain = megabits == nil ? "" : ",noise=alls=20:allf=t"
        let rate = megabits.map { ["-b:v", "\($0)M", "-maxrate", "\($0)M", "-bufsize", "\($0 * 2)M"] } ?? []
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try png.write(to: picture)
            let made = try await run(
                .name("ffmpeg"),
                arguments: Arguments(
                    [
                        "-nostdin", "-v", "error", "-y", "-i", picture.path, "-vf",
                        "scale=2160:-2,zoompan=z='1+0.002*on':x='iw/2-(iw/zoom/2)':y='ih/2-(ih/zoom/2)':d=\(frames):s=720x900:fps=25\(grain)",
                        "-frames:v", "\(frames)", "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p",
                    ] + rate + ["-movflags", "+faststart", film.path]), output: .discarded)
            return made.terminationStatus.isSuccess ? try Data(contentsOf: film) : nil
        } catch {
            return nil
        }
    }
}
