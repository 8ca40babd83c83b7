import KicauCore
import KicauMeter
import KicauStore

/// How each class of work goes on in a workspace, as its budgets stand at one moment.
struct Pacer: Sendable {
    let workspace: Workspace
    let month: String
    let shares: WorkShares
    /// The workspace's own first.
    let budgets: [BudgetStatus]
    /// Networks on which readings cost money; what is free is not held up by money, though posts may be dear there.
    let charging: Set<PlatformID>

    func pace(of work: WorkClass, on platform: PlatformID, account: AccountID?) -> WorkPace {
        guard platform == .ai || charging.contains(platform) else { return .usual }
        return shares.pace(
            of: work,
            under: budgets.filter { $0.scope.covers(platform: platform, account: account, campaign: nil) })
    }

    /// Why a reading is left out or an inbox is read less often.
    ///
    /// - Parameter name: whose budget it is.
    func story(of work: WorkClass, _ budget: BudgetStatus, named name: String) -> Settlement.Story {
        Settlement.Story(
            Pacer.words(
                work, used: budget.percent ?? 100, of: name, in: month, from: shares.thinsFrom(work) ?? 100),
            do: "Raise that share on Budget, Giving way, or raise the budget.")
    }
}

extension Kit {
    func pacer(for workspace: Workspace) async throws -> Pacer {
        let now = time.now()
        let month = try Months.month(of: now, zone: workspace.zone)
        let (budgets, giving) = try await store.read { tx in
            (try tx.budgets(of: workspace.id, month: month), try tx.givingWay(of: workspace.id))
        }
        let charging = prices.books.lines(on: now, under: workspace.paidPlans).filter { line in
            guard MeterUnit.isReading(line.unit), case .costs(let price) = line.price else { return false }
            return price > .zero
        }
        return Pacer(
            workspace: workspace, month: month, shares: giving.shares, budgets: budgets,
            charging: Set(charging.map(\.platform)))
    }

    /// Why work is done less often now; nil: it is not, or it has stopped, and then each call says so itself.
    func thinned(_ work: WorkClass, by pacer: Pacer, on platform: PlatformID, account: AccountID) async throws
        -> Settlement.Story?
    {
        guard case .thinned(let budget) = pacer.pace(of: work, on: platform, account: account) else { return nil }
        let network = platforms[platform]?.name
        let name = try await store.read {
            try $0.budgetName(budget.scope, of: pacer.workspace, network: network)
        }
        return pacer.story(of: work, budget, named: name)
    }
}

extension Pacer {
    fileprivate static func words(
        _ work: WorkClass, used percent: Int, of name: String, in month: String, from: Int
    ) -> Sentence {
        switch work {
        case .inbox:
            "\(percent) % of the budget of \(name) for \(month) is used. From \(from) % on the inbox is read a quarter as often; when the network rings, still at once."
        case .oldReadings:
            "Left out: \(percent) % of the budget of \(name) for \(month) is used. From \(from) % on old posts are read at 28 days only."
        case .newReadings, .suggestions, .lookUps, .publishing:
            "Left out: \(percent) % of the budget of \(name) for \(month) is used. From \(from) % on a new post is read once a UTC day at most."
        }
    }
}
