import KicauCore

/// Counts and times each call to a network.
struct CountedLine: Line {
    let line: any Line
    let platform: PlatformID
    let metrics: Metrics
    let time: any TimeSource

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        let start = time.steadyMs()
        do {
            let reply = try await line.call(request, unit: unit)
            count("\(reply.status / 100)xx", since: start)
            return reply
        } catch {
            switch error {
            case .neverLeft: count("none", since: start)
            case .noAnswer: count("lost", since: start)
            }
            throw error
        }
    }

    private func count(_ status: String, since start: Int64) {
        metrics.count(.calls, platform.raw, status)
        metrics.observe(.callTime, platform.raw, value: .milliseconds(time.steadyMs() - start))
    }
}
