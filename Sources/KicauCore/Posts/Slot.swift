/// A day of the week. Monday is the first.
public enum Weekday: String, Hashable, Sendable, Codable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// 0 is Monday, as `WallFields.weekday` counts.
    public init?(place: Int) {
        guard Weekday.allCases.indices.contains(place) else { return nil }
        self = Weekday.allCases[place]
    }

    public var place: Int { Weekday.allCases.firstIndex(of: self) ?? 0 }
}

/// A weekly posting time of an account: a day and a minute of that day, on the wall of the account's zone.
public struct Slot: Hashable, Sendable, Comparable {
    public let weekday: Weekday
    /// From 0 to 1439.
    public let minute: Int

    public init(_ weekday: Weekday, minute: Int) {
        self.weekday = weekday
        self.minute = minute
    }

    public static func < (a: Slot, b: Slot) -> Bool {
        (a.weekday.place, a.minute) < (b.weekday.place, b.minute)
    }
}

/// The posting times of one account, or of several in one zone.
public struct SlotWeek: Hashable, Sendable {
    /// IANA zone name.
    public let zone: String
    public let slots: [Slot]

    public init(zone: String, slots: [Slot]) {
        self.zone = zone
        self.slots = slots
    }

    /// So far ahead a free one is looked for.
    public static let horizonDays = 365

    /// The first of its moments after an instant at which nothing is planned yet.
    ///
    /// A slot the clock jumps over moves forward with it; of one that comes twice, the first is meant. `taken` holds
    /// instants cut to their minute.
    public func nextFree(taken: Set<Instant>, after: Instant, under rules: some ZoneOffsets) -> Due? {
        let today = WallFields(secondsAsIfUTC: after.seconds + rules.offset(at: after.seconds))
        for day in 0...SlotWeek.horizonDays {
            let date = today.adding(days: day)
            let free = slots.filter { $0.weekday.place == date.weekday }
                .map { date.at(minuteOfDay: $0.minute) }
                .map { (wall: $0, instant: WallReading(of: $0, in: rules).instant(.first)) }
                .filter { $0.instant > after && !taken.contains($0.instant) }
            if let first = free.min(by: { $0.instant < $1.instant }) {
                return Due(wall: first.wall.text, zone: zone, instant: first.instant)
            }
        }
        return nil
    }
}

extension Instant {
    /// Cut to its minute.
    public var minute: Instant { self - .milliseconds((ms % 60_000 + 60_000) % 60_000) }
}
