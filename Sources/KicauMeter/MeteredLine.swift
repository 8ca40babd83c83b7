public import KicauCore
public import KicauStore
import Synchronization

/// A line that refuses a call without a price or beyond the budget, holds before it calls, and books after.
///
/// Commits and what else a delivery's own hold covers pass through: their money was set aside when it was scheduled.
public struct MeteredLine: Line {
    let line: any Line
    let till: Till
    let platform: PlatformID
    private let covered: Set<String>
    private let billed: Billed

    /// What the network charges for an answer, at most what was asked for.
    public typealias Billed = @Sendable (MeterUnit, Reply) -> [MeterUnit]

    public init(
        _ line: any Line, till: Till, platform: PlatformID, covered: Set<String> = [],
        billed: @escaping Billed = { unit, _ in [unit] }
    ) {
        self.line = line
        self.till = till
        self.platform = platform
        self.covered = covered
        self.billed = billed
    }

    public func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        guard !request.isCommit, !covered.contains(unit.name) else { return try await line.call(request, unit: unit) }
        let asked = till.now
        guard let hold = try await till.hold(unit, on: platform, at: asked) else {
            return try await free(request, unit)
        }
        do {
            let reply = try await line.call(request, unit: unit)
            // Platforms that bill do not bill failed requests (X: pricing page).
            let isBilled = (200..<300).contains(reply.status)
            let came = isBilled ? billed(unit, reply) : [unit]
            if came != [unit], let fare = till.fare(for: came, on: platform, at: asked) {
                await till.settle(hold, as: fare)
            } else {
                await till.settle(hold, spent: isBilled)
            }
            return reply
        } catch .neverLeft(let retryAt, let reason) {
            await till.settle(hold, spent: false)
            throw .neverLeft(retryAt: retryAt, reason)
        } catch .noAnswer(let trace) {
            // A time-out is no refund: the network may have billed it.
            await till.settle(hold, spent: true)
            throw .noAnswer(trace)
        }
    }

    /// Under another plan it would not be free, so it is counted as what is paid for is.
    private func free(_ request: Call, _ unit: MeterUnit) async throws(LineFailure) -> Reply {
        do {
            let reply = try await line.call(request, unit: unit)
            if (200..<300).contains(reply.status) { till.note(unit, on: platform) }
            return reply
        } catch {
            if case .noAnswer = error { till.note(unit, on: platform) }
            throw error
        }
    }
}

/// One workspace's purse, as a line sees it.
public struct Till: Sendable {
    let store: Store
    private let prices: PriceShelf
    private let workspace: Workspace
    /// Whose calls they are; nil: nobody's in particular.
    private let account: ID<Account>?
    /// What its calls are made for, and so how far they may use a budget.
    private let work: WorkClass
    /// What people call the network.
    private let networkName: String?
    /// Where calls that cost nothing are counted; nil: nowhere.
    private let freeCalls: FreeCalls?
    let time: any TimeSource
    private let makeName: @Sendable () -> String

    public init(
        store: Store, prices: PriceShelf, workspace: Workspace, account: ID<Account>? = nil, work: WorkClass,
        networkName: String? = nil, freeCalls: FreeCalls? = nil, time: any TimeSource,
        makeName: @escaping @Sendable () -> String
    ) {
        self.store = store
        self.prices = prices
        self.workspace = workspace
        self.account = account
        self.work = work
        self.networkName = networkName
        self.freeCalls = freeCalls
        self.time = time
        self.makeName = makeName
    }

    var now: Instant { time.now() }

    /// What some units cost; nil: nobody knows, and then what was set aside stands.
    func fare(for units: [MeterUnit], on platform: PlatformID, at instant: Instant) -> Fare? {
        let plan = workspace.plans[platform.raw]
        return try? prices.books.fare(for: units, on: platform, under: plan, at: instant)  // as it says
    }

    /// Nil when the call is free by policy.
    ///
    /// - Parameter asked: the call's begin, by whose prices it is rated whenever it ends; nil: now.
    func hold(_ unit: MeterUnit, on platform: PlatformID, at asked: Instant? = nil) async throws(LineFailure)
        -> String?
    {
        let now = asked ?? time.now()
        let fare: Fare
        do {
            fare = try prices.books.fare(
                for: [unit], on: platform, under: workspace.plans[platform.raw], at: now)
        } catch {
            throw .neverLeft(retryAt: now + .hours(1), .noPrice(error.what))
        }
        guard fare.total > .zero || fare.included != nil else { return nil }
        return try await hold(fare, on: platform, at: now)
    }

    /// Sets aside what a call can cost; gives the name by which it is settled.
    func hold(_ fare: Fare, on platform: PlatformID, at asked: Instant? = nil) async throws(LineFailure) -> String {
        let now = asked ?? time.now()
        let name = "call/" + makeName()
        let refusal: Postponement?
        do {
            let month = try Months.month(of: now, zone: workspace.zone)
            let new = NewHold(
                name: name, workspace: workspace.id, delivery: nil, account: account, platform: platform, month: month,
                fare: fare, work: work)
            refusal = try await store.write(as: .apart) { tx in try tx.refusal(of: new, workspace, networkName, at: now)
            }
        } catch let problem as Problem {
            refusal = .overBudget(problem.what)
        } catch {
            throw .neverLeft(retryAt: now + .seconds(10), .unreachable("the meter could not write its hold"))
        }
        if let refusal { throw .neverLeft(retryAt: now + .hours(1), refusal) }
        return name
    }

    /// A call that cost nothing.
    func note(_ unit: MeterUnit, on platform: PlatformID) {
        freeCalls?.note(unit, on: platform, of: workspace.id, account: account, at: time.now())
    }

    func settle(_ name: String, spent: Bool) async {
        let now = time.now()
        do {
            try await store.write(as: .fenced) { tx in
                if spent { try tx.captureHold(name, at: now) } else { try tx.releaseHold(name, at: now) }
            }
        } catch {
            // The hold stays set aside, so the budget errs on the safe side; the answer must not be lost for it.
            return
        }
    }
}

extension Transaction {
    /// Sets a call's money aside; nil: it is.
    fileprivate borrowing func refusal(
        of new: NewHold, _ workspace: Workspace, _ networkName: String?, at now: Instant
    ) throws -> Postponement? {
        guard let short = try hold(new, at: now) else { return nil }
        let name = try budgetName(short.scope, of: workspace, network: networkName)
        return short.refusal(new.fare, on: new.platform.raw, month: new.month, named: name)
    }
}
