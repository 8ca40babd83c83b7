import Foundation
import KicauText
import Testing

/// Kicau makes no HTML of posts as twitter-text does; what is held is which parts of a text become links, of which kind.
@Suite("What twitter-text makes a link of is found, at the same place and of the same kind")
struct AutolinkTests {
    private func hold(_ vector: Vector<String>, _ find: (String) -> [Entity]) {
        let expected = LinkedHTML(vector.expected)
        #expect(String(expected.plain) == vector.text)
        let found = find(vector.text).map { LinkedHTML.Place(kind: $0.kind, codePoints: $0.codePoints) }

        #expect(found == expected.places)
    }

    /// X links addresses without a scheme too, as extract.yml says; only the maker of HTML leaves them out.
    private func addressesWithScheme(_ text: String) -> [Entity] {
        let scalars = Array(text.unicodeScalars)
        return Entities.urls(in: text).filter { entity in
            String(String.UnicodeScalarView(scalars[entity.codePoints])).lowercased().hasPrefix("http")
        }
    }

    @Test("people", arguments: try Vector<String>.load("usernames", from: "autolink"))
    func people(_ vector: Vector<String>) { hold(vector, Entities.mentionsOrLists) }

    @Test("people's lists", arguments: try Vector<String>.load("lists", from: "autolink"))
    func lists(_ vector: Vector<String>) { hold(vector, Entities.mentionsOrLists) }

    @Test("hashtags", arguments: try Vector<String>.load("hashtags", from: "autolink"))
    func hashtags(_ vector: Vector<String>) { hold(vector, Entities.hashtags) }

    @Test("addresses", arguments: try Vector<String>.load("urls", from: "autolink"))
    func addresses(_ vector: Vector<String>) { hold(vector, addressesWithScheme) }

    @Test("cashtags", arguments: try Vector<String>.load("cashtags", from: "autolink"))
    func cashtags(_ vector: Vector<String>) { hold(vector, Entities.cashtags) }

    @Test("all of them together", arguments: try Vector<String>.load("all", from: "autolink"))
    func all(_ vector: Vector<String>) {
        let expected = LinkedHTML(vector.expected)
        #expect(String(expected.plain) == vector.text)

        #expect(places(vector.text) == expected.places)
    }

    /// This suite hands the entities over as X's API tells them; ours are at the very places X names.
    @Test("as X itself names the places", arguments: try Vector<String>.load("json", from: "autolink"))
    func told(_ vector: Vector<String>) throws {
        let told = try JSONDecoder().decode(Told.self, from: Data((vector.json ?? "").utf8))
        let lists: [(TextSpan.Kind, [Told.Place])] = [
            (.hashtag, told.hashtags), (.link, told.urls), (.mention, told.user_mentions),
        ]
        let expected = lists.flatMap { kind, places in
            places.map { LinkedHTML.Place(kind: kind, codePoints: $0.indices[0]..<$0.indices[1]) }
        }

        #expect(places(vector.text) == expected.sorted { $0.codePoints.lowerBound < $1.codePoints.lowerBound })
    }

    private struct Told: Decodable {
        struct Place: Decodable { let indices: [Int] }

        let hashtags: [Place]
        let urls: [Place]
        let user_mentions: [Place]
    }

    /// All kinds in one pass, as the composer asks for them.
    private func places(_ text: String) -> [LinkedHTML.Place] {
        spans(in: text, rules: .x).map { span in
            let bytes = Array(text.utf8)
            let start = String(decoding: bytes[..<span.utf8.lowerBound], as: UTF8.self).unicodeScalars.count
            let length = String(decoding: bytes[span.utf8], as: UTF8.self).unicodeScalars.count
            return LinkedHTML.Place(kind: span.kind, codePoints: start..<start + length)
        }
    }
}
