import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Little text, read as LinkedIn reads it")
struct LittleTextTests {
    private func shown(_ text: String) -> String { LittleText.shown(text) }

    @Test func `gives back each text that was rightly escaped`() throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: Specs.folder + "/derived/linkedin_little_text.json"))
        let file = try JSONDecoder().decode(JSONValue.self, from: bytes)
        let vectors = try #require(file["escape"]?.array)

        #expect(vectors.count >= 10)
        for vector in vectors {
            #expect(shown(vector["little"]?.string ?? "") == vector["plain"]?.string)
        }
        #expect(LittleText.reserved == Set(file["reserved"]?.string ?? "").union(["|"]))
    }

    @Test(arguments: [
        ("a (b) c", "a "), ("a_b", "a"), ("me@example.org", "me"), ("# judul", ""), ("{apa}", ""), ("akhir\\", "akhir"),
    ]) func `ends a text at a bare reserved character`(text: String, seen: String) {
        #expect(shown(text) == seen)
    }

    @Test(arguments: [
        ("@[Kicau](urn:li:organization:123) pagi", "Kicau pagi"),
        ("@[Kedai \\(A\\)](urn:li:person:a) pagi", "Kedai (A) pagi"),
        ("pagi @[Kicau](urn:li:share:123)", "pagi "),
        ("#kopi enak", "#kopi enak"), ("{hashtag|\\#|kopi} enak", "#kopi enak"),
    ]) func `fills in its templates`(text: String, seen: String) {
        #expect(shown(text) == seen)
    }
}
