/// An amount in whole micro-dollars: one is $0.000001. No Double ever touches money.
public struct Money: Hashable, Sendable, Codable, Comparable, AdditiveArithmetic {
    public let microUSD: Int64

    public init(microUSD: Int64) { self.microUSD = microUSD }

    public static let zero = Money(microUSD: 0)

    /// Reads "12", "0.015" or "1,250.5": up to six decimals, no sign. Nil for anything else or above one billion dollars.
    ///
    /// "12,50" is nil too: whoever writes decimals so would have got a hundred times as much.
    public init?(dollars text: String) {
        let bare = text.filter { $0 != " " && $0 != "$" }
        let halves = bare.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = halves.first.flatMap(Money.ungrouped), !whole.isEmpty, whole.count <= 9,
            whole.allSatisfy(\.isASCIIDigit)
        else { return nil }
        let decimals = halves.count == 2 ? halves[1] : ""
        guard decimals.allSatisfy(\.isASCIIDigit), decimals.count <= 6 else { return nil }
        let padded = decimals + String(repeating: "0", count: 6 - decimals.count)
        guard let units = Int64(whole), let micros = Int64(padded) else { return nil }
        microUSD = units * 1_000_000 + micros
    }

    /// "1250" of "1,250"; nil where commas stand elsewhere than before each three digits.
    private static func ungrouped(_ text: Substring) -> String? {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        // "0,015" is fifteen thousandths where commas divide decimals, and no way to write 15 anywhere.
        let isGrouped =
            (1...3).contains(groups[0].count) && groups[0].first != "0"
            && groups.dropFirst().allSatisfy { $0.count == 3 }
        return groups.count == 1 || isGrouped ? groups.joined() : nil
    }

    public init(from decoder: any Decoder) throws {
        microUSD = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microUSD)
    }

    public static func + (a: Money, b: Money) -> Money { Money(microUSD: a.microUSD + b.microUSD) }
    public static func - (a: Money, b: Money) -> Money { Money(microUSD: a.microUSD - b.microUSD) }
    public static func * (a: Money, count: Int) -> Money { Money(microUSD: a.microUSD * Int64(count)) }
    public static func < (a: Money, b: Money) -> Bool { a.microUSD < b.microUSD }

    /// "0.015", "12.00", "-0.2": at least two decimals and no zeros beyond them.
    public var dollars: String {
        let magnitude = microUSD.magnitude
        var decimals = String(magnitude % 1_000_000)
        decimals = String(repeating: "0", count: 6 - decimals.count) + decimals
        while decimals.count > 2, decimals.hasSuffix("0") { decimals.removeLast() }
        return (microUSD < 0 ? "-" : "") + String(magnitude / 1_000_000) + "." + decimals
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
