import KicauCore

/// All that a seed decides beforehand: who, what, when, and which misfortunes may come.
struct Plan: Sendable {
    /// One post for one account.
    struct Order: Sendable {
        let key: String
        let style: Style
        let parts: Int
        let hasComment: Bool
        let hasPictures: Bool
        /// Milliseconds after the beginning.
        let due: Int64
        let isCancelled: Bool
    }

    let seed: UInt64
    let nodes: Int
    let orders: [Order]
    let weather: Weather
    let kills: Int
    let powerFailures: Int
    let stalls: Int
    let hasLooseClocks: Bool
    let bigJumps: Int
    let resendsAfterTwoLooks: Bool
    let isMeddling: Bool
    /// From then on nothing goes wrong any more.
    let chaosEnds: Int64

    init(seed: UInt64, bigJumps: Bool = false, mustLosePower: Bool = false) {
        var chance = Chance(seed: seed)
        self.seed = seed
        // Power takes down every process of the one machine; restarts take back everything: both need a single node.
        nodes = chance.happens(600) || mustLosePower ? 1 : 2 + chance.below(2)
        orders = Plan.orders(&chance)
        weather = Weather(&chance)
        kills = chance.happens(600) ? 1 + chance.below(4) : 0
        powerFailures = nodes == 1 && chance.happens(mustLosePower ? 1000 : 200) ? 1 + chance.below(2) : 0
        stalls = chance.happens(400) ? 1 + chance.below(3) : 0
        hasLooseClocks = chance.happens(400)
        self.bigJumps = bigJumps ? 1 + chance.below(2) : 0
        resendsAfterTwoLooks = chance.happens(300)
        isMeddling = chance.happens(300)
        chaosEnds = (orders.map(\.due).max() ?? 0) + chance.between(60_000, 900_000)
    }

    private static func orders(_ chance: inout Chance) -> [Order] {
        let styles = (0...chance.below(2)).map { _ in chance.pick(Style.allCases) }
        let together = chance.between(5_000, 120_000)
        return (0...chance.below(4)).map { number in
            let style = chance.pick(styles)
            return Order(
                key: "post-\(number)", style: style, parts: chance.happens(600) ? 1 : 2 + chance.below(2),
                hasComment: style.canComment && chance.happens(200), hasPictures: chance.happens(300),
                due: chance.happens(500) ? together : chance.between(1_000, 300_000),
                isCancelled: chance.happens(40))
        }
    }
}

/// The kinds of networks: what they prove, and how.
enum Style: String, Sendable, CaseIterable {
    /// A record at a key of our choosing (as Bluesky).
    case keyed
    /// Its own list, read twice, is proof (as Mastodon).
    case readBack
    /// Its list proves nothing (as X and Facebook).
    case weak
    /// A container that is published once (as Instagram and Threads).
    case staged
    /// Names the first post when it is sent again (as LinkedIn).
    case answersTwice

    /// Under the names of real networks, so that the shipped price books hold for them.
    var platform: PlatformID {
        switch self {
        case .keyed: "bluesky"
        case .readBack: "mastodon"
        case .weak: "x"
        case .staged: "instagram"
        case .answersTwice: "linkedin"
        }
    }

    var absence: AbsenceProof {
        switch self {
        case .keyed, .staged: .certain
        case .readBack: .twoLooks
        case .weak, .answersTwice: .weak
        }
    }

    var canComment: Bool {
        switch self {
        case .staged, .answersTwice: true
        case .keyed, .readBack, .weak: false
        }
    }
}
