import KicauCore
import KicauMeter
import KicauStore
import Logging
public import ServiceLifecycle

/// Books what plans cost by the month: once for each, whichever node comes first, and later where none was on.
public struct FeeKeeper: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    private static let every = Duration.minutes(1)

    public func run() async throws {
        await takeTurns(every: FeeKeeper.every) { await turn() }
    }

    /// Never throws: what fails here is tried again at the next turn.
    func turn() async {
        do {
            for workspace in try await kit.store.read({ try $0.allWorkspaces() }) { await settle(workspace) }
        } catch {
            kit.log.error("the plans' fees could not be looked at", metadata: ["error": "\(error)"])
        }
    }

    /// What stands in one workspace's way is not the others' affair.
    private func settle(_ workspace: Workspace) async {
        do {
            try await look(at: workspace)
        } catch {
            kit.log.error(
                "a plan's fee could not be booked",
                metadata: ["workspace": "\(workspace.id)", "error": "\(error)"])
        }
    }

    private func look(at workspace: Workspace) async throws {
        let now = kit.time.now()
        let (periods, booked) = try await kit.store.read { tx in
            (try tx.planPeriods(of: workspace.id), try tx.bookedFees(of: workspace.id))
        }
        try await begin(workspace, periods, at: now)
        let due = try PlanFees.due(
            periods, booked: booked, books: kit.prices.books, zone: workspace.zone, at: now)
        guard !due.isEmpty else { return }
        let made = try await kit.store.write(as: .shut) { tx in
            let made = try due.filter { try tx.book($0, of: workspace.id, at: now) }
            if !made.isEmpty { tx.noteChange(in: workspace.id) }
            return made
        }
        for fee in made {
            kit.log.info(
                "a plan's fee was booked",
                metadata: [
                    "workspace": "\(workspace.id)", "plan": "\(fee.key.platform) \(fee.key.plan)",
                    "month": "\(fee.key.month)",
                ])
        }
    }

    /// A plan that was chosen before its times were written down counts from now on.
    private func begin(_ workspace: Workspace, _ periods: [PlanPeriod], at now: Instant) async throws {
        let unknown = workspace.paidPlans.filter { platform, plan in
            !periods.contains { $0.platform == platform && $0.plan == plan && $0.until == nil }
        }
        guard !unknown.isEmpty else { return }
        try await kit.store.write { tx in
            guard let fresh = try tx.workspace(workspace.id) else { return }
            for platform in unknown.keys.sorted() {
                try tx.beginPlan(fresh.paidPlans[platform], on: platform, of: workspace.id, at: now)
            }
        }
    }
}
