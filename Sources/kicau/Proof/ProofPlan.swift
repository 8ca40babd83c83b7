import KicauCore

/// What will be posted and what will be done to it: all of it follows from the order, seed included.
struct ProofPlan: Sendable {
    /// One account of ours on a network, by its number there.
    struct Seat: Sendable, Hashable {
        let network: String
        let number: Int
    }

    struct Post: Sendable {
        let number: Int
        /// One, or the parts of a thread; each is told from all others by its marker.
        let texts: [String]
        let pictures: Int
        /// Instead of pictures, where the machine can make one.
        let hasVideo: Bool
        let comment: String?
        let seats: [Seat]
        /// Which of the due minutes, from 0.
        let minute: Int

        /// What can be found on a network, the comment last.
        var wanted: [String] { texts + (comment.map { [$0] } ?? []) }
    }

    let posts: [Post]
    /// How many accounts each network needs.
    let accounts: [String: Int]
    /// Kills while the posts are still being written.
    let earlyStorm: [Blow]
    let storm: [Blow]
    /// Due times are whole minutes, so many of them.
    let minutes: Int
    /// What visitors say under the posts, and what they are answered.
    let remarks: [Remark]

    static let networks = RehearsalPorts.order
    private static let threaded = ["x", "threads", "mastodon", "bluesky"]
    /// What one account is asked to post at most: networks have limits by the quarter of an hour and by the day.
    private static let perAccount = 40

    init(_ order: ProofOrder) {
        var dice = SeededRandom(seed: order.seed)
        let early = min(order.kills / 10, 20)
        earlyStorm = Storm.kills(early, gapMs: 300...1500, nodes: order.nodes, with: &dice)
        let storm = Storm.all(kills: order.kills - early, nodes: order.nodes, with: &dice)
        self.storm = storm
        let minutes = max(1, Int((Storm.lengthMs(storm) + 59_999) / 60_000))
        self.minutes = minutes
        var drafts = ProofPlan.drafts(order.deliveries, with: &dice)
        for index in drafts.indices { drafts[index].minute = Int.random(in: 0..<minutes, using: &dice) }
        drafts.sort { ($0.minute, $0.number) < ($1.minute, $1.number) }
        accounts = ProofPlan.accounts(for: drafts)
        posts = ProofPlan.seated(drafts, accounts)
        remarks = Remark.under(posts, atMost: max(2, order.deliveries / 50))
    }

    /// A post that has no accounts yet.
    private struct Draft {
        let number: Int
        let kind: Kind
        let pictures: Int
        let hasComment: Bool
        let networks: [String]
        var minute = 0

        enum Kind { case text, picture, video, thread }

        /// What it costs an account's limits.
        var units: Int { kind == .thread ? 3 : hasComment ? 2 : 1 }
    }

    private static let firstChances = [0, 5, 7, 8]

    private static func drafts(_ deliveries: Int, with dice: inout SeededRandom) -> [Draft] {
        var drafts: [Draft] = []
        var left = deliveries
        while left > 0 {
            // One of each at first, so that the smallest run has them all.
            let chance =
                firstChances.indices.contains(drafts.count)
                ? firstChances[drafts.count] : Int.random(in: 0..<10, using: &dice)
            let kind: Draft.Kind = chance < 5 ? .text : chance < 7 ? .picture : chance < 8 ? .video : .thread
            let possible =
                switch kind {
                case .text: networks.filter { $0 != "instagram" }
                case .picture, .video: networks
                case .thread: threaded
                }
            let chosen = possible.count <= left ? possible : Array(possible.shuffled(using: &dice).prefix(left))
            drafts.append(
                Draft(
                    number: drafts.count + 1, kind: kind,
                    pictures: pictures(of: kind, isFirst: drafts.allSatisfy { $0.kind != kind }, with: &dice),
                    hasComment: kind == .text && Int.random(in: 0..<5, using: &dice) == 0, networks: chosen))
            left -= chosen.count
        }
        return drafts
    }

    /// The first post with pictures has two: on Instagram and Threads a carousel, with a container for each.
    private static func pictures(of kind: Draft.Kind, isFirst: Bool, with dice: inout SeededRandom) -> Int {
        switch kind {
        case .text, .thread: 0
        case .video: 1
        case .picture: max(Int.random(in: 1...2, using: &dice), isFirst ? 2 : 1)
        }
    }

    private static func accounts(for drafts: [Draft]) -> [String: Int] {
        var units: [String: Int] = [:]
        for draft in drafts { for network in draft.networks { units[network, default: 0] += draft.units } }
        return Dictionary(
            uniqueKeysWithValues: networks.map { ($0, max(2, (units[$0, default: 0] + perAccount - 1) / perAccount)) })
    }

    /// Each network's accounts take turns.
    private static func seated(_ drafts: [Draft], _ accounts: [String: Int]) -> [Post] {
        var turns: [String: Int] = [:]
        return drafts.map { draft in
            let seats = draft.networks.map { network in
                defer { turns[network, default: 0] += 1 }
                return Seat(network: network, number: turns[network, default: 0] % max(1, accounts[network] ?? 1))
            }
            let parts = draft.kind == .thread ? 3 : 1
            return Post(
                number: draft.number, texts: (0..<parts).map { Marker.text(of: draft.number, part: $0) },
                pictures: draft.pictures, hasVideo: draft.kind == .video,
                comment: draft.hasComment ? Marker.comment(of: draft.number) : nil,
                seats: seats, minute: draft.minute)
        }
    }
}

/// By which a text is told from all others, whatever a network makes of the rest of it.
enum Marker {
    static func text(of post: Int, part: Int) -> String { "Kabar K\(padded(post)).\(part) dari kedai ☕" }
    static func comment(of post: Int) -> String { "Catatan C\(padded(post))" }

    static func remark(_ number: Int) -> String { "Boleh tanya S\(padded(number))?" }
    static func answer(to remark: Int) -> String { "Jawab J\(padded(remark))" }

    /// "K000017.0", "C000017" or "J000017"; nil in a text that is none of ours.
    static func found(in text: String) -> String? {
        text.firstMatch(of: /K\d{6}\.\d|[CJ]\d{6}/).map { String($0.output) }
    }

    /// The number of a visitor's remark.
    static func remark(in text: String) -> Int? {
        text.firstMatch(of: /S(\d{6})/).flatMap { Int($0.output.1) }
    }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
