import KicauText
import Testing

@Suite("No text takes long to read", .timeLimit(.minutes(1)))
struct HostileTextTests {
    /// Each would be read again from every place by a scanner that goes back.
    static let pieces = [
        "a.", "a-", "a_", ".", "a.-", "a_a.", "é.", "http://", "http://あ.", "http://a.", "http://a.id/(", "(((", "@",
        "@a", "@a/",
        "#", "#1", "#a", "$", "$a", "RT", "a@a.", "👨\u{200D}", "🇮", "\u{301}", "e\u{301}", "t.co/", "http://t.co/a",
        "://",
        "?a=", "http://a.id?(", "字", "a.id", "xn--", "x.xn--",
    ]

    @Test(arguments: pieces)
    func `however often a piece is repeated`(_ piece: String) {
        let text = String(
            String.UnicodeScalarView(Array(repeating: piece, count: 25_000).joined().unicodeScalars.prefix(25_000)))

        let weighed = WeightedText(text)
        let ends = SpanRules.allCases.map { spans(in: text, rules: $0).last?.utf8.upperBound ?? 0 }

        #expect(weighed.displayRange.upperBound <= text.utf16.count)
        #expect(ends.allSatisfy { $0 <= text.utf8.count })
        #expect(MastodonLength.count(text: text, spoiler: "", urlWeight: 23) >= 0)
        #expect(ThreadsLength.count(text) >= 25_000)
    }
}
