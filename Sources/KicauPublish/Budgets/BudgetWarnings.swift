public import KicauCore
import KicauMeter
import KicauStore

/// What was said of the budgets, who hears it, and the address that a workspace wants it called out to.
public struct BudgetWarnings: Sendable {
    let kit: Kit

    /// Of this month and later ones, newest first.
    public func list(for caller: Caller) async throws -> [WarningDetail] {
        try caller.must(.look)
        let month = try Months.month(of: kit.time.now(), zone: caller.workspace.zone)
        let rows = try await kit.store.read { try $0.budgetWarnings(of: caller.workspace.id, fromMonth: month) }
        let subjects = try await kit.subjects(of: Set(rows.map(\.warning.scope)), in: caller.workspace.id)
        return rows.map { row in
            WarningDetail(
                warning: row.warning, subject: subjects[row.warning.scope] ?? .workspace, at: row.at,
                isPutAway: row.isPutAway)
        }
    }

    /// What pages show now: what nobody has put away, and of the points that one budget has reached the highest.
    public func open(for caller: Caller) async throws -> [WarningDetail] {
        WarningDetail.highest(try await list(for: caller).filter { !$0.isPutAway })
    }

    /// The pages show them no more, to anybody here.
    public func putAway(by caller: Caller) async throws {
        try caller.must(.manage)
        let now = kit.time.now()
        try await kit.store.write { tx in
            try tx.putAwayWarnings(of: caller.workspace.id, at: now)
            tx.noteChange(in: caller.workspace.id)
        }
    }

    /// The newest letters and calls, and how each went.
    public func tellings(for caller: Caller) async throws -> [WarningTelling] {
        try caller.must(.manage)
        let workspace = caller.workspace.id
        let (rows, members) = try await kit.store.read { tx in
            (try tx.notices(of: workspace, limit: 20), try tx.members(of: workspace))
        }
        let scopes = rows.compactMap { row -> BudgetScope? in
            if case .budget(let scope, _, _) = row.about { scope } else { nil }
        }
        let subjects = try await kit.subjects(of: Set(scopes), in: workspace)
        let limits = try await limits(
            rows.compactMap { row -> Int64? in if case .limit(let id) = row.about { id } else { nil } }, in: workspace)
        return rows.map { row in
            let reader = members.first { WarningReader.person($0.user.id).stored == row.reader }?.user.email
            let about: WarningTelling.About =
                switch row.about {
                case .budget(let scope, _, let crossing): .budget(subjects[scope] ?? .workspace, crossing)
                case .limit(let id): limits[id].map(WarningTelling.About.limit) ?? .gone
                case .credits(let id, _): .credits(network: kit.platforms[id]?.name ?? id.raw)
                }
            return WarningTelling(
                about: about,
                to: row.reader == WarningReader.hook.stored ? nil : reader ?? "", state: .init(row.state),
                tries: row.tries, made: row.made, trouble: row.trouble)
        }
    }
}

/// A warning as the pages show it.
public struct WarningDetail: Sendable, Hashable {
    public let warning: BudgetWarning
    public let subject: BudgetSubject
    public let at: Instant
    public let isPutAway: Bool

    public init(warning: BudgetWarning, subject: BudgetSubject, at: Instant, isPutAway: Bool) {
        self.warning = warning
        self.subject = subject
        self.at = at
        self.isPutAway = isPutAway
    }

    /// Of each budget and month the highest point; a forecast stands beside it.
    static func highest(_ all: [WarningDetail]) -> [WarningDetail] {
        all.filter { one in
            !all.contains { other in
                other.warning.scope == one.warning.scope && other.warning.month == one.warning.month
                    && other.warning.crossing.percent ?? 0 > one.warning.crossing.percent ?? .max
            }
        }
    }
}

/// How one warning was told to one reader.
public struct WarningTelling: Sendable, Hashable {
    public enum State: String, Sendable, Hashable, CaseIterable {
        case waiting, told, unsure, givenUp = "given-up"
    }

    public enum About: Sendable, Hashable {
        case budget(BudgetSubject, BudgetCrossing)
        case limit(LimitWarningDetail)
        /// The app's credits at a network.
        case credits(network: String)
        /// A limit's, that is not kept any more.
        case gone
    }

    public let about: About
    /// A person's address, empty for who is no member any more; nil: the workspace's webhook.
    public let to: String?
    public let state: State
    public let tries: Int
    public let made: Instant
    /// Why the last try failed.
    public let trouble: String?
}

extension WarningTelling.State {
    init(_ state: WarningNoticeRow.State) {
        switch state {
        case .open, .taken: self = .waiting
        case .told: self = .told
        case .unsure: self = .unsure
        case .givenUp: self = .givenUp
        }
    }
}

/// Who hears of a budget.
enum WarningReader: Hashable {
    case person(ID<User>)
    case hook

    var stored: String {
        switch self {
        case .person(let user): "user \(user)"
        case .hook: "webhook"
        }
    }
}
