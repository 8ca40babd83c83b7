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
    /// - Parameter isForecastToPass: what is likely to come by the month's end passes the limit.
    public static func due(of status: BudgetStatus, isForecastToPass: Bool) -> [BudgetWarning] {
        guard let cap = status.cap, cap > .zero else { return [] }
        let forecast: [BudgetCrossing] = isForecastToPass ? [.forecast] : []
        return (status.crossings + forecast).map {
            BudgetWarning(
                scope: status.scope, month: status.month, crossing: $0, cap: cap, used: status.used,
                isHard: status.isHard)
        }
    }

    /// Of those that were reached at once only the highest is worth a letter. A forecast that came true is no news.
    public static func loudest(of warnings: [BudgetWarning]) -> [BudgetWarning] {
        let groups = Dictionary(grouping: warnings) { Place(scope: $0.scope, month: $0.month) }
        return groups.values.flatMap { group -> [BudgetWarning] in
            let reached = group.max { ($0.crossing.percent ?? -1) < ($1.crossing.percent ?? -1) }
            guard let reached, reached.crossing.percent != nil else { return group }
            let forecast = group.filter { $0.crossing == .forecast && reached.crossing != .all }
            return [reached] + forecast
        }.sorted { ($0.month, $0.scope.sortName, $0.crossing.rawValue) < ($1.month, $1.scope.sortName, $1.crossing.rawValue) }
    }

    private struct Place: Hashable {
        let scope: BudgetScope
        let month: String
    }
}

extension BudgetScope {
    fileprivate var sortName: String { "\(kind.rawValue) \(subject)" }
}
