import KicauCore

/// A model's prices in words, a line each.
extension Voice {
    func lines(of prices: ModelPrices) -> [String] {
        switch prices {
        case .free: [say("Free, as somebody chose")]
        case .seconds(let price): [say("\(money(price.total(of: 1, .up))) for a second")]
        case .energy(let price, let watts):
            [say("\(money(price.total(of: 1, .up))) for a kilowatt-hour, at \(number(watts)) watts")]
        case .tokens(let tiers): tiers.flatMap(lines)
        }
    }

    private func lines(of tier: TokenTier) -> [String] {
        let million = AskedModelPrices.tokensPriced
        let (input, output) = (money(tier.input.total(of: million, .up)), money(tier.output.total(of: million, .up)))
        let cached = money((tier.cached ?? tier.input).total(of: million, .up))
        let prices = say("\(input) in, \(cached) known in, \(output) out, for a million tokens")
        return [tier.above == 0 ? prices : say("Above \(number(tier.above)) tokens: \(prices)")]
    }
}
