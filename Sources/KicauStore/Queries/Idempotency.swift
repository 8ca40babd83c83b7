public import KicauCore

/// What an Idempotency-Key stands for.
public enum KeptAnswer: Sendable, Hashable {
    /// Nobody used the key before: do the work, then keep the answer.
    case fresh
    /// The same request was answered: answer the same again.
    case answered(status: Int, body: String)
    /// The same request is being worked on.
    case underWay
    /// The key was used for another request.
    case otherRequest
}

extension Transaction {
    public func takeIdempotencyKey(_ key: String, requestSHA256: String, in workspace: ID<Workspace>, at now: Instant)
        throws -> KeptAnswer
    {
        try also("DELETE FROM idempotency WHERE created_ms < \(now - .days(1))")
        let fresh = try run(
            """
            INSERT INTO idempotency (workspace_id, key, request_sha256, created_ms)
            VALUES (\(workspace), \(key), \(requestSHA256), \(now)) ON CONFLICT DO NOTHING
            """)
        if fresh == 1 { return .fresh }
        // No request takes so long: the process that began it is gone. What it planned is found by its own key.
        let inherited = try run(
            """
            UPDATE idempotency SET created_ms = \(now)
            WHERE workspace_id = \(workspace) AND key = \(key) AND request_sha256 = \(requestSHA256)
              AND status IS NULL AND created_ms < \(now - .seconds(30))
            """)
        if inherited == 1 { return .fresh }
        return try first(
            "SELECT request_sha256, status, body FROM idempotency WHERE workspace_id = \(workspace) AND key = \(key)",
            { row -> KeptAnswer in
                guard try row.text("request_sha256") == requestSHA256 else { return .otherRequest }
                guard let status = try row.int64OrNil("status") else { return .underWay }
                return .answered(status: Int(status), body: try row.textOrNil("body") ?? "")
            }) ?? .underWay
    }

    public func keepAnswer(of key: String, status: Int, body: String, in workspace: ID<Workspace>) throws {
        try also(
            "UPDATE idempotency SET status = \(status), body = \(body) WHERE workspace_id = \(workspace) AND key = \(key)"
        )
    }

    /// The work failed before it changed anything: the key may be used again.
    public func dropIdempotencyKey(_ key: String, in workspace: ID<Workspace>) throws {
        try also("DELETE FROM idempotency WHERE workspace_id = \(workspace) AND key = \(key) AND status IS NULL")
    }
}
