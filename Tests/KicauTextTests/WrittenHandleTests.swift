import KicauText
import Testing

@Suite("Handles in a text")
struct WrittenHandleTests {
    @Test(arguments: [
        ("Halo @ayu!", ["ayu"]),
        (
            "@ayu_l, @bima.bsky.social. Dan (@citra@mastodon.example)",
            [
                "ayu_l", "bima.bsky.social", "citra@mastodon.example",
            ]
        ),
        ("@ayu dan @ayu lagi", ["ayu"]), ("@_ayu_", ["_ayu_"]), ("@ayu-", ["ayu"]), ("@ayu@", ["ayu"]),
        ("さくら@ayu", []), ("「@ayu」", ["ayu"]), ("@ayuさん", ["ayu"]),
    ])
    func `are found as they are written on any network`(text: String, handles: [String]) {
        #expect(writtenHandles(in: text) == handles)
    }

    @Test(arguments: [
        "", "@", "@@ayu", "tulis ke ayu@kicau.id ya", "https://www.threads.net/@ayu/post/1",
        "@[Kedai](urn:li:organization:7)",
        "a.@ayu", "@ ayu", "@.ayu", "+@ayu",
    ])
    func `are not in mail addresses, links and lone signs`(text: String) {
        #expect(writtenHandles(in: text) == [])
    }
}
