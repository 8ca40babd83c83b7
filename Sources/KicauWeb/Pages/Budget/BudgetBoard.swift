import Hummingbird
import KicauCore
import KicauMeter
import KicauPublish

/// What the page of budgets is made of.
struct BudgetBoard: Sendable {
    /// The workspace's own first.
    let statuses: [BudgetStatus]
    let subjects: [BudgetScope: BudgetSubject]
    let forecasts: [ForecastLine]
    /// Those that nobody has put away.
    let warnings: [WarningDetail]
    var limits: [LimitWarningDetail] = []
    var credits: [CreditsDetail] = []
    /// What a budget may be set for.
    let choices: [(scope: BudgetScope, subject: BudgetSubject)]
    var typed = (word: "", amount: "", isHard: true)
    var problem: Problem?

    func line(_ status: BudgetStatus, canSet: Bool, _ voice: Voice) -> BudgetLine {
        BudgetLine(
            status, subjects[status.scope] ?? .gone(status.scope.kind, status.scope.subject),
            forecast: forecasts.first { $0.scope == status.scope }, canSet: canSet, voice)
    }
}

/// A warning in words.
struct WarningLine: Sendable {
    let what: String
    let consequence: String
    let at: Moment
    let tone: String
    /// Where more is to be seen.
    let path: String
    let link: String

    init(_ limit: LimitWarningDetail, _ voice: Voice) {
        what = voice.sentence(of: limit)
        consequence = voice.consequence(of: limit)
        at = voice.moment(limit.at)
        tone = "alert"
        path = "/budget/limits"
        link = voice.say("See the limits")
    }

    init(_ credits: CreditsDetail, _ voice: Voice) {
        what = voice.sentence(of: credits)
        consequence = voice.consequence(of: credits)
        at = voice.moment(credits.gone.since)
        tone = "bad"
        path = "/budget"
        link = voice.say("See the budget")
    }

    init(_ detail: WarningDetail, _ voice: Voice) {
        what = voice.sentence(of: detail.warning, for: detail.subject)
        consequence = voice.consequence(of: detail.warning)
        at = voice.moment(detail.at)
        tone = detail.warning.crossing == .all ? "bad" : "alert"
        path = "/budget"
        link = voice.say("See the budget")
    }
}

extension Desk {
    func board(_ visit: Visit) async throws -> BudgetBoard {
        let caller = try visit.caller
        let statuses = try await house.metering.budgets(for: caller)
        return BudgetBoard(
            statuses: statuses,
            subjects: try await house.publishing.subjects(of: statuses.map(\.scope), for: caller),
            forecasts: try await house.metering.forecast(of: statuses, in: caller.workspace),
            warnings: try await house.publishing.warnings.open(for: caller),
            limits: try await house.publishing.warnings.limits(for: caller).filter { !$0.isPutAway },
            credits: try await house.publishing.creditsGone(for: caller),
            choices: caller.role.may(.manage) ? try await house.publishing.budgetSubjects(for: caller) : [])
    }

    /// Sets or changes one budget. What is wrong is shown above the form, with what was typed.
    func setBudget(_ request: Request, _ visit: Visit) async throws -> Response {
        let form = visit.form
        do {
            guard let cap = try form.money("cap") else {
                throw Problem(
                    .badInput, "A budget needs an amount.", do: "Write it like 25 or 12.50, or take the budget away.",
                    field: "cap")
            }
            try await house.metering.setBudget(
                try form.budgetScope(), cap, isHard: form["kind"] != "soft", by: try visit.caller)
            return .seeOther("/budget", notice: .budgetSaved)
        } catch let problem as Problem where problem.field != nil {
            return try await budgetPage(
                visit, typed: (form["for"], form.trimmed("cap"), form["kind"] != "soft"), problem: problem)
        }
    }

    func dropBudget(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.metering.setBudget(try visit.form.budgetScope(), nil, by: try visit.caller)
        return .seeOther("/budget", notice: .budgetGone)
    }

    func putWarningsAway(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.publishing.warnings.putAway(by: try visit.caller)
        return .seeOther("/budget")
    }
}

extension Form {
    /// - Throws: `.badInput`.
    func budgetScope() throws(Problem) -> BudgetScope {
        guard let scope = BudgetScope(word: self["for"]) else {
            throw Problem(
                .badInput, "There is no budget for \"\(String(self["for"].prefix(40)))\".",
                do: "Choose one of those shown.", field: "for")
        }
        return scope
    }
}
