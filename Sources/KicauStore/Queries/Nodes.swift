public import KicauCore

/// A process that works on the database.
public struct NodeRow: Sendable, Hashable {
    public let name: String
    public let version: String
    public let started: Instant
    public let seen: Instant
    /// By how much its own wall clock is ahead of the database's.
    public let skew: Duration

    init(_ row: Row) throws {
        name = try row.text("name")
        version = try row.text("version")
        started = try row.instant("started_ms")
        seen = try row.instant("seen_ms")
        skew = .milliseconds(try row.int64("skew_ms"))
    }
}

extension Transaction {
    /// A sign of life. Who has given none for a day is forgotten.
    public func putNode(_ name: String, version: String, started: Instant, skew: Duration, at now: Instant) throws {
        try also("DELETE FROM node WHERE seen_ms < \(now - .days(1))")
        try also(
            """
            INSERT INTO node (name, version, started_ms, seen_ms, skew_ms, sends)
            VALUES (\(name), \(version), \(started), \(now), \(skew.inMilliseconds), 1)
            ON CONFLICT (name) DO UPDATE SET version = excluded.version, seen_ms = excluded.seen_ms,
                skew_ms = excluded.skew_ms
            """)
    }

    public func forgetNode(_ name: String) throws { try also("DELETE FROM node WHERE name = \(name)") }

    public func nodes() throws -> [NodeRow] { try all("SELECT * FROM node ORDER BY started_ms, name", NodeRow.init) }
}
