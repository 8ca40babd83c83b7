import KicauCore

/// One thing that is done to the running program or around it.
struct Blow: Sendable, Hashable {
    /// From the end of the blow before.
    let gapMs: Int64
    let kind: Kind

    enum Kind: Sendable, Hashable {
        /// SIGKILL, and started again at once.
        case kill(node: Int)
        /// SIGSTOP for longer than its lease, then SIGCONT.
        case pause(node: Int, ms: Int64)
        /// The disk is filled to the last byte for so long.
        case fullDisk(ms: Int64)
        /// The way to these networks is cut for so long.
        case cut(networks: [String], Cut, ms: Int64)
    }

    /// How a wire fails.
    enum Cut: String, Sendable, Hashable, CaseIterable {
        /// Connections close in the middle, and new ones close at once.
        case closed
        /// Bytes vanish and nobody says so.
        case silent
    }

    /// How long it takes, about.
    var lengthMs: Int64 {
        switch kind {
        case .kill: 700
        case .pause(_, let ms), .fullDisk(let ms), .cut(_, _, let ms): ms
        }
    }
}

/// The order in which blows fall: pure, from the dice.
enum Storm {
    /// Longer than a lease at rehearsal pace, so that whoever wakes has lost its claims.
    static let pauseMs: Int64 = 22_000
    private static let fullDiskMs: Int64 = 3_000

    static func kills(_ count: Int, gapMs: ClosedRange<Int64>, nodes: Int, with dice: inout SeededRandom) -> [Blow] {
        (0..<count).map { _ in
            Blow(
                gapMs: Int64.random(in: gapMs, using: &dice),
                kind: .kill(node: Int.random(in: 0..<nodes, using: &dice)))
        }
    }

    /// Kills, and between them the rest: at least one pause, one full disk and two cuts.
    static func all(kills: Int, nodes: Int, with dice: inout SeededRandom) -> [Blow] {
        // Few kills are spread over half a minute, many follow one another within two seconds.
        let longest = max(2_000, min(6_000, Int64(36_000 / max(1, kills))))
        var blows = Storm.kills(kills, gapMs: 300...longest, nodes: nodes, with: &dice)
        var rest: [Blow.Kind] = (0..<1 + kills / 250).flatMap { _ -> [Blow.Kind] in
            [.pause(node: Int.random(in: 0..<nodes, using: &dice), ms: pauseMs), .fullDisk(ms: fullDiskMs)]
        }
        for number in 0..<2 + kills / 20 {
            let some = Array(ProofPlan.networks.shuffled(using: &dice).prefix(Int.random(in: 1...4, using: &dice)))
            let how = Blow.Cut.allCases[number % Blow.Cut.allCases.count]
            rest.append(.cut(networks: some.sorted(), how, ms: Int64.random(in: 1_000...4_000, using: &dice)))
        }
        for kind in rest {
            let place = Int.random(in: 0...blows.count, using: &dice)
            blows.insert(Blow(gapMs: Int64.random(in: 300...1_500, using: &dice), kind: kind), at: place)
        }
        return blows
    }

    static func lengthMs(_ blows: [Blow]) -> Int64 { blows.reduce(0) { $0 + $1.gapMs + $1.lengthMs } }
}
