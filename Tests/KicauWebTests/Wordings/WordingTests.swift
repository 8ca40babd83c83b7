import Foundation
import KicauCore
import Testing

@testable import KicauWeb

@Suite("The Indonesian wordings")
struct WordingTests {
    private func indonesian() throws -> [String: String] {
        let file = AskedWordings.root.appending(path: "Sources/KicauWeb/Languages/id.json")
        return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
    }

    @Test func `hold every text of the templates`() throws {
        let wordings = try indonesian()
        var missing: Set<String> = []

        for file in try AskedWordings.files(in: "Sources/KicauWeb/Templates", ending: "mustache") {
            let keys = Wordings.keys(of: try String(contentsOf: file, encoding: .utf8))
            missing.formUnion(keys.filter { wordings[$0] == nil })
        }

        #expect(missing.sorted() == [])
    }

    @Test func `hold every sentence of the sources`() throws {
        let wordings = try indonesian()

        let missing = try AskedWordings.sentences().filter { wordings[$0.template] == nil }

        let lines = Set(missing.map { "\($0.place)\t\($0.template)" }).sorted()
        // Asked for by name: then they are written down, to be translated.
        if let path = ProcessInfo.processInfo.environment["KICAU_MISSING_WORDINGS"] {
            try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(lines == [])
    }

    @Test func `hold nothing that nobody says`() throws {
        var said = try AskedWordings.literals()
        for file in try AskedWordings.files(in: "Sources/KicauWeb/Templates", ending: "mustache") {
            said.formUnion(Wordings.keys(of: try String(contentsOf: file, encoding: .utf8)))
        }

        // Values are words that come from elsewhere, such as a role's name.
        let unsaid = try indonesian().keys.filter { !$0.hasPrefix("value:") && !said.contains($0) }

        #expect(unsaid.sorted() == [])
    }

    @Test func `keep every value and tag of the English`() throws {
        for (english, indonesian) in try indonesian() where english != "1,234.5" {
            #expect(marks(in: english) == marks(in: indonesian), "\(english)")
        }
    }

    private func marks(in text: String) -> [String] {
        text.matches(of: /\{\{[^}]*\}\}|\{\d+\}/).map { String($0.output) }.sorted()
    }

    @Test func `are found by the scanner in every way a sentence is written`() {
        let source = #"""
            // "Not this one in a comment."
            throw Problem(.badInput, "It has \(a.b("x")) \"quoted\" parts.", do: "Mend it.")
            let hint: Sentence = "hint"
            voice.say("word")
            logger.error("Not for people, this one.")
            static let names: [Sentence] = ["Mon", "Tue"]
            let plain = "plain"
            """#

        let found = SwiftLiterals.all(in: source).filter(SentenceRules.isSentence).map(\.template)

        #expect(found == ["It has {1} \"quoted\" parts.", "Mend it.", "hint", "word", "Mon", "Tue"])
    }
}
