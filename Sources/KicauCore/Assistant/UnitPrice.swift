/// A price of so many micro-dollars for so many units: 150,000 for 1,000,000 tokens.
///
/// Two whole numbers, because hardly any model's token costs a whole micro-dollar.
public struct UnitPrice: Hashable, Sendable, Codable {
    public enum Rounding: Sendable {
        /// For money that is set aside.
        case up
        /// For money that is booked.
        case halfEven
    }

    public let micros: Int64
    public let units: Int64

    static let nothing = UnitPrice()

    static let mostMicros: Int64 = 100_000_000_000_000_000
    static let mostUnits: Int64 = 1_000_000_000_000_000_000

    /// Nil: no price that anything could have.
    public init?(micros: Int64, for units: Int64) {
        guard (0...UnitPrice.mostMicros).contains(micros), (1...UnitPrice.mostUnits).contains(units),
            micros / units <= UnitPrice.dearest
        else { return nil }
        self.micros = micros
        self.units = units
    }

    private init() {
        micros = 0
        units = 1
    }

    /// A unit for a thousand dollars is a slip of the pen.
    private static let dearest: Int64 = 1_000_000_000

    /// Reads a price of one unit in dollars as a program writes it, "1.5e-07" or "0.0003", digit by digit: no binary
    /// fraction ever touches money. Nil: it is none.
    public init?(dollarsEach text: String) {
        let halves = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), let exponent = halves.count == 2 ? Int(halves[1]) : 0,
            (-30...6).contains(exponent)
        else { return nil }
        let number = halves[0].split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(number.count), number.allSatisfy({ $0.utf8.allSatisfy(UnitPrice.isDigit) }) else {
            return nil
        }
        var digits = number.joined()
        var scale = exponent + 6 - (number.count == 2 ? number[1].count : 0)
        while digits.hasSuffix("0"), digits.count > 1 {
            digits.removeLast()
            scale += 1
        }
        guard digits.count <= 17, var micros = Int64(digits), (-18...9).contains(scale) || micros == 0 else {
            return nil
        }
        var units: Int64 = 1
        if micros != 0 {
            if scale >= 0 {
                let (product, isTooMuch) = micros.multipliedReportingOverflow(by: UnitPrice.power(scale))
                guard !isTooMuch else { return nil }
                micros = product
            } else {
                units = UnitPrice.power(-scale)
            }
        }
        self.init(micros: micros, for: units)
    }

    /// What so many come to. A negative count is none.
    ///
    /// - Parameter fineness: so many of what is counted make one unit.
    public func total(of count: Int64, _ rounding: Rounding, fineness: Int64 = 1) -> Money {
        let product = Int128(Swift.max(0, count)) * Int128(micros)
        let divisor = Int128(units) * Int128(fineness)
        let (whole, rest) = product.quotientAndRemainder(dividingBy: divisor)
        let goesUp =
            switch rounding {
            case .up: rest > 0
            case .halfEven: rest * 2 > divisor || rest * 2 == divisor && whole % 2 == 1
            }
        return Money(microUSD: Int64(clamping: goesUp ? whole + 1 : whole))
    }

    /// The dearer of the two.
    func max(_ other: UnitPrice) -> UnitPrice {
        Int128(micros) * Int128(other.units) >= Int128(other.micros) * Int128(units) ? self : other
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func power(_ exponent: Int) -> Int64 { (0..<exponent).reduce(1) { power, _ in power * 10 } }
}
