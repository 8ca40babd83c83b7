/// When a post is due: the wall time and zone the author meant, and the instant that comes of them.
public struct Due: Hashable, Sendable, Codable {
    /// "2026-11-24T09:00", without a zone: what the author meant, even where the clock jumps over it.
    public let wall: String
    /// IANA zone name.
    public let zone: String
    public let instant: Instant
    /// Which of two moments, where the clock shows that time twice; `first` everywhere else.
    public let fold: Fold

    public init(wall: String, zone: String, instant: Instant, fold: Fold = .first) {
        self.wall = wall
        self.zone = zone
        self.instant = instant
        self.fold = fold
    }

    /// Reads a wall time in a zone.
    ///
    /// A time in the gap of a clock change moves forward by the gap; where the clock shows it twice, `fold` decides.
    /// - Throws: `Problem` `.unknownZone` or `.badDate`.
    public init(wall: String, zone: String, fold: Fold = .first) throws(Problem) {
        let rules = try Zones.named(zone)
        guard let fields = WallFields(wall) else {
            throw Problem(
                .badDate, "\"\(String(wall.prefix(40)))\" is not a date and time.",
                do: "Write it like 2026-11-24T09:00.", field: "due"
            )
        }
        let reading = WallReading(of: fields, in: rules)
        self.init(
            wall: fields.text, zone: zone, instant: reading.instant(fold), fold: reading.isTwice ? fold : .first)
    }

    /// The wall time of an instant in a zone, and both together.
    public init(at instant: Instant, zone: String) throws(Problem) {
        let rules = try Zones.named(zone)
        let wall = WallFields(at: instant, in: rules)
        let isSecond =
            switch WallReading(of: wall, in: rules) {
            case .twice(_, let second): second <= instant
            case .once, .skipped: false
            }
        self.init(wall: wall.text, zone: zone, instant: instant, fold: isSecond ? .second : .first)
    }

    /// What its wall time comes to under some rules; nil when the wall time cannot be read.
    public func reading(in rules: some ZoneOffsets) -> WallReading? {
        WallFields(wall).map { WallReading(of: $0, in: rules) }
    }
}
