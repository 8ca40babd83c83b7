public import KicauCore

extension Transaction {
    /// Books a hold at what it came to; what was set aside beyond that is let go of. Does nothing when it was settled before.
    ///
    /// Where it came to more, all of it is booked: the money is spent, whatever a limit says.
    public func captureHold(_ name: String, as fare: Fare, at now: Instant) throws {
        guard let hold = try first("SELECT * FROM hold WHERE name = \(name)", HoldRow.init) else { return }
        let amount = fare.total
        let changed = try run(
            """
            UPDATE hold SET micro_usd = \(amount), fare = \(JSONText.encode(fare))
            WHERE name = \(name) AND state || '' IN ('held', 'in-doubt') AND micro_usd = \(hold.amount)
            """)
        guard changed == 1 else { return }
        aftermath.move(posted: .zero, pending: amount - hold.amount, of: hold)
        try captureHold(name, at: now)
    }

    /// The answer of a single call never came.
    public func markHoldInDoubt(_ name: String) throws {
        try also("UPDATE hold SET state = 'in-doubt' WHERE name = \(name) AND state = 'held'")
    }

    /// Single calls in doubt, oldest first, at most a hundred. As with `openCallHolds`, the last condition is the index's.
    public func callsInDoubt(of workspace: ID<Workspace>, on platform: PlatformID) throws -> [DoubtfulCall] {
        try all(
            """
            SELECT name, made_ms, micro_usd FROM hold WHERE workspace_id = \(workspace) AND platform = \(platform)
                AND delivery_id IS NULL AND state = 'in-doubt' AND state IN ('held', 'in-doubt')
            ORDER BY id LIMIT 100
            """
        ) {
            DoubtfulCall(
                name: try $0.text("name"), made: try $0.instant("made_ms"), amount: try $0.money("micro_usd"))
        }
    }
}
