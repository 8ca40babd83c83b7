public import KicauCore
public import KicauStore
import Synchronization

/// A line that refuses a call without a price or beyond the budget, holds before it calls, and books after.
///
/// Commits and what else a delivery's own hold covers pass through: their money was set aside when it was scheduled.
public struct MeteredLine: Line {
    private let line: any Line
    private let till: Till
    private let platform: PlatformID
    private let covered: Set<String>

    public init(_ line: any Line, till: Till, platform: PlatformID, covered: Set<String> = []) {
        self.line = line
        self.till = till
        self.platform = platform
        self.covered = covered
    }

    public func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        guard !request.isCommit, !covered.contains(unit.name) else { return try await line.call(request, unit: unit) }
        guard let hold = try await till.hold(unit, on: platform) else {
            return try await line.call(request, unit: unit)
        }
        do {
            let reply = try await line.call(request, unit: unit)
            // Platforms that bill do not bill failed requests (X: pricing page).
            try await till.settle(hold, spent: (200..<300).contains(reply.status))
            return reply
        } catch .neverLeft(let retryAt, let reason) {
            try await till.settle(hold, spent: false)
            throw .neverLeft(retryAt: retryAt, reason)
        } catch .noAnswer(let trace) {
            // A time-out is no refund: the network may have billed it.
            try await till.settle(hold, spent: true)
            throw .noAnswer(trace)
        }
    }
}

/// One workspace's purse, as a line sees it.
public struct Till: Sendable {
    private let store: Store
    private let prices: PriceShelf
    private let workspace: Workspace
    /// Whose calls they are; nil: nobody's in particular.
    private let account: ID<Account>?
    private let time: any TimeSource
    private let makeName: @Sendable () -> String

    public init(
        store: Store, prices: PriceShelf, workspace: Workspace, account: ID<Account>? = nil, time: any TimeSource,
        makeName: @escaping @Sendable () -> String
    ) {
        self.store = store
        self.prices = prices
        self.workspace = workspace
        self.account = account
        self.time = time
        self.makeName = makeName
    }

    /// Nil when the call is free by policy.
    func hold(_ unit: MeterUnit, on platform: PlatformID) async throws(LineFailure) -> String? {
        let now = time.now()
        let fare: Fare
        do {
            fare = try prices.books.fare(
                for: [unit], on: platform, under: workspace.plans[platform.raw], at: now)
        } catch {
            throw .neverLeft(retryAt: now + .hours(1), .noPrice(error.what))
        }
        guard fare.total > .zero || fare.included != nil else { return nil }
        let name = "call/" + makeName()
        do {
            let month = try Months.month(of: now, zone: workspace.zone)
            let new = NewHold(
                name: name, workspace: workspace.id, delivery: nil, account: account, platform: platform, month: month,
                fare: fare)
            if let short = try await store.write({ try $0.hold(new, at: now) }) {
                throw short.problem(fare, on: platform.raw, month: month)
            }
            return name
        } catch let problem as Problem {
            throw .neverLeft(retryAt: now + .hours(1), .overBudget(problem.what))
        } catch {
            throw .neverLeft(retryAt: now + .seconds(10), .unreachable("the meter could not write its hold"))
        }
    }

    func settle(_ name: String, spent: Bool) async throws(LineFailure) {
        let now = time.now()
        do {
            try await store.write { spent ? try $0.captureHold(name, at: now) : try $0.releaseHold(name, at: now) }
        } catch {
            // The hold stays set aside, so the budget errs on the safe side; the answer must not be lost for it.
            return
        }
    }
}
