public import KicauCore

extension Transaction {
    /// Books what is live: the money was spent, whether it was still set aside or had been let go of. Can be said twice.
    public func captureProven(_ names: [String], at now: Instant) throws {
        let captured = Set(try captureHolds(names, at: now))
        let others = names.filter { !captured.contains($0) }
        if !others.isEmpty { try captureReleased(others, at: now) }
    }

    private func captureReleased(_ names: [String], at now: Instant) throws {
        let holds = try all(
            """
            UPDATE hold SET state = 'captured', settled_ms = \(now)
            WHERE name IN (\(list: names)) AND state || '' = 'released' RETURNING *
            """, HoldRow.init)
        for hold in holds { aftermath.move(posted: hold.amount, pending: .zero, of: hold) }
        try enterSpent(holds, at: now)
    }

    /// Sets money aside for what turned out to be live and has none: it was let go of, or this database never had any.
    /// Beyond every limit, because it is spent. Does nothing where some is set aside or booked.
    public func owe(_ new: NewHold, at now: Instant) throws {
        try openBudget(of: new.workspace, month: new.month)
        let purses = try purses(for: new).map(\.id)
        guard let hold = try first("\(part: writing(new, purses, at: now)) RETURNING *", HoldRow.init) else { return }
        aftermath.move(posted: .zero, pending: hold.amount, of: hold)
    }
}
