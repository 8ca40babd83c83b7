import Foundation
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish

/// What people upload that no network could show: each is refused at the door, in words that say what it is.
@Suite("A file that cannot be published")
struct BadMediaTests {
    struct Bad: Sendable, CustomTestStringConvertible {
        let name: String
        let code: Problem.Code
        /// What the sentence has to say.
        let word: String
        let bytes: @Sendable () throws -> [UInt8]

        var testDescription: String { name }
    }

    private static func film(_ picture: String, _ codec: [String], ending: String = "mp4") throws -> [UInt8] {
        try MadeFilm.bytes(["-f", "lavfi", "-i", picture] + codec, ending: ending)
    }

    private static func whole() throws -> [UInt8] {
        try film("testsrc2=s=64x48:r=10:d=4", ["-c:v", "libx264", "-movflags", "+faststart"])
    }

    private static func png(_ width: Int, _ height: Int) -> [UInt8] {
        MadePNG.signature + MadePNG.header(width, height, channels: 3) + MadePNG.chunk("IDAT", [0x78, 0x01])
            + MadePNG.chunk("IEND", [])
    }

    static let all: [Bad] = [
        Bad(name: "a video of one pixel", code: .notAVideo, word: "1 by 1 pixels") {
            let pixel = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "1x1", "-r", "10", "-t", "1", "-i", "/dev/zero"]
            return try MadeFilm.bytes(pixel + ["-c:v", "png"], ending: "mov")
        },
        Bad(name: "a video of five hours", code: .videoTooLarge, word: "300 minutes") {
            try film("color=red:s=32x32:r=1/100:d=18000", ["-c:v", "libx264"])
        },
        Bad(name: "a video in a codec nobody knows", code: .notAVideo, word: "of a kind that cannot be read") {
            var bytes = try whole()
            // The description of its stream names another codec, and so does the list of what the file is good for.
            for place in bytes.indices.dropLast(4) where Array(bytes[place..<place + 4]) == Array("avc1".utf8) {
                bytes.replaceSubrange(place..<place + 4, with: Array("zzzz".utf8))
            }
            return bytes
        },
        Bad(name: "a video that is cut off", code: .notAVideo, word: "damaged or cut off") {
            let bytes = try whole()
            return Array(bytes.prefix(bytes.count * 6 / 10))
        },
        Bad(name: "a song in a video's clothes", code: .notAVideo, word: "no moving picture") {
            try film("sine=d=1", ["-c:a", "aac"])
        },
        Bad(name: "a picture of 50,000 by 50,000 pixels", code: .pictureTooLarge, word: "50000 by 50000 pixels") {
            png(50_000, 50_000)
        },
        Bad(name: "a picture that is cut off", code: .notAPicture, word: "damaged or cut off") {
            let bytes = MadePNG.bytes(.noise(90, 60))
            return Array(bytes.prefix(bytes.count / 2))
        },
        Bad(name: "a picture of no width", code: .notAPicture, word: "damaged or cut off") { png(0, 10) },
        Bad(name: "an SVG that is called a PNG", code: .notAPicture, word: "neither a picture nor a video") {
            Array(
                #"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>"#
                    .utf8)
        },
        Bad(name: "nothing at all", code: .notAPicture, word: "neither a picture nor a video") { [] },
    ]

    @Test(arguments: all)
    func `is refused in words that say what it is and what to do`(bad: Bad) async throws {
        let world = try await World.flock()
        let path = world.kit.media.incomingPath()
        try Data(bad.bytes()).write(to: URL(fileURLWithPath: path))

        let problem = await #expect(throws: Problem.self) {
            _ = try await world.kit.media.takeIn(fileAt: path, by: world.caller)
        }

        let said = try #require(problem)
        #expect(said.code == bad.code, "\(said)")
        #expect(said.what.description.contains(bad.word), "\(said.what)")
        #expect(!said.toDo.description.isEmpty)
        for place in ["kept", "incoming"] {
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(world.kit.media.folder)/\(place)") == [])
        }
    }

    @Test func `is none only because of its codec`() async throws {
        let world = try await World.flock()
        let path = world.kit.media.incomingPath()
        try Data(Self.film("testsrc2=s=64x48:r=10:d=1", ["-c:v", "mpeg4"])).write(to: URL(fileURLWithPath: path))

        let media = try await world.kit.media.takeIn(fileAt: path, by: world.caller)

        #expect(media.motion?.codec == "h264")
    }
}
