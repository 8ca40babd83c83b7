public import KicauCore
import KicauMeter
import KicauStore

/// What a network counted of the app's reads day by day, beside what Kicau counted.
public struct ReadsDetail: Sendable {
    public let platform: PlatformID
    public let name: String
    /// Oldest first. A day of the UTC calendar that is not over yet is left out: both are still counting.
    public let days: [ReadsCheck]
    public let told: Instant?
    public let missing: Settlement.Story?

    init(platform: PlatformID, name: String, days: [ReadsCheck], told: Instant?, missing: Settlement.Story?) {
        self.platform = platform
        self.name = name
        self.days = days
        self.told = told
        self.missing = missing
    }

    public var isWorthAWord: Bool { days.contains(where: \.isWorthAWord) }

    /// - Parameter ours: by day since 1970-01-01.
    static func days(of usage: AppUsage, ours: [Int64: Int64], told: Instant) -> [ReadsCheck] {
        (usage.daily ?? []).compactMap { counted in
            guard let day = Day(counted.day), day.next.begins <= told else { return nil }
            return ReadsCheck(day: counted.day, theirs: counted.reads, ours: ours[day.number] ?? 0)
        }.sorted { $0.day < $1.day }
    }
}

extension AppUsages {
    /// Of the networks that tell it. An app counts for all workspaces of this Kicau, and so do we here.
    public func reads(for caller: Caller) async throws -> [ReadsDetail] {
        var details: [ReadsDetail] = []
        for detail in try await list(for: caller) {
            var days: [ReadsCheck] = []
            if let usage = detail.usage, let told = detail.told,
                let first = usage.daily?.compactMap({ Day($0.day) }).min()
            {
                let ours = try await kit.store.read {
                    try $0.used(
                        AppUsage.units, on: detail.platform, fromDay: first.number, toDay: Day(of: told).next.number)
                }
                days = ReadsDetail.days(of: usage, ours: ours, told: told)
            }
            details.append(
                ReadsDetail(
                    platform: detail.platform, name: detail.name, days: days, told: detail.told,
                    missing: detail.missing))
        }
        return details
    }
}
