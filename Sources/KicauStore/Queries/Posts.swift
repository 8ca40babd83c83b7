public import KicauCore

/// A post's row. `content` is what the composer saved, in JSON.
public struct PostRow: Sendable, Hashable {
    public let id: ID<Post>
    public let workspace: ID<Workspace>
    public let author: String
    public let excerpt: String
    public let firstPicture: String?
    public let state: String
    public let due: Due?
    public let version: Int
    public let created: Instant
    public let sort: Instant
    public let campaign: ID<Campaign>?

    init(_ row: Row) throws {
        id = try row.id("id")
        workspace = try row.id("workspace_id")
        author = try row.text("author_name")
        excerpt = try row.text("excerpt")
        firstPicture = try row.textOrNil("first_picture")
        state = try row.text("state")
        version = try row.int("version")
        created = try row.instant("created_ms")
        sort = try row.instant("sort_ms")
        campaign = try row.int64OrNil("campaign_id").map(ID.init)
        due =
            if let wall = try row.textOrNil("due_wall") {
                Due(
                    wall: wall, zone: try row.text("due_zone"), instant: try row.instant("due_ms"),
                    fold: try row.bool("due_fold") ? .second : .first)
            } else {
                nil
            }
    }
}

/// What is written of a post: its content as JSON with what lists need of it.
public struct PostContent: Sendable {
    public let json: String
    public let excerpt: String
    public let firstPicture: String?
    public let campaign: ID<Campaign>?

    public init(json: String, excerpt: String, firstPicture: String?, campaign: ID<Campaign>? = nil) {
        self.json = json
        self.excerpt = excerpt
        self.firstPicture = firstPicture
        self.campaign = campaign
    }
}

extension Transaction {
    private var columns: String {
        """
        id, workspace_id, author_name, excerpt, first_picture, state, due_wall, due_zone, due_fold, due_ms, version,
        created_ms, sort_ms, campaign_id
        """
    }

    public func addPost(
        _ content: PostContent, state: String, due: Due?, key: String?, author: String, in workspace: ID<Workspace>,
        at now: Instant
    ) throws -> ID<Post> {
        try useMedia(namedIn: content.json, in: workspace)
        return try insert(
            """
            INSERT INTO post (workspace_id, author_name, content, excerpt, first_picture, state, due_wall, due_zone,
                due_fold, due_ms, schedule_key, created_ms, sort_ms, campaign_id)
            VALUES (\(workspace), \(author), \(content.json), \(content.excerpt), \(content.firstPicture), \(state),
                \(due?.wall), \(due?.zone), \(due?.fold ?? .first), \(due?.instant), \(key), \(now),
                \(due?.instant ?? now), \(content.campaign))
            """)
    }

    /// Writes over a draft or a plan. False: someone saved a newer version meanwhile.
    public func savePost(
        _ id: ID<Post>, _ content: PostContent, state: String, due: Due?, key: String?, version: Int, at now: Instant
    ) throws -> Bool {
        let workspace: ID<Workspace>? = try first("SELECT workspace_id FROM post WHERE id = \(id)") {
            try $0.id("workspace_id")
        }
        guard let workspace else { return false }
        try useMedia(namedIn: content.json, in: workspace)
        return try run(
            """
            UPDATE post SET content = \(content.json), excerpt = \(content.excerpt), first_picture = \(content.firstPicture),
                campaign_id = \(content.campaign), state = \(state), due_wall = \(due?.wall), due_zone = \(due?.zone),
                due_fold = \(due?.fold ?? .first), due_ms = \(due?.instant),
                schedule_key = COALESCE(\(key), schedule_key), version = version + 1, sort_ms = \(due?.instant ?? now)
            WHERE id = \(id) AND version = \(version)
            """) == 1
    }

    public func setDue(_ due: Due?, state: String, of id: ID<Post>, at now: Instant) throws {
        try also(
            """
            UPDATE post SET due_wall = \(due?.wall), due_zone = \(due?.zone), due_fold = \(due?.fold ?? .first),
                due_ms = \(due?.instant), state = \(state), sort_ms = \(due?.instant ?? now), version = version + 1
            WHERE id = \(id)
            """)
    }

    public func post(_ id: ID<Post>, in workspace: ID<Workspace>) throws -> PostRow? {
        try first("SELECT \(raw: columns) FROM post WHERE id = \(id) AND workspace_id = \(workspace)", PostRow.init)
    }

    public func postContent(_ id: ID<Post>) throws -> String? {
        try first("SELECT content FROM post WHERE id = \(id)") { try $0.text("content") }
    }

    public func post(scheduledWith key: String, in workspace: ID<Workspace>) throws -> ID<Post>? {
        try first("SELECT id FROM post WHERE workspace_id = \(workspace) AND schedule_key = \(key)") { try $0.id("id") }
    }

    public func deletePost(_ id: ID<Post>) throws {
        try also(
            "DELETE FROM post WHERE id = \(id) AND state = 'draft' AND NOT EXISTS (SELECT 1 FROM delivery WHERE post_id = \(id))"
        )
    }

