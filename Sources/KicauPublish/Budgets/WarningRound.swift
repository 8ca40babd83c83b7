public import KicauCore
public import KicauMeter
import KicauStore
import Logging
public import ServiceLifecycle
import Synchronization

/// Looks at every budget a few times a minute, and has those told who manage money when a limit comes near: once for each
/// point that is reached, in a month, whichever node sees it first.
public struct WarningRound: Service {
    /// What a warning says in one language, or to a program.
    public struct Writer: Sendable {
        public let letter: @Sendable (Told, _ to: String, _ language: String?) -> Letter
        public let json: @Sendable (Told) -> JSONValue

        public init(
            letter: @escaping @Sendable (Told, _ to: String, _ language: String?) -> Letter,
            json: @escaping @Sendable (Told) -> JSONValue
        ) {
            self.letter = letter
            self.json = json
        }
    }

    let kit: Kit
    let writer: Writer
    let postman: (any Postman)?
    /// What each budget of a workspace is likely to come to.
    private let forecasts: @Sendable (Workspace) async throws -> [ForecastLine]

    private let asked = Asked()

    /// When each workspace's forecast was last asked for.
    private final class Asked: Sendable {
        private let times = Mutex<[ID<Workspace>: Instant]>([:])

        func isDue(_ workspace: ID<Workspace>, at now: Instant) -> Bool {
            times.withLock { times in
                if let last = times[workspace], last <= now, now < last + WarningRound.betweenForecasts { return false }
                times[workspace] = now
                return true
            }
        }
    }

    public init(
        kit: Kit, writer: Writer, postman: (any Postman)?,
        forecasts: @escaping @Sendable (Workspace) async throws -> [ForecastLine] = { _ in [] }
    ) {
        self.kit = kit
        self.writer = writer
        self.postman = postman
        self.forecasts = forecasts
    }

    private static let every = Duration.seconds(20)
    /// A forecast is dearer than a look, and in less nobody would have done anything about it.
    private static let betweenForecasts = Duration.minutes(10)
    private static let kept = Duration.days(90)

    public func run() async throws {
        await takeTurns(every: WarningRound.every) { await turn() }
    }

    func turn() async {
        do {
            try await look()
            try await lookAtLimits()
            try await lookAtCredits()
            try await tell()
        } catch {
            kit.log.error("budgets could not be looked at", metadata: ["error": "\(error)"])
        }
    }

    /// What is new is written with a notice for each reader, in one transaction.
    func look() async throws {
        let now = kit.time.now()
        // Nowhere on earth is it an earlier month than this.
        let bound = try Months.month(of: now - .days(1), zone: "UTC")
        let (standing, said, workspaces) = try await kit.store.read { tx in
            (
                try tx.budgetsHalfUsed(fromMonth: bound), try tx.budgetWarnings(fromMonth: bound),
                try tx.allWorkspaces()
            )
        }
        for workspace in workspaces {
            do {
                let month = try Months.month(of: now, zone: workspace.zone)
                let statuses = standing.filter { $0.workspace == workspace.id && $0.status.month >= month }
                let due =
                    statuses.flatMap { BudgetWarning.due(of: $0.status, isForecastToPass: false) }
                    + (try await forecast(for: workspace, month: month))
                let old = Set(said.filter { $0.workspace == workspace.id }.map { WarningKey($0.warning) })
                let fresh = due.filter { !old.contains(WarningKey($0)) }
                if !fresh.isEmpty { try await write(fresh, in: workspace, at: now) }
            } catch let problem as Problem {
                kit.log.error(
                    "a workspace's budgets could not be looked at",
                    metadata: ["workspace": "\(workspace.id)", "why": "\(problem.what)"])
            }
        }
    }

    private func forecast(for workspace: Workspace, month: String) async throws -> [BudgetWarning] {
        guard asked.isDue(workspace.id, at: kit.time.now()) else { return [] }
        var due: [BudgetWarning] = []
        for line in try await forecasts(workspace) where line.passing == .likely && line.month >= month {
            let standings = try await kit.store.read { try $0.budgets(of: workspace.id, month: line.month) }
            guard let status = standings.first(where: { $0.scope == line.scope }) else { continue }
            due += BudgetWarning.due(of: status, isForecastToPass: true).filter { $0.crossing == .forecast }
        }
        return due
    }

    private func write(_ due: [BudgetWarning], in workspace: Workspace, at now: Instant) async throws {
        let mails = postman != nil
        try await kit.store.write { tx in
            let fresh = try due.filter { try tx.warn($0, in: workspace.id, at: now) }
            guard !fresh.isEmpty else { return }
            let readers = try tx.warningReaders(of: workspace.id, mails: mails)
            for warning in BudgetWarning.loudest(of: fresh) {
                for reader in readers {
                    try tx.addNotice(of: warning, for: reader.stored, in: workspace.id, at: now)
                }
            }
            tx.noteChange(in: workspace.id)
        }
    }

    /// How long letters and calls that were made are remembered.
    func forget() async throws {
        let end = kit.time.now() - WarningRound.kept
        try await kit.store.write { tx in
            try tx.forgetNotices(madeBefore: end)
            try tx.forgetLimitWarnings(madeBefore: end)
        }
    }
}

/// What somebody is told.
public enum Told: Sendable, Hashable {
    case budget(ToldWarning)
    case limit(ToldLimit)
    case credits(ToldCredits)

    public var workspace: Workspace {
        switch self {
        case .budget(let told): told.workspace
        case .limit(let told): told.workspace
        case .credits(let told): told.workspace
        }
    }
}

/// A budget's warning that somebody is told.
public struct ToldWarning: Sendable, Hashable {
    /// The same in every try, so that who hears it twice can see that.
    public let name: String
    public let workspace: Workspace
    public let warning: BudgetWarning
    public let subject: BudgetSubject
    public let at: Instant

    public init(name: String, workspace: Workspace, warning: BudgetWarning, subject: BudgetSubject, at: Instant) {
        self.name = name
        self.workspace = workspace
        self.warning = warning
        self.subject = subject
        self.at = at
    }
}

/// What is said once.
private struct WarningKey: Hashable {
    let scope: BudgetScope
    let month: String
    let crossing: BudgetCrossing

    init(_ warning: BudgetWarning) {
        scope = warning.scope
        month = warning.month
        crossing = warning.crossing
    }
}

extension Transaction {
    /// Who manages money has a mailbox; a workspace may have a webhook.
    borrowing func warningReaders(of workspace: ID<Workspace>, mails: Bool) throws -> [WarningReader] {
        let people =
            mails
            ? try members(of: workspace).filter { $0.role.may(.manage) && !$0.user.email.isEmpty }.map(\.user.id) : []
        return people.map(WarningReader.person) + (try warningHook(of: workspace) == nil ? [] : [.hook])
    }
}
