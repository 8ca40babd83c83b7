public import KicauCore

/// What a post that is being written stands beside. Only reads: it is asked with every key that is pressed.
extension Transaction {
    /// What is set aside for planned posts of a month, and for how many deliveries.
    public func plannedCost(in month: String, of workspace: ID<Workspace>, except post: ID<Post>?) throws -> (
        amount: Money, count: Int
    ) {
        try first(
            """
            SELECT COALESCE(SUM(micro_usd), 0) AS amount, COUNT(DISTINCT delivery_id) AS count FROM hold
            WHERE workspace_id = \(workspace) AND month = \(month) AND delivery_id IS NOT NULL AND micro_usd > 0
                AND state IN ('held', 'in-doubt')
                AND delivery_id NOT IN (SELECT id FROM delivery WHERE post_id = \(post?.raw ?? 0))
            """, { (amount: try $0.money("amount"), count: try $0.int("count")) }) ?? (.zero, 0)
    }

    /// What a post's own deliveries hold in a month.
    public func openHolds(of post: ID<Post>, in month: String) throws -> [(
        platform: PlatformID, account: ID<Account>, amount: Money
    )] {
        try all(
            """
            SELECT hold.platform AS platform, delivery.account_id AS account_id, hold.micro_usd AS micro_usd
            FROM hold JOIN delivery ON delivery.id = delivery_id
            WHERE post_id = \(post) AND month = \(month) AND hold.state IN ('held', 'in-doubt')
            """, { (try $0.platform("platform"), try $0.id("account_id"), try $0.money("micro_usd")) })
    }

    /// Whose budget it is, by a name of its own that is the same in every language: "Kedai Aksara", "X", "@kedai".
    ///
    /// - Parameter network: what people call it; nil: by its short name.
    public func budgetName(_ scope: BudgetScope, of workspace: Workspace, network: String?) throws -> String {
        switch scope {
        case .workspace: workspace.name
        case .network(let platform): network ?? platform.raw
        case .account(let id): try account(id)?.account.handle ?? id.description
        case .campaign(let id): try campaignName(id, in: workspace.id) ?? id.description
        case .ai: "AI"
        }
    }

    public func campaignName(_ id: ID<Campaign>, in workspace: ID<Workspace>) throws -> String? {
        try first("SELECT name FROM campaign WHERE id = \(id) AND workspace_id = \(workspace)") { try $0.text("name") }
    }
}
