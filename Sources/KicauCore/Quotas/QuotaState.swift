/// How one window stands for one subject. Pure: whoever keeps it, keeps what these functions return.
public struct QuotaState: Hashable, Sendable {
    /// From where the number in force is known.
    public enum Source: String, Hashable, Sendable, Codable {
        /// The network's own answers.
        case answers
        /// Its documentation.
        case papers
        /// Refusals.
        case refusals
        /// A person read it in the network's portal.
        case person
        /// From nowhere.
        case nowhere
    }

    public var opened: Instant
    public var resets: Instant
    /// Calls let through and blocks handed out, or what the network counts, whichever is more.
    public var used: Int
    /// Nil: nobody knows.
    public var most: Int?
    public var source: Source
    public var remaining: Int?
    public var percent: Int?
    public var blockedUntil: Instant?
    /// When the network last spoke of it.
    public var seen: Instant?
    /// When a refusal taught the number.
    public var learned: Instant?

    public init(
        opened: Instant, resets: Instant, used: Int = 0, most: Int? = nil, source: Source = .nowhere,
        remaining: Int? = nil, percent: Int? = nil, blockedUntil: Instant? = nil, seen: Instant? = nil,
        learned: Instant? = nil
    ) {
        self.opened = opened
        self.resets = resets
        self.used = used
        self.most = most
        self.source = source
        self.remaining = remaining
        self.percent = percent
        self.blockedUntil = blockedUntil
        self.seen = seen
        self.learned = learned
    }

    /// A window of which nothing is known but its rule.
    public init(_ rule: QuotaRule, at now: Instant) {
        self.init(
            opened: now, resets: QuotaState.end(of: rule.kind, rule.span, from: now), most: rule.most?.value,
            source: rule.most == nil ? .nowhere : .papers)
    }

    /// The number in force: a learned one grows back by a twentieth a week, since what taught it may have been a bad day.
    public func limit(at now: Instant) -> Int? {
        guard let most, source == .refusals, let learned, now > learned else { return most }
        let weeks = min(Int((now - learned).inMilliseconds / QuotaState.week), 520)
        return most + most * 5 * weeks / 100
    }

    /// How much of it is used, in percent; nil: nobody knows.
    public func share(at now: Instant) -> Int? {
        if let percent { return faded(percent, at: now) }
        return limit(at: now).map { $0 > 0 ? min(used * 100 / $0, 100) : 100 }
    }

    private static let week: Int64 = 7 * 86_400_000

    /// The same window, or the next one when this one is over. A clock that was set back never makes it longer than it is.
    public func turned(_ kind: QuotaRule.Kind, _ span: Duration, at now: Instant) -> QuotaState {
        var state = self
        if now >= resets {
            state.opened = now
            state.resets = QuotaState.end(of: kind, span, from: now)
            state.used = 0
            state.remaining = nil
        } else {
            let latest = QuotaState.end(of: kind, span, from: now)
            if resets > latest + QuotaState.slack { state.resets = latest }
            state.opened = min(opened, now)
        }
        if let blocked = blockedUntil {
            state.blockedUntil = blocked <= now ? nil : min(blocked, now + QuotaState.longestBlock)
        }
        return state
    }

    /// A day is the longest that any of the networks blocks; more is a mistake somewhere.
    public static let longestBlock = Duration.days(1)

    static func end(of kind: QuotaRule.Kind, _ span: Duration, from now: Instant) -> Instant {
        guard kind == .learned else { return now + span }
        return Instant(ms: (now.ms / 86_400_000 + 1) * 86_400_000)
    }

    /// A gauge counts the last hour or day, so an old percentage is worth less by the minute.
    func faded(_ percent: Int, at now: Instant, over span: Duration = QuotaState.gaugeSpan) -> Int {
        guard let seen, now > seen else { return percent }
        let left = max(0, span.inMilliseconds - (now - seen).inMilliseconds)
        return Int(Int64(percent) * left / span.inMilliseconds)
    }

    /// Meta's gauges look back over an hour.
    static let gaugeSpan = Duration.hours(1)
}
