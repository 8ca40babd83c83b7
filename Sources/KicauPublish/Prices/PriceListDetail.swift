public import KicauCore
import KicauStore

/// A price list that somebody loaded, as pages and programs show it.
public struct PriceListDetail: Sendable, Hashable {
    public let id: ID<LoadedList>
    public let platform: PlatformID
    public let name: String
    /// Nil: it is what everybody gets who has chosen none.
    public let plan: String?
    /// "2026-12-01"
    public let firstDay: String
    public let sha256: String
    public let enteredBy: String
    public let entered: Instant
    public let droppedBy: String?
    public let dropped: Instant?

    public init(
        id: ID<LoadedList>, platform: PlatformID, name: String, plan: String?, firstDay: String, sha256: String,
        enteredBy: String, entered: Instant, droppedBy: String? = nil, dropped: Instant? = nil
    ) {
        self.id = id
        self.platform = platform
        self.name = name
        self.plan = plan
        self.firstDay = firstDay
        self.sha256 = sha256
        self.enteredBy = enteredBy
        self.entered = entered
        self.droppedBy = droppedBy
        self.dropped = dropped
    }

    init(_ row: PriceListRow) {
        self.init(
            id: row.id, platform: row.platform, name: row.name, plan: row.plan.isEmpty ? nil : row.plan,
            firstDay: row.firstDay, sha256: row.sha256, enteredBy: row.enteredBy, entered: row.entered,
            droppedBy: row.droppedBy, dropped: row.dropped)
    }
}
