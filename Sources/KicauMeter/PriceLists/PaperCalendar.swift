public import KicauCore
public import KicauStore

/// A calendar that is paid for on paper: shows beforehand what would be affordable, in the order in which it is due.
public struct PaperCalendar: Sendable {
    /// A month of the workspace, or one of its narrower budgets.
    public enum Purse: Hashable, Sendable {
        case month(String)
        case narrow(Int64)
    }

    /// So many of a plan's contents in one month.
    public struct Share: Hashable, Sendable {
        public let included: Included
        public let platform: PlatformID
        public let month: String

        public init(_ included: Included, platform: PlatformID, month: String) {
            self.included = included
            self.platform = platform
            self.month = month
        }
    }

    /// Of hard limits only, and after what is set aside now.
    private var left: [Purse: Money]
    private var used: [Share: Int]

    public init(left: [Purse: Money], used: [Share: Int]) {
        self.left = left
        self.used = used
    }

    /// Why a hold cannot have this fare; nil: it can, and it has been written down.
    public mutating func pay(_ fare: Fare, for hold: HoldRow) -> Sentence? {
        let more = fare.total - hold.amount
        let purses = [Purse.month(hold.month)] + hold.purses.map(Purse.narrow)
        if more > .zero, let short = purses.first(where: { left[$0].map { $0 < more } ?? false }) {
            return PaperCalendar.short(fare.total, max(.zero, left[short] ?? .zero) + hold.amount, hold.month)
        }
        if let full = full(fare, for: hold) { return full }
        for purse in purses { left[purse] = left[purse].map { $0 - more } }
        count(hold.fare, of: hold, times: -1)
        count(fare, of: hold, times: 1)
        return nil
    }

    private func full(_ fare: Fare, for hold: HoldRow) -> Sentence? {
        for share in fare.included ?? [] {
            let mine = hold.fare.plan == share.plan ? share.uses(of: hold.fare.items.map(\.unit)) : 0
            let used = (used[Share(share, platform: hold.platform, month: hold.month)] ?? 0) - mine
            guard used + share.uses(of: fare.items.map(\.unit)) > share.count else { continue }
            return PaperCalendar.usedUp(share, left: max(0, share.count - used), hold.month)
        }
        return nil
    }

    private mutating func count(_ fare: Fare, of hold: HoldRow, times: Int) {
        for share in fare.included ?? [] {
            let key = Share(share, platform: hold.platform, month: hold.month)
            used[key, default: 0] += times * share.uses(of: fare.items.map(\.unit))
        }
    }

    private static func short(_ price: Money, _ left: Money, _ month: String) -> Sentence {
        "It would cost \(price), and \(left) is left for it in \(month)."
    }

    static func usedUp(_ share: Included, left: Int, _ month: String) -> Sentence {
        "The plan \(share.plan) has \(share.count) of \(share.units[0]) in it for a month; \(left) are left for \(month)."
    }
}
