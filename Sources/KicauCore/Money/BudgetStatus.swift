/// How one budget of one month stands.
public struct BudgetStatus: Hashable, Sendable {
    public let scope: BudgetScope
    /// "2026-11", in the workspace's zone.
    public let month: String
    /// Nil: no limit was set.
    public let cap: Money?
    /// A hard one refuses what would pass it; a soft one only warns.
    public let isHard: Bool
    public let spent: Money
    public let held: Money

    public init(
        _ scope: BudgetScope = .workspace, month: String, cap: Money?, isHard: Bool = true, spent: Money, held: Money
    ) {
        self.scope = scope
        self.month = month
        self.cap = cap
        self.isHard = isHard
        self.spent = spent
        self.held = held
    }

    public var left: Money? { cap.map { max(.zero, $0 - spent - held) } }

    /// Spent and held, in whole percent of the limit; nil without one. A limit of nothing is used up.
    public var percent: Int? {
        guard let cap else { return nil }
        guard cap > .zero else { return 100 }
        return Int((spent + held).microUSD * 100 / cap.microUSD)
    }
}
