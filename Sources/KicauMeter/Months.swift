public import KicauCore

/// Calendar months in a workspace's own zone: what a budget is counted by.
public enum Months {
    /// "2026-11".
    public static func month(of instant: Instant, zone: String) throws(Problem) -> String {
        String(try Due(at: instant, zone: zone).wall.prefix(7))
    }

    /// The instants a month begins and ends.
    /// - Throws: `Problem` `.badDate` when the text is no month.
    public static func span(of month: String, zone: String) throws(Problem) -> (from: Instant, to: Instant) {
        let from = try Due(wall: month + "-01T00:00", zone: zone)
        return (from.instant, try Due(wall: following(month) + "-01T00:00", zone: zone).instant)
    }

    /// The month after.
    public static func following(_ month: String) -> String {
        guard let fields = WallFields(month + "-01T00:00") else { return month }
        let lastDay = WallFields.daysIn(month: fields.month, year: fields.year)
        return String(WallFields(secondsAsIfUTC: fields.asIfUTC + Int64(lastDay) * 86_400).text.prefix(7))
    }
}
