/// For which moment a hold was priced: the day its post is due, or the moment its call was asked for.
enum PricedHoldSchema {
    static let statements = [
        "ALTER TABLE hold ADD COLUMN priced_ms INTEGER NOT NULL DEFAULT 0",
        """
        UPDATE hold SET priced_ms
            = COALESCE((SELECT due_ms FROM delivery WHERE delivery.id = hold.delivery_id), made_ms)
        """,
        // What a person booked of a bill, for whoever opens a budget later.
        "CREATE INDEX ledger_txn_bill ON ledger_txn (workspace_id, note) WHERE kind = 'adjustment'",
    ]
}
