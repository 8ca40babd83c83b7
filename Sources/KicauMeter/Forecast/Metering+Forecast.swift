public import KicauCore
import KicauStore

extension Metering {
    /// Where this month's budgets will stand at its end, in the order of `budgets(for:)`.
    public func forecast(for caller: Caller) async throws -> [ForecastLine] {
        try await forecast(of: try await budgets(for: caller), in: caller.workspace)
    }

    /// - Parameter statuses: of this month.
    public func forecast(of statuses: [BudgetStatus], in workspace: Workspace) async throws -> [ForecastLine] {
        guard let month = statuses.first?.month else { return [] }
        let now = time.now()
        let question = ForecastShelf.Question(
            statuses: statuses, plans: workspace.plans, zone: workspace.zone, books: prices.mark, today: Day(of: now))
        if let known = forecasts.lines(for: workspace.id, question, at: now) { return known }
        let ground = try await ground(of: statuses, in: workspace, month: month, now: now)
        let lines = statuses.map { ground.forecast(of: $0.scope).line(for: $0) }
        forecasts.keep(lines, for: workspace.id, question, at: now)
        return lines
    }

    private func ground(
        of statuses: [BudgetStatus], in workspace: Workspace, month: String, now: Instant
    ) async throws -> ForecastGround {
        let ends = try Months.span(of: month, zone: workspace.zone).to
        let today = Day(of: now)
        let from = today.number - Int64(ForecastLine.daysBack)
        let after = Day(of: ends).number + 1
        let (id, books) = (workspace.id, prices.books)
        let campaigns = statuses.compactMap { if case .campaign(let id) = $0.scope { id } else { nil } }
        return try await store.read { tx in
            let span = from..<today.number + 1
            var ofCampaigns: [ID<Campaign>: ForecastGround.OfCampaign] = [:]
            for campaign in campaigns {
                ofCampaigns[campaign] = .init(
                    spent: try tx.dayAmounts(on: campaign, in: id, span),
                    planned: try tx.plannedFares(of: id, before: after, campaign: campaign))
            }
            return ForecastGround(
                books: books, workspace: workspace, month: month, today: today, ends: ends,
                daysSeen: try tx.daysSeen(of: id, on: today),
                usage: try tx.usage(of: id, from: from, to: today.number + 1),
                planned: try tx.plannedFares(of: id, before: after), ofAI: try tx.dayAmounts(on: nil, in: id, span),
                ofCampaigns: ofCampaigns)
        }
    }
}

extension Transaction {
    /// How many of the last 28 days there is something to know of.
    borrowing func daysSeen(of workspace: ID<Workspace>, on today: Day) throws -> Int {
        let first = try firstUsage(of: workspace) ?? today.number
        return Int(min(Int64(ForecastLine.daysBack), max(0, today.number - first)))
    }

    fileprivate borrowing func dayAmounts(on campaign: ID<Campaign>?, in workspace: ID<Workspace>, _ span: Range<Int64>)
        throws -> [ForecastGround.DayAmount]
    {
        try spentByDay(on: campaign, in: workspace, from: span.lowerBound, to: span.upperBound).map {
            ForecastGround.DayAmount(day: $0.day, amount: $0.amount)
        }
    }
}
