import KicauCore

/// The last check before a commit's bytes leave: a worker that was paused and wakes late never sends.
struct GuardedLine: Line {
    let line: any Line
    let time: any TimeSource
    /// The intent's deadline on the steady clock, which goes on while the machine sleeps.
    let deadline: Int64
    /// The same on the wall clock: a virtual machine that was held still finds it gone, while its steady clock stood.
    let wallDeadline: Instant
    /// Called when a commit's first byte is about to leave.
    let departs: @Sendable () -> Void

    /// With less than this left, a commit is not begun: its answer could come after the deadline.
    static let least = Duration.seconds(2)

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        guard request.isCommit else { return try await line.call(request, unit: unit) }
        let left = min(.milliseconds(deadline - time.steadyMs()), wallDeadline - time.wall())
        guard left >= GuardedLine.least else {
            throw .neverLeft(
                retryAt: time.now(), .unreachable("this worker was held up past its own deadline, so it sent nothing"))
        }
        departs()
        return try await line.call(request.within(left), unit: unit)
    }
}
