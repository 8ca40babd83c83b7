/// The moment whose prices an event was rated by, and the plan that was paid for: with them events need nothing of what was
/// booked to be rated anew, wherever a price changed between a call's begin and its end.
enum RatedEventSchema {
    /// By themselves: nodes of an older version that work beside this one wait for these only.
    static let columns = [
        "ALTER TABLE meter_event ADD COLUMN rated_ms INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE meter_event ADD COLUMN plan TEXT NOT NULL DEFAULT ''",
    ]

    /// What is there already takes both from its hold. An event is called after its hold and the number of the item; one
    /// without a hold keeps 0, which stands for the time it has.
    static let onSQLite = [filled("json_extract(hold.fare, '$.plan')")]
    static let onPostgres = [filled("CAST(hold.fare AS json) ->> 'plan'")]

    private static func filled(_ plan: String) -> String {
        """
        UPDATE meter_event SET
            rated_ms = CASE hold.priced_ms WHEN 0 THEN hold.made_ms ELSE hold.priced_ms END,
            plan = COALESCE(\(plan), '')
        FROM hold WHERE hold.name = rtrim(rtrim(meter_event.name, '0123456789'), '/')
        """
    }
}
