public import Foundation
import Synchronization

/// Small videos for tests, drawn by ffmpeg: a test card that moves, and a tone.
public struct Film: Hashable, Sendable {
    public var seconds = 4
    public var width = 640
    public var height = 360
    public var fps = 30
    public var hasSound = true
    /// As ffmpeg names the encoder and what it writes into.
    public var encoder = "libx264"
    public var ending = "mp4"
    /// Goes into the file's tags, and has to come out again.
    public var place: String?

    public init() {}

    public struct NotMade: Error { let why: String }

    private static let made = Mutex<[Film: Data]>([:])

    /// The bytes; the same film is made once.
    public func bytes() throws -> Data {
        if let known = Film.made.withLock({ $0[self] }) { return known }
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("film-\(UUID().uuidString).\(ending)")
        defer { try? FileManager.default.removeItem(at: path) }  // it may never have come to be
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["ffmpeg", "-nostdin", "-v", "error", "-y"] + arguments + [path.path]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw NotMade(why: "ffmpeg ended with \(process.terminationStatus)")
        }
        let bytes = try Data(contentsOf: path)
        Film.made.withLock { $0[self] = bytes }
        return bytes
    }

    private var arguments: [String] {
        let picture = ["-f", "lavfi", "-i", "testsrc2=s=\(width)x\(height):r=\(fps):d=\(seconds)"]
        let sound = hasSound ? ["-f", "lavfi", "-i", "sine=f=440:d=\(seconds)"] : []
        let tags = place.map { ["-metadata", "location=\($0)", "-metadata", "title=\($0)"] } ?? []
        return picture + sound + ["-c:v", encoder, "-pix_fmt", "yuv420p"] + tags
    }
}
