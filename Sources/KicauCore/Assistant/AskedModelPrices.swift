/// A model's prices as somebody enters them, in dollars for what people count by.
public struct AskedModelPrices: Hashable, Sendable {
    public enum Basis: String, Hashable, Sendable, Codable, CaseIterable { case tokens, seconds, energy, free }

    /// For a million tokens, of calls with more than `above` tokens asked.
    public struct Tier: Hashable, Sendable {
        public let above: Int
        public let input: Money?
        public let output: Money?
        public let cached: Money?

        public init(above: Int = 0, input: Money?, output: Money?, cached: Money? = nil) {
            self.above = above
            self.input = input
            self.output = output
            self.cached = cached
        }
    }

    public let basis: Basis
    public let tiers: [Tier]
    /// For a second, or for a kilowatt-hour.
    public let price: Money?
    public let watts: Int?

    public init(_ basis: Basis, tiers: [Tier] = [], price: Money? = nil, watts: Int? = nil) {
        self.basis = basis
        self.tiers = tiers
        self.price = price
        self.watts = watts
    }

    public static let tokensPriced: Int64 = 1_000_000

    /// - Throws: `Problem` `.badInput`: nothing is free by a field that was left empty.
    public func prices() throws(Problem) -> ModelPrices {
        switch basis {
        case .free: return .free
        case .seconds: return .seconds(price: try unit(price, for: 1, "price"))
        case .energy:
            guard let watts, (1...ModelPrices.mostWatts).contains(watts) else {
                throw Problem(
                    .badInput, "How much the machine draws is not a number from 1 to 100000 watts.",
                    do: "Write what a meter shows while it works, such as 180.", field: "watts")
            }
            return .energy(price: try unit(price, for: 1, "price"), watts: watts)
        case .tokens: return .tokens(tiers: try tokenTiers())
        }
    }

    private func tokenTiers() throws(Problem) -> [TokenTier] {
        guard (1...ModelPrices.mostTiers).contains(tiers.count), tiers[0].above == 0,
            zip(tiers, tiers.dropFirst()).allSatisfy({ $0.above < $1.above }),
            tiers.allSatisfy({ $0.above <= ModelPrices.mostTokens })
        else {
            throw Problem(
                .badInput, "The prices do not begin with one for every call, or their lengths do not rise.",
                do: "Begin with the price for short calls, then one for each greater length, five at most.",
                field: "tiers")
        }
        var read: [TokenTier] = []
        for tier in tiers {
            var cached: UnitPrice?
            if let money = tier.cached { cached = try unit(money, for: AskedModelPrices.tokensPriced, "cached") }
            read.append(
                TokenTier(
                    above: tier.above, input: try unit(tier.input, for: AskedModelPrices.tokensPriced, "input"),
                    cached: cached, output: try unit(tier.output, for: AskedModelPrices.tokensPriced, "output")))
        }
        guard read.contains(where: { $0.input.micros > 0 || $0.output.micros > 0 }) else {
            throw Problem(
                .badInput, "All the prices are 0.", do: "Choose \"free\" if that is what is meant.", field: "input")
        }
        return read
    }

    private func unit(_ money: Money?, for units: Int64, _ field: String) throws(Problem) -> UnitPrice {
        guard let money, let price = UnitPrice(micros: money.microUSD, for: units), basis == .tokens || money > .zero
        else {
            throw Problem(
                .badInput, "A price is missing, or is none.", do: "Write it in dollars, like 0.15.", field: field)
        }
        return price
    }
}
