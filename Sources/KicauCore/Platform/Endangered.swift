/// Deliveries of an account that are due after something ends.
public struct Endangered: Hashable, Sendable {
    /// One of them, with the words that its post begins with.
    public struct Delivery: Hashable, Sendable {
        public let post: ID<Post>
        public let excerpt: String
        public let due: Instant

        public init(post: ID<Post>, excerpt: String, due: Instant) {
            self.post = post
            self.excerpt = excerpt
            self.due = due
        }
    }

    public let count: Int
    /// The earliest of them.
    public let first: [Delivery]

    /// So many are shown by name.
    public static let shown = 10
    public static let none = Endangered(count: 0)

    public init(count: Int, first: [Delivery] = []) {
        self.count = count
        self.first = first
    }

    public var unnamed: Int { count - first.count }
}
