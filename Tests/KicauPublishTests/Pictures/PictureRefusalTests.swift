import Foundation
import KicauCore
import Testing

@testable import KicauPublish

@Suite("What is no picture, or too much of one")
struct PictureRefusalTests {
    private let folder: PictureFolder

    init() throws { folder = try PictureFolder() }

    private func refusal(of bytes: [UInt8], _ name: String = "a.jpg") throws -> Problem.Code? {
        let path = try folder.write(bytes, name)
        let problem = #expect(throws: Problem.self) { try Pictures.keep(path, as: folder.file("kept")) }
        #expect(!folder.exists("kept"))
        return problem?.code
    }

    @Test(arguments: [
        "", "GI", "This is a text that somebody called a picture.", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "%PDF-1.7\n", "BM\0\0\0\0", "II*\0\u{8}\0\0\0", "\0\0\0\u{1C}ftypavif\0\0\0\0avifmif1miaf", "P6 1 1 255 abc",
    ])
    func `anything else is refused, whatever its name`(text: String) throws {
        #expect(try refusal(of: Array(text.utf8)) == .notAPicture)
    }

    @Test func `a signature with nothing behind it is refused`() throws {
        #expect(try refusal(of: [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 0, count: 50)) == .notAPicture)
        #expect(try refusal(of: MadePNG.signature) == .notAPicture)
        #expect(try refusal(of: Array("GIF89a".utf8)) == .notAPicture)
        #expect(try refusal(of: Array("RIFF\u{10}\0\0\0WEBPVP8 ".utf8)) == .notAPicture)
        #expect(try refusal(of: Array(MadeHEIC.bytes.prefix(60))) == .notAPicture)
    }

    @Test(arguments: [PictureFormat.jpeg, .png, .gif, .webp], [25, 50, 80, 99])
    func `a file that is cut off is refused`(format: PictureFormat, percent: Int) throws {
        _ = try folder.picture(format, .noise(90, 60), "whole")
        let whole = try folder.bytes(format == .png ? "whole.png" : "whole")

        #expect(try refusal(of: Array(whole.prefix(whole.count * percent / 100))) == .notAPicture)
    }

    @Test func `half a HEIC is refused`() throws {
        #expect(try refusal(of: Array(MadeHEIC.bytes.prefix(560))) == .notAPicture)
    }

    @Test func `a bomb is refused by what its header claims`() throws {
        let bomb =
            MadePNG.signature + MadePNG.header(20_000, 5_001, channels: 3) + MadePNG.chunk("IDAT", [0x78, 0x01])
            + MadePNG.chunk("IEND", [])
        let path = try folder.write(bomb, "bomb.png")

        let problem = #expect(throws: Problem.self) { try Pictures.probe(path) }

        #expect(problem?.code == .pictureTooLarge)
        #expect(problem?.what.description.contains("20000 by 5001") == true)
        #expect(try refusal(of: bomb) == .pictureTooLarge)
    }

    @Test func `a moving picture counts with all its frames`() throws {
        let frame: [UInt8] = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]
        let head: [UInt8] = Array("GIF89a".utf8) + [0xE8, 3, 0xE8, 3, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]
        let many: [UInt8] = head + (0..<401).flatMap { _ in frame } + [0x3B]

        #expect(try refusal(of: many) == .pictureTooLarge)
    }

    @Test func `a file that is not there is not a picture that is damaged`() throws {
        let problem = #expect(throws: Problem.self) { try Pictures.probe(folder.file("nothing")) }
        #expect(problem?.code == .notFound)
    }
}
