public import KicauCore

/// A series' row. `content` is what the composer saved, in JSON.
public struct SeriesRow: Sendable, Hashable {
    public let id: ID<Series>
    public let workspace: ID<Workspace>
    public let author: String
    public let content: String
    public let recurrence: Recurrence
    public let state: String
    public let created: Instant

    init(_ row: Row) throws {
        id = try row.id("id")
        workspace = try row.id("workspace_id")
        author = try row.text("author_name")
        content = try row.text("content")
        recurrence = try row.json("recurrence")
        state = try row.text("state")
        created = try row.instant("created_ms")
    }
}

/// One coming round of a series: its day, and the post that was made for it.
public struct Occurrence: Sendable, Hashable {
    public let day: String
    /// Nil while it is being planned, or once a person has thrown the post away.
    public let post: ID<Post>?
    /// Planned, still being planned, or called off because the series was paused.
    public let state: String

    init(_ row: Row) throws {
        day = try row.text("day")
        post = try row.int64OrNil("post_id").map(ID.init)
        state = try row.text("state")
    }
}

extension Transaction {
    public func addSeries(
        _ content: String, _ recurrence: Recurrence, key: String, author: String, in workspace: ID<Workspace>,
        at now: Instant
    ) throws -> ID<Series> {
        try useMedia(namedIn: content, in: workspace)
        return try insert(
            """
            INSERT INTO series (workspace_id, author_name, content, recurrence, series_key, state, created_ms)
            VALUES (\(workspace), \(author), \(content), \(JSONText.encode(recurrence)), \(key), 'running', \(now))
            """)
    }

    public func series(madeWith key: String, in workspace: ID<Workspace>) throws -> ID<Series>? {
        try first("SELECT id FROM series WHERE workspace_id = \(workspace) AND series_key = \(key)") { try $0.id("id") }
    }

    public func series(_ id: ID<Series>, in workspace: ID<Workspace>) throws -> SeriesRow? {
        try first("SELECT * FROM series WHERE id = \(id) AND workspace_id = \(workspace)", SeriesRow.init)
    }

    /// Newest first, at most 200.
    public func allSeries(in workspace: ID<Workspace>) throws -> [SeriesRow] {
        try all("SELECT * FROM series WHERE workspace_id = \(workspace) ORDER BY id DESC LIMIT 200", SeriesRow.init)
    }

    public func runningSeries() throws -> [SeriesRow] {
        try all("SELECT * FROM series WHERE state = 'running' ORDER BY id", SeriesRow.init)
    }

    /// False: it is not in one of those states any more.
    public func setSeriesState(_ state: String, from: [String], of id: ID<Series>) throws -> Bool {
        try run("UPDATE series SET state = \(state) WHERE id = \(id) AND state IN (\(list: from))") == 1
    }

    public func occurrences(of series: ID<Series>) throws -> [Occurrence] {
        try all(
            "SELECT day, post_id, state FROM series_post WHERE series_id = \(series) ORDER BY day", Occurrence.init)
    }

    /// The day is taken on; a second time does nothing.
    public func beginOccurrence(of series: ID<Series>, on day: String) throws {
        try also(
            """
            INSERT INTO series_post (series_id, day, state) VALUES (\(series), \(day), 'planning')
            ON CONFLICT (series_id, day) DO NOTHING
            """)
    }

    /// The day's post is made, or made again after a pause.
    public func endOccurrence(
        of series: ID<Series>, on day: String, post: ID<Post>, trouble: Settlement.Story?
    ) throws {
        try also(
            """
            UPDATE series_post SET post_id = \(post), state = 'planned', trouble = \(trouble.map(JSONText.encode))
            WHERE series_id = \(series) AND day = \(day) AND state IN ('planning', 'called-off')
            """)
    }

    /// The series is paused or ended: posts still to come are called off. What is on its way stays.
    public func callOffOccurrences(of series: ID<Series>, story: Settlement.Story, at now: Instant) throws {
        let coming = try all(
            """
            SELECT post_id FROM series_post JOIN post ON post.id = series_post.post_id
            WHERE series_id = \(series) AND post.due_ms > \(now) AND post.state IN ('scheduled', 'needs-you')
            """, { try $0.id("post_id", of: Post.self) })
        for post in coming where try cancelUnsent(of: post, story: story, at: now) {
            try setDue(nil, state: "cancelled", of: post, at: now)
            try also(
                """
                UPDATE series_post SET state = 'called-off', trouble = NULL
                WHERE series_id = \(series) AND post_id = \(post)
                """)
        }
    }

    /// The series a post came of, and why it needs a person.
    public func seriesOf(_ post: ID<Post>) throws -> (id: ID<Series>, trouble: Settlement.Story?)? {
        try first("SELECT series_id, trouble FROM series_post WHERE post_id = \(post)") {
            (try $0.id("series_id"), try $0.jsonOrNil("trouble"))
        }
    }
}
