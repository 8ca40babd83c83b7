public import KicauCore
import KicauStore

/// What a budget is for, by the names that people know.
public enum BudgetSubject: Sendable, Hashable {
    case workspace
    case network(PlatformID, name: String)
    case account(AccountSummary)
    case campaign(Campaign)
    case ai
    /// It is not here any more.
    case gone(BudgetScope.Kind, String)
}

extension Publishing {
    /// What each of the scopes is for.
    public func subjects(of scopes: some Collection<BudgetScope>, for caller: Caller) async throws
        -> [BudgetScope: BudgetSubject]
    {
        try caller.must(.look)
        return try await kit.subjects(of: Set(scopes), in: caller.workspace.id)
    }

    /// Everything a budget may be set for, in the order of a list: the whole, networks, accounts, campaigns, AI.
    public func budgetSubjects(for caller: Caller) async throws -> [(scope: BudgetScope, subject: BudgetSubject)] {
        try caller.must(.look)
        let (accounts, campaigns) = try await kit.store.read { tx in
            (try tx.accounts(in: caller.workspace.id), try tx.campaigns(in: caller.workspace.id))
        }
        var found: [(scope: BudgetScope, subject: BudgetSubject)] = [(.workspace, .workspace)]
        for platform in kit.platforms.values.sorted(by: { $0.name < $1.name }) {
            found.append((.network(platform.id), .network(platform.id, name: platform.name)))
        }
        for row in accounts where row.state != AccountState.disconnected.rawValue {
            let summary = AccountSummary(row, platform: try kit.platform(row.account.platform))
            found.append((.account(row.account.id), .account(summary)))
        }
        for campaign in campaigns where campaign.ended == nil {
            found.append((.campaign(campaign.id), .campaign(campaign)))
        }
        found.append((.ai, .ai))
        return found
    }
}

extension Kit {
    func subjects(of scopes: Set<BudgetScope>, in workspace: ID<Workspace>) async throws
        -> [BudgetScope: BudgetSubject]
    {
        let (accounts, campaigns) = try await store.read { tx in
            (try tx.accounts(in: workspace), try tx.campaigns(in: workspace))
        }
        var subjects: [BudgetScope: BudgetSubject] = [:]
        for scope in scopes { subjects[scope] = subject(of: scope, accounts, campaigns) }
        return subjects
    }

    private func subject(of scope: BudgetScope, _ accounts: [AccountRow], _ campaigns: [Campaign]) -> BudgetSubject {
        switch scope {
        case .workspace: return .workspace
        case .ai: return .ai
        case .network(let id): return .network(id, name: platforms[id]?.name ?? id.raw)
        case .account(let id):
            guard let row = accounts.first(where: { $0.account.id == id }),
                let platform = platforms[row.account.platform]
            else { return .gone(scope.kind, scope.subject) }
            return .account(AccountSummary(row, platform: platform))
        case .campaign(let id):
            return campaigns.first { $0.id == id }.map(BudgetSubject.campaign) ?? .gone(scope.kind, scope.subject)
        }
    }
}
