/// A point of a budget that is worth a word when it is reached.
public enum BudgetCrossing: String, Hashable, Sendable, Codable, CaseIterable {
    case half = "50"
    case threeQuarters = "75"
    case nineTenths = "90"
    case all = "100"
    /// What is likely to come passes it.
    case forecast

    /// Of the limit; nil of a forecast.
    public var percent: Int64? {
        switch self {
        case .half: 50
        case .threeQuarters: 75
        case .nineTenths: 90
        case .all: 100
        case .forecast: nil
        }
    }
}

extension BudgetStatus {
    /// Spent and set aside.
    public var used: Money { spent + held }

    /// The points it has reached, lowest first. A limit of nothing is a wish to spend nothing, and reaches none.
    public var crossings: [BudgetCrossing] {
        guard let cap, cap > .zero else { return [] }
        return BudgetCrossing.allCases.filter { crossing in
            guard let percent = crossing.percent else { return false }
            // Hundredths first: no amount of dollars is near a hundredth of what 64 bits hold.
            return used.microUSD * 100 >= cap.microUSD * percent
        }
    }
}

/// Something that was said of a budget, once.
public struct BudgetWarning: Hashable, Sendable {
    public let scope: BudgetScope
    public let month: String
    public let crossing: BudgetCrossing
    /// The limit, and what was spent and set aside of it, when it was reached.
    public let cap: Money
    public let used: Money
    public let isHard: Bool

    public init(
        scope: BudgetScope, month: String, crossing: BudgetCrossing, cap: Money, used: Money, isHard: Bool
    ) {
        self.scope = scope
        self.month = month
        self.crossing = crossing
        self.cap = cap
        self.used = used
        self.isHard = isHard
    }

    /// What a budget has to say now, whether it was said before or not.
    ///
    /// - Parameter isForecastToPass: what is likely to come by the month's end passes the limit. Once it is used up that
    ///   is no news.
    public static func due(of status: BudgetStatus, isForecastToPass: Bool) -> [BudgetWarning] {
        guard let cap = status.cap, cap > .zero else { return [] }
        let forecast: [BudgetCrossing] = isForecastToPass && status.used < cap ? [.forecast] : []
        return (status.crossings + forecast).map {
            BudgetWarning(
                scope: status.scope, month: status.month, crossing: $0, cap: cap, used: status.used,
                isHard: status.isHard)
        }
    }

    /// Which of those that were reached at once are worth a letter: of each budget the highest, and its forecast.
    public static func loudest(of warnings: [BudgetWarning]) -> [BudgetWarning] {
        warnings.filter { warning in
            guard let percent = warning.crossing.percent else { return true }
            return !warnings.contains { other in
                other.scope == warning.scope && other.month == warning.month && other.crossing.percent ?? 0 > percent
            }
        }
    }
}
