/// Users, workspaces, sessions, keys, settings.
enum PeopleSchema {
    static let statements = [
        "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
        """
        CREATE TABLE "user" (
            id INTEGER PRIMARY KEY,
            email TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(email) BETWEEN 3 AND 254),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
            password_hash TEXT NOT NULL,
            language TEXT,
            created_ms INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE workspace (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
            zone TEXT NOT NULL,
            missed_limit_ms INTEGER NOT NULL CHECK (missed_limit_ms >= 0),
            resends_after_two_looks INTEGER NOT NULL CHECK (resends_after_two_looks IN (0, 1)),
            monthly_cap_micro_usd INTEGER CHECK (monthly_cap_micro_usd >= 0),
            change_number INTEGER NOT NULL DEFAULT 0,
            created_ms INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE member (
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            user_id INTEGER NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
            role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'writer', 'viewer')),
            joined_ms INTEGER NOT NULL,
            PRIMARY KEY (workspace_id, user_id)
        ) STRICT
        """,
        """
        CREATE TABLE session (
            token_sha256 TEXT PRIMARY KEY,
            user_id INTEGER NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            form_token TEXT NOT NULL,
            created_ms INTEGER NOT NULL,
            expires_ms INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE api_key (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            name TEXT NOT NULL,
            prefix TEXT NOT NULL,
            key_sha256 TEXT NOT NULL UNIQUE,
            role TEXT NOT NULL,
            made_ms INTEGER NOT NULL,
            last_used_ms INTEGER,
            revoked_ms INTEGER
        ) STRICT
        """,
        """
        CREATE TABLE try_count (
            name TEXT PRIMARY KEY,
            window_ms INTEGER NOT NULL,
            count INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE idempotency (
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            key TEXT NOT NULL,
            request_sha256 TEXT NOT NULL,
            status INTEGER,
            body TEXT,
            created_ms INTEGER NOT NULL,
            PRIMARY KEY (workspace_id, key)
        ) STRICT
        """,
    ]
}
