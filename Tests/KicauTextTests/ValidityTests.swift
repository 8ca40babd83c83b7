import KicauText
import Testing

@Suite("What twitter-text calls valid is valid, and nothing else")
struct ValidityTests {
    @Test("as a post of 140 characters", arguments: try Vector<Bool>.load("tweets", from: "validate"))
    func posts(_ vector: Vector<Bool>) {
        #expect(WeightedText(vector.text, config: .v1).isValid == vector.expected)
    }

    @Test("as a user name", arguments: try Vector<Bool>.load("usernames", from: "validate"))
    func usernames(_ vector: Vector<Bool>) {
        #expect(Entities.isValidUsername(vector.text) == vector.expected)
    }

    @Test("as a list", arguments: try Vector<Bool>.load("lists", from: "validate"))
    func lists(_ vector: Vector<Bool>) {
        #expect(Entities.isValidList(vector.text) == vector.expected)
    }

    @Test("as a hashtag", arguments: try Vector<Bool>.load("hashtags", from: "validate"))
    func hashtags(_ vector: Vector<Bool>) {
        #expect(Entities.isValidHashtag(vector.text) == vector.expected)
    }

    @Test("as an address", arguments: try Vector<Bool>.load("urls", from: "validate"))
    func addresses(_ vector: Vector<Bool>) {
        #expect(Entities.isValidURL(vector.text) == vector.expected)
    }

    @Test("as an address without a scheme", arguments: try Vector<Bool>.load("urls_without_protocol", from: "validate"))
    func bareAddresses(_ vector: Vector<Bool>) {
        #expect(Entities.isValidURL(vector.text, scheme: .optional) == vector.expected)
    }

    @Test(
        arguments: [
            "", "http://", "https://kicau.id:123456/", "http://kicau.id/%2", "http://[]/", "http://1.2.3.04/",
            "kicau", "javascript:alert(1)",
        ]
    )
    func `an address that is cut short or malformed is refused`(_ text: String) {
        #expect(!Entities.isValidURL(text, scheme: .optional))
    }
}
