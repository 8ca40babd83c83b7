import KicauCore

/// What a visitor says under one of our posts on one network.
struct Remark: Sendable, Hashable {
    let number: Int
    let post: ProofPlan.Post
    let seat: ProofPlan.Seat

    var text: String { Marker.remark(number) }
    var answer: String { Marker.answer(to: number) }

    /// LinkedIn lets nobody read what is said under a member's posts, and these are members.
    static let networks = ProofPlan.networks.filter { $0 != "linkedin" }

    /// On each network so many at most, over all of the time.
    static func under(_ posts: [ProofPlan.Post], atMost most: Int) -> [Remark] {
        var remarks: [Remark] = []
        for network in networks {
            let fitting = posts.filter { post in post.seats.contains { $0.network == network } }
            let step = max(1, fitting.count / most)
            for index in stride(from: 0, to: fitting.count, by: step).prefix(most) {
                guard let seat = fitting[index].seats.first(where: { $0.network == network }) else { continue }
                remarks.append(Remark(number: remarks.count + 1, post: fitting[index], seat: seat))
            }
        }
        return remarks
    }

    /// The answer as a post that can be looked at like any other.
    var answering: ProofPlan.Post {
        ProofPlan.Post(
            number: number, texts: [answer], pictures: 0, hasVideo: false, comment: nil, seats: [seat], minute: 0)
    }

    static func == (one: Remark, other: Remark) -> Bool { one.number == other.number }
    func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
