public import KicauCore
import KicauStore

extension Publishing {
    /// Begins a series: what is written now goes out again and again. Its posts of the next weeks are planned at once.
    /// - Throws: `Problem`, when its first post could not be scheduled; then nothing was written.
    public func startSeries(_ content: DraftContent, _ recurrence: Recurrence, key: String, by caller: Caller)
        async throws -> SeriesID
    {
        try caller.must(.publish)
        let content = try await checked(content, for: caller)
        let now = kit.time.now()
        let today = try Due(at: now, zone: recurrence.zone)
        guard let day = WallFields(today.wall).flatMap({ recurrence.next(from: $0) }) else {
            throw Problem(
                .pastDate, "This series is over before it begins.", do: "Choose a later last day.", field: "until")
        }
        try await mustBePlannable(content, at: try recurrence.due(on: day), for: caller)
        let kept = try JSONText.encode(content)
        let id = try await kit.store.write { tx in
            if let done = try tx.series(madeWith: key, in: caller.workspace.id) { return done }
            try tx.mustTakePosts(content.campaign, besides: nil, in: caller.workspace.id)
            return try tx.addSeries(
                kept, recurrence, key: key, author: caller.signature, in: caller.workspace.id, at: now)
        }
        try await SeriesPlanner(kit: kit).plan(id, in: caller.workspace)
        return id
    }

    public func series(for caller: Caller) async throws -> [SeriesDetail] {
        try caller.must(.look)
        let rows = try await kit.store.read { try $0.allSeries(in: caller.workspace.id) }
        var details: [SeriesDetail] = []
        for row in rows { details.append(try await detail(row, for: caller)) }
        return details
    }

    public func series(_ id: SeriesID, for caller: Caller) async throws -> SeriesDetail {
        try caller.must(.look)
        guard let row = try await kit.store.read({ try $0.series(id, in: caller.workspace.id) }) else {
            throw Publishing.noSeries
        }
        return try await detail(row, for: caller)
    }

    /// Nothing of it goes out until it goes on.
    public func pauseSeries(_ id: SeriesID, by caller: Caller) async throws {
        try await stop(id, as: .paused, from: [.running], story: .init("Its series was paused."), by: caller)
    }

    /// Nothing of it goes out any more.
    public func endSeries(_ id: SeriesID, by caller: Caller) async throws {
        try await stop(id, as: .ended, from: [.running, .paused], story: .init("Its series was ended."), by: caller)
    }

    private func stop(
        _ id: SeriesID, as state: SeriesState, from: [SeriesState], story: Settlement.Story, by caller: Caller
    ) async throws {
        let now = kit.time.now()
        try await change(id, to: state, from: from, by: caller) { tx in
            try tx.callOffOccurrences(of: id, story: story, at: now)
        }
    }

    /// It goes on: what the pause called off, and is still to come, is planned again.
    public func resumeSeries(_ id: SeriesID, by caller: Caller) async throws {
        try await change(id, to: .running, from: [.paused], by: caller) { _ in }
        try await SeriesPlanner(kit: kit).plan(id, in: caller.workspace)
    }

    private func change(
        _ id: SeriesID, to state: SeriesState, from: [SeriesState], by caller: Caller,
        _ more: @escaping @Sendable (borrowing Transaction) throws -> Void
    ) async throws {
        try caller.must(.publish)
        try await kit.store.write { tx in
            guard let row = try tx.series(id, in: caller.workspace.id) else { throw Publishing.noSeries }
            guard try tx.setSeriesState(state.rawValue, from: from.map(\.rawValue), of: id) else {
                throw Problem(
                    .notPossibleNow, "That is not possible any more: the series is \(row.state) now.",
                    do: "Reload the page to see where it stands.")
            }
            try more(tx)
            tx.noteChange(in: caller.workspace.id)
        }
    }

    private func detail(_ row: SeriesRow, for caller: Caller) async throws -> SeriesDetail {
        let content = try JSONText.decode(DraftContent.self, from: row.content)
        let (accounts, occurrences) = try await kit.store.read { tx in
            (try tx.accounts(content.accounts, in: caller.workspace.id), try tx.occurrences(of: row.id))
        }
        let state = SeriesState(rawValue: row.state) ?? .ended
        let summaries = try accounts.map { AccountSummary($0, platform: try kit.platform($0.account.platform)) }
        return SeriesDetail(
            id: row.id, author: row.author, created: row.created, content: content, accounts: summaries,
            recurrence: row.recurrence, state: state, next: state == .running ? try next(of: row.recurrence) : nil,
            posts: occurrences.compactMap(\.post), warnings: try warnings(of: summaries),
            canChange: caller.role.may(.publish))
    }

    private func next(of recurrence: Recurrence) throws -> Due? {
        let now = kit.time.now()
        guard var day = WallFields(try Due(at: now, zone: recurrence.zone).wall) else { return nil }
        // Today's may have passed already.
        while let found = recurrence.next(from: day) {
            let due = try recurrence.due(on: found)
            if due.instant > now { return due }
            day = found.adding(days: 1)
        }
        return nil
    }

    /// Which of the accounts' networks refuse the same words a second time.
    public func warnings(of accounts: [AccountSummary]) throws -> [Sentence] {
        let names = Set(
            try accounts.filter { try kit.platform($0.platform).rules.refusesRepeats }.map(\.platformName))
        return names.sorted().map {
            "\($0) may refuse a post with the same words as an earlier one: change each a little, or leave it out."
        }
    }

    private static let noSeries = Problem(.notFound, "This series is not here.", do: "Go back to the list of series.")
}
