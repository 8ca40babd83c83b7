import KicauCore
import KicauSandbox
import KicauTesting
import Testing

/// A post that takes more calls than one, and which of them is struck.
struct StagingCase: Sendable, CustomTestStringConvertible {
    enum Kind: String, Sendable { case carousel, album, card, quote }

    let network: String
    let kind: Kind
    let struck: Struck
    /// The struck call is the one that shows it. Then a person may be asked, where the network does not tell.
    let isCommit: Bool

    init(
        _ kind: Kind, on network: String, _ method: Call.Method, _ words: String, _ number: Int = 1,
        isCommit: Bool = false
    ) {
        self.network = network
        self.kind = kind
        self.isCommit = isCommit
        struck = Struck(method: method, words: words, number: number)
    }

    var testDescription: String {
        "\(network): \(kind.rawValue), \(struck.method.rawValue) \(struck.words) number \(struck.number)"
    }

    static let all = carousels + cards + quotes + [StagingCase(.album, on: "facebook", .get, "/71")]

    /// Three pictures: the last or a middle one of them, and what holds them together where the network has such a thing.
    static let carousels = [
        StagingCase(.carousel, on: "instagram", .post, "/media", 3),
        StagingCase(.carousel, on: "instagram", .post, "/media", 4),
        StagingCase(.carousel, on: "threads", .post, "/threads", 3),
        StagingCase(.carousel, on: "threads", .post, "/threads", 4),
        StagingCase(.carousel, on: "linkedin", .post, "/rest/images", 2),
        StagingCase(.carousel, on: "linkedin", .put, "/dms-uploads/", 2),
        StagingCase(.carousel, on: "facebook", .post, "/photos", 2),
        StagingCase(.carousel, on: "x", .post, "/2/media/upload", 2),
        StagingCase(.carousel, on: "mastodon", .post, "/api/v2/media", 2),
        StagingCase(.carousel, on: "bluesky", .post, "repo.uploadBlob", 2),
    ]

    static let cards = [
        StagingCase(.card, on: "linkedin", .post, "/rest/images"),
        StagingCase(.card, on: "linkedin", .put, "/dms-uploads/"),
        StagingCase(.card, on: "bluesky", .post, "repo.uploadBlob"),
        StagingCase(.card, on: "threads", .post, "/threads"),
    ]

    /// On X and LinkedIn a quote is a word in the post itself, and nothing goes before.
    static let quotes = [
        StagingCase(.quote, on: "threads", .post, "/threads"),
        StagingCase(.quote, on: "mastodon", .get, "/api/v1/statuses/"),
        StagingCase(.quote, on: "bluesky", .get, "feed.getPosts"),
        StagingCase(.quote, on: "x", .post, "/2/tweets", isCommit: true),
        StagingCase(.quote, on: "threads", .post, "/threads_publish", isCommit: true),
        StagingCase(.quote, on: "linkedin", .post, "/rest/posts", isCommit: true),
        StagingCase(.quote, on: "mastodon", .post, "/api/v1/statuses", isCommit: true),
        StagingCase(.quote, on: "bluesky", .post, "repo.putRecord", isCommit: true),
    ]

    /// What is asked of the network beside the text; nil: nothing.
    var asked: OptionCase? {
        let names: [String]
        switch kind {
        case .carousel: return nil
        case .album: names = ["album"]
        case .card: names = ["link_attachment"]
        case .quote: names = ["quote", "quote_post_id", "reshare_parent"]
        }
        return OptionCase.all.first { $0.network == network && names.contains($0.asked.last?.name ?? "") }
    }
}
