/// What a network says it charged, beside what the ledger says.
public struct BillCheck: Hashable, Sendable {
    /// What may explain a difference; which of them it is, a person has to find out.
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        case otherZone = "other-zone"
        case sameDayReading = "same-day-reading"
        case mostThatCanCome = "most-that-can-come"
        case inDoubt = "in-doubt"
        case otherPrograms = "other-programs"
        case newPrices = "new-prices"
        case feesAndTaxes = "fees-and-taxes"
    }

    public let platform: PlatformID
    /// "2026-11", in the workspace's zone.
    public let month: String
    public let theirs: Money
    public let ours: Money

    public init(platform: PlatformID, month: String, theirs: Money, ours: Money) {
        self.platform = platform
        self.month = month
        self.theirs = theirs
        self.ours = ours
    }

    /// What the ledger lacks; below zero it has more than the bill.
    public var difference: Money { theirs - ours }

    /// More than 2 % of the bill, or more than a dollar.
    public var isWorthAWord: Bool {
        let distance = difference.microUSD.magnitude
        guard distance > 0 else { return false }
        return distance > 1_000_000 || Self.isAbove(percent: 2, distance, of: theirs.microUSD.magnitude)
    }

    static func isAbove(percent: UInt64, _ part: UInt64, of whole: UInt64) -> Bool {
        let (hundredfold, isTooMuch) = part.multipliedReportingOverflow(by: 100)
        return isTooMuch || hundredfold > whole.multipliedReportingOverflow(by: percent).partialValue
    }

    public var reasons: [Reason] {
        guard difference != .zero else { return [] }
        return difference > .zero
            ? [.otherPrograms, .newPrices, .feesAndTaxes, .otherZone]
            : [.sameDayReading, .mostThatCanCome, .inDoubt, .otherZone]
    }
}

/// What a network counted on one day of the UTC calendar, beside what Kicau counted.
public struct ReadsCheck: Hashable, Sendable {
    /// "2026-11-24".
    public let day: String
    public let theirs: Int64
    public let ours: Int64

    public init(day: String, theirs: Int64, ours: Int64) {
        self.day = day
        self.theirs = theirs
        self.ours = ours
    }

    public var difference: Int64 { theirs - ours }

    /// More than 2 % of what they counted, and more than a few.
    public var isWorthAWord: Bool {
        let distance = difference.magnitude
        return distance > 10 && BillCheck.isAbove(percent: 2, distance, of: theirs.magnitude)
    }

    public var reasons: [BillCheck.Reason] {
        guard difference != 0 else { return [] }
        return difference > 0 ? [.otherPrograms] : [.sameDayReading, .mostThatCanCome, .inDoubt]
    }
}

/// What a person read off a network's console or invoice.
public struct BillFigure: Hashable, Sendable {
    public enum Source: String, Hashable, Sendable, Codable, CaseIterable { case console, invoice }

    public let platform: PlatformID
    public let month: String
    public let amount: Money
    public let source: Source
    public let note: String
    public let enteredBy: String
    public let entered: Instant

    public init(
        platform: PlatformID, month: String, amount: Money, source: Source, note: String, enteredBy: String,
        entered: Instant
    ) {
        self.platform = platform
        self.month = month
        self.amount = amount
        self.source = source
        self.note = note
        self.enteredBy = enteredBy
        self.entered = entered
    }
}
