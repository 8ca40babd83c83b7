/// What was found of each post: how often, and the passages that say most. Bounded, and the same in whatever order it
/// is filled.
public struct Found: Sendable, Equatable, Codable {
    public struct OfPost: Sendable, Equatable, Codable {
        /// Documents that share five words in a row or more with it, or all it has.
        public fileprivate(set) var documents = 0
        /// The best first.
        public fileprivate(set) var best: [Finding] = []
    }

    public private(set) var posts: [Int: OfPost] = [:]

    public init() {}

    /// Of all posts together.
    var passages: Int { posts.values.reduce(0) { $0 + $1.documents } }

    /// Passages of twelve words and more that are kept of a post, and shorter ones.
    static let (longKept, shortKept) = (20, 3)

    /// Counts a document, and says whether its passage is worth quoting.
    mutating func counts(_ order: FindingOrder, of post: Int) -> Bool {
        posts[post, default: OfPost()].documents += 1
        return wants(order, of: post)
    }

    private func wants(_ order: FindingOrder, of post: Int) -> Bool {
        let isLong = order.longest >= FindingOrder.long
        let kind = (posts[post]?.best ?? []).filter { $0.isLong == isLong }
        guard kind.count >= (isLong ? Found.longKept : Found.shortKept), let last = kind.last else { return true }
        return order < last.order
    }

    mutating func keep(_ finding: Finding) {
        var best = posts[finding.post, default: OfPost()].best
        let at = best.firstIndex { finding.order < $0.order } ?? best.count
        best.insert(finding, at: at)
        posts[finding.post, default: OfPost()].best = Found.bounded(best)
    }

    mutating func add(_ other: Found) {
        for (post, found) in other.posts {
            posts[post, default: OfPost()].documents += found.documents
            let both = ((posts[post]?.best ?? []) + found.best).sorted { $0.order < $1.order }
            posts[post, default: OfPost()].best = Found.bounded(both)
        }
    }

    /// Long ones come first in any case.
    private static func bounded(_ sorted: [Finding]) -> [Finding] {
        let long = sorted.prefix { $0.isLong }
        return Array(long.prefix(longKept) + sorted[long.endIndex...].prefix(shortKept))
    }
}
