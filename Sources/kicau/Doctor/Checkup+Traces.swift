import KicauCore
import KicauPlatforms

extension Checkup {
    /// Where a collector is set: does it take what we send? It is asked with a batch of no spans.
    func traces() async -> [Finding] {
        guard let traces = settings.traces else { return [] }
        let origin = Settings.origin(of: traces.endpoint.reveal())
        let collector = Collector(settings: traces, line: HTTPLine(allowedOrigins: [origin], clock: SystemTime()))
        switch await collector.take(.empty, within: .seconds(5)) {
        case .taken:
            return [.passed("traces", "The collector at \(origin) takes traces.")]
        case .refused(let why), .later(let why):
            return [
                .failed(
                    "traces", "The collector at \(origin) does not take traces: \(why).",
                    do:
                        "Check that it runs, and that this is its HTTP port (4318 as a rule, not 4317). Posts go out without it."
                )
            ]
        }
    }
}
