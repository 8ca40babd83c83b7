public import KicauCore

extension Workspace {
    init(_ row: Row) throws {
        self.init(
            id: try row.id("id"), name: try row.text("name"), zone: try row.text("zone"),
            missedLimit: .milliseconds(try row.int64("missed_limit_ms")),
            resendsAfterTwoLooks: try row.bool("resends_after_two_looks"), needsAlt: try row.bool("needs_alt"),
            plans: try row.familiar("plans"))
    }
}

extension User {
    init(_ row: Row) throws {
        self.init(
            id: try row.id("id"), email: try row.text("email"), name: try row.text("name"),
            language: try row.textOrNil("language"))
    }
}

extension Transaction {
    public func countUsers() throws -> Int {
        try first("SELECT COUNT(*) AS count FROM \"user\"") { try $0.int("count") } ?? 0
    }

    public func addUser(name: String, email: String, passwordHash: String, at now: Instant) throws -> ID<User> {
        try insert(
            "INSERT INTO \"user\" (email, name, password_hash, created_ms) VALUES (\(email), \(name), \(passwordHash), \(now))"
        )
    }

    public func user(email: String) throws -> (user: User, passwordHash: String)? {
        try first("SELECT * FROM \"user\" WHERE email = \(email)") { (try User($0), try $0.text("password_hash")) }
    }

    public func user(_ id: ID<User>) throws -> (user: User, passwordHash: String)? {
        try first("SELECT * FROM \"user\" WHERE id = \(id)") { (try User($0), try $0.text("password_hash")) }
    }

    public func setPasswordHash(_ hash: String, of id: ID<User>) throws {
        try also("UPDATE \"user\" SET password_hash = \(hash) WHERE id = \(id)")
    }

    public func setLanguage(_ language: String?, of id: ID<User>) throws {
        try also("UPDATE \"user\" SET language = \(language) WHERE id = \(id)")
    }

    public func addWorkspace(name: String, zone: String, at now: Instant) throws -> ID<Workspace> {
        try insert(
            """
            INSERT INTO workspace (name, zone, missed_limit_ms, resends_after_two_looks, created_ms)
            VALUES (\(name), \(zone), 900000, 0, \(now))
            """)
    }

    public func workspace(_ id: ID<Workspace>) throws -> Workspace? {
        try first("SELECT * FROM workspace WHERE id = \(id)", Workspace.init)
    }

    public func workspaces(_ ids: [ID<Workspace>]) throws -> [ID<Workspace>: Workspace] {
        let found = try all("SELECT * FROM workspace WHERE id IN (\(list: ids))", Workspace.init)
        return Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
    }

    public func workspaces(of user: ID<User>) throws -> [(workspace: Workspace, role: Role)] {
        try all(
            """
            SELECT workspace.*, role FROM member JOIN workspace ON workspace.id = workspace_id
            WHERE user_id = \(user) ORDER BY workspace.id
            """, { (try Workspace($0), try $0.word("role")) })
    }

    public func allWorkspaces() throws -> [Workspace] {
        try all("SELECT * FROM workspace ORDER BY id", Workspace.init)
    }

    public func saveWorkspace(_ workspace: Workspace) throws {
        try also(
            """
            UPDATE workspace SET name = \(workspace.name), zone = \(workspace.zone),
                missed_limit_ms = \(workspace.missedLimit.inMilliseconds),
                resends_after_two_looks = \(workspace.resendsAfterTwoLooks), needs_alt = \(workspace.needsAlt)
            WHERE id = \(workspace.id)
            """)
    }

    /// - Parameter plan: nil: it pays for each use.
    public func setPlan(_ plan: String?, on platform: PlatformID, of workspace: Workspace, at now: Instant) throws {
        try beginPlan(plan, on: platform, of: workspace.id, at: now)
        var plans = workspace.plans
        plans[platform.raw] = plan
        try also("UPDATE workspace SET plans = \(JSONText.encode(plans)) WHERE id = \(workspace.id)")
    }

    public func addMember(_ user: ID<User>, to workspace: ID<Workspace>, as role: Role, at now: Instant) throws {
        try also(
            """
            INSERT INTO member (workspace_id, user_id, role, joined_ms) VALUES (\(workspace), \(user), \(role), \(now))
            """)
    }

    public func members(of workspace: ID<Workspace>) throws -> [(user: User, role: Role, joined: Instant)] {
        try all(
            """
            SELECT "user".*, role, joined_ms FROM member JOIN "user" ON "user".id = user_id
            WHERE workspace_id = \(workspace) ORDER BY joined_ms, "user".id
            """, { (try User($0), try $0.word("role"), try $0.instant("joined_ms")) })
    }

    public func role(of user: ID<User>, in workspace: ID<Workspace>) throws -> Role? {
        try first("SELECT role FROM member WHERE workspace_id = \(workspace) AND user_id = \(user)") {
            try $0.word("role")
        }
    }

    public func setRole(_ role: Role, of user: ID<User>, in workspace: ID<Workspace>) throws -> Bool {
        try run("UPDATE member SET role = \(role) WHERE workspace_id = \(workspace) AND user_id = \(user)") == 1
    }

    public func removeMember(_ user: ID<User>, from workspace: ID<Workspace>) throws {
        try also("DELETE FROM member WHERE workspace_id = \(workspace) AND user_id = \(user)")
        try also("DELETE FROM session WHERE workspace_id = \(workspace) AND user_id = \(user)")
    }
}
