public import KicauCore

/// A planned post as far as its time goes.
public struct PlannedTime: Sendable, Hashable {
    public let post: ID<Post>
    public let due: Due

    init(_ row: Row) throws {
        post = try row.id("id")
        due = Due(
            wall: try row.text("due_wall"), zone: try row.text("due_zone"), instant: try row.instant("due_ms"),
            fold: try row.bool("due_fold") ? .second : .first)
    }
}

/// The rules of a zone as they were when its posts were last planned by them.
public struct ZoneRules: Sendable, Hashable {
    public let zone: String
    /// The first year the fingerprint covers.
    public let year: Int
    public let sha256: String
    /// Which release of the time zone data it came from, for people.
    public let release: String

    public init(zone: String, year: Int, sha256: String, release: String) {
        self.zone = zone
        self.year = year
        self.sha256 = sha256
        self.release = release
    }
}

extension Transaction {
    /// Zones that some post still to come is planned in.
    ///
    /// From one zone to the next in the index, as there are few: to look at every post for its zone took seconds of a
    /// processor among a million.
    public func zonesPlannedIn(after now: Instant) throws -> [String] {
        try all(
            """
            WITH RECURSIVE zone (name) AS (
                SELECT MIN(due_zone) FROM post WHERE due_zone IS NOT NULL
                UNION ALL
                SELECT (SELECT MIN(due_zone) FROM post WHERE due_zone IS NOT NULL AND due_zone > name) FROM zone
                WHERE name IS NOT NULL)
            SELECT name FROM zone WHERE name IS NOT NULL
                AND EXISTS (SELECT 1 FROM post WHERE due_zone = name AND due_ms > \(now)) ORDER BY name
            """, { try $0.text("name") })
    }

    public func zoneRules(_ zone: String) throws -> ZoneRules? {
        try first("SELECT zone, year, sha256, release FROM zone_rules WHERE zone = \(zone)") {
            ZoneRules(
                zone: try $0.text("zone"), year: try $0.int("year"), sha256: try $0.text("sha256"),
                release: try $0.text("release"))
        }
    }

    public func putZoneRules(_ rules: ZoneRules, at now: Instant) throws {
        try also(
            """
            INSERT INTO zone_rules (zone, year, sha256, release, seen_ms)
            VALUES (\(rules.zone), \(rules.year), \(rules.sha256), \(rules.release), \(now))
            ON CONFLICT (zone) DO UPDATE SET year = excluded.year, sha256 = excluded.sha256,
                release = excluded.release, seen_ms = excluded.seen_ms
            """)
    }

    /// Posts planned in a zone for later than a place in their order, soonest first.
    public func plannedTimes(in zone: String, after place: (due: Instant, post: ID<Post>), limit: Int) throws
        -> [PlannedTime]
    {
        try all(
            """
            SELECT id, due_wall, due_zone, due_fold, due_ms FROM post
            WHERE due_zone = \(zone) AND (due_ms, id) > (\(place.due), \(place.post))
              AND state IN ('scheduled', 'needs-you')
            ORDER BY due_ms, id LIMIT \(limit)
            """, PlannedTime.init)
    }

    /// Moves a post and its deliveries to where the new rules put its wall time. False: it has changed meanwhile, or
    /// something of it was sent or is in doubt; then nothing was changed.
    ///
    /// A raised epoch takes the deliveries from whoever has claimed them by their old time.
    public func move(_ planned: PlannedTime, to due: Due, story: Settlement.Story, at now: Instant) throws -> Bool {
        let unsent: Query =
            """
            state IN ('scheduled', 'claimed', 'waiting') AND doubt = 0
                AND NOT EXISTS (SELECT 1 FROM attempt WHERE delivery_id = delivery.id)
            """
        let standing: Query =
            """
            SELECT COUNT(*) AS count FROM delivery
            WHERE post_id = \(planned.post) AND state NOT IN ('cancelled', 'dropped')
            """
        guard try first(standing + " AND NOT (" + unsent + ")", { try $0.int("count") }) == 0,
            try run(
                """
                UPDATE post SET due_ms = \(due.instant), due_fold = \(due.fold), sort_ms = \(due.instant)
                WHERE id = \(planned.post) AND due_wall = \(planned.due.wall) AND due_zone = \(planned.due.zone)
                  AND due_ms = \(planned.due.instant)
                """) == 1
        else { return false }
        let moved = try all(
            """
            UPDATE delivery SET due_ms = \(due.instant), slot_ms = NULL, epoch = epoch + 1, worker = NULL,
                lease_ends_ms = NULL, ready_ms = CASE WHEN ready_ms = due_ms OR ready_ms < \(due.instant)
                    THEN \(due.instant) ELSE ready_ms END,
                act_ms = CASE WHEN ready_ms = due_ms OR ready_ms < \(due.instant) THEN \(due.instant) ELSE ready_ms END,
                state = CASE state WHEN 'claimed' THEN 'scheduled' ELSE state END
            WHERE post_id = \(planned.post) AND
            """ + " " + unsent + " RETURNING id, state",
            { (id: try $0.id("id", of: Delivery.self), state: try $0.word("state", as: Delivery.State.self)) })
        for item in moved { try tell(story, of: item.id, state: item.state, at: now) }
        // A post that a series keeps for a person has no deliveries to make a state of.
        if moved.isEmpty {
            try also(
                """
                UPDATE workspace SET change_number = change_number + 1
                WHERE id = (SELECT workspace_id FROM post WHERE id = \(planned.post))
                """)
        } else {
            refreshPost(planned.post)
        }
        return true
    }
}
