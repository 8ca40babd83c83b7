import KicauCore
import KicauPublish

/// Budgets by the names that people know.
extension Voice {
    /// "Everything", "X", "@warungkata on Mastodon", "Ramadan".
    func name(of subject: BudgetSubject) -> String {
        switch subject {
        case .workspace: say("Everything")
        case .network(_, let name): name
        case .account(let account): say("\(account.handle) on \(account.platformName)")
        case .campaign(let campaign): campaign.name
        case .ai: say("AI")
        case .gone(let kind, _): say(Voice.gone(kind))
        }
    }

    /// "90 % of the budget for X is used: $9.00 of $10.00 in November 2026."
    func sentence(of warning: BudgetWarning, for subject: BudgetSubject) -> String {
        let month = WallFields(warning.month + "-01T00:00").map(monthAndYear) ?? warning.month
        let (used, cap, name) = (money(warning.used), money(warning.cap), name(of: subject))
        guard let percent = warning.crossing.percent else {
            return say(
                "The budget of \(cap) for \(name) will probably not last: \(used) of it is used in \(month) so far.")
        }
        return say("\(number(percent)) % of the budget for \(name) is used: \(used) of \(cap) in \(month).")
    }

    /// What comes of it if nobody does anything.
    func consequence(of warning: BudgetWarning) -> String {
        guard warning.isHard else { return say("This limit only warns: what passes it goes out all the same.") }
        return say("What would pass the limit is refused before anything is sent.")
    }
}

extension Voice {
    fileprivate static func gone(_ kind: BudgetScope.Kind) -> Sentence {
        switch kind {
        case .workspace, .ai: "Everything"
        case .network: "A network that is not here any more"
        case .account: "An account that is not here any more"
        case .campaign: "A campaign that is not here any more"
        }
    }
}
