/// How the network misbehaves in one run. Each run has some of the faults only, so that rare ones are not drowned.
struct Weather: Sendable {
    /// What becomes of one call.
    enum Fate: Sendable, CaseIterable {
        case clean
        /// No connection: no byte leaves.
        case unreachable
        /// Bytes leave and reach nobody.
        case lost
        /// It takes effect after the caller has given up, within the network's settle time.
        case late
        /// It takes effect, and the answer does not come back.
        case answerLost
        /// It takes effect, and the answer takes long.
        case slow
        case rateLimited
        case errorBefore
        case errorAfter
        case malformedBefore
        case malformedAfter
        case refused
        case tokenDies
        /// What was staged is gone.
        case stagingGone
    }

    /// In parts of a thousand, of all calls; the rest is clean.
    let weights: [(fate: Fate, perMille: Int)]
    /// What is staged dies early.
    let hasShortStaging: Bool
    /// Tokens run out during the run.
    let hasShortTokens: Bool
    /// Lists show a post only after so long.
    let listingLag: Int64
    /// The network refuses the text of a post that it shows already, naming none.
    let refusesTwins: Bool

    init(_ chance: inout Chance) {
        let strength = chance.pick([0, 60, 150, 300])
        var weights: [(fate: Fate, perMille: Int)] = []
        for fate in Fate.allCases where fate != .clean && chance.happens(350) {
            let most = fate == .tokenDies || fate == .refused ? strength / 4 : strength
            weights.append((fate, chance.below(most + 1)))
        }
        self.weights = weights
        hasShortStaging = chance.happens(300)
        hasShortTokens = chance.happens(200)
        listingLag = chance.pick([0, 0, 2_000, 20_000, 50_000])
        refusesTwins = chance.happens(300)
    }

    func fate(_ chance: inout Chance) -> Fate {
        var drawn = chance.below(1000)
        for (fate, perMille) in weights {
            if drawn < perMille { return fate }
            drawn -= perMille
        }
        return .clean
    }
}
