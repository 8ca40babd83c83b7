/// What a language model's work costs.
public enum ModelPrices: Hashable, Sendable, Codable {
    /// By tokens; each tier holds for calls with more tokens asked than its `above`. The first one's is 0.
    case tokens(tiers: [TokenTier])
    /// By the time a call takes: `price` is of one second.
    case seconds(price: UnitPrice)
    /// By the energy a machine of one's own draws meanwhile: `price` is of one kilowatt-hour.
    case energy(price: UnitPrice, watts: Int)
    /// Somebody chose that it costs nothing, which is not the same as nobody having said.
    case free

    public static let mostTiers = 5
    public static let mostWatts = 100_000
    /// A call with more tokens than this is a mistake, ours or theirs.
    public static let mostTokens = 100_000_000
}

/// Prices for calls above a length.
public struct TokenTier: Hashable, Sendable, Codable {
    public let above: Int
    public let input: UnitPrice
    /// Of what is asked again and still known there; nil: it costs as much as any other.
    public let cached: UnitPrice?
    public let output: UnitPrice

    public init(above: Int, input: UnitPrice, cached: UnitPrice? = nil, output: UnitPrice) {
        self.above = above
        self.input = input
        self.cached = cached
        self.output = output
    }
}

/// What one call used.
public struct ModelUse: Hashable, Sendable {
    /// All that was asked, what was still known there included.
    public let input: Int
    public let cached: Int
    public let output: Int
    public let milliseconds: Int64
    /// The endpoint counted them itself; else they are the most that they can have been.
    public let isReported: Bool

    public init(input: Int, cached: Int = 0, output: Int, milliseconds: Int64, isReported: Bool) {
        self.input = input
        self.cached = min(cached, input)
        self.output = output
        self.milliseconds = milliseconds
        self.isReported = isReported
    }
}

extension ModelPrices {
    /// The price of what a call used.
    public func fare(for use: ModelUse, of model: String, _ source: String) -> Fare {
        switch self {
        case .tokens(let tiers):
            guard let tier = tiers.last(where: { $0.above == 0 || $0.above < use.input }) else { return .none(source) }
            return tier.fare(for: use, of: model, source, .halfEven)
        case .free: return TokenTier.free.fare(for: use, of: model, source, .halfEven)
        case .seconds, .energy: return timed(use.milliseconds, model, source, .halfEven)
        }
    }

    /// The most that a call can come to: at whichever tier it may be counted under, and as if nothing was known there.
    public func mostFare(for use: ModelUse, of model: String, _ source: String) -> Fare {
        switch self {
        case .tokens(let tiers):
            let whole = ModelUse(input: use.input, output: use.output, milliseconds: 0, isReported: false)
            let fares = tiers.filter { $0.above == 0 || $0.above < use.input }.map { tier in
                tier.dearest.fare(for: whole, of: model, source, .up)
            }
            return fares.max { $0.total < $1.total } ?? .none(source)
        case .seconds, .energy, .free: return timed(use.milliseconds, model, source, .up)
        }
    }

    private func timed(_ milliseconds: Int64, _ model: String, _ source: String, _ rounding: UnitPrice.Rounding)
        -> Fare
    {
        switch self {
        case .tokens, .free: return .none(source)
        case .seconds(let price):
            let unit = MeterUnit(Fare.unit("milliseconds", of: model), count: Int(clamping: milliseconds))
            return .one(unit, price.total(of: milliseconds, rounding, fineness: 1000), source)
        case .energy(let price, let watts):
            // Counted in whole joules, and paid for to the thousandth of one: a kilowatt-hour has 3,600,000 of them.
            let thousandths = milliseconds * Int64(watts)
            let unit = MeterUnit(Fare.unit("joules", of: model), count: Int(clamping: (thousandths + 999) / 1000))
            return .one(unit, price.total(of: thousandths, rounding, fineness: 3_600_000_000), source)
        }
    }
}

extension TokenTier {
    fileprivate static let free = TokenTier(above: 0, input: .nothing, output: .nothing)

    fileprivate var dearest: TokenTier {
        TokenTier(above: above, input: cached.map(input.max) ?? input, output: output)
    }

    fileprivate func fare(
        for use: ModelUse, of model: String, _ source: String, _ rounding: UnitPrice.Rounding
    ) -> Fare {
        let tier = above > 0 ? "_above_\(above)" : ""
        let counted = [
            ("tokens_in", use.input - use.cached, input), ("tokens_cached", use.cached, cached ?? input),
            ("tokens_out", use.output, output),
        ]
        return Fare(
            items: counted.filter { $0.1 > 0 }.map { name, count, price in
                Fare.Item(
                    unit: MeterUnit(Fare.unit(name + tier, of: model), count: count), each: .zero,
                    sum: price.total(of: Int64(count), rounding))
            }, book: source)
    }
}

extension Fare {
    fileprivate static func none(_ source: String) -> Fare { Fare(items: [], book: source) }

    fileprivate static func one(_ unit: MeterUnit, _ sum: Money, _ source: String) -> Fare {
        Fare(items: unit.count > 0 ? [Item(unit: unit, each: .zero, sum: sum)] : [], book: source)
    }

    /// "tokens_in/gpt-4o-mini": a colon would be another account of the ledger.
    static func unit(_ name: String, of model: String) -> String {
        let plain = model.unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                || "._/-".unicodeScalars.contains(scalar) ? Character(scalar) : "-"
        }
        return "\(name)/\(String(plain))"
    }
}
