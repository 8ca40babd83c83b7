public import KicauCore
public import KicauStore

extension ShortBudget {
    /// What a person is told, and can do.
    ///
    /// - Parameter toDo: what else helps, beside raising the budget.
    public func problem(
        _ fare: Fare, on network: String, month: String, do toDo: Sentence = "Raise the month's budget first."
    ) -> Problem {
        Problem(.overBudget, what(fare.total, network, month), do: toDo)
    }

    private func what(_ price: Money, _ network: String, _ month: String) -> Sentence {
        switch scope {
        case .workspace: "This would cost \(price) on \(network); \(left) is left for \(month)."
        case .network:
            "This would cost \(price) on \(network); \(left) is left of that network's budget for \(month)."
        case .account:
            "This would cost \(price) on \(network); \(left) is left of the account's budget for \(month)."
        case .campaign:
            "This would cost \(price) on \(network); \(left) is left of the campaign's budget for \(month)."
        case .ai: "This would cost \(price); \(left) is left of the budget for AI for \(month)."
        }
    }
}
