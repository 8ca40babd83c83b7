import Foundation
import KicauText
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

    @Test func `that lead out of the roots are not opened, whatever they are`() async throws {
        let base = try FileManager.default.url(
            for: .itemReplacementDirectory, in: .userDomainMask, appropriateFor: FileManager.default.temporaryDirectory,
            create: true
        ).resolvingSymlinksInPath().path
        defer { try? FileManager.default.removeItem(atPath: base) }  // only the temporary folder
        try FileManager.default.createDirectory(atPath: base + "/corpus", withIntermediateDirectories: true)
        try Data("{\"text\": \"rahasia\"}\n".utf8).write(to: URL(filePath: base + "/secret.jsonl"))
        try Data("{\"text\": \"awal, \(post)\"}\n".utf8).write(to: URL(filePath: base + "/corpus/a.jsonl"))
        try FileManager.default.createSymbolicLink(
            atPath: base + "/corpus/b.jsonl", withDestinationPath: base + "/secret.jsonl")
        #expect(mkfifo(base + "/corpus/c.jsonl", 0o600) == 0)
        var options = CorpusOptions()
        options.roots = [base + "/corpus"]
        let files = ["a", "b", "c"].map { StoredFile(base + "/corpus/\($0).jsonl", options: options) }

        let ledger = try await Scan(Sought([ArchivePost(id: "1", text: post)]), in: files).run()

        let records = ["a", "b", "c"].map { ledger.files[base + "/corpus/\($0).jsonl#0"] }
        #expect(records.map { $0?.records } == [1, 0, 0])
        #expect(records.map { $0?.seal == nil } == [false, true, true])
        #expect(records[1]?.flaws.first.first?.sentence.contains("leads out") == true)
    }

    @Test func `may have been written in a year that nanoseconds do not reach`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "kicau-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }  // only the temporary file
        try Data("x".utf8).write(to: URL(filePath: path))
        let far = Date(timeIntervalSince1970: 10_413_792_000)
        try FileManager.default.setAttributes([.modificationDate: far], ofItemAtPath: path)

        #expect(StoredFile(path).writtenNS != nil)
    }

    @Test func `that are not there are told, and stop nothing`() async throws {
        let ledger = try await Scan(Sought([]), in: [StoredFile("/nowhere/at/all.jsonl")]).run()

        #expect(ledger.files.values.first?.flaws.count ?? 0 >= 1)
    }
}
