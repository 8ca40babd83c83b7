import KicauCore

/// A scheduled delivery that will not go out unless somebody does something before.
struct EndangeredWire: Encodable, Sendable {
    let post: Int64
    let excerpt: String
    let due: String

    init(_ delivery: Endangered.Delivery) {
        post = delivery.post.raw
        excerpt = delivery.excerpt
        due = Timestamp.text(delivery.due)
    }

    static let shape = Shape.named(
        "EndangeredDelivery",
        .object([
            .must("post", .id, "Its post's number"),
            .must("excerpt", .text(most: 1000), "What the post begins with", like: "Selamat pagi"),
            .must("due", .instant, "When it is to go out"),
        ]))
}
