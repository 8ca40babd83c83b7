public import KicauCore

extension Transaction {
    /// The posting times of accounts, each account's in its own zone; the workspace's where it has none.
    public func slotWeeks(of accounts: [ID<Account>]) throws -> [SlotWeek] {
        let rows = try all(
            """
            SELECT slot.account_id, slot.weekday, slot.minute, COALESCE(account.slot_zone, workspace.zone) AS zone
            FROM slot JOIN account ON account.id = slot.account_id JOIN workspace ON workspace.id = account.workspace_id
            WHERE slot.account_id IN (\(list: accounts)) ORDER BY slot.account_id, slot.weekday, slot.minute
            """,
            { row in
                let minute = try row.int("minute")
                let slot = Weekday(place: try row.int("weekday")).map { Slot($0, minute: minute) }
                return (zone: try row.text("zone"), slot: slot)
            })
        return Dictionary(grouping: rows, by: \.zone)
            .map { SlotWeek(zone: $0.key, slots: $0.value.compactMap(\.slot)) }.sorted { $0.zone < $1.zone }
    }

    /// The zone of an account's posting times; nil follows the workspace.
    public func slotZone(of account: ID<Account>) throws -> String? {
        try first("SELECT slot_zone FROM account WHERE id = \(account)") { try $0.textOrNil("slot_zone") } ?? nil
    }

    /// Writes an account's whole week anew.
    public func putSlots(_ slots: [Slot], zone: String?, of account: ID<Account>) throws {
        try also("UPDATE account SET slot_zone = \(zone) WHERE id = \(account)")
        try also("DELETE FROM slot WHERE account_id = \(account)")
        for slot in Set(slots).sorted() {
            try also(
                """
                INSERT INTO slot (account_id, weekday, minute)
                VALUES (\(account), \(slot.weekday.place), \(slot.minute))
                """)
        }
    }

    public func hasSlots(in workspace: ID<Workspace>) throws -> Bool {
        try first(
            """
            SELECT account_id FROM slot WHERE account_id IN (SELECT id FROM account WHERE workspace_id = \(workspace))
            LIMIT 1
            """, { try $0.int64("account_id") }) != nil
    }

    /// When something is planned for one of the accounts, one post left out of account.
    public func plannedInstants(of accounts: [ID<Account>], after now: Instant, except post: ID<Post>?) throws
        -> [Instant]
    {
        try all(
            """
            SELECT DISTINCT due_ms FROM delivery
            WHERE account_id IN (\(list: accounts)) AND state IN ('scheduled', 'claimed', 'intent', 'waiting')
              AND due_ms > \(now) AND post_id <> \(post?.raw ?? 0)
            """, { try $0.instant("due_ms") })
    }

    /// Takes the account's slot at a delivery's due instant. A unique index lets one delivery have it.
    /// - Throws: `RuleOfSchemaBroken` when another has it.
    public func takeSlot(_ delivery: ID<Delivery>) throws {
        try also("UPDATE delivery SET slot_ms = due_ms WHERE id = \(delivery) AND state = 'scheduled'")
    }
}
