import KicauText
import Testing

@Suite("Links are found where twitter-text finds them")
struct LinkExtractionTests {
    struct Expected: Decodable, Sendable {
        let url: String
        let indices: [Int]
    }

    @Test("with the same addresses", arguments: try Vector<[String]>.load("urls", from: "extract"))
    func addresses(_ vector: Vector<[String]>) {
        #expect(Entities.urls(in: vector.text).map(\.value) == vector.expected)
    }

    @Test(
        "also when t.co has parameters", arguments: try Vector<[String]>.load("tco_urls_with_params", from: "extract"))
    func shortLinks(_ vector: Vector<[String]>) {
        #expect(Entities.urls(in: vector.text).map(\.value) == vector.expected)
    }

    @Test("at the same places", arguments: try Vector<[Expected]>.load("urls_with_indices", from: "extract"))
    func places(_ vector: Vector<[Expected]>) {
        let found = Entities.urls(in: vector.text)

        #expect(found.map(\.value) == vector.expected.map(\.url))
        #expect(found.map(\.indices) == vector.expected.map(\.indices))
    }

    @Test(
        "also between marks of direction",
        arguments: try Vector<[Expected]>.load("urls_with_directional_markers", from: "extract")
    )
    func directionalMarks(_ vector: Vector<[Expected]>) {
        let found = Entities.urls(in: vector.text)

        #expect(found.map(\.value) == vector.expected.map(\.url))
        #expect(found.map(\.indices) == vector.expected.map(\.indices))
    }
}

@Suite("Every top-level domain makes a link")
struct TopLevelDomainTests {
    @Test("of a country", arguments: try Vector<[String]>.load("country", from: "tlds"))
    func country(_ vector: Vector<[String]>) {
        #expect(Entities.urls(in: vector.text).map(\.value) == vector.expected)
    }

    @Test("of any other kind", arguments: try Vector<[String]>.load("generic", from: "tlds"))
    func generic(_ vector: Vector<[String]>) {
        #expect(Entities.urls(in: vector.text).map(\.value) == vector.expected)
    }
}

@Suite("Mentions are found where twitter-text finds them")
struct MentionExtractionTests {
    struct Expected: Decodable, Sendable {
        let screen_name: String
        let list_slug: String?
        let indices: [Int]
    }

    @Test("with the same names", arguments: try Vector<[String]>.load("mentions", from: "extract"))
    func names(_ vector: Vector<[String]>) {
        #expect(Entities.mentions(in: vector.text).map(\.value) == vector.expected)
    }

    @Test("at the same places", arguments: try Vector<[Expected]>.load("mentions_with_indices", from: "extract"))
    func places(_ vector: Vector<[Expected]>) {
        let found = Entities.mentions(in: vector.text)

        #expect(found.map(\.value) == vector.expected.map(\.screen_name))
        #expect(found.map(\.indices) == vector.expected.map(\.indices))
    }

    @Test("with their lists", arguments: try Vector<[Expected]>.load("mentions_or_lists_with_indices", from: "extract"))
    func lists(_ vector: Vector<[Expected]>) {
        let found = Entities.mentionsOrLists(in: vector.text)

        #expect(found.map(\.value) == vector.expected.map(\.screen_name))
        #expect(found.map(\.listSlug) == vector.expected.map { $0.list_slug ?? "" })
        #expect(found.map(\.indices) == vector.expected.map(\.indices))
    }

    @Test("and a reply is known by the first", arguments: try Vector<String?>.load("replies", from: "extract"))
    func replies(_ vector: Vector<String?>) {
        #expect(Entities.replyScreenName(in: vector.text) == vector.expected)
    }
}

@Suite("Tags are found where twitter-text finds them")
struct TagExtractionTests {
    struct Expected: Decodable, Sendable {
        let hashtag: String?
        let cashtag: String?
        let indices: [Int]
    }

    @Test("in every script", arguments: try Vector<[String]>.load("hashtags", from: "extract"))
    func hashtags(_ vector: Vector<[String]>) {
        #expect(Entities.hashtags(in: vector.text).map(\.value) == vector.expected)
    }

    @Test("also beyond the basic plane", arguments: try Vector<[String]>.load("hashtags_from_astral", from: "extract"))
    func astralHashtags(_ vector: Vector<[String]>) {
        #expect(Entities.hashtags(in: vector.text).map(\.value) == vector.expected)
    }

    @Test("at the same places", arguments: try Vector<[Expected]>.load("hashtags_with_indices", from: "extract"))
    func places(_ vector: Vector<[Expected]>) {
        let found = Entities.hashtags(in: vector.text)

        #expect(found.map(\.value) == vector.expected.map(\.hashtag))
        #expect(found.map(\.indices) == vector.expected.map(\.indices))
    }

    @Test("and so are cashtags", arguments: try Vector<[String]>.load("cashtags", from: "extract"))
    func cashtags(_ vector: Vector<[String]>) {
        #expect(Entities.cashtags(in: vector.text).map(\.value) == vector.expected)
    }

    @Test("cashtags at their places", arguments: try Vector<[Expected]>.load("cashtags_with_indices", from: "extract"))
    func cashtagPlaces(_ vector: Vector<[Expected]>) {
        let found = Entities.cashtags(in: vector.text)

        #expect(found.map(\.value) == vector.expected.map(\.cashtag))
        #expect(found.map(\.indices) == vector.expected.map(\.indices))
    }
}

extension Entity {
    /// The pair the conformance files give. Their texts stay in the basic plane, where both units agree.
    fileprivate var indices: [Int] {
        #expect(utf16 == codePoints)
        return [codePoints.lowerBound, codePoints.upperBound]
    }
}
