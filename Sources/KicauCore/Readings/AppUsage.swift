/// What a network counts of the reads of a developer app and the project it belongs to.
public struct AppUsage: Hashable, Sendable, Codable {
    /// One app's share of late.
    public struct Share: Hashable, Sendable, Codable {
        /// The network's own number for the app.
        public let app: String
        public let reads: Int64

        public init(app: String, reads: Int64) {
            self.app = app
            self.reads = reads
        }
    }

    /// What all apps of the project read on one day of the UTC calendar.
    public struct DayCount: Hashable, Sendable, Codable {
        /// "2026-11-24".
        public let day: String
        public let reads: Int64

        public init(day: String, reads: Int64) {
            self.day = day
            self.reads = reads
        }
    }

    /// Posts that all apps of the project have read since the count last began anew.
    public let reads: Int64
    /// The most they may be.
    public let cap: Int64?
    /// When the count begins anew; the networks tell the day, not the hour.
    public let resets: Instant?
    /// Of the last `days`.
    public let shares: [Share]

    /// Day by day; nil: it was asked before Kicau kept them.
    public let daily: [DayCount]?

    public static let days = 30
    /// Our own units that such a network counts as reads.
    public static let units = ["post_read", "owned_read"]
    /// More apps than this are not shown.
    public static let mostShares = 20

    public init(
        reads: Int64, cap: Int64?, resets: Instant?, shares: [Share] = [], daily: [DayCount]? = nil
    ) {
        self.reads = reads
        self.cap = cap
        self.resets = resets
        self.shares = shares
        self.daily = daily
    }
}

/// How asking for an app's usage ended.
public enum UsageAnswer: Hashable, Sendable {
    case told(AppUsage)
    /// The network was asked, and did not say.
    case missing(Settlement.Story)
    /// Nothing was asked, because the operator has not set what is needed.
    case notSet(Settlement.Story)
    /// This network counts nothing of an app, or tells no program.
    case notOffered
}
