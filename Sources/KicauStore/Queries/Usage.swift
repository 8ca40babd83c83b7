public import KicauCore

/// How often one unit was used on one day of the UTC calendar: no money in it, so that it can be priced anew.
public struct UsageCount: Sendable, Hashable {
    public let platform: PlatformID
    public let account: ID<Account>?
    public let unit: String
    /// By a post that went out or is to go out; else by a call of its own, such as a reading or a look into the inbox.
    public let isPosting: Bool
    /// Days since 1970-01-01.
    public let day: Int64
    public let count: Int

    public init(
        platform: PlatformID, account: ID<Account>?, unit: String, isPosting: Bool, day: Int64, count: Int
    ) {
        self.platform = platform
        self.account = account
        self.unit = unit
        self.isPosting = isPosting
        self.day = day
        self.count = count
    }
}

/// Posts alike that are to go out on one day, and what each of them needs.
public struct PlannedFare: Sendable, Hashable {
    public let platform: PlatformID
    public let account: ID<Account>?
    /// Days since 1970-01-01, in UTC.
    public let day: Int64
    public let fare: Fare
    public let count: Int

    public init(platform: PlatformID, account: ID<Account>?, day: Int64, fare: Fare, count: Int) {
        self.platform = platform
        self.account = account
        self.day = day
        self.fare = fare
        self.count = count
    }
}

extension Transaction {
    /// What was used from one day to before another, by network, account, unit and day; calls that cost nothing are in it.
    public func usage(of workspace: ID<Workspace>, from: Int64, to: Int64) throws -> [UsageCount] {
        try all(
            """
            SELECT platform, account_no, unit, is_posting, day_no, SUM(count) AS sum FROM (
                SELECT platform, COALESCE(account_id, 0) AS account_no, unit,
                    CASE WHEN substr(name, 1, 9) = 'delivery/' THEN 1 ELSE 0 END AS is_posting,
                    at_ms / 86400000 AS day_no, count FROM meter_event
                WHERE workspace_id = \(workspace) AND at_ms >= \(from * Usage.day) AND at_ms < \(to * Usage.day)
                UNION ALL
                SELECT platform, account_no, unit, 0 AS is_posting, day_no, count FROM free_call
                WHERE workspace_id = \(workspace) AND day_no >= \(from) AND day_no < \(to)
            ) AS used GROUP BY platform, account_no, unit, is_posting, day_no
            ORDER BY day_no, platform, account_no, unit, is_posting
            """,
            {
                UsageCount(
                    platform: try $0.platform("platform"), account: try $0.accountOrNil(), unit: try $0.text("unit"),
                    isPosting: try $0.bool("is_posting"), day: try $0.int64("day_no"), count: try $0.int("sum"))
            })
    }

    /// The first day on which anything was used; nil: nothing ever was.
    public func firstUsage(of workspace: ID<Workspace>) throws -> Int64? {
        let event = try first("SELECT MIN(at_ms) AS at_ms FROM meter_event WHERE workspace_id = \(workspace)") {
            try $0.int64OrNil("at_ms")
        }
        let call = try first("SELECT MIN(day_no) AS day_no FROM free_call WHERE workspace_id = \(workspace)") {
            try $0.int64OrNil("day_no")
        }
        return [event.flatMap { $0 }.map { $0 / Usage.day }, call.flatMap { $0 }].compactMap { $0 }.min()
    }

    /// What money is set aside for, by the day it is due; what should have gone out already stands on its own day.
    public func plannedFares(of workspace: ID<Workspace>, before day: Int64, campaign: ID<Campaign>? = nil) throws
        -> [PlannedFare]
    {
        let ofCampaign: Query = campaign.map { "AND campaign_id = \($0)" } ?? ""
        return try all(
            """
            SELECT hold.platform AS platform, COALESCE(hold.account_id, 0) AS account_no, hold.fare AS fare, due_ms / 86400000 AS day_no,
                COUNT(*) AS count FROM hold JOIN delivery ON delivery.id = delivery_id
            WHERE hold.workspace_id = \(workspace) AND hold.state IN ('held', 'in-doubt')
                AND due_ms < \(day * Usage.day) \(part: ofCampaign)
            GROUP BY hold.platform, COALESCE(hold.account_id, 0), hold.fare, due_ms / 86400000
            ORDER BY day_no, platform, account_no, fare
            """,
            {
                PlannedFare(
                    platform: try $0.platform("platform"), account: try $0.accountOrNil(), day: try $0.int64("day_no"),
                    fare: try $0.familiar("fare"), count: try $0.int("count"))
            })
    }

    /// What was spent on each day on a campaign or, without one, on language models. Events do not say which campaign they
    /// belong to, and no price book has the models' prices: what was set aside for them tells both.
    public func spentByDay(on campaign: ID<Campaign>?, in workspace: ID<Workspace>, from: Int64, to: Int64) throws
        -> [(day: Int64, amount: Money)]
    {
        let those: Query = campaign.map { "campaign_id = \($0)" } ?? "platform = \(PlatformID.ai)"
        return try all(
            """
            SELECT settled_ms / 86400000 AS day_no, SUM(micro_usd) AS sum FROM hold
            WHERE workspace_id = \(workspace) AND \(part: those) AND state = 'captured'
                AND settled_ms >= \(from * Usage.day) AND settled_ms < \(to * Usage.day)
            GROUP BY settled_ms / 86400000
            """, { (try $0.int64("day_no"), try $0.money("sum")) })
    }
}

extension Row {
    fileprivate func accountOrNil() throws -> ID<Account>? {
        let number = try int64("account_no")
        return number == 0 ? nil : ID(number)
    }
}

private enum Usage {
    static let day: Int64 = 86_400_000
}
