public import KicauCore

/// Calls of one unit that cost nothing, on one day of the UTC calendar.
public struct FreeCallKey: Hashable, Sendable {
    public let workspace: ID<Workspace>
    public let platform: PlatformID
    public let account: ID<Account>?
    public let unit: String
    /// Days since 1970-01-01.
    public let day: Int64

    public init(
        workspace: ID<Workspace>, platform: PlatformID, account: ID<Account>?, unit: String, day: Int64
    ) {
        self.workspace = workspace
        self.platform = platform
        self.account = account
        self.unit = unit
        self.day = day
    }
}

extension Transaction {
    /// Adds to what was counted before. In the order of their keys, so that two nodes never wait for each other in a ring.
    public func addFreeCalls(_ counts: [FreeCallKey: Int]) throws {
        let inOrder = counts.sorted { Transaction.place($0.key) < Transaction.place($1.key) }
        for (key, count) in inOrder where count > 0 {
            try also(
                """
                INSERT INTO free_call (workspace_id, platform, account_no, unit, day_no, count)
                VALUES (\(key.workspace), \(key.platform), \(key.account?.raw ?? 0), \(key.unit), \(key.day), \(count))
                ON CONFLICT (workspace_id, day_no, platform, account_no, unit)
                    DO UPDATE SET count = free_call.count + excluded.count
                """)
        }
    }

    private static func place(_ key: FreeCallKey) -> (Int64, Int64, String, Int64, String) {
        (key.workspace.raw, key.day, key.platform.raw, key.account?.raw ?? 0, key.unit)
    }
}
