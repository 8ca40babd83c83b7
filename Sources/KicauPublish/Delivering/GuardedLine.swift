import KicauCore

/// The last check before a commit's bytes leave: a worker that was paused and wakes late never sends.
struct GuardedLine: Line {
    let line: any Line
    let time: any TimeSource
    /// On the steady clock, which goes on while the machine sleeps.
    let commitBefore: Int64

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        if request.isCommit, time.steadyMs() >= commitBefore {
            throw .neverLeft(
                retryAt: time.now(), .unreachable("this worker was held up past its own deadline, so it sent nothing"))
        }
        return try await line.call(request, unit: unit)
    }
}
