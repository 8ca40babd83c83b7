/// Accounts on platforms, their sealed credentials, app keys, connections under way, pictures.
enum AccountsSchema {
    static let statements = [
        """
        CREATE TABLE app_keys (
            platform TEXT NOT NULL,
            server TEXT NOT NULL,
            client_id TEXT NOT NULL,
            sealed_secret BLOB NOT NULL,
            addresses TEXT NOT NULL,
            made_ms INTEGER NOT NULL,
            PRIMARY KEY (platform, server)
        ) STRICT
        """,
        """
        CREATE TABLE account (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            platform TEXT NOT NULL,
            server TEXT NOT NULL,
            remote_id TEXT NOT NULL,
            handle TEXT NOT NULL,
            display_name TEXT NOT NULL,
            traits TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('connected', 'signed-out', 'disconnected')),
            trouble TEXT,
            connected_ms INTEGER NOT NULL,
            checked_ms INTEGER,
            UNIQUE (workspace_id, platform, server, remote_id)
        ) STRICT
        """,
        """
        CREATE TABLE credential (
            account_id INTEGER PRIMARY KEY REFERENCES account (id),
            sealed BLOB NOT NULL,
            got_ms INTEGER NOT NULL,
            expires_ms INTEGER,
            refresh_ms INTEGER,
            scopes TEXT NOT NULL,
            lock_epoch INTEGER NOT NULL DEFAULT 0,
            locked_until_ms INTEGER NOT NULL DEFAULT 0
        ) STRICT
        """,
        "CREATE INDEX credential_refresh ON credential (refresh_ms) WHERE refresh_ms IS NOT NULL",
        """
        CREATE TABLE connection (
            state_sha256 TEXT PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            session_sha256 TEXT NOT NULL,
            platform TEXT NOT NULL,
            server TEXT NOT NULL,
            sealed BLOB NOT NULL,
            expires_ms INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE media (
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            sha256 TEXT NOT NULL,
            mime_type TEXT NOT NULL,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            made_ms INTEGER NOT NULL,
            PRIMARY KEY (workspace_id, sha256)
        ) STRICT
        """,
        """
        CREATE TABLE media_grant (
            token_sha256 TEXT PRIMARY KEY,
            path TEXT NOT NULL,
            mime_type TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            expires_ms INTEGER NOT NULL
        ) STRICT
        """,
    ]
}
