import Foundation
import Testing

@testable import KicauScan

@Suite("Files on the disk")
struct StoredFileTests {
    private let post = "pagi ini kami menanam empat puluh pohon mangga di tepi sungai bersama anak-anak"

    @Test func `are scanned, sealed, and their bad records located`() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "kicau-\(UUID().uuidString).jsonl").path
        defer { try? FileManager.default.removeItem(atPath: path) }  // only the temporary file
        let lines =
            "{\"text\": \"lain sama sekali\"}\n{\"text\": \"awal, \(post.uppercased())\"}\n{\"text\": \"tidak selesai\n"
        try Data(lines.utf8).write(to: URL(filePath: path))
        let sought = Sought([ArchivePost(id: "1", text: post)])

        let ledger = try await Scan(sought, in: [StoredFile(path)]).run()

        let record = try #require(ledger.files["\(path)#0"])
        let finding = try #require(ledger.found.posts[0]?.best.first)
        let bytes = Array(lines.utf8)[Int(finding.bytes.lowerBound)..<Int(finding.bytes.upperBound)]
        #expect(String(decoding: bytes, as: UTF8.self) == post.uppercased())
        #expect(record.seal == FileSeal(of: Data(lines.utf8)))
        #expect(record.flaws.count == 1)
        #expect(record.flaws.first.first?.place.contains("record 3") == true)
    }

    @Test func `that are not there are told, and stop nothing`() async throws {
        let ledger = try await Scan(Sought([]), in: [StoredFile("/nowhere/at/all.jsonl")]).run()

        #expect(ledger.files.values.first?.flaws.count ?? 0 >= 1)
    }
}