    /// Newest first, from a place in the list (its sort instant and number) on.
    ///
    /// Several states are asked for one by one: for all at once SQLite walks the whole list to find a few rare ones.
    public func posts(_ asked: PostsAsked, in workspace: ID<Workspace>) throws -> [PostRow] {
        let states = Set(asked.states)
        guard states.count > 1 else { return try newest(asked, in: workspace) }
        let found = try states.flatMap { state in
            var one = asked
            one.states = [state]
            return try newest(one, in: workspace)
        }
        return Array(found.sorted { ($0.sort.ms, $0.id.raw) > ($1.sort.ms, $1.id.raw) }.prefix(asked.limit))
    }

    private func newest(_ asked: PostsAsked, in workspace: ID<Workspace>) throws -> [PostRow] {
        var query: Query = "SELECT \(raw: columns) FROM post" + condition(asked, workspace)
        if let after = asked.after {
            query = query + " AND (sort_ms, id) < (\(after.sort), \(after.id))"
        }
        return try all(query + " ORDER BY sort_ms DESC, id DESC LIMIT \(asked.limit)", PostRow.init)
    }

    public func countPosts(_ asked: PostsAsked, in workspace: ID<Workspace>) throws -> Int {
        try first("SELECT COUNT(*) AS count FROM post" + condition(asked, workspace)) { try $0.int("count") } ?? 0
    }

    /// Soonest first, by due instant.
    public func postsDue(from: Instant, to: Instant, _ asked: PostsAsked, in workspace: ID<Workspace>) throws
        -> [PostRow]
    {
        try all(
            "SELECT \(raw: columns) FROM post" + due(from, to, asked, workspace)
                + " ORDER BY due_ms, id LIMIT \(asked.limit)", PostRow.init)
    }

    public func countPostsDue(from: Instant, to: Instant, _ asked: PostsAsked, in workspace: ID<Workspace>) throws
        -> Int
    {
        try first("SELECT COUNT(*) AS count FROM post" + due(from, to, asked, workspace)) { try $0.int("count") } ?? 0
    }

    /// Of these, those that need a person.
    public func countPostsInNeed(from: Instant, to: Instant, _ asked: PostsAsked, in workspace: ID<Workspace>) throws
        -> Int
    {
        try first(
            "SELECT COUNT(*) AS count FROM post" + due(from, to, asked, workspace)
                + " AND state IN ('needs-you', 'refused', 'partly')"
        ) { try $0.int("count") } ?? 0
    }

    /// A span of time holds few posts: each is asked for its accounts, instead of every account for its posts.
    private func due(_ from: Instant, _ to: Instant, _ asked: PostsAsked, _ workspace: ID<Workspace>) -> Query {
        var anyone = asked
        anyone.accounts = []
        let span = condition(anyone, workspace) + " AND due_ms >= \(from) AND due_ms < \(to)"
        guard !asked.accounts.isEmpty else { return span }
        return span
            + """
             AND EXISTS (SELECT 1 FROM delivery WHERE post_id = post.id AND account_id IN (\(list: asked.accounts)))
            """
    }

    private func condition(_ asked: PostsAsked, _ workspace: ID<Workspace>) -> Query {
        var query: Query = " WHERE workspace_id = \(workspace)"
        if !asked.states.isEmpty { query = query + " AND state IN (\(list: asked.states))" }
        if !asked.accounts.isEmpty {
            query = query + " AND id IN (SELECT post_id FROM delivery WHERE account_id IN (\(list: asked.accounts)))"
        }
        if let campaign = asked.campaign { query = query + " AND campaign_id = \(campaign)" }
        if let text = asked.text, !text.isEmpty {
            query = query + " AND excerpt \(raw: dialect.like) \(like(text)) ESCAPE '\\'"
        }
        return query
    }

    private func like(_ text: String) -> String {
        "%" + text.reduce(into: "") { $0 += "\\%_".contains($1) ? "\\\($1)" : String($1) } + "%"
    }

    public func countPublished(since: Instant, in workspace: ID<Workspace>) throws -> Int {
        try first(
            "SELECT COUNT(*) AS count FROM post WHERE workspace_id = \(workspace) AND state = 'published' AND sort_ms >= \(since)",
            { try $0.int("count") }) ?? 0
    }

    public func changeNumber(of workspace: ID<Workspace>) throws -> Int64 {
        try first("SELECT change_number FROM workspace WHERE id = \(workspace)") { try $0.int64("change_number") } ?? 0
    }

    /// Pages that wait for news of the workspace learn that there is some.
    public func noteChange(in workspace: ID<Workspace>) { aftermath.noteChange(in: workspace) }
}

/// A question for a list of posts.
public struct PostsAsked: Sendable {
    public var accounts: [ID<Account>]
    public var states: [String]
    public var text: String?
    public var campaign: ID<Campaign>?
    public var after: (sort: Instant, id: ID<Post>)?
    public var limit: Int

    public init(
        accounts: [ID<Account>] = [], states: [String] = [], text: String? = nil, campaign: ID<Campaign>? = nil,
        after: (sort: Instant, id: ID<Post>)? = nil,
        limit: Int
    ) {
        self.accounts = accounts
        self.states = states
        self.text = text
        self.campaign = campaign
        self.after = after
        self.limit = limit
    }
}
