import KicauCore
import KicauSandbox

/// What is really on the networks.
struct Truth: Sendable {
    /// One text of ours in one place.
    struct Key: Sendable, Hashable {
        let network: String
        let author: String
        let marker: String
    }

    /// A post, reply or comment that is there.
    struct Live: Sendable, Hashable {
        let id: String
        let text: String
        let pictures: Int
        let parent: String?
        let created: Instant
        let url: String
    }

    private(set) var posts: [Key: [Live]] = [:]

    mutating func add(_ live: Live, at key: Key) { posts[key, default: []].append(live) }

    /// Where a seat's text is to be found.
    static func key(_ seat: ProofPlan.Seat, _ text: String) -> Key {
        Key(
            network: seat.network, author: ProofPeople.pair(at: seat).author.id,
            marker: Marker.found(in: text) ?? text)
    }

    func live(_ seat: ProofPlan.Seat, _ text: String) -> [Live] { posts[Truth.key(seat, text)] ?? [] }

    static func read(from networks: ProofNetworks) throws -> Truth {
        var truth = Truth()
        for name in ProofPlan.networks {
            let control = try networks.control(name)
            for post in control.posts where !post.isDeleted {
                truth.add(
                    Live(
                        id: post.id, text: post.text, pictures: post.media.count, parent: post.parent,
                        created: Instant(ms: post.createdAtMs), url: control.url(of: post)),
                    at: Key(
                        network: name, author: post.account, marker: Marker.found(in: post.text) ?? post.text))
            }
        }
        return truth
    }
}
