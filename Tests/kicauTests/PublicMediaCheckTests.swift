import Foundation
import KicauCore
import KicauStore
import Testing

@testable import kicau

/// What stands at the public address, as networks see it: the sample that the doctor laid out, or something else.
struct MediaFront: Line {
    enum Flaw: Sendable { case none, signIn, otherBytes, noType, noLength, listing }

    let folder: String
    let flaw: Flaw

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        if request.url.hasSuffix("/media-public/") { return reply(flaw == .listing ? 200 : 404, []) }
        var bytes = FileManager.default.contents(atPath: folder + "/media/fitted/sample.png").map { Array($0) } ?? []
        if flaw == .otherBytes { bytes = Array("<html>Selamat datang</html>".utf8) }
        return reply(flaw == .signIn ? 401 : 200, bytes)
    }

    private func reply(_ status: Int, _ bytes: [UInt8]) -> Reply {
        var headers: [(String, String)] = []
        if flaw != .noType { headers.append(("content-type", "image/png")) }
        if flaw != .noLength { headers.append(("content-length", String(bytes.count))) }
        return Reply(status: status, headers: headers, body: bytes, at: Instant(ms: 0))
    }
}

@Suite("The address that networks fetch from")
struct PublicMediaCheckTests {
    private func finding(_ flaw: MediaFront.Flaw, at address: String = "https://media.example") async throws
        -> Checkup.Finding
    {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-\(UUID().uuidString)").path
        _ = try await Store.sqlite(in: try DataFolder(path), now: SystemTime().now())
        let flags: [Setting: String] = [.data: path, .port: "1", .publicMediaURL: address]
        let checkup = Checkup(settings: try Settings(flags: flags, environment: [:], file: nil))
        return await checkup.publicMedia(over: MediaFront(folder: path, flaw: flaw))
    }

    @Test func `is well where it gives the very picture, with type and length, and lists nothing`() async throws {
        #expect(try await finding(.none).state == .passed)
    }

    @Test func `is nothing to networks without https`() async throws {
        let found = try await finding(.none, at: "http://media.example")

        #expect(found.state == .failed)
        #expect(found.what.description.contains("http://media.example is not https"))
        #expect(found.toDo?.description.contains("certificate") == true)
    }

    @Test(
        arguments: [
            (.signIn, "answers with status 401", "without a sign-in"),
            (.otherBytes, "answers with status 200, and not with the picture", "unchanged"),
            (.noType, "without its type or its length", "Content-Type and Content-Length"),
            (.noLength, "without its type or its length", "Content-Type and Content-Length"),
            (.listing, "shows something where nothing should be shown", "directory listings"),
        ] as [(MediaFront.Flaw, String, String)])
    func `is told what is wrong with it, and what to do`(flaw: MediaFront.Flaw, what: String, toDo: String) async throws
    {
        let found = try await finding(flaw)

        #expect(found.state == .failed)
        #expect(found.what.description.contains(what))
        #expect(found.toDo?.description.contains(toDo) == true)
    }
}
