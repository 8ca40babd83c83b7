public import KicauCore

/// Money set aside for a planned delivery, with what it counts towards.
public struct PlannedMoney: Sendable, Hashable {
    public let delivery: ID<Delivery>
    public let due: Instant
    public let platform: PlatformID
    public let account: ID<Account>?
    public let campaign: ID<Campaign>?
    public let amount: Money

    public init(
        delivery: ID<Delivery>, due: Instant, platform: PlatformID, account: ID<Account>?, campaign: ID<Campaign>?,
        amount: Money
    ) {
        self.delivery = delivery
        self.due = due
        self.platform = platform
        self.account = account
        self.campaign = campaign
        self.amount = amount
    }
}

extension Transaction {
    public func givingWay(of workspace: ID<Workspace>) throws -> GivingWay {
        try first(
            "SELECT publishing, comments_go_first, shares FROM giving_way WHERE workspace_id = \(workspace)",
            {
                GivingWay(
                    publishing: try $0.text("publishing").split(separator: ",").compactMap { Way(String($0)) },
                    commentsGoFirst: try $0.bool("comments_go_first"),
                    shares: WorkShares(stored: JSONText.read([String: Int].self, in: try $0.text("shares")) ?? [:]))
            }) ?? GivingWay()
    }

    public func setGivingWay(_ giving: GivingWay, of workspace: ID<Workspace>) throws {
        let ways = giving.publishing.map(\.text).joined(separator: ",")
        try also(
            """
            INSERT INTO giving_way (workspace_id, publishing, comments_go_first, shares)
            VALUES (\(workspace), \(ways), \(giving.commentsGoFirst), \(JSONText.encode(giving.shares.stored)))
            ON CONFLICT (workspace_id) DO UPDATE
                SET publishing = excluded.publishing, comments_go_first = excluded.comments_go_first,
                    shares = excluded.shares
            """)
    }

    /// Planned deliveries whose money is not set aside any more, soonest first: they cannot go out as they are.
    public func unpaidDeliveries(limit: Int) throws -> [ID<Delivery>] {
        try all(
            """
            SELECT id FROM delivery WHERE state = 'scheduled' AND live_parts = 0 AND doubt = 0 AND EXISTS (
                SELECT 1 FROM hold WHERE delivery_id = delivery.id AND hold.state = 'released' AND micro_usd > 0)
            ORDER BY due_ms, id LIMIT \(limit)
            """, { try $0.id("id") })
    }

    /// The months of hard budgets that hold and have spent more than they may: somebody lowered them.
    public func overdrawnMonths() throws -> [(workspace: ID<Workspace>, month: String)] {
        try all(
            """
            SELECT workspace_id, month FROM budget WHERE is_hard = 1 AND pending_micro_usd > 0
                AND cap_micro_usd IS NOT NULL AND posted_micro_usd + pending_micro_usd > cap_micro_usd
            UNION SELECT workspace_id, month FROM purse JOIN allowance ON allowance.id = allowance_id
            WHERE purse.is_hard = 1 AND pending_micro_usd > 0
                AND purse.cap_micro_usd IS NOT NULL AND posted_micro_usd + pending_micro_usd > purse.cap_micro_usd
            ORDER BY workspace_id, month LIMIT 1000
            """, { (workspace: try $0.id("workspace_id"), month: try $0.text("month")) })
    }

    /// What planned deliveries hold in a month, the latest first.
    public func plannedMoney(in month: String, of workspace: ID<Workspace>) throws -> [PlannedMoney] {
        try all(
            """
            SELECT delivery.id AS id, due_ms, hold.platform AS platform, hold.account_id AS account_id,
                hold.campaign_id AS campaign_id, micro_usd
            FROM hold JOIN delivery ON delivery.id = delivery_id
            WHERE hold.workspace_id = \(workspace) AND month = \(month) AND hold.state = 'held' AND micro_usd > 0
                AND delivery.state = 'scheduled' AND live_parts = 0
            ORDER BY due_ms DESC, delivery.id DESC
            """,
            {
                PlannedMoney(
                    delivery: try $0.id("id"), due: try $0.instant("due_ms"), platform: try $0.platform("platform"),
                    account: try $0.int64OrNil("account_id").map(ID.init),
                    campaign: try $0.int64OrNil("campaign_id").map(ID.init), amount: try $0.money("micro_usd"))
            })
    }

    /// What cannot be paid waits for a person. False: it has moved meanwhile, nothing was written.
    ///
    /// Only what nobody has begun to send: the epoch is compared and raised, so that no worker goes on with an old choice.
    public func park(_ row: DeliveryRow, for need: Delivery.WaitingFor, story: Settlement.Story, at now: Instant) throws
        -> Bool
    {
        try Delivery.check(.scheduled, to: .waiting, by: .anyWorker)
        let parked = try run(
            """
            UPDATE delivery SET state = 'waiting', waiting_for = \(need), trouble = \(JSONText.encode(story)), worker = NULL,
                lease_ends_ms = NULL, looks = 0, ready_ms = due_ms, act_ms = due_ms, epoch = epoch + 1
            WHERE id = \(row.id) AND state = 'scheduled' AND epoch = \(row.epoch) AND doubt = 0 AND live_parts = 0
            """)
        guard parked == 1 else { return false }
        try releaseHolds(of: row.id, at: now)
        try tell(story, of: row.id, state: .waiting, at: now)
        refreshPost(row.post)
        noteChange(in: row.workspace)
        return true
    }

    /// What waits for a person anyway waits for something else now. False: it has moved meanwhile.
    public func ask(_ row: DeliveryRow, for need: Delivery.WaitingFor, story: Settlement.Story, at now: Instant) throws
        -> Bool
    {
        let asked = try run(
            """
            UPDATE delivery SET waiting_for = \(need), trouble = \(JSONText.encode(story)), looks = 0, ready_ms = due_ms,
                act_ms = due_ms, epoch = epoch + 1
            WHERE id = \(row.id) AND state = 'waiting' AND epoch = \(row.epoch) AND doubt = 0 AND live_parts = 0
            """)
        guard asked == 1 else { return false }
        try releaseHolds(of: row.id, at: now)
        try tell(story, of: row.id, state: .waiting, at: now)
        refreshPost(row.post)
        noteChange(in: row.workspace)
        return true
    }

    /// What a post says and where it goes, where its plan stays as it is. False: it was saved meanwhile.
    public func keepContent(_ content: PostContent, of post: ID<Post>, version: Int) throws -> Bool {
        try run(
            """
            UPDATE post SET content = \(content.json), excerpt = \(content.excerpt), version = version + 1
            WHERE id = \(post) AND version = \(version)
            """) == 1
    }

    /// Calls off one delivery of a post of which nothing was sent. False: it has moved meanwhile.
    public func callOff(_ row: DeliveryRow, story: Settlement.Story, at now: Instant) throws -> Bool {
        try Delivery.check(row.state, to: .cancelled, by: .person)
        let called = try run(
            """
            UPDATE delivery SET state = 'cancelled', waiting_for = NULL, trouble = NULL, worker = NULL, lease_ends_ms = NULL,
                epoch = epoch + 1
            WHERE id = \(row.id) AND state = \(row.state) AND epoch = \(row.epoch) AND doubt = 0 AND live_parts = 0
            """)
        guard called == 1 else { return false }
        try releaseHolds(of: row.id, at: now)
        try tell(story, of: row.id, state: .cancelled, at: now)
        refreshPost(row.post)
        return true
    }
}
