/// A table as a copy of the whole database takes it: after those it refers to, in the order of its key.
struct CopiedTable: Sendable {
    let name: String
    let key: [String]
    /// Rows with the same key belong together and go over together.
    let isGrouped: Bool

    private init(_ name: String, by key: String..., isGrouped: Bool = false) {
        self.name = name
        self.key = key
        self.isGrouped = isGrouped
    }

    /// As it stands in a statement: `user` is a word of its own to PostgreSQL.
    var quoted: String { "\"\(name)\"" }
    var hasNumbers: Bool { key == ["id"] }

    /// Every table but those that say what was migrated, copied and who is alive. A test compares it with the schema.
    static let all = [
        CopiedTable("setting", by: "name"),
        CopiedTable("price_list", by: "id"),
        CopiedTable("user", by: "id"),
        CopiedTable("workspace", by: "id"),
        CopiedTable("member", by: "workspace_id", "user_id"),
        CopiedTable("giving_way", by: "workspace_id"),
        CopiedTable("snippet", by: "workspace_id", "name"),
        CopiedTable("assistant", by: "workspace_id"),
        CopiedTable("model_price", by: "id"),
        CopiedTable("session", by: "token_sha256"),
        CopiedTable("api_key", by: "id"),
        CopiedTable("try_count", by: "name"),
        CopiedTable("idempotency", by: "workspace_id", "key"),
        CopiedTable("app_keys", by: "platform", "server"),
        CopiedTable("account", by: "id"),
        CopiedTable("account_count", by: "account_id"),
        CopiedTable("account_reading", by: "account_id", "metric", "at_ms"),
        CopiedTable("account_answer", by: "account_id", "at_ms", "position"),
        CopiedTable("slot", by: "account_id", "weekday", "minute"),
        CopiedTable("zone_rules", by: "zone"),
        CopiedTable("series", by: "id"),
        CopiedTable("credential", by: "account_id"),
        CopiedTable("connection", by: "state_sha256"),
        CopiedTable("media", by: "workspace_id", "sha256"),
        CopiedTable("media_grant", by: "token_sha256"),
        CopiedTable("media_piece", by: "name", "position"),
        CopiedTable("campaign", by: "id"),
        CopiedTable("post", by: "id"),
        CopiedTable("digest_wish", by: "workspace_id", "user_id"),
        CopiedTable("digest_claim", by: "workspace_id", "reader", "day"),
        CopiedTable("series_post", by: "series_id", "day"),
        CopiedTable("delivery", by: "id"),
        CopiedTable("step", by: "delivery_id", "position"),
        CopiedTable("attempt", by: "id"),
        CopiedTable("delivery_event", by: "id"),
        CopiedTable("edition", by: "id"),
        CopiedTable("recheck", by: "id"),
        CopiedTable("presence", by: "delivery_id"),
        CopiedTable("reading", by: "delivery_id", "metric", "at_ms"),
        CopiedTable("reading_answer", by: "delivery_id", "at_ms", "part", "position"),
        CopiedTable("outbox", by: "id"),
        CopiedTable("listening", by: "account_id"),
        CopiedTable("heard", by: "id"),
        CopiedTable("hint", by: "id"),
        CopiedTable("ringing", by: "account_id"),
        CopiedTable("budget", by: "workspace_id", "month"),
        CopiedTable("allowance", by: "id"),
        CopiedTable("purse", by: "id"),
        CopiedTable("budget_warning", by: "workspace_id", "scope", "subject", "month", "crossing"),
        CopiedTable("warning_hook", by: "workspace_id"),
        CopiedTable("warning_notice", by: "id"),
        CopiedTable("limit_warning", by: "id"),
        CopiedTable("hold", by: "id"),
        CopiedTable("meter_event", by: "id"),
        CopiedTable("free_call", by: "workspace_id", "day_no", "platform", "account_no", "unit"),
        CopiedTable("ledger_txn", by: "id"),
        CopiedTable("plan_period", by: "id"),
        CopiedTable("plan_fee", by: "workspace_id", "platform", "plan", "month"),
        CopiedTable("bill_figure", by: "id"),
        CopiedTable("ledger_entry", by: "txn_id", isGrouped: true),
        CopiedTable("quota_state", by: "id"),
        CopiedTable("leaf", by: "id"),
        CopiedTable("corpus_scan", by: "id"),
    ]
}
