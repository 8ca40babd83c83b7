public import KicauCore

/// A price list that somebody loaded, as it is kept.
public struct PriceListRow: Sendable, Hashable {
    public let id: ID<LoadedList>
    public let platform: PlatformID
    public let name: String
    /// Empty: what everybody gets who has chosen none.
    public let plan: String
    /// "2026-12-01"
    public let firstDay: String
    public let json: String
    public let sha256: String
    public let enteredBy: String
    public let entered: Instant
    public let droppedBy: String?
    public let dropped: Instant?

    init(_ row: Row) throws {
        id = try row.id("id")
        platform = try row.platform("platform")
        name = try row.text("name")
        plan = try row.text("plan")
        firstDay = try row.text("first_day")
        json = try row.text("json")
        sha256 = try row.text("sha256")
        enteredBy = try row.text("entered_by")
        entered = try row.instant("entered_ms")
        droppedBy = try row.textOrNil("dropped_by")
        dropped = try row.instantOrNil("dropped_ms")
    }
}

public struct NewPriceList: Sendable {
    public let platform: PlatformID
    public let name: String
    public let plan: String?
    public let firstDay: String
    public let json: String

    public init(platform: PlatformID, name: String, plan: String?, firstDay: String, json: String) {
        self.platform = platform
        self.name = name
        self.plan = plan
        self.firstDay = firstDay
        self.json = json
    }

    public var sha256: String { Digest.hex(json) }
}

extension Transaction {
    /// In the order in which they were loaded: a later one takes the place of what an earlier one says.
    public func priceLists() throws -> [PriceListRow] {
        try all("SELECT * FROM price_list ORDER BY id", PriceListRow.init)
    }

    /// Tells two sets of lists apart, so that every node sees when there is something new.
    public func priceListMark() throws -> String {
        try first(
            "SELECT COUNT(*) AS count, COUNT(dropped_ms) AS dropped FROM price_list",
            { "\(try $0.int("count"))/\(try $0.int("dropped"))" }) ?? Transaction.noPriceLists
    }

    /// The mark while nothing has been loaded.
    public static var noPriceLists: String { "0/0" }

    /// Nil: the very same list is there already.
    public func addPriceList(_ new: NewPriceList, by: String, at now: Instant) throws -> ID<LoadedList>? {
        try first(
            """
            INSERT INTO price_list (platform, name, plan, first_day, json, sha256, entered_by, entered_ms)
            VALUES (\(new.platform), \(new.name), \(new.plan ?? ""), \(new.firstDay), \(new.json), \(new.sha256), \(by), \(now))
            ON CONFLICT DO NOTHING RETURNING id
            """, { try $0.id("id") })
    }

    /// False: there is none, or it was dropped before.
    public func dropPriceList(_ id: ID<LoadedList>, by: String, at now: Instant) throws -> Bool {
        try run(
            """
            UPDATE price_list SET dropped_by = \(by), dropped_ms = \(now) WHERE id = \(id) AND dropped_ms IS NULL
            """) == 1
    }
}
