public import KicauCore
import KicauStore

/// What was said to a workspace's accounts, and what is done about it. Checked against the caller's role and workspace.
public struct Inbox: Sendable {
    let kit: Kit
    let publishing: Publishing

    public init(kit: Kit) {
        self.kit = kit
        publishing = Publishing(kit: kit)
    }

    public func list(_ filter: InboxFilter, for caller: Caller) async throws -> InboxListing {
        try caller.must(.look)
        let asked = HeardAsked(filter)
        let workspace = caller.workspace.id
        let found = try await kit.store.read { tx in
            Found(
                rows: try tx.heard(asked, in: workspace), total: try tx.countHeard(asked, in: workspace),
                accounts: try tx.accounts(in: workspace), members: try tx.members(of: workspace).map(\.user),
                deaf: try tx.deafAccounts(in: workspace))
        }
        let next = found.rows.count == asked.limit ? found.rows.last.map { "\($0.said.at.ms)-\($0.id)" } : nil
        let accounts = try summaries(of: found.accounts)
        let deaf = found.deaf.compactMap { deaf in
            accounts[deaf.account].map { DeafAccount(account: $0, missing: deaf.missing) }
        }
        return InboxListing(
            items: try await items(found.rows, accounts, found.members, for: caller), next: next, total: found.total,
            deaf: deaf, members: found.members,
            slowed: try await slowed(found.accounts, but: Set(found.deaf.map(\.account)), accounts, for: caller))
    }

    /// Accounts that are listened to less often for the money's sake. Of those that are deaf that is not the news.
    private func slowed(
        _ rows: [AccountRow], but deaf: Set<AccountID>, _ accounts: [AccountID: AccountSummary], for caller: Caller
    ) async throws -> [SlowedAccount] {
        let pacer = try await kit.pacer(for: caller.workspace)
        var slowed: [SlowedAccount] = []
        for row in rows where row.state == AccountState.connected.rawValue && !deaf.contains(row.account.id) {
            let platform = try kit.platform(row.account.platform)
            guard platform.rules.inbox != nil, let account = accounts[row.account.id],
                let why = try await kit.thinned(.inbox, by: pacer, on: platform.id, account: row.account.id)
            else { continue }
            slowed.append(SlowedAccount(account: account, why: why))
        }
        return slowed
    }

    public func item(_ id: SaidID, for caller: Caller) async throws -> InboxItem {
        try caller.must(.look)
        let workspace = caller.workspace.id
        let (row, accounts, members) = try await kit.store.read { tx in
            (
                try tx.heard(id, in: workspace), try tx.accounts(in: workspace),
                try tx.members(of: workspace).map(\.user)
            )
        }
        guard let row, let item = try await items([row], try summaries(of: accounts), members, for: caller).first
        else { throw Inbox.notHere }
        return item
    }

    private struct Found: Sendable {
        let rows: [HeardRow]
        let total: Int
        let accounts: [AccountRow]
        let members: [User]
        let deaf: [(account: AccountID, missing: Settlement.Story)]
    }

    private func summaries(of rows: [AccountRow]) throws -> [AccountID: AccountSummary] {
        Dictionary(
            uniqueKeysWithValues: try rows.map {
                ($0.account.id, AccountSummary($0, platform: try kit.platform($0.account.platform)))
            })
    }

    private func items(
        _ rows: [HeardRow], _ accounts: [AccountID: AccountSummary], _ members: [User], for caller: Caller
    ) async throws -> [InboxItem] {
        let posts = try await kit.store.read { tx in
            try Set(rows.flatMap { [$0.post, $0.answer].compactMap { $0 } })
                .compactMap { try tx.post($0, in: caller.workspace.id) }
        }
        let known = Dictionary(
            try await publishing.summaries(posts, for: caller).map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
        return try rows.compactMap { row in
            guard let account = accounts[row.account] else { return nil }
            let rules = try kit.platform(account.platform).rules.inbox
            return InboxItem(
                id: row.id, account: account, said: row.said, post: row.post.flatMap { known[$0] },
                answer: row.answer.flatMap { known[$0] }, assignee: members.first { $0.id == row.assignee },
                isLiked: row.isLiked, isHidden: row.isHidden, done: row.done, forgotten: row.forgotten, rules: rules)
        }
    }

    static let notHere = Problem(.notFound, "This is not in the inbox.", do: "Go back to the inbox.")
}

extension HeardAsked {
    init(_ filter: InboxFilter) {
        let place = filter.after.flatMap { text -> (said: Instant, id: SaidID)? in
            let halves = text.split(separator: "-")
            guard halves.count == 2, let ms = Int64(halves[0]), let id = SaidID(halves[1]) else { return nil }
            return (Instant(ms: ms), id)
        }
        self.init(
            isDone: filter.isDone, accounts: filter.accounts, assignee: filter.assignee, after: place,
            limit: min(max(filter.limit, 1), 200))
    }
}
