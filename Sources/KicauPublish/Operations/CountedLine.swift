import KicauCore

/// Counts, times and traces each call to a network.
struct CountedLine: Line {
    let line: any Line
    let platform: PlatformID
    let metrics: Metrics
    let time: any TimeSource

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        let start = time.steadyMs()
        let span = NetworkSpan(request, unit: unit, to: platform)
        do {
            let reply = try await line.call(request, unit: unit)
            span.ended(with: reply.status)
            count("\(reply.status / 100)xx", since: start)
            return reply
        } catch {
            switch error {
            case .neverLeft: ended("none", span, since: start)
            case .noAnswer: ended("lost", span, since: start)
            }
            throw error
        }
    }

    private func ended(_ word: String, _ span: NetworkSpan, since start: Int64) {
        span.ended(without: word)
        count(word, since: start)
    }

    private func count(_ status: String, since start: Int64) {
        metrics.count(.calls, platform.raw, status)
        metrics.observe(.callTime, platform.raw, value: .milliseconds(time.steadyMs() - start))
    }
}
