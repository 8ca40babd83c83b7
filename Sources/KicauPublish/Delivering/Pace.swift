import KicauCore

/// The times the delivery protocol turns on.
public struct Pace: Sendable, Hashable {
    /// From the written intent to the last byte and the answer (D).
    public let commitDeadline: Duration
    /// A worker's lease; the commit's deadline is well inside it.
    public let lease: Duration
    /// Between two looks for the same commit.
    public let betweenLooks: Duration
    /// Settle times of the networks (L), in percent of what their rules say.
    public let settlePercent: Int
    /// Deliveries carried at once.
    public let room: Int

    public init(commitDeadline: Duration, lease: Duration, betweenLooks: Duration, settlePercent: Int, room: Int) {
        self.commitDeadline = commitDeadline
        self.lease = lease
        self.betweenLooks = betweenLooks
        self.settlePercent = settlePercent
        self.room = room
    }

    /// For real networks.
    public static let real = Pace(
        commitDeadline: .seconds(30), lease: .seconds(120), betweenLooks: .seconds(60), settlePercent: 100, room: 512)

    /// For rehearsal networks, whose delays are known and short, so that one sees a doubt end while one watches.
    public static let rehearsal = Pace(
        commitDeadline: .seconds(6), lease: .seconds(20), betweenLooks: .seconds(3), settlePercent: 5, room: 512)

    /// What is in flight when Kicau is asked to stop has this long to be settled: one commit, and its rows.
    public var longestStop: Duration { commitDeadline + .seconds(10) }

    /// The quiet period's end for a commit intended now: Q = D + L.
    func quietUntil(_ now: Instant, settleTime: Duration) -> Instant {
        now + commitDeadline + .milliseconds(settleTime.inMilliseconds * Int64(settlePercent) / 100)
    }
}
