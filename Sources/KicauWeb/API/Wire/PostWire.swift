import KicauCore
import KicauPublish

/// A post as lists and the calendar show it.
struct PostBrief: Encodable, Sendable {
    struct DeliveryBrief: Encodable, Sendable {
        let id: Int64
        let account: AccountBrief
        let state: String
        let waitingFor: String?
        let url: String?
    }

    let id: Int64
    let excerpt: String
    let state: String
    let due: DueWire?
    let author: String
    let firstPicture: String?
    let campaign: Int64?
    let deliveries: [DeliveryBrief]

    init(_ post: PostSummary) {
        id = post.id.raw
        excerpt = post.excerpt
        state = post.state.rawValue
        due = post.due.map(DueWire.init)
        author = post.author
        firstPicture = post.firstPicture
        campaign = post.campaign?.raw
        deliveries = post.deliveries.map {
            DeliveryBrief(
                id: $0.id.raw, account: AccountBrief($0.account), state: $0.state.rawValue,
                waitingFor: $0.waitingFor?.rawValue, url: $0.url)
        }
    }

    static let shape = Shape.named(
        "PostBrief",
        .object([
            .must("id", .id, "The post's number"),
            .must("excerpt", .text(most: 5000), "The first 280 characters of the first part", like: "Selamat pagi"),
            .must("state", .words(of: PostState.self), "What it has come to, over all deliveries", like: "scheduled"),
            .may("due", DueWire.shape, "When it is due"),
            .must("author", .text(most: 400), "Who wrote it", like: "Ayu Lestari"),
            .may("first_picture", .form(.sha256), "The first picture's name"),
            .may("campaign", .id, "The campaign it belongs to", like: 3),
            .must(
                "deliveries",
                .list(
                    .named(
                        "DeliveryBrief",
                        .object([
                            .must("id", .id, "The delivery's number"),
                            .must("account", AccountBrief.shape, "Where it goes"),
                            .must("state", .words(of: Delivery.State.self), "Where it stands"),
                            .may("waiting_for", .words(of: Delivery.WaitingFor.self), "What a person is asked for"),
                            .may(
                                "url", .text(most: 4000), "The live post",
                                like: "https://mastodon.example/@warungkata/1"),
                        ])), 0...10_000), "One for each account; those replaced by a newer plan are cancelled"),
        ]))
}

/// A page of posts.
struct PostList: Encodable, Sendable {
    let items: [PostBrief]
    let next: String?
    let total: Int

    init(_ listing: Listing<PostSummary>) {
        items = listing.items.map(PostBrief.init)
        next = listing.next
        total = listing.total
    }

    static let shape = Shape.named(
        "PostList",
        .object([
            .must("items", .list(PostBrief.shape, 0...200), "Newest first"),
            .may("next", .form(.cursor), "The parameter after of the next page; left out at the end"),
            .must("total", .count, "How many there are on all pages"),
        ]))
}

/// Everything about one post.
struct PostWire: Encodable, Sendable {
    let id: Int64
    let author: String
    let createdAt: String
    let state: String
    let due: DueWire?
    let version: Int
    let acts: [String]
    let content: ContentWire
    let deliveries: [DeliveryWire]

    init(_ post: PostDetail, _ voice: Voice) {
        id = post.id.raw
        author = post.author
        createdAt = Timestamp.text(post.created)
        state = post.state.rawValue
        due = post.due.map(DueWire.init)
        version = post.version
        acts = post.acts.map(\.rawValue)
        content = ContentWire(post.content)
        deliveries = post.deliveries.map { DeliveryWire($0, voice) }
    }

    static let shape = Shape.named(
        "Post",
        .object([
            .must("id", .id, "The post's number"),
            .must("author", .text(most: 400), "Who wrote it", like: "Ayu Lestari"),
            .must("created_at", .instant, "When it was first kept"),
            .must("state", .words(of: PostState.self), "What it has come to, over all deliveries", like: "scheduled"),
            .may("due", DueWire.shape, "When it is due"),
            .must("version", .integer(1...Int64(Int32.max)), "To be named by an edit that begins here", like: 3),
            .must(
                "acts", .list(.words(of: PostAct.self), 0...PostAct.allCases.count), "What this key may do now"),
            .must("content", ContentWire.shape, "What the author wrote; it may be sent back as it is"),
            .must("deliveries", .list(DeliveryWire.shape, 0...10_000), "What is sent where, and how far it is"),
        ]))
}
