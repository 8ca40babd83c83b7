public import KicauCore

/// A campaign with what belongs to it.
public struct CampaignRow: Sendable, Hashable {
    public let campaign: Campaign
    public let made: Instant
    public let posts: Int
    /// Of all months.
    public let spent: Money
    public let held: Money
}

extension Transaction {
    /// Nil: the workspace has one of that name.
    public func addCampaign(_ name: String, in workspace: ID<Workspace>, at now: Instant) throws -> ID<Campaign>? {
        try first(
            """
            INSERT INTO campaign (workspace_id, name, made_ms) VALUES (\(workspace), \(name), \(now))
            ON CONFLICT (workspace_id, name) DO NOTHING RETURNING id
            """, { try $0.id("id") })
    }

    public func campaign(_ id: ID<Campaign>, in workspace: ID<Workspace>) throws -> Campaign? {
        try first(
            "SELECT id, name, ended_ms FROM campaign WHERE id = \(id) AND workspace_id = \(workspace)", Campaign.init)
    }

    public func campaign(named name: String, in workspace: ID<Workspace>) throws -> Campaign? {
        try first(
            "SELECT id, name, ended_ms FROM campaign WHERE workspace_id = \(workspace) AND name = \(name)",
            Campaign.init)
    }

    /// Those that go on first, by name.
    public func campaigns(in workspace: ID<Workspace>) throws -> [Campaign] {
        try all(
            """
            SELECT id, name, ended_ms FROM campaign WHERE workspace_id = \(workspace)
            ORDER BY CASE WHEN ended_ms IS NULL THEN 0 ELSE 1 END, name, id
            """, Campaign.init)
    }

    public func countCampaigns(in workspace: ID<Workspace>) throws -> Int {
        try first("SELECT COUNT(*) AS count FROM campaign WHERE workspace_id = \(workspace)") { try $0.int("count") }
            ?? 0
    }

    /// The same with what belongs to each.
    public func campaignRows(in workspace: ID<Workspace>) throws -> [CampaignRow] {
        try all(
            """
            SELECT id, name, ended_ms, made_ms,
                (SELECT COUNT(*) FROM post WHERE campaign_id = campaign.id) AS posts,
                (SELECT COALESCE(SUM(micro_usd), 0) FROM hold WHERE campaign_id = campaign.id AND state = 'captured')
                    AS spent,
                (SELECT COALESCE(SUM(micro_usd), 0) FROM hold
                    WHERE campaign_id = campaign.id AND state IN ('held', 'in-doubt')) AS held
            FROM campaign WHERE workspace_id = \(workspace)
            ORDER BY CASE WHEN ended_ms IS NULL THEN 0 ELSE 1 END, name, id
            """,
            {
                CampaignRow(
                    campaign: try Campaign($0), made: try $0.instant("made_ms"), posts: try $0.int("posts"),
                    spent: try $0.money("spent"), held: try $0.money("held"))
            })
    }

    /// - Parameter ended: no new post may join it from then on; nil: it goes on.
    public func saveCampaign(_ id: ID<Campaign>, name: String, ended: Instant?, in workspace: ID<Workspace>) throws {
        try also(
            """
            UPDATE campaign SET name = \(name), ended_ms = \(ended)
            WHERE id = \(id) AND workspace_id = \(workspace)
            """)
    }

    /// Its content says the same.
    public func setCampaign(_ campaign: ID<Campaign>?, content: String, of post: ID<Post>) throws {
        try also(
            """
            UPDATE post SET campaign_id = \(campaign), content = \(content), version = version + 1 WHERE id = \(post)
            """)
    }

    public func campaign(of post: ID<Post>) throws -> ID<Campaign>? {
        try first("SELECT campaign_id FROM post WHERE id = \(post)") { try $0.int64OrNil("campaign_id").map(ID.init) }
            ?? nil
    }

    /// What a post still holds counts towards another campaign's budget from now on. What it has spent stays where it was
    /// spent.
    ///
    /// - Returns: nil, or the budget that would be passed; then the whole transaction has to be given up.
    public func moveHolds(of post: ID<Post>, to campaign: ID<Campaign>?) throws -> ShortBudget? {
        let open = try all(
            """
            SELECT hold.* FROM hold JOIN delivery ON delivery.id = delivery_id
            WHERE delivery.post_id = \(post) AND hold.state IN ('held', 'in-doubt') ORDER BY hold.id
            """, HoldRow.init)
        for hold in open where hold.campaign != campaign {
            if let short = try move(hold, to: campaign) { return short }
        }
        return nil
    }

    private func move(_ hold: HoldRow, to campaign: ID<Campaign>?) throws -> ShortBudget? {
        let left = try campaignPurses(among: hold.purses)
        // Opened before the hold is counted among the campaign's own, or it would be counted twice.
        var joined: [(id: Int64, scope: BudgetScope)] = []
        if let campaign {
            joined = try purses(for: hold.joining(campaign)).filter { $0.scope == .campaign(campaign) }
        }
        try putBack(hold.amount, intoPurses: left)
        for purse in joined where try !take(hold.amount, fromPurse: purse.id) {
            return ShortBudget(scope: purse.scope, left: try standing(ofPurse: purse.id)?.left ?? .zero)
        }
        let together = hold.purses.filter { !left.contains($0) } + joined.map(\.id)
        try also(
            """
            UPDATE hold SET campaign_id = \(campaign), purses = \(HoldRow.list(together.sorted()))
            WHERE id = \(hold.id)
            """)
        return nil
    }

    private func campaignPurses(among purses: [Int64]) throws -> [Int64] {
        guard !purses.isEmpty else { return [] }
        return try all(
            """
            SELECT purse.id AS id FROM purse JOIN allowance ON allowance.id = allowance_id
            WHERE scope = 'campaign' AND purse.id IN (\(list: purses)) ORDER BY purse.id
            """, { try $0.int64("id") })
    }
}

extension HoldRow {
    fileprivate func joining(_ campaign: ID<Campaign>) -> NewHold {
        NewHold(
            name: name, workspace: workspace, delivery: nil, account: account, campaign: campaign, platform: platform,
            month: month, fare: fare)
    }
}

extension Campaign {
    fileprivate init(_ row: Row) throws {
        self.init(id: try row.id("id"), name: try row.text("name"), ended: try row.instantOrNil("ended_ms"))
    }
}
