import KicauCore
import KicauMeter
import KicauStore

/// What a workspace's coming readings are reckoned from.
struct ReadingGround: Sendable {
    let outlook: ReadingOutlook
    /// Of each month, as they stand.
    let budgets: [String: [BudgetStatus]]
}

extension Kit {
    /// What other prices or plans do to the readings that lie ahead.
    ///
    /// - Parameters:
    ///   - holds: what is planned.
    ///   - posts: what was found to become of it: what cannot be paid for goes out nowhere, and is not read either.
    func readingEffects(
        on holds: [PlannedHold], _ posts: [PostEffect], from before: Terms, to after: Terms, for workspace: Workspace
    ) async throws -> [ReadingEffect] {
        let now = time.now()
        let accounts = try await readAccounts(of: workspace, at: now)
        let end = try ReadingCalendar.end(for: accounts, under: [before, after], from: now, zone: workspace.zone)
        let calendar = try ReadingCalendar(from: now, to: end, zone: workspace.zone)
        let ground = try await readingGround(of: accounts, in: calendar, for: workspace)
        let published = try await store.read { try $0.comingChecks(of: workspace.id, before: end) }
        let (old, new) = (
            PlannedMoves(holds, under: before, at: now), PlannedMoves(holds, after: posts, under: after, at: now)
        )
        return ReadingEffect.all(
            from: ground.outlook.fates(
                of: published + old.posts, under: before, budgets: ground.budgets,
                used: try await used(under: before, by: ground.outlook, of: workspace.id)),
            to: ground.outlook.fates(
                of: published + new.posts, under: after, budgets: new.moved(ground.budgets),
                used: new.moved(try await used(under: after, by: ground.outlook, of: workspace.id))))
    }

    /// What readings come to from now on in one month, as far as its budgets let them be made.
    ///
    /// - Parameter post: leaves this one's out.
    func readingCost(in month: String, except post: PostID?, for workspace: Workspace) async throws -> Money {
        let now = time.now()
        let span = try Months.span(of: month, zone: workspace.zone)
        let calendar = try ReadingCalendar(from: now, to: span.to, zone: workspace.zone)
        guard !calendar.pieces.isEmpty else { return .zero }
        let terms = Terms(books: prices.books, plans: workspace.plans)
        let ground = try await readingGround(
            of: try await readAccounts(of: workspace, at: now), in: calendar, for: workspace)
        let checks = try await store.read { tx in
            try tx.comingChecks(of: workspace.id, before: span.to)
                + tx.comingPosts(of: workspace.id, before: span.to, except: post)
        }
        let fates = ground.outlook.fates(
            of: checks, under: terms, budgets: ground.budgets,
            used: try await used(under: terms, by: ground.outlook, of: workspace.id))
        return fates.reduce(.zero) { $0 + $1.cost(in: month) }
    }

    private func readAccounts(of workspace: Workspace, at now: Instant) async throws -> [ReadAccount] {
        let (rows, looks) = try await store.read { tx in
            (
                try tx.accounts(in: workspace.id),
                try tx.comingLooks(of: workspace.id, saidSince: now - ReadAccount.saidWithin)
            )
        }
        let next = Dictionary(looks.map { ($0.account, $0) }) { first, _ in first }
        return rows.compactMap { row in
            guard let look = next[row.account.id], let platform = platforms[row.account.platform] else { return nil }
            let rules = platform.rules
            return ReadAccount(
                id: row.account.id, platform: platform.id, handle: row.account.handle,
                units: platform.readingUnits(for: row.account),
                numbers: .init(next: look.counted ?? now, every: rules.countsEvery),
                inbox: rules.inbox.map { ReadAccount.Pace(next: look.listened ?? now, every: $0.listensEvery) },
                said: look.said)
        }
    }

    private func readingGround(of accounts: [ReadAccount], in calendar: ReadingCalendar, for workspace: Workspace)
        async throws -> ReadingGround
    {
        let networks = platforms.mapValues(\.name)
        let (budgets, names, shares) = try await store.read { tx in
            var budgets: [String: [BudgetStatus]] = [:]
            for month in calendar.months { budgets[month] = try tx.budgets(of: workspace.id, month: month) }
            var names: [BudgetScope: String] = [:]
            for scope in Set(budgets.values.joined().map(\.scope)) {
                let network: String? = if case .network(let platform) = scope { networks[platform] } else { nil }
                names[scope] = try tx.budgetName(scope, of: workspace, network: network)
            }
            return (budgets, names, try tx.givingWay(of: workspace.id).shares)
        }
        return ReadingGround(
            outlook: ReadingOutlook(
                of: accounts, in: calendar, ages: Rechecker.plan, shares: shares, names: names),
            budgets: budgets)
    }

    /// What is used already of what the plans have in them.
    private func used(under terms: Terms, by outlook: ReadingOutlook, of workspace: ID<Workspace>) async throws
        -> [PaperCalendar.Share: Int]
    {
        let shares = terms.shares(on: Set(outlook.accounts.map(\.platform)), in: outlook.calendar)
        guard !shares.isEmpty else { return [:] }
        return try await store.read { tx in
            var used: [PaperCalendar.Share: Int] = [:]
            for share in shares {
                used[share] = try tx.used(of: share.included, on: share.platform, month: share.month, in: workspace)
            }
            return used
        }
    }
}
