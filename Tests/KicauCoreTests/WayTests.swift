import KicauCore
import Testing

@Suite("Ways to give way")
struct WayTests {
    @Test(arguments: ["cheaper", "later:3", "other:12", "ask", "hand-off"])
    func `are read as they are written`(_ text: String) throws {
        #expect(try #require(Way(text)).text == text)
    }

    @Test(arguments: ["", "later", "later:0", "later:32", "later:x", "other:", "other:x", "cheaper:1", "drop", "ASK"])
    func `that mean nothing are none`(_ text: String) {
        #expect(Way(text) == nil)
    }

    @Test(arguments: [
        (["cheaper", "cheaper"], "twice"), (["ask", "cheaper"], "Nothing can come after"),
        (["hand-off", "ask"], "Nothing can come after"), (["drop"], "no way to give way"),
        (Array(repeating: "ask", count: 9), "more than the 8"),
    ])
    func `in an impossible order are refused with a sentence`(_ texts: [String], _ words: String) {
        let problem = #expect(throws: Problem.self) { try Way.list(texts) }

        #expect(problem?.what.description.contains(words) == true)
        #expect(problem?.field == "ways")
    }

    @Test func `that nobody chose ask a person`() {
        #expect(GivingWay(publishing: []).publishing == [.ask])
    }
}

@Suite("A network's own composer")
struct ComposerLinkTests {
    @Test func `holds every character of the words, encoded`() {
        let link = ComposerLink("https://x.example/post", [("text", "Kopi & roti\n#1 ☕ a=b")])

        #expect(link.url == "https://x.example/post?text=Kopi%20%26%20roti%0A%231%20%E2%98%95%20a%3Db")
        #expect(link.holdsText)
    }

    @Test func `is opened empty where the words are too long for an address`() {
        let link = ComposerLink("https://x.example/post?a=b", [("text", String(repeating: "é", count: 2_000))])

        #expect(link == ComposerLink("https://x.example/post?a=b", holdsText: false))
    }
}
