public import KicauCore
import KicauMeter
import KicauStore

extension Publishing {
    public func today(for caller: Caller) async throws -> Today {
        let now = kit.time.now()
        let month = try Months.month(of: now, zone: caller.workspace.zone)
        let workspace = caller.workspace.id
        let (needsYou, next, recent, accounts, published) = try await kit.store.read { tx in
            (
                try tx.posts(PostsAsked(states: PostState.inNeed.map(\.rawValue), limit: 8), in: workspace),
                try tx.postsDue(
                    from: now - .hours(1), to: now + .days(30), PostsAsked(states: ["scheduled", "sending"], limit: 8),
                    in: workspace),
                try tx.posts(PostsAsked(states: ["published"], limit: 8), in: workspace),
                try tx.accounts(in: workspace), try tx.countPublished(since: now - .days(7), in: workspace)
            )
        }
        let byHand = try await kit.store.read { tx in
            try tx.postsHandedOff(in: workspace, by: now + .hours(24), limit: 8).compactMap {
                try tx.post($0, in: workspace)
            }
        }
        let lost = try await kit.store.read { try $0.lost(since: now - .days(14), limit: 8, in: workspace) }
        let budget = try await kit.store.budget(of: workspace, month: month)
        return Today(
            needsYou: try await summaries(needsYou, for: caller),
            handOffs: try await summaries(byHand, for: caller), lost: try await posts(lost, for: caller),
            next: try await summaries(next, for: caller),
            recent: try await summaries(recent, for: caller),
            accounts: try accounts.map { AccountSummary($0, platform: try kit.platform($0.account.platform)) },
            publishedThisWeek: published, budget: budget,
            warnings: try await warnings.open(for: caller),
            limits: try await warnings.limits(for: caller).filter { !$0.isPutAway },
            credits: try await creditsGone(for: caller))
    }

    private func posts(_ lost: [PresenceRow], for caller: Caller) async throws -> [LostPost] {
        guard !lost.isEmpty else { return [] }
        let rows = try await kit.store.read { tx in
            try Set(lost.map(\.post)).compactMap { try tx.post($0, in: caller.workspace.id) }
        }
        let summaries = Dictionary(
            try await summaries(rows, for: caller).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return lost.compactMap { row in
            guard let post = summaries[row.post],
                let delivery = post.deliveries.first(where: { $0.id == row.delivery })
            else { return nil }
            return LostPost(post: post, account: delivery.account, presence: PresenceDetail(row))
        }
    }

    public func list(_ filter: PostFilter, for caller: Caller) async throws -> Listing<PostSummary> {
        let asked = PostsAsked(filter)
        let (rows, total) = try await kit.store.read { tx in
            (try tx.posts(asked, in: caller.workspace.id), try tx.countPosts(asked, in: caller.workspace.id))
        }
        let next = rows.count == asked.limit ? rows.last.map { "\($0.sort.ms)-\($0.id)" } : nil
        return Listing(items: try await summaries(rows, for: caller), next: next, total: total)
    }

    /// Posts due in the span, soonest first, at most 1,000.
    public func calendar(from: Instant, to: Instant, filter: PostFilter, for caller: Caller) async throws
        -> [PostSummary]
    {
        var asked = PostsAsked(filter)
        asked.limit = 1000
        let rows = try await kit.store.read { [asked] in
            try $0.postsDue(from: from, to: to, asked, in: caller.workspace.id)
        }
        return try await summaries(rows, for: caller)
    }

    /// The same day by day, `most` of each, with how many more there are.
    ///
    /// - Parameter midnights: where each day begins, and at the end where the last one ends.
    public func calendar(_ midnights: [Instant], most: Int, filter: PostFilter, for caller: Caller) async throws
        -> [CalendarDay]
    {
        var asked = PostsAsked(filter)
        // A line that says "1 more" takes the room of the one.
        asked.limit = most + 1
        let workspace = caller.workspace.id
        let days = try await kit.store.read { [asked] tx in
            try zip(midnights, midnights.dropFirst()).map { from, to in
                let rows = try tx.postsDue(from: from, to: to, asked, in: workspace)
                guard rows.count > most else { return (rows: rows, more: 0, inNeed: 0) }
                let count = try tx.countPostsDue(from: from, to: to, asked, in: workspace)
                guard count > rows.count else { return (rows: rows, more: 0, inNeed: 0) }
                let inNeed = PostState.inNeed.map(\.rawValue)
                let shown = rows.prefix(most)
                let needy = try tx.countPostsInNeed(from: from, to: to, asked, in: workspace)
                return (
                    rows: Array(shown), more: count - most,
                    inNeed: needy - shown.filter { inNeed.contains($0.state) }.count
                )
            }
        }
        let summaries = try await summaries(days.flatMap(\.rows), for: caller)
        var rest = summaries[...]
        return days.map { day in
            defer { rest = rest.dropFirst(day.rows.count) }
            return CalendarDay(posts: Array(rest.prefix(day.rows.count)), more: day.more, moreInNeed: day.inNeed)
        }
    }

    func summaries(_ rows: [PostRow], for caller: Caller) async throws -> [PostSummary] {
        let (deliveries, accounts) = try await kit.store.read { tx in
            let deliveries = try tx.deliveries(ofAll: rows.map(\.id))
            return (deliveries, try tx.accounts(Array(Set(deliveries.map(\.account)))))
        }
        let known = Dictionary(
            uniqueKeysWithValues: try accounts.map {
                ($0.account.id, AccountSummary($0, platform: try kit.platform($0.account.platform)))
            })
        let grouped = Dictionary(grouping: deliveries, by: \.post)
        return rows.map { row in
            PostSummary(
                id: row.id, excerpt: row.excerpt, state: PostState(rawValue: row.state) ?? .draft, due: row.due,
                author: row.author, firstPicture: row.firstPicture, parts: 1,
                deliveries: (grouped[row.id] ?? []).compactMap { delivery in
                    known[delivery.account].map {
                        DeliverySummary(
                            id: delivery.id, account: $0, state: delivery.state, waitingFor: delivery.waitingFor,
                            url: delivery.url)
                    }
                }, campaign: row.campaign)
        }
    }

    /// Waits until the workspace has changed since `last`, at most 20 seconds; gives the newest number.
    public func changes(after last: Int64, for caller: Caller) async throws -> Int64 {
        for _ in 0..<40 {
            let number = try await kit.store.read { try $0.changeNumber(of: caller.workspace.id) }
            if number != last { return number }
            try await Task.sleep(for: .milliseconds(500))
        }
        return last
    }
}

extension PostsAsked {
    init(_ filter: PostFilter) {
        let place = filter.after.flatMap { text -> (sort: Instant, id: PostID)? in
            let halves = text.split(separator: "-")
            guard halves.count == 2, let ms = Int64(halves[0]), let id = PostID(halves[1]) else { return nil }
            return (Instant(ms: ms), id)
        }
        self.init(
            accounts: filter.accounts, states: filter.states.map(\.rawValue), text: filter.text,
            campaign: filter.campaign, after: place, limit: min(max(filter.limit, 1), 200))
    }
}

extension AccountSummary {
    init(_ row: AccountRow, platform: any Platform) {
        self.init(
            id: row.account.id, platform: platform.id, platformName: platform.name, handle: row.account.handle,
            displayName: row.account.displayName, server: row.account.server,
            state: AccountState(rawValue: row.state) ?? .disconnected)
    }
}
