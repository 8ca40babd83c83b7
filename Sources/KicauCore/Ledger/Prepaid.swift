/// How a workspace stands with one network: what it owes there or has left there, and how long that lasts.
public struct Prepaid: Hashable, Sendable {
    public let platform: PlatformID
    /// Above zero: paid in advance. Below: owed.
    public let balance: Money
    /// What was used in the last `Prepaid.days` days.
    public let used: Money

    public static let days = 28

    public init(_ platform: PlatformID, balance: Money, used: Money) {
        self.platform = platform
        self.balance = balance
        self.used = used
    }

    /// Whole days until it is used up, at the pace of the last four weeks; nil: nothing is left, or nothing was used.
    public var lasts: Int? {
        guard balance > .zero, used > .zero else { return nil }
        let (days, isTooMuch) = balance.microUSD.multipliedReportingOverflow(by: Int64(Prepaid.days))
        return isTooMuch ? nil : Int(days / used.microUSD)
    }

    /// Less than a week is worth a word.
    public var isShort: Bool { lasts.map { $0 < 7 } ?? false }
}
