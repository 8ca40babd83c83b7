/// One month's budget of a workspace: what is spent, set aside and left.
public struct BudgetStatus: Hashable, Sendable, Codable {
    /// "2026-11", in the workspace's zone.
    public let month: String
    /// Nil: no limit was set.
    public let cap: Money?
    public let spent: Money
    public let held: Money

    public init(month: String, cap: Money?, spent: Money, held: Money) {
        self.month = month
        self.cap = cap
        self.spent = spent
        self.held = held
    }

    public var left: Money? { cap.map { max(.zero, $0 - spent - held) } }
}
