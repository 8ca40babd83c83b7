/// The moment whose prices an event was rated by, and the plan that was paid for: with them events need nothing of what was
/// booked to be rated anew, wherever a price changed between a call's begin and its end.
///
/// What is there already takes both from its hold. An event is called after its hold and the number of the item.
enum RatedEventSchema {
    static let statements = [
        "ALTER TABLE meter_event ADD COLUMN rated_ms INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE meter_event ADD COLUMN plan TEXT NOT NULL DEFAULT ''",
        """
        UPDATE meter_event SET rated_ms = COALESCE((
            SELECT CASE priced_ms WHEN 0 THEN made_ms ELSE priced_ms END FROM hold
            WHERE hold.name = rtrim(rtrim(meter_event.name, '0123456789'), '/')), at_ms)
        """,
    ]

    static let onSQLite = [plans("json_extract(fare, '$.plan')")]
    static let onPostgres = [plans("CAST(fare AS json) ->> 'plan'")]

    private static func plans(_ plan: String) -> String {
        """
        UPDATE meter_event SET plan = COALESCE((
            SELECT \(plan) FROM hold WHERE hold.name = rtrim(rtrim(meter_event.name, '0123456789'), '/')), '')
        """
    }
}
