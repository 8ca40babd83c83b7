import Hummingbird
import KicauCore
import KicauMeter
import KicauPublish

/// The month's money: what is spent, set aside and left, and on what.
struct BudgetPage: Page {
    static let template = "budget"

    struct Spent: Sendable {
        let network: String
        let networkName: String
        let unit: String
        let count: String
        let amount: String
    }

    let frame: Frame
    let tabs: MoneyTabs
    let problem: ProblemText?
    let warnings: [WarningLine]
    let hasWarnings: Bool
    let emptied: [EmptiedCredits]
    let hasEmptied: Bool
    /// The workspace's own.
    let whole: BudgetLine
    /// Those for a part of it.
    let parts: [BudgetLine]
    let hasParts: Bool
    let canSet: Bool
    let form: BudgetForm?
    let spending: [Spent]
    let hasSpending: Bool
    /// Calls that cost nothing.
    let free: [Spent]
    let hasFree: Bool
    let usages: [UsageCard]
    let canAsk: Bool

    init(
        _ board: BudgetBoard, spending: [SpendingLine], usages: [AppUsageDetail], names: [PlatformID: String],
        canSet: Bool, canAsk: Bool, frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        tabs = MoneyTabs(at: .budget, voice)
        let lines = board.statuses.map { board.line($0, canSet: canSet, voice) }
        whole = lines[0]
        parts = Array(lines.dropFirst())
        hasParts = !parts.isEmpty
        problem = board.problem.map { ProblemText($0, voice) }
        warnings = board.limits.map { WarningLine($0, voice) } + board.warnings.map { WarningLine($0, voice) }
        hasWarnings = !warnings.isEmpty
        emptied = board.credits.map { EmptiedCredits($0, canSet: canSet, voice) }
        hasEmptied = !emptied.isEmpty
        self.canSet = canSet
        form = canSet ? BudgetForm(board.choices, typed: board.typed, voice) : nil
        self.spending = spending.filter { $0.amount > .zero }.map { Spent($0, names, voice) }
        hasSpending = !self.spending.isEmpty
        free = spending.filter { $0.amount == .zero }.map { Spent($0, names, voice) }
        hasFree = !free.isEmpty
        self.usages = usages.map { UsageCard($0, voice) }
        self.canAsk = canAsk
    }
}

extension BudgetPage.Spent {
    fileprivate init(_ line: SpendingLine, _ names: [PlatformID: String], _ voice: Voice) {
        network = Networks.mark(line.platform)
        networkName = names[line.platform] ?? line.platform.raw
        unit = line.unit
        count = voice.number(line.count)
        amount = voice.money(line.amount)
    }
}

extension Desk {
    func budget(_ request: Request, _ visit: Visit) async throws -> Response { try await budgetPage(visit) }

    func budgetPage(
        _ visit: Visit, typed: (word: String, amount: String, isHard: Bool) = ("", "", true), problem: Problem? = nil
    ) async throws -> Response {
        let caller = try visit.caller
        var board = try await board(visit)
        (board.typed, board.problem) = (typed, problem)
        let page = BudgetPage(
            board, spending: try await house.metering.spending(month: board.statuses[0].month, for: caller),
            usages: try await house.usages.list(for: caller), names: house.networkNames,
            canSet: caller.role.may(.manage), canAsk: caller.role.may(.connect),
            frame: frame(visit.voice.say("Budget"), at: .budget, for: visit), visit.voice)
        return try show(page, to: visit, status: problem?.code.status ?? .ok)
    }

    /// The workspace's own; empty: no limit.
    func setCap(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.metering.setBudget(
            .workspace, try visit.form.money("cap"), isHard: visit.form["kind"] != "soft", by: try visit.caller)
        return .seeOther("/budget", notice: .budgetSaved)
    }
}

extension Form {
    /// An amount in dollars; nil when it is left empty. - Throws: `.badInput`.
    func money(_ name: String) throws(Problem) -> Money? {
        guard let text = filled(name) else { return nil }
        guard let money = Money(dollars: text) else {
            throw Problem(
                .badInput, "\"\(String(text.prefix(20)))\" is not an amount of dollars.",
                do: "Write it like 25 or 12.50.",
                field: name)
        }
        return money
    }
}
