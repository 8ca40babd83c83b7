import KicauCore
import Testing

/// What each network takes is held to a list that our rules were not made of.
@Suite("Networks' limits")
struct PlatformLimitsTests {
    private static let file = "derived/platform_limits.json"

    @Test(arguments: ComparedLimit.all)
    func `are the list's`(limit: ComparedLimit) throws {
        let list = try Specs.json(Self.file)
        let path = limit.place.split(separator: ".").map(String.init)
        let listed = try #require(path.reduce(Optional(list)) { value, name in value?[name] })

        #expect(limit.holds(listed), "the list says \(listed)")
    }

    @Test func `have no leaf in the list that is compared nowhere, and has no reason`() throws {
        let leaves = Set(Self.leaves(of: try Specs.json(Self.file), at: ""))
        let compared = ComparedLimit.all.map(\.place)

        #expect(Set(compared).count == compared.count && leaves.count > compared.count)
        #expect(leaves.subtracting(compared).filter { Self.reason(for: $0) == nil }.sorted() == [])
        #expect(compared.filter { Self.reason(for: $0) != nil } == [])
        for place in Self.places.keys { #expect(leaves.contains(place), "\(place)") }
        for word in Self.words.keys { #expect(leaves.contains { Self.names(in: $0).contains(word) }, "\(word)") }
    }

    /// What is a value or a list of values.
    private static func leaves(of value: JSONValue, at place: String) -> [String] {
        guard let members = value.object else { return [place] }
        return members.flatMap { name, value in leaves(of: value, at: place.isEmpty ? name : "\(place).\(name)") }
    }

    private static func names(in place: String) -> [String] { place.split(separator: ".").map(String.init) }

    private static func reason(for place: String) -> String? {
        places[place] ?? names(in: place).lazy.compactMap { words[$0] }.first
    }

    /// Wherever such a name stands in a place.
    private static let words = [
        "about": "what the list says of itself",
        "doubtful": "what the list itself doubts, in words",
        "counter": "how a text is counted, in words: the counting has vectors and tests of its own",
        "schedule": "no post is handed to a network's own schedule",
        "tiktok": "no connector", "youtube": "no connector", "pinterest": "no connector",
    ]

    private static let places = [
        "x.gif.max": "beside others a GIF goes out as a still picture, and the composer says so",
        "x.mix": "what excludes what, in words",
        "x.edit.premium_only": "X is asked how the post stands before each edit",
        "x.edit.window_seconds": "as above: its pages differ on the time",
        "facebook_page.reel.per_24h": "not counted: Facebook is the first to say no (docs/platforms/facebook.md)",
        "instagram.container.poll_seconds": "advice: Kicau looks more often at first, and once a minute then",
        "instagram.container.poll_total_seconds": "advice: Kicau looks for an hour",
        "instagram.container.per_24h": "not counted: Instagram is the first to say no",
        "instagram.posts_per_24h.read_at_run_time": "InstagramLimitTests hold that it is asked",
        "instagram.product_tags": "products are not offered",
        "threads.replies_per_24h": "answers are not counted: Threads is the first to say no",
        "threads.deletes_per_24h": "as above",
        "linkedin.video.types": "whatever was uploaded, an MP4 is made of it",
        "linkedin.video.part_bytes": "LinkedIn's answer says where each part begins and ends",
    ]
}
