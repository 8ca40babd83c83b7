/// Spreads calls that can wait over a window, so that room is left in it for what is urgent: the generic cell rate
/// algorithm, one instant for each window and subject. Pure.
///
/// It simulates no window: whether there is room is for the window itself to say, which comes after it.
public struct QuotaPace: Hashable, Sendable {
    /// When the next call would come if each came at its own pace.
    public private(set) var arrival: Instant

    public init(arrival: Instant = Instant(ms: 0)) { self.arrival = arrival }

    /// How calls are spread over one window.
    public struct Measure: Hashable, Sendable {
        /// A window's length, divided by how many calls it takes.
        public let spacing: Duration
        /// So many may come at once.
        public let burst: Int
        public let span: Duration

        /// - Parameter most: nil: nobody knows how many it takes, so there is no pace.
        public init?(_ kind: QuotaRule.Kind, most: Int?, in span: Duration) {
            switch kind {
            case .gauge, .rolling: return nil
            case .window, .learned: break
            }
            guard let most, most > 0 else { return nil }
            let spacing = span.inMilliseconds / Int64(most)
            // More than one each millisecond is beyond what this clock can tell apart.
            guard spacing > 0 else { return nil }
            self.spacing = .milliseconds(spacing)
            self.burst = min(most, max(QuotaPace.leastBurst, most / QuotaPace.burstShare))
            self.span = span
        }

        /// No call weighs more than its window.
        fileprivate func cost(_ weight: Int) -> Int64 {
            let (cost, overflow) = spacing.inMilliseconds.multipliedReportingOverflow(by: Int64(max(0, weight)))
            return overflow ? span.inMilliseconds : min(cost, span.inMilliseconds)
        }

        fileprivate var burstMs: Int64 { spacing.inMilliseconds * Int64(burst) }
    }

    /// A tenth of the window at once.
    static let burstShare = 10
    /// One reading makes some calls in one go; if they did not fit, it would begin anew for ever.
    static let leastBurst = 10

    /// Nil: the call goes, and has moved the next one's time. Otherwise when it may.
    public mutating func wait(for weight: Int, _ measure: Measure, at now: Instant) -> Instant? {
        // After a clock was set back it would point far ahead. Kept, or it would move on with each look.
        arrival = min(arrival, now + measure.span)
        let cost = measure.cost(weight)
        let earliest = arrival - .milliseconds(max(0, measure.burstMs - cost))
        guard earliest <= now else { return earliest }
        arrival = max(arrival, now) + .milliseconds(cost)
        return nil
    }

    /// The call was not made after all.
    public mutating func putBack(_ weight: Int, _ measure: Measure) {
        arrival = arrival - .milliseconds(measure.cost(weight))
    }
}
