/// A time during which a workspace paid for a plan of a network.
public struct PlanPeriod: Hashable, Sendable {
    public let platform: PlatformID
    /// As the network calls it.
    public let plan: String
    /// The one its months turn in, wherever the workspace has moved since.
    public let zone: String
    public let since: Instant
    /// Nil: it still does.
    public let until: Instant?

    public init(platform: PlatformID, plan: String, zone: String, since: Instant, until: Instant? = nil) {
        self.platform = platform
        self.plan = plan
        self.zone = zone
        self.since = since
        self.until = until
    }
}

/// What a plan costs for one month, owed once however often it is taken up in it.
public struct PlanFee: Hashable, Sendable {
    public struct Key: Hashable, Sendable {
        public let platform: PlatformID
        public let plan: String
        /// "2026-12", in the zone of the plan's period.
        public let month: String

        public init(platform: PlatformID, plan: String, month: String) {
            self.platform = platform
            self.plan = plan
            self.month = month
        }
    }

    public let key: Key
    public let amount: Money
    /// The month's first moment under the plan.
    public let at: Instant

    public init(key: Key, amount: Money, at: Instant) {
        self.key = key
        self.amount = amount
        self.at = at
    }
}
