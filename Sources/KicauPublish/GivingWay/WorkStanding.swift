public import KicauCore
import KicauStore

/// How one class of work goes on in this month, for people.
public struct WorkStanding: Sendable, Hashable {
    public let work: WorkClass
    /// In percent of a budget, where it stops.
    public let share: Int
    /// In percent of a budget, from where on it is done less often; nil: it never is.
    public let thinsFrom: Int?
    public let pace: WorkPace
    /// Of the budget that slows it down, or stops it.
    public let subject: BudgetSubject?

    public init(_ work: WorkClass, _ shares: WorkShares, pace: WorkPace = .usual, subject: BudgetSubject? = nil) {
        self.work = work
        share = shares.share(of: work)
        thinsFrom = shares.thinsFrom(work)
        self.pace = pace
        self.subject = subject
    }
}

extension WorkPace {
    /// The budget that slows it down, or stops it.
    public var budget: BudgetStatus? {
        switch self {
        case .usual: nil
        case .thinned(let budget), .stopped(let budget): budget
        }
    }
}

extension Publishing {
    /// All that gives way to publishing, what goes first in front. Each by its account that is worst off.
    public func workStandings(for caller: Caller) async throws -> [WorkStanding] {
        try caller.must(.look)
        let pacer = try await kit.pacer(for: caller.workspace)
        let rows = try await kit.store.read { try $0.accounts(in: caller.workspace.id) }
        let accounts: [(platform: PlatformID, account: AccountID?)] =
            rows
            .filter { $0.state != AccountState.disconnected.rawValue }
            .map { ($0.account.platform, $0.account.id) }
        let paces: [(work: WorkClass, pace: WorkPace)] = WorkClass.yielding.map { work in
            let paces =
                work == .suggestions
                ? [pacer.pace(of: work, on: .ai, account: nil)]
                : accounts.map { pacer.pace(of: work, on: $0.platform, account: $0.account) }
            return (work, WorkPace.worst(paces))
        }
        let subjects = try await kit.subjects(
            of: Set(paces.compactMap { $0.pace.budget?.scope }), in: caller.workspace.id)
        return paces.map { work, pace in
            WorkStanding(work, pacer.shares, pace: pace, subject: pace.budget.flatMap { subjects[$0.scope] })
        }
    }
}

extension WorkPace {
    fileprivate static func worst(_ paces: [WorkPace]) -> WorkPace {
        paces.first { if case .stopped = $0 { true } else { false } } ?? paces.first { $0 != .usual } ?? .usual
    }
}
