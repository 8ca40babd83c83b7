public import KicauCore

/// A delivery's row, without its rendition.
public struct DeliveryRow: Sendable, Hashable {
    public let id: ID<Delivery>
    public let post: ID<Post>
    public let workspace: ID<Workspace>
    public let account: ID<Account>
    public let state: Delivery.State
    public let waitingFor: Delivery.WaitingFor?
    public let due: Instant
    public let ready: Instant
    public let epoch: Int64
    public let doubt: Bool
    public let looks: Int
    public let trouble: Settlement.Story?
    public let published: Instant?
    public let url: String?
    public let removed: Instant?
    public let renditionSHA256: String
    public let key: String

    init(_ row: Row) throws {
        id = try row.id("id")
        post = try row.id("post_id")
        workspace = try row.id("workspace_id")
        account = try row.id("account_id")
        state = try row.word("state")
        waitingFor = try row.wordOrNil("waiting_for")
        due = try row.instant("due_ms")
        ready = try row.instant("ready_ms")
        epoch = try row.int64("epoch")
        doubt = try row.bool("doubt")
        looks = try row.int("looks")
        trouble = try row.jsonOrNil("trouble")
        published = try row.instantOrNil("published_ms")
        url = try row.textOrNil("url")
        removed = try row.instantOrNil("removed_ms")
        renditionSHA256 = try row.text("rendition_sha256")
        key = try row.text("key")
    }
}

/// What a new delivery needs.
public struct NewDelivery: Sendable {
    public let account: ID<Account>
    public let rendition: Rendition
    public let steps: [Step]
    public let key: String
    /// How long before it is due its uploads and containers begin.
    public let stagingLead: Duration

    public init(account: ID<Account>, rendition: Rendition, steps: [Step], key: String, stagingLead: Duration = .zero) {
        self.account = account
        self.rendition = rendition
        self.steps = steps
        self.key = key
        self.stagingLead = stagingLead
    }
}

extension Transaction {
    private var columns: String {
        """
        id, post_id, workspace_id, account_id, state, waiting_for, due_ms, ready_ms, epoch, doubt, looks, trouble,
        published_ms, url, removed_ms, rendition_sha256, key
        """
    }

    public func addDelivery(
        _ new: NewDelivery, to post: ID<Post>, in workspace: ID<Workspace>, due: Instant, at now: Instant
    ) throws -> ID<Delivery> {
        let rendition = try JSONText.encode(new.rendition)
        let id = try insert(
            """
            INSERT INTO delivery (post_id, workspace_id, account_id, state, rendition, rendition_sha256, key, due_ms,
                ready_ms, act_ms)
            VALUES (\(post), \(workspace), \(new.account), 'scheduled', \(rendition), \(Digest.hex(rendition)), \(new.key),
                \(due), \(due), \(due - (new.steps.contains { $0.kind == .prepare } ? new.stagingLead : .zero)))
            """, of: Delivery.self)
        try addSteps(new.steps, to: id)
        aftermath.ring()
        try tell(.init("Planned, with its wording and price frozen."), of: id, state: .scheduled, at: now)
        return id
    }

    public func delivery(_ id: ID<Delivery>) throws -> DeliveryRow? {
        try first("SELECT \(raw: columns) FROM delivery WHERE id = \(id)", DeliveryRow.init)
    }

    public func rendition(of id: ID<Delivery>) throws -> Rendition? {
        try first("SELECT rendition FROM delivery WHERE id = \(id)") { try $0.json("rendition") }
    }

    /// What was taken off an account's network since then, in whichever workspace, the newest first.
    public func renditionsRemoved(of account: ID<Account>, since: Instant, limit: Int) throws -> [Rendition] {
        try all(
            """
            SELECT rendition FROM delivery JOIN account ON account.id = delivery.account_id
            JOIN account AS asked ON asked.platform = account.platform AND asked.server = account.server
                AND asked.remote_id = account.remote_id
            WHERE asked.id = \(account) AND removed_ms >= \(since) ORDER BY removed_ms DESC LIMIT \(limit)
            """, { try $0.json("rendition") })
    }

    /// As it was hashed, byte for byte.
    public func renditionText(of id: ID<Delivery>) throws -> String? {
        try first("SELECT rendition FROM delivery WHERE id = \(id)") { try $0.text("rendition") }
    }

    public func deliveries(of post: ID<Post>) throws -> [DeliveryRow] {
        try all(
            "SELECT \(raw: columns) FROM delivery WHERE post_id = \(post) AND state <> 'cancelled' ORDER BY id",
            DeliveryRow.init)
    }

    public func deliveries(ofAll posts: [ID<Post>]) throws -> [DeliveryRow] {
        try all(
            "SELECT \(raw: columns) FROM delivery WHERE post_id IN (\(list: posts)) AND state <> 'cancelled' ORDER BY id",
            DeliveryRow.init)
    }

