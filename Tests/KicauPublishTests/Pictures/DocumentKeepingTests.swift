import Foundation
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A document")
struct DocumentKeepingTests {
    static func pdf(_ body: String = "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 7 >>\nendobj\n") -> Data {
        Data("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\(body)xref\nstartxref\n9\n%%EOF\n".utf8)
    }

    private func take(_ bytes: Data, in world: World) async throws -> Media {
        let path = world.kit.media.incomingPath()
        try bytes.write(to: URL(fileURLWithPath: path))
        return try await world.kit.media.takeIn(fileAt: path, by: world.caller)
    }

    @Test func `is kept as it is, with the number of its pages`() async throws {
        let world = try await World.flock()

        let media = try await take(Self.pdf(), in: world)

        #expect(media.isDocument && media.pages == 7)
        let kept = try await world.kit.media.path(of: media.sha256, for: world.caller)
        #expect(kept.mimeType == "application/pdf")
        #expect(try Data(contentsOf: URL(fileURLWithPath: kept.path)) == Self.pdf())
        #expect(try await world.kit.media.picture(media.sha256, for: world.caller) == media)
        #expect(try await world.kit.media.thumbnail(of: media.sha256, for: world.caller).mimeType == "image/svg+xml")
        let fitted = try await world.kit.media.fitted([RenderedMedia(media, .asItIs)], fetchedByNetwork: false)
        #expect(fitted.map(\.path) == [kept.path] && fitted.map(\.bytes) == [media.bytes])
    }

    @Test func `says the pages of its newest root, and of no branch`() {
        let branch = "4 0 obj\n<< /Type /Pages /Parent 2 0 R /Count 3 >>\nendobj\n"
        let first = "2 0 obj\n<< /Type/Pages /Kids [4 0 R] /Count 7 >>\nendobj\n"
        let second = "2 0 obj\n<</Count 9/Kids[4 0 R]/Type/Pages>>\nendobj\n"

        #expect(PDFPages.count(in: Self.pdf(first + branch)) == 7)
        #expect(PDFPages.count(in: Self.pdf(first + second + branch)) == 9)
    }

    @Test func `is not looked through without end for a root`() {
        let branch = "4 0 obj\n<< /Type /Pages /Parent 2 0 R /Count 3 >>\nendobj\n"
        func file(branches: Int) -> Data {
            Self.pdf(
                "2 0 obj\n<< /Type/Pages /Kids [4 0 R] /Count 7 >>\nendobj\n"
                    + String(repeating: branch, count: branches))
        }

        #expect(PDFPages.count(in: file(branches: PDFPages.mostCandidates - 1)) == 7)
        #expect(PDFPages.count(in: file(branches: PDFPages.mostCandidates)) == nil)
    }

    @Test func `claims no number that is packed away, or that stands elsewhere`() {
        #expect(PDFPages.count(in: Self.pdf("")) == nil)
        #expect(PDFPages.count(in: Self.pdf("2 0 obj\n<< /Type /Pages /Count 8 0 R >>\nendobj\n")) == nil)
        #expect(PDFPages.count(in: Data("/Type /Pages /Count 4".utf8)) == nil)
    }

    @Test func `made for the Web says it at its beginning, unless it was added to`() {
        func file(saying length: Int) -> Data {
            Data("%PDF-1.5\n1 0 obj\n<< /Linearized 1 /L \(length) /O 3 /N 12 /T 5 >>\nendobj\nstartxref\n".utf8)
        }
        let length = file(saying: 10).count

        #expect(PDFPages.count(in: file(saying: length)) == 12)
        #expect(PDFPages.count(in: file(saying: length + 1)) == nil)
    }

    @Test(arguments: [
        (Data("%PDF-1.4\n1 0 obj\n".utf8), Problem.Code.notADocument),
        (Data([0x50, 0x4B, 0x03, 0x04]) + Data("word/document.xml".utf8), .notADocument),
        (Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), .notADocument),
        (Data("1\n00:00:01,000 --> 00:00:02,000\nKopi\n".utf8), .notAPicture),
    ])
    func `that is cut off, or of another kind, is refused`(bytes: Data, code: Problem.Code) async throws {
        let world = try await World.flock()

        let problem = await #expect(throws: Problem.self) { _ = try await take(bytes, in: world) }

        #expect(problem?.code == code)
    }

    @Test func `may have as many bytes as documents have`() {
        #expect(MediaRoom.uploadLimit(after: Array("%PDF-1.7".utf8)) == 100_000_000)
    }

    @Test func `is refused for a network without documents before it is scheduled`() async throws {
        let world = try await World.flock()
        var menu = try await take(Self.pdf(), in: world)
        menu.alt = "Menu"
        let content = DraftContent(
            post: Post(parts: [Post.Part(text: "Menu", media: [menu])]), accounts: [world.account])

        let preview = try await world.publishing.preview(content, at: nil, for: world.caller)
        let problem = await #expect(throws: Problem.self) {
            _ = try await world.publishing.schedule(
                content, as: nil, version: nil, timing: .now, key: "menu", by: world.caller)
        }

        #expect(preview.accounts[0].rendered.refusals.count == 1)
        #expect(problem?.code == .ruleBroken)
    }
}
