import Foundation

/// A film, or one picture of it, as ffmpeg's own words describe it.
enum MadeFilm {
    struct NotMade: Error { let why: String }

    static func bytes(_ arguments: [String], ending: String = "mp4") throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("made-\(UUID().uuidString).\(ending)")
        defer { try? FileManager.default.removeItem(at: path) }  // it may never have come to be
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["ffmpeg", "-nostdin", "-v", "error", "-y"] + arguments + [path.path]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw NotMade(why: "ffmpeg: \(process.terminationStatus)") }
        return Array(try Data(contentsOf: path))
    }

    /// Luma, and both kinds of colour, in the middle of the first frame.
    static func middle(of path: String, width: Int, height: Int) throws -> [Int] {
        let frame = try bytes(["-i", path, "-frames:v", "1", "-pix_fmt", "yuv444p", "-f", "rawvideo"], ending: "raw")
        let place = height / 2 * width + width / 2
        return (0..<3).map { Int(frame[$0 * width * height + place]) }
    }
}
