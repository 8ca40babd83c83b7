/// An account of the ledger, as it is written: "expenses:x:post_create", "owed:x", "paid:x".
public struct LedgerAccount: Hashable, Sendable, Comparable {
    public enum Family: String, Hashable, Sendable, CaseIterable {
        /// What was used, by network and unit.
        case expenses
        /// What the network has still to get. Above zero it is a credit there.
        case owed
        /// What was paid to it.
        case paid
    }

    public let name: String

    public init(_ name: String) { self.name = name }

    public static func expenses(_ platform: PlatformID, _ unit: String) -> LedgerAccount {
        LedgerAccount("expenses:\(platform):\(unit)")
    }

    public static func owed(_ platform: PlatformID) -> LedgerAccount { LedgerAccount("owed:\(platform)") }
    public static func paid(_ platform: PlatformID) -> LedgerAccount { LedgerAccount("paid:\(platform)") }

    /// What a bill asked for beyond the ledger is booked under this unit.
    public static let billDifference = "bill_difference"
    /// What a plan costs by the month.
    public static let planFee = "plan_fee"

    public var parts: [String] { name.split(separator: ":", omittingEmptySubsequences: false).map(String.init) }

    /// Nil: of no family that the ledger of this version has.
    public var family: Family? { Family(rawValue: parts.first ?? "") }

    public var platform: PlatformID? { parts.count > 1 ? PlatformID(parts[1]) : nil }

    /// Does it stand at or under another one?
    public func isWithin(_ other: LedgerAccount) -> Bool { name == other.name || name.hasPrefix(other.name + ":") }

    public static func < (a: LedgerAccount, b: LedgerAccount) -> Bool { a.name < b.name }
}

/// How one account stands.
public struct AccountBalance: Hashable, Sendable {
    public let account: LedgerAccount
    /// Within the span that was asked for.
    public let moved: Money
    /// At its end.
    public let balance: Money

    public init(_ account: LedgerAccount, moved: Money, balance: Money) {
        self.account = account
        self.moved = moved
        self.balance = balance
    }
}
