import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KicauCore
import KicauPublish
import KicauTesting
import NIOCore
import Synchronization
import Testing

@testable import KicauPeople
@testable import KicauWeb

@Suite("Pictures on the pages")
struct MediaTests {
    /// One transparent pixel.
    private static let pixel = Data(
        base64Encoded:
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")

    @Test func `come with the form, are shown, and keep their description`() async throws {
        let browser = try await Browser.signedIn(at: try await World.flock())
        _ = try await browser.visit("/compose")

        let answer = try await browser.postFile(
            "/compose", [("parts", "1"), ("text-0", "Lihat"), ("do", "check")], file: "files-0",
            bytes: try #require(Self.pixel))

        #expect(answer.status == .ok)
        let name = browser.field("picture-0")
        #expect(name.count == 64)
        #expect(try await browser.visit("/media/\(name)/thumbnail").status == .ok)
        #expect(try await browser.visit("/media/\(name)").headers[.contentType]?.hasPrefix("image/") == true)
        _ = try await browser.submit(
            "/compose",
            [
                ("parts", "1"), ("text-0", "Lihat"), ("picture-0", name), ("alt-0-\(name)", "Satu titik"),
                ("do", "draft"),
            ])
        _ = try await browser.visit("/posts/1/edit")
        #expect(browser.page.contains(">Satu titik</textarea>"))
    }

    @Test func `that are no pictures are refused, and the text is kept`() async throws {
        let browser = try await Browser.signedIn(at: try await World.flock())
        _ = try await browser.visit("/compose")

        _ = try await browser.postFile(
            "/compose", [("parts", "1"), ("text-0", "Lihat ini"), ("do", "check")], file: "files-0",
            bytes: Data("<svg onload='alert(1)'/>".utf8))

        #expect(browser.page.contains("problem-note") && browser.page.contains(">Lihat ini</textarea>"))
    }

    @Test func `of a document are its title and its pages, and it is handed over, not opened`() async throws {
        let browser = try await Browser.signedIn(at: try await World.flock())
        _ = try await browser.visit("/compose")
        let pages = "2 0 obj\n<< /Type /Pages /Count 4 >>\nendobj\n"

        _ = try await browser.postFile(
            "/compose", [("parts", "1"), ("text-0", "Menu"), ("do", "check")], file: "files-0",
            bytes: Data("%PDF-1.4\n\(pages)startxref\n9\n%%EOF\n".utf8))

        let name = browser.field("picture-0")
        #expect(browser.field("kind-0-\(name)") == "document")
        #expect(browser.page.contains("Title of the document") && !browser.page.contains("framing-0-\(name)"))
        let file = try await browser.visit("/media/\(name)")
        #expect(file.headers[.contentType] == "application/pdf" && file.headers[.contentDisposition] == "attachment")
        #expect(try await browser.visit("/media/\(name)/thumbnail").headers[.contentType] == "image/svg+xml")
    }

    @Test func `are not given out by a guessed token`() async throws {
        let browser = try Browser(try await World.flock())

        #expect(try await browser.visit("/media-public/guess").status == .notFound)
    }

    @Test func `are no one else's`() async throws {
        let browser = try Browser(try await World.flock())

        _ = try await browser.visit("/media/\(String(repeating: "0", count: 64))")

        #expect(browser.page.contains("name=\"password\""))
    }
}

@Suite("Live progress")
struct EventTests {
    @Test func `tells where the workspace stands, at once`() async throws {
        let world = try await World.flock()
        let desk = try Browser.desk(of: world)
        var visit = Visit.sample
        visit.who = .member(
            .init(caller: world.caller, formToken: "t", workspaces: []), session: Redacted("s"))
        let request = Request(
            head: HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/events"),
            body: .init(buffer: ByteBuffer()))

        let response = try await desk.events(request, visit)
        let written = Written()
        await #expect(throws: Written.Enough.self) { try await response.body.write(written) }

        #expect(response.headers[.contentType] == "text/event-stream")
        #expect(written.text.contains("event: change\ndata: "))
    }
}

/// Takes what is written until the first event.
private final class Written: ResponseBodyWriter {
    struct Enough: Error {}
    private let lines = Mutex("")
    var text: String { lines.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws {
        lines.withLock { $0 += String(buffer: buffer) }
        if text.contains("event:") { throw Enough() }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
