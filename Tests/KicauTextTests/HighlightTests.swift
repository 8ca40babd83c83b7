import KicauText
import Testing

/// Kicau marks no hits of a search in posts. What of these suites concerns it: places are counted as twitter-text counts
/// them, with the marks of links left out, and a text that links nothing is found to link nothing.
@Suite("Where twitter-text marks hits, places and links are as it says")
struct HighlightTests {
    @Test("in plain text", arguments: try Vector<String>.load("plain_text", from: "hit_highlighting"))
    func plain(_ vector: Vector<String>) throws {
        try hold(vector)

        #expect(spans(in: vector.text, rules: .x).isEmpty)
    }

    @Test("in text with links", arguments: try Vector<String>.load("with_links", from: "hit_highlighting"))
    func links(_ vector: Vector<String>) throws {
        try hold(vector)
        let text = LinkedHTML(vector.text)
        // An `<a>` without an address is a mark of the suite's, no entity.
        let entities = text.places.filter { $0.kind != nil }

        let found = Entities.mentions(in: String(text.plain))

        #expect(found.map { LinkedHTML.Place(kind: $0.kind, codePoints: $0.codePoints) } == entities)
        #expect(spans(in: String(text.plain), rules: .x).count == entities.count)
    }

    /// The hits cut the plain text where the expected marks stand, and marking changes no link.
    private func hold(_ vector: Vector<String>) throws {
        let hits = try #require(vector.hits)
        let text = LinkedHTML(vector.text)
        let expected = LinkedHTML(vector.expected, highlights: true)

        let cut = hits.map { hit in
            String(String.UnicodeScalarView(text.plain.dropFirst(hit[0]).prefix(hit[1] - hit[0])))
        }

        #expect(cut == expected.highlighted)
        #expect(String(expected.plain) == String(text.plain))
        #expect(expected.places == text.places)
    }
}