    /// Calls off a post's deliveries of which nothing has been sent, and gives their money back. What was a person's to
    /// post by hand may be out once its time has come.
    ///
    /// - Returns: false when something of the post is already on its way or has ended; nothing was changed then.
    public func cancelUnsent(of post: ID<Post>, story: Settlement.Story, at now: Instant) throws -> Bool {
        let rows = try deliveries(of: post)
        let cancelled = try all(
            """
            UPDATE delivery SET state = 'cancelled', waiting_for = NULL, trouble = NULL, worker = NULL, lease_ends_ms = NULL,
                epoch = epoch + 1
            WHERE post_id = \(post) AND state IN ('scheduled', 'waiting', 'claimed')
              AND (state <> 'waiting' OR waiting_for <> 'hand-off' OR due_ms > \(now))
              AND doubt = 0 AND NOT EXISTS (SELECT 1 FROM step WHERE delivery_id = delivery.id AND step.state = 'settled'
                                            AND step.step LIKE '%"kind":"commit"%')
            RETURNING id
            """, { try $0.id("id", of: Delivery.self) })
        guard cancelled.count == rows.count else { return false }
        for id in cancelled {
            try releaseHolds(of: id, at: now)
            try tell(story, of: id, state: .cancelled, at: now)
        }
        return true
    }

    /// A person moves a delivery on, as they saw it. False: it has moved meanwhile.
    ///
    /// The epoch is compared as well: it may have been sent and come back to the same state, for another reason.
    public func moveOn(
        _ row: DeliveryRow, to: Delivery.State, doubt: Bool, ready: Instant, at now: Instant, story: Settlement.Story
    ) throws -> Bool {
        try Delivery.check(row.state, to: to, by: .person)
        let changed = try run(
            """
            UPDATE delivery SET state = \(to), waiting_for = NULL, doubt = \(doubt), looks = 0, trouble = NULL, worker = NULL,
                lease_ends_ms = NULL, ready_ms = CASE WHEN due_ms > \(ready) THEN due_ms ELSE \(ready) END,
                act_ms = CASE WHEN due_ms > \(ready) THEN due_ms ELSE \(ready) END, epoch = epoch + 1,
                published_ms = CASE \(to) WHEN 'published' THEN \(now) ELSE published_ms END
            WHERE id = \(row.id) AND state = \(row.state) AND epoch = \(row.epoch)
            """)
        guard changed == 1 else { return false }
        aftermath.ring()
        try tell(story, of: row.id, state: to, at: now)
        if to == .published { try addToOutbox(.archive, [row.id], at: now) }
        return true
    }

    /// What came due longer ago than its workspace allows waits for a person, in one statement.
    ///
    /// The bound on `act_ms`, by the least patient workspace, says nothing new: it lets the index leave out all that is
    /// planned for later or only just due.
    public func askAboutMissed(at now: Instant, story: Settlement.Story) throws -> [(id: ID<Delivery>, post: ID<Post>)]
    {
        let moved = try all(
            """
            UPDATE delivery SET state = 'waiting', waiting_for = 'missed', trouble = \(JSONText.encode(story))
            WHERE state = 'scheduled' AND act_ms < \(now) - (SELECT MIN(missed_limit_ms) FROM workspace) AND doubt = 0 AND ready_ms = due_ms
              AND due_ms < \(now) - (SELECT missed_limit_ms FROM workspace WHERE id = delivery.workspace_id)
              AND NOT EXISTS (SELECT 1 FROM attempt WHERE delivery_id = delivery.id)
            RETURNING id, post_id
            """, { (id: try $0.id("id", of: Delivery.self), post: try $0.id("post_id", of: Post.self)) })
        for item in moved {
            try tell(story, of: item.id, state: .waiting, at: now)
            refreshPost(item.post)
        }
        return moved
    }

    public func markRemoved(_ id: ID<Delivery>, at now: Instant) throws {
        try also("UPDATE delivery SET removed_ms = \(now) WHERE id = \(id) AND removed_ms IS NULL")
    }

    /// After a reconnect: what waited for the account goes on.
    public func deliveriesWaitingForReconnect(of account: ID<Account>) throws -> [DeliveryRow] {
        try all(
            """
            SELECT \(raw: columns) FROM delivery
            WHERE account_id = \(account) AND state = 'waiting' AND waiting_for = 'reconnect'
            """, DeliveryRow.init)
    }

    public func events(of delivery: ID<Delivery>) throws -> [(
        at: Instant, state: Delivery.State, story: Settlement.Story
    )] {
        try all("SELECT at_ms, state, story FROM delivery_event WHERE delivery_id = \(delivery) ORDER BY id") {
            (try $0.instant("at_ms"), try $0.word("state"), try $0.json("story"))
        }
    }
}
