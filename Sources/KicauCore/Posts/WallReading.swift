/// Which one is meant of two moments at which a clock that is put back shows the same time.
public enum Fold: String, Hashable, Sendable, Codable, CaseIterable {
    case first, second
}

/// What a time on the wall comes to under a zone's rules.
public enum WallReading: Hashable, Sendable {
    case once(Instant)
    /// The clock jumps over it, so it moves forward by as much as the clock does.
    case skipped(movedTo: Instant, by: Duration)
    /// The clock is put back and shows it twice.
    case twice(first: Instant, second: Instant)

    public init(of wall: WallFields, in zone: some ZoneOffsets) {
        let wanted = wall.asIfUTC
        let around = stride(from: wanted - WallReading.reach, through: wanted + WallReading.reach, by: 3600)
        let offsets = Set(around.map(zone.offset))
        let shown = offsets.map { wanted - $0 }.filter { $0 + zone.offset(at: $0) == wanted }.sorted()
        guard let first = shown.first, let last = shown.last else {
            self = WallReading(jumping: wanted, zone)
            return
        }
        self =
            first == last
            ? .once(Instant(seconds: first)) : .twice(first: .init(seconds: first), second: .init(seconds: last))
    }

    /// No clock was further from UTC since 1970, and none kept an offset for less than the hour between samples.
    private static let reach: Int64 = 16 * 3600

    /// No moment shows it: finds the change that jumps over it, before which the clock shows less and after which more.
    private init(jumping wanted: Int64, _ zone: some ZoneOffsets) {
        var before = wanted - WallReading.reach
        var after = wanted + WallReading.reach
        while after - before > 1 {
            let middle = (before + after) / 2
            if middle + zone.offset(at: middle) < wanted { before = middle } else { after = middle }
        }
        let moved = wanted - zone.offset(at: before)
        self = .skipped(
            movedTo: Instant(seconds: moved), by: .seconds(zone.offset(at: moved) - zone.offset(at: before)))
    }

    public func instant(_ fold: Fold) -> Instant {
        switch (self, fold) {
        case (.once(let instant), _), (.skipped(let instant, _), _), (.twice(let instant, _), .first),
            (.twice(_, let instant), .second):
            instant
        }
    }

    public var isTwice: Bool {
        switch self {
        case .twice: true
        case .once, .skipped: false
        }
    }
}
