public import KicauCore
import KicauStore

/// What was said of one of a network's windows, as the pages show it.
public struct LimitWarningDetail: Sendable, Hashable {
    public let warning: QuotaWarning
    public let network: String
    /// Whose window it is; nil: all accounts share it, or its account is not here any more.
    public let account: AccountSummary?
    public let at: Instant
    public let isPutAway: Bool

    public init(
        warning: QuotaWarning, network: String, account: AccountSummary?, at: Instant, isPutAway: Bool = false
    ) {
        self.warning = warning
        self.network = network
        self.account = account
        self.at = at
        self.isPutAway = isPutAway
    }
}

/// A limit's warning that somebody is told.
public struct ToldLimit: Sendable, Hashable {
    /// The same in every try, so that who hears it twice can see that.
    public let name: String
    public let workspace: Workspace
    public let detail: LimitWarningDetail

    public init(name: String, workspace: Workspace, detail: LimitWarningDetail) {
        self.name = name
        self.workspace = workspace
        self.detail = detail
    }
}

extension BudgetWarnings {
    /// What was said of the networks' windows within the last day, newest first.
    public func limits(for caller: Caller) async throws -> [LimitWarningDetail] {
        try caller.must(.look)
        let since = kit.time.now() - QuotaWarning.shown
        let (rows, accounts) = try await kit.store.read { tx in
            (
                try tx.limitWarnings(of: caller.workspace.id, since: since),
                try tx.accounts(in: caller.workspace.id)
            )
        }
        return rows.map { kit.detail($0, accounts) }
    }

    func limits(_ ids: [Int64], in workspace: ID<Workspace>) async throws -> [Int64: LimitWarningDetail] {
        guard !ids.isEmpty else { return [:] }
        let (rows, accounts) = try await kit.store.read { tx in
            (
                try Set(ids).compactMap { try tx.limitWarning($0, in: workspace) },
                try tx.accounts(in: workspace)
            )
        }
        return Dictionary(rows.map { ($0.id, kit.detail($0, accounts)) }, uniquingKeysWith: { first, _ in first })
    }
}

extension WarningRound {
    /// Once for each window while it is open, to each workspace that it binds, whichever node sees it first.
    func lookAtLimits() async throws {
        let now = kit.time.now()
        let due = try await kit.store.read { tx in
            try tx.quotasHalfUsed(at: now).filter { row in
                guard QuotaWarning.due(of: row.key, row.state, at: now) != nil else { return false }
                return try !tx.unwarned(of: row, at: now).isEmpty
            }
        }
        guard !due.isEmpty else { return }
        let mails = postman != nil
        try await kit.store.write { tx in
            // The window's row is held from here on: another node asks after this one has written.
            for key in due.map(\.key) { try tx.warn(of: key, mails: mails, at: now) }
        }
    }

    /// What a notice tells; nil: it is not kept any more.
    func told(limit id: Int64, as name: String, in workspace: Workspace) async throws -> ToldLimit? {
        let found = try await BudgetWarnings(kit: kit).limits([id], in: workspace.id)
        return found[id].map { ToldLimit(name: name, workspace: workspace, detail: $0) }
    }
}

extension Transaction {
    /// Whom it binds and who has not heard of it in this window.
    fileprivate borrowing func unwarned(of row: QuotaRow, at now: Instant) throws -> [ID<Workspace>] {
        let since = QuotaWarning.beginning(of: row.key, row.state, at: now)
        return try workspaces(boundBy: row.key).filter { try !wasWarned(of: row.key, since: since, in: $0) }
    }

    fileprivate borrowing func warn(of key: QuotaKey, mails: Bool, at now: Instant) throws {
        guard let state = try quota(key), let warning = QuotaWarning.due(of: key, state, at: now) else { return }
        for workspace in try unwarned(of: QuotaRow(key: key, state: state), at: now) {
            guard let id = try warn(warning, in: workspace, at: now) else { continue }
            for reader in try warningReaders(of: workspace, mails: mails) {
                try addNotice(ofLimit: id, for: reader.stored, in: workspace, at: now)
            }
            noteChange(in: workspace)
        }
    }
}

extension Kit {
    fileprivate func detail(_ row: QuotaWarningRow, _ accounts: [AccountRow]) -> LimitWarningDetail {
        let key = row.warning.key
        let platform = platforms[key.platform]
        let account = accounts.first { key.binds == .account && $0.account.id.description == key.subject }
        return LimitWarningDetail(
            warning: row.warning, network: platform?.name ?? key.platform.raw,
            account: account.flatMap { row in platform.map { AccountSummary(row, platform: $0) } }, at: row.at,
            isPutAway: row.isPutAway)
    }
}
