public import KicauCore

/// A hold that was booked, when, and for which moment it was priced.
public struct BookedHold: Sendable, Hashable {
    public let hold: HoldRow
    public let settled: Instant
    /// The moment whose prices it has by now.
    public let planned: Instant
    /// When it was due or asked for, or when it really left where that was later: networks bill by the day of the call,
    /// whenever its end was seen.
    public let priced: Instant

    init(_ row: Row) throws {
        hold = try HoldRow(row)
        settled = try row.instant("settled_ms")
        planned = try row.instant("planned_ms")
        priced = max(planned, try row.instantOrNil("sent_ms") ?? planned)
    }
}

extension Transaction {
    /// What was booked on one network at prices of an instant or later, oldest number first.
    public func bookedHolds(
        on platform: PlatformID, since: Instant, after last: Int64, limit: Int
    ) throws -> [BookedHold] {
        try all(
            """
            WITH booked AS (
                SELECT hold.*, \(part: Transaction.plannedFor) AS planned_ms,
                    (SELECT MAX(intended_ms) FROM attempt WHERE \(part: Transaction.sentFor)) AS sent_ms
                FROM hold WHERE id > \(last) AND platform = \(platform) AND state = 'captured')
            SELECT * FROM booked WHERE planned_ms >= \(since) OR sent_ms >= \(since) ORDER BY id LIMIT \(limit)
            """, BookedHold.init)
    }

    /// A node of an older version that works beside this one does not write it.
    private static let plannedFor: Query = "CASE hold.priced_ms WHEN 0 THEN hold.made_ms ELSE hold.priced_ms END"

    /// The attempts at a hold's part (`HoldNames`), but for those that a restore supposed.
    private static let sentFor: Query =
        """
        attempt.delivery_id = hold.delivery_id AND COALESCE(attempt.outcome, '') <> 'inherited'
            AND hold.name = 'delivery/' || attempt.delivery_id || '/part/' || attempt.part
        """

    /// Books what a hold should have cost beside what it was booked at. The first booking stays as it is, and so do the
    /// events, but for the moment by which they are rated.
    ///
    /// - Returns: false when it was corrected meanwhile; nothing was written then.
    public func correct(_ booked: BookedHold, to fare: Fare, at now: Instant) throws -> Bool {
        let hold = booked.hold
        let changed = try first(
            """
            UPDATE hold SET micro_usd = \(fare.total), fare = \(JSONText.encode(fare))
            WHERE id = \(hold.id) AND state = 'captured' AND fare = \(JSONText.encode(hold.fare))
            RETURNING *
            """, HoldRow.init)
        guard let changed else { return false }
        try rate(booked)
        let entries = hold.fare.differences(to: fare)
        guard !entries.isEmpty else { return true }
        // As it is now: a budget may have been opened since it was read.
        aftermath.move(posted: fare.total - hold.amount, pending: .zero, of: changed)
        let first = try first(
            """
            SELECT MIN(id) AS id FROM ledger_txn
            WHERE workspace_id = \(hold.workspace) AND at_ms = \(booked.settled) AND note = \(hold.name)
            """,
            { try $0.int64OrNil("id") })
        let txn = try insert(
            """
            INSERT INTO ledger_txn (workspace_id, note, at_ms, corrects)
            VALUES (\(hold.workspace), \("correction/" + hold.name), \(now), \(first ?? nil))
            """, of: LedgerTxn.self)
        try enter(
            entries.map { (txn, "expenses:\(hold.platform):\($0.unit)", $0.more) }
                + [(txn, "owed:\(hold.platform)", hold.amount - fare.total)].filter { $0.2 != .zero })
        return true
    }
}

extension Fare {
    /// How much dearer each unit is in another fare; nothing where none is.
    public func differences(to other: Fare) -> [(unit: String, more: Money)] {
        let old = Dictionary(items.map { ($0.unit.name, $0.total) }, uniquingKeysWith: +)
        let new = Dictionary(other.items.map { ($0.unit.name, $0.total) }, uniquingKeysWith: +)
        return Set(old.keys).union(new.keys).sorted().compactMap { unit in
            let more = (new[unit] ?? .zero) - (old[unit] ?? .zero)
            return more == .zero ? nil : (unit, more)
        }
    }
}
