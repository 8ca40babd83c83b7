public import KicauCore

/// What was used, and all that its price hangs on: no money is in it.
public struct RatedEvent: Sendable, Hashable {
    /// "call/…/0": its hold's name, and the number of the item.
    public let name: String
    public let platform: PlatformID
    public let unit: MeterUnit
    /// The plan that was paid for; nil: each use was.
    public let plan: String?
    /// The moment whose prices it has: a post's due time, a call's begin.
    public let rated: Instant

    init(_ row: Row) throws {
        name = try row.text("name")
        platform = try row.platform("platform")
        unit = MeterUnit(try row.text("unit"), count: try row.int("count"))
        let plan = try row.text("plan")
        self.plan = plan.isEmpty ? nil : plan
        rated = try row.instant("rated_at")
    }
}

extension Transaction {
    /// The newest so many of all networks, each with what was booked for it. The prices of language models are in no price
    /// book, so theirs are left out.
    public func bookedEvents(limit: Int) throws -> [(event: RatedEvent, booked: Money)] {
        let found = try all(
            """
            SELECT meter_event.name AS name, meter_event.platform AS platform, unit, count, plan,
                \(part: Transaction.ratedAt), hold.fare AS fare
            FROM meter_event JOIN hold ON hold.name = rtrim(rtrim(meter_event.name, '0123456789'), '/')
            WHERE meter_event.platform <> \(PlatformID.ai) ORDER BY meter_event.id DESC LIMIT \(limit)
            """, { (event: try RatedEvent($0), fare: try $0.familiar("fare", as: Fare.self)) })
        return found.compactMap { event, fare in
            guard let number = event.name.split(separator: "/").last.flatMap({ Int($0) }),
                fare.items.indices.contains(number)
            else { return nil }
            return (event, fare.items[number].total)
        }
    }

    /// A node of an older version that works beside this one does not write it.
    private static let ratedAt: Query = "CASE rated_ms WHEN 0 THEN at_ms ELSE rated_ms END AS rated_at"

    /// What was booked is rated by another moment from now on: that at which it really left.
    public func rate(_ booked: BookedHold) throws {
        let hold = booked.hold
        let names = hold.fare.items.indices.map { "\(hold.name)/\($0)" }
        try also("UPDATE hold SET priced_ms = \(booked.priced) WHERE id = \(hold.id) AND state = 'captured'")
        try also("UPDATE meter_event SET rated_ms = \(booked.priced) WHERE name IN (\(list: names))")
    }
}
