import Foundation
import KicauCore
import KicauScan
import Testing

@testable import kicau

@Suite("What a scan takes and says")
struct ScanWordsTests {
    private func file(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "kicau-scan-\(UUID().uuidString)").path
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    @Test(arguments: [
        (0.0, "0 s"), (119.4, "119 s"), (120, "2 min"), (7_199, "119 min"), (7_260, "2 h 1 min"),
        (.infinity, "277777 h 46 min"),
    ])
    func `spans of time are told in the unit that fits`(seconds: Double, words: String) {
        #expect(ScanMeter.span(seconds) == words)
    }

    @Test func `sizes and shares are told shortly`() {
        #expect(ScanMeter.size(999) == "0 kB" && ScanMeter.size(536_683) == "536 kB")
        #expect(ScanMeter.size(12_345_678) == "12 MB" && ScanMeter.size(83_000_000_000) == "83 GB")
        #expect(ScanMeter.bar(0) == String(repeating: "░", count: 24))
        #expect(ScanMeter.bar(1) == String(repeating: "█", count: 24))
    }

    @Test func `sealed wordings stand under the number of their post`() throws {
        let posts = ["a", "b"].map { ArchivePost(id: $0, text: "text") }
        let path = try file(#"{"post": "b", "text": "one"}"# + "\n" + #"{"post": "b", "text": "two"}"# + "\n")

        #expect(try SealedWordings.read(path, for: posts) == [1: ["one", "two"]])
    }

    @Test(arguments: ["{\"post\": \"c\", \"text\": \"of no post\"}", "no JSON", "{\"post\": \"a\"}"])
    func `a wording of no post is refused with its line`(line: String) throws {
        let path = try file("{\"post\": \"a\", \"text\": \"good\"}\n" + line)

        #expect {
            try SealedWordings.read(path, for: [ArchivePost(id: "a", text: "text")])
        } throws: { error in
            (error as? Problem)?.what.description.hasPrefix("Line 2 of \(path) is no wording") == true
        }
    }

    @Test func `an archive without posts is refused`() async throws {
        let path = try file("\n\n")

        await #expect {
            try await ScanArchive.read(path)
        } throws: { error in
            (error as? Problem)?.code == .notFound
        }
    }
}
