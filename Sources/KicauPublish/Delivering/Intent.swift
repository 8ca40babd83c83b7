import KicauCore
import KicauStore

/// The right to make one commit, with its times on this machine's own clocks.
struct Intent: Sendable {
    let attempt: ID<Attempt>
    /// How often this commit was sent, this time included.
    let sends: Int
    /// The commit's deadline on the steady clock, which goes on while the machine sleeps.
    let deadline: Int64
    /// The same on the wall clock: a virtual machine that was held still finds it gone, while its steady clock stood.
    let wallDeadline: Instant
    /// The quiet period's end on the steady clock: the wall may jump while the commit is under way.
    let quietUntil: Int64

    /// - Parameter moment: before the intent was written, so that the deadline ends no later than its row says; the quiet
    ///   period counts from now, so that it ends no sooner.
    init(_ made: Intended, _ kit: Kit, settleTime: Duration, since moment: Moment) {
        attempt = made.attempt
        sends = made.sends
        deadline = moment.steadyMs + kit.pace.commitDeadline.inMilliseconds
        wallDeadline = moment.wall + kit.pace.commitDeadline
        let now = kit.time.now()
        let quiet = kit.pace.quietUntil(now, settleTime: settleTime) - now
        quietUntil = kit.time.steadyMs() + quiet.inMilliseconds
    }
}
