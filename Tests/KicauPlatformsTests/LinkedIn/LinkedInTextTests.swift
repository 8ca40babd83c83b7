import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A post rendered for LinkedIn")
struct LinkedInTextTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let plain: String
        let little: String
        var testDescription: String { plain }
    }

    static func vectors() throws -> [Vector] {
        try Specs.json("derived/linkedin_little_text.json")["escape"]?.array?.map {
            Vector(plain: $0["plain"]?.string ?? "?", little: $0["little"]?.string ?? "?")
        } ?? []
    }

    @Test(arguments: try vectors())
    func `escapes the reserved signs and reads them back`(vector: Vector) {
        #expect(LittleText.escaped(vector.plain) == vector.little)
        #expect(LittleText.plain(vector.little) == vector.plain)
    }

    @Test(arguments: [
        ("pagi #kopi (enak)", "pagi #kopi \\(enak\\)"), ("#kopi_pagi", "{hashtag|\\#|kopi\\_pagi}"),
        ("a#b", "a\\#b"), ("lihat https://example.org/a_b", "lihat https://example.org/a\\_b"),
    ])
    func `keeps hashtags alive`(plain: String, wire: String) {
        let part = LinkedIn().render(Sample.post(plain), for: Sample.account("linkedin"), at: .noon).rendition.parts[0]

        #expect(part.wireText == wire)
        #expect(part.shownText == plain)
        #expect(LittleText.plain(part.wireText) == plain)
    }

    @Test(arguments: [
        ("{hashtag|\\#|bird}", "#bird"), ("@[Ani Budi](urn:li:person:abc) hai", "Ani Budi hai"), ("lone {", "lone {"),
        ("@[no", "@[no"), ("end\\", "end\\"),
    ])
    func `reads templates as a reader sees them`(little: String, plain: String) {
        #expect(LittleText.plain(little) == plain)
    }

    @Test func `refuses threads and long texts, warns of long escapes`() {
        let account = Sample.account("linkedin")

        let thread = LinkedIn().render(Sample.post("a", "b"), for: account, at: .noon)
        let long = LinkedIn().render(Sample.post(String(repeating: "a", count: 3001)), for: account, at: .noon)
        let escaped = LinkedIn().render(Sample.post(String(repeating: "(", count: 2000)), for: account, at: .noon)
        let comment = LinkedIn().render(
            Sample.post("a", comment: String(repeating: "b", count: 1251)), for: account, at: .noon)

        #expect(thread.refusals.count == 1)
        #expect(long.refusals.count == 1)
        #expect(escaped.refusals.isEmpty && escaped.broken.count == 1)
        #expect(comment.refusals.map(\.part) == [1])
        #expect(comment.rendition.parts[1].units == [MeterUnit("comment")])
    }
}
