import KicauCore
import Testing

@Suite("Somebody a network found")
struct FoundPersonTests {
    @Test func `is mentioned by their handle unless the network says otherwise`() {
        let person = FoundPerson(handle: "ayu@mastodon.example", name: "Ayu")
        let page = FoundPerson(handle: "kedai", name: "Kedai", mention: "@[Kedai](urn:li:organization:7)")

        #expect(person?.mention == "@ayu@mastodon.example")
        #expect(page?.mention == "@[Kedai](urn:li:organization:7)")
    }

    @Test(arguments: [
        nil, "", "ayu\nbima", "ayu bima", "ayu\u{202E}", "ayu\u{2028}", String(repeating: "a", count: 321),
    ])
    func `with a handle that is none is left out`(handle: String?) {
        #expect(FoundPerson(handle: handle, name: "Ayu") == nil)
    }

    @Test func `with a mention of more than one line is left out`() {
        #expect(FoundPerson(handle: "ayu", name: "Ayu", mention: "@ayu\n@bima") == nil)
    }

    @Test(arguments: [
        ("Ayu\u{202E}\nLestari ", "AyuLestari"), ("", "ayu"), ("  ", "ayu"),
        (String(repeating: "a", count: 500), String(repeating: "a", count: 200)),
    ])
    func `has a name of one line, or the handle for one`(name: String, shown: String) {
        #expect(FoundPerson(handle: "ayu", name: name)?.name == shown)
    }
}
