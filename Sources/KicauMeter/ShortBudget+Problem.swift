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

    /// Why a call was not made.
    ///
    /// - Parameter name: whose budget it is that is short.
    func refusal(_ fare: Fare, on network: String, month: String, named name: String) -> Postponement {
        guard let stop else { return .overBudget(what(fare.total, network, month)) }
        return .overShare(stopped(stop, fare.total, name, month))
    }

    /// Why one class of work stops there.
    func stopped(_ stop: WorkStop, _ price: Money, _ name: String, _ month: String) -> Sentence {
        let percent = stop.percent
        switch stop.work {
        case .suggestions:
            return
                "AI suggestions stop at \(percent) % of the budget of \(name) for \(month): this would cost \(price); \(left) is left up to there."
        case .lookUps:
            return
                "Look-ups stop at \(percent) % of the budget of \(name) for \(month): this would cost \(price); \(left) is left up to there."
        case .oldReadings:
            return
                "Readings of old posts stop at \(percent) % of the budget of \(name) for \(month): this would cost \(price); \(left) is left up to there."
        case .newReadings:
            return
                "Readings of new posts and accounts stop at \(percent) % of the budget of \(name) for \(month): this would cost \(price); \(left) is left up to there."
        case .inbox:
            return
                "The inbox stops at \(percent) % of the budget of \(name) for \(month): this would cost \(price); \(left) is left up to there."
        case .publishing: return what(price, name, month)
        }
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
