public import KicauCore

/// Who a session belongs to.
public struct SessionRow: Sendable {
    public let user: User
    public let workspace: Workspace
    public let role: Role
    public let formToken: String
    public let expires: Instant
}

/// Who an API key speaks for.
public struct KeyRow: Sendable {
    public let id: Int64
    public let workspace: ID<Workspace>
    public let name: String
    public let prefix: String
    public let role: Role
    public let made: Instant
    public let lastUsed: Instant?

    init(_ row: Row) throws {
        id = try row.int64("id")
        workspace = try row.id("workspace_id")
        name = try row.text("name")
        prefix = try row.text("prefix")
        role = try row.word("role")
        made = try row.instant("made_ms")
        lastUsed = try row.instantOrNil("last_used_ms")
    }
}

extension Transaction {
    public func addSession(
        tokenSHA256: String, formToken: String, user: ID<User>, workspace: ID<Workspace>, at now: Instant,
        expires: Instant
    ) throws {
        try also("DELETE FROM session WHERE expires_ms < \(now)")
        try also(
            """
            INSERT INTO session (token_sha256, user_id, workspace_id, form_token, created_ms, expires_ms)
            VALUES (\(tokenSHA256), \(user), \(workspace), \(formToken), \(now), \(expires))
            """)
    }

    public func session(tokenSHA256: String, at now: Instant) throws -> SessionRow? {
        try first(
            """
            SELECT "user".id AS user_id, email, "user".name AS user_name, language, workspace.*, role, form_token, expires_ms
            FROM session JOIN "user" ON "user".id = session.user_id JOIN workspace ON workspace.id = session.workspace_id
            JOIN member ON member.user_id = "user".id AND member.workspace_id = workspace.id
            WHERE token_sha256 = \(tokenSHA256) AND expires_ms > \(now)
            """,
            {
                SessionRow(
                    user: User(
                        id: try $0.id("user_id"), email: try $0.text("email"), name: try $0.text("user_name"),
                        language: try $0.textOrNil("language")),
                    workspace: try Workspace($0), role: try $0.word("role"), formToken: try $0.text("form_token"),
                    expires: try $0.instant("expires_ms"))
            })
    }

    public func endSession(tokenSHA256: String) throws {
        try also("DELETE FROM session WHERE token_sha256 = \(tokenSHA256)")
    }

    public func endSessions(of user: ID<User>, but tokenSHA256: String?) throws {
        try also("DELETE FROM session WHERE user_id = \(user) AND token_sha256 <> \(tokenSHA256 ?? "")")
    }

    public func switchSession(tokenSHA256: String, to workspace: ID<Workspace>) throws {
        try also("UPDATE session SET workspace_id = \(workspace) WHERE token_sha256 = \(tokenSHA256)")
    }

    public func addKey(
        name: String, prefix: String, keySHA256: String, role: Role, in workspace: ID<Workspace>, at now: Instant
    ) throws {
        try also(
            """
            INSERT INTO api_key (workspace_id, name, prefix, key_sha256, role, made_ms)
            VALUES (\(workspace), \(name), \(prefix), \(keySHA256), \(role), \(now))
            """)
    }

    /// Looks a key up and notes, to the minute, that it was used.
    public func key(sha256: String) throws -> KeyRow? {
        try first("SELECT * FROM api_key WHERE key_sha256 = \(sha256) AND revoked_ms IS NULL", KeyRow.init)
    }

    public func noteKeyUsed(_ id: Int64, at now: Instant) throws {
        try also("UPDATE api_key SET last_used_ms = \(now) WHERE id = \(id)")
    }

    public func keys(of workspace: ID<Workspace>) throws -> [KeyRow] {
        try all(
            "SELECT * FROM api_key WHERE workspace_id = \(workspace) AND revoked_ms IS NULL ORDER BY id", KeyRow.init)
    }

    public func revokeKey(_ id: Int64, in workspace: ID<Workspace>, at now: Instant) throws -> Bool {
        try run(
            "UPDATE api_key SET revoked_ms = \(now) WHERE id = \(id) AND workspace_id = \(workspace) AND revoked_ms IS NULL"
        ) == 1
    }

    /// Counts one try in a fixed window and gives the count, this one included.
    public func countTry(_ name: String, window: Duration, at now: Instant) throws -> Int {
        let begins = now.ms - now.ms % window.inMilliseconds
        return try first(
            """
            INSERT INTO try_count (name, window_ms, count) VALUES (\(name), \(begins), 1)
            ON CONFLICT (name) DO UPDATE SET
                count = CASE WHEN try_count.window_ms = excluded.window_ms THEN try_count.count + 1 ELSE 1 END, window_ms = excluded.window_ms
            RETURNING count
            """, { try $0.int("count") }) ?? 1
    }

    public func forgetTries(_ name: String) throws {
        try also("DELETE FROM try_count WHERE name = \(name)")
    }
}
