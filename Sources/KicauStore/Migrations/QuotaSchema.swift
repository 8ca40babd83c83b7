/// How the networks' own windows stand: what was let through, and what their answers said last.
///
/// Not of a workspace: an account is of one, and the app and this machine are shared by all.
enum QuotaSchema {
    static let statements = [
        """
        CREATE TABLE quota_state (
            id INTEGER PRIMARY KEY,
            platform TEXT NOT NULL,
            what TEXT NOT NULL,
            binds TEXT NOT NULL CHECK (binds IN ('account', 'app', 'machine')),
            kind TEXT NOT NULL CHECK (kind IN ('window', 'learned', 'gauge', 'rolling')),
            span_ms INTEGER NOT NULL CHECK (span_ms > 0),
            subject TEXT NOT NULL,
            opened_ms INTEGER NOT NULL,
            resets_ms INTEGER NOT NULL,
            used INTEGER NOT NULL CHECK (used >= 0),
            most INTEGER CHECK (most > 0),
            source TEXT NOT NULL,
            remaining INTEGER CHECK (remaining >= 0),
            percent INTEGER CHECK (percent >= 0),
            blocked_until_ms INTEGER,
            seen_ms INTEGER,
            learned_ms INTEGER,
            UNIQUE (platform, what, binds, span_ms, subject)
        ) STRICT
        """
    ]
}
