import KicauCore
import Testing

@Suite("Snippets")
struct SnippetsTests {
    private let account = Account(
        id: ID(1), platform: "x", remoteID: "1", handle: "kedaiaksara", displayName: "Kedai Aksara", server: "",
        traits: [:])

    private func filled(_ text: String, _ texts: [String: String] = ["jam": "pukul 7–21"]) -> String {
        let post = Post(parts: [.init(text: text)], firstComment: text)
        let done = Snippets(texts: texts).applied(to: post, for: account, network: "X", day: "2026-11-27")
        #expect(done.firstComment == done.parts[0].text)
        return done.parts[0].text
    }

    @Test func `stand where their names are`() {
        #expect(filled("Buka {jam}, {jam}.") == "Buka pukul 7–21, pukul 7–21.")
        #expect(filled("{account} @{handle} {network} {date}") == "Kedai Aksara @kedaiaksara X 2026-11-27")
        #expect(filled("{jam}") == "pukul 7–21")
    }

    @Test func `leave everything else as it is written`() {
        for text in [
            "", "{", "}", "{}", "{ jam }", "{tidak-ada}", "{{", "{jam", "jam}", "{JAM}", "f(x) = {x | x > 0}",
            "{ja\nm}",
            "{" + String(repeating: "a", count: 10_000) + "}",
        ] {
            #expect(filled(text) == text)
        }
        #expect(filled("{{jam}}") == "{pukul 7–21}")
    }

    @Test func `are not looked up in one another`() {
        #expect(filled("{a}", ["a": "{b}{a}", "b": "no"]) == "{b}{a}")
    }

    @Test func `have names that can be typed and texts that can be shown`() throws {
        try Snippets.check(name: "opening-hours", text: "7–21")
        for name in ["", "Jam", "jam buka", "jam_buka", "é", "date", String(repeating: "a", count: 41)] {
            #expect(throws: Problem.self, "\(name)") { try Snippets.check(name: name, text: "x") }
        }
        #expect(throws: Problem.self) { try Snippets.check(name: "a", text: " \n") }
        #expect(throws: Problem.self) { try Snippets.check(name: "a", text: String(repeating: "a", count: 5_001)) }
    }
}
