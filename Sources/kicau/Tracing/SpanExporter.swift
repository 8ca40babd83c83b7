import KicauCore
import Logging
import ServiceLifecycle

/// Sends ended spans to the collector, batch by batch. Whatever becomes of them, nothing else waits for it.
///
/// The first service to start and the last to stop, so that it sends what the others leave.
struct SpanExporter: Service {
    let collector: Collector
    let queue: SpanQueue
    let source: [String: String]
    let metrics: Metrics
    let time: any TimeSource
    let log: Logger

    private static let batch = 512
    private static let pause = Duration.milliseconds(500)
    private static let pauseAfterTrouble = Duration.seconds(5)
    /// A round's longest time, and the last one's: the process ends after it.
    private static let round = Duration.seconds(10)
    private static let lastRound = Duration.seconds(3)

    func run() async throws {
        // The stop cuts short whatever is under way: what was not taken yet is still in the queue.
        await cancelWhenGracefulShutdown { await sendRounds() }
        _ = await send(within: SpanExporter.lastRound)
        guard queue.count > 0 else { return }
        log.notice("spans of traces are left unsent", metadata: ["count": "\(queue.count)"])
    }

    private func sendRounds() async {
        var trouble: String?
        while true {
            await Task.rest(for: trouble == nil ? SpanExporter.pause : SpanExporter.pauseAfterTrouble)
            guard !Task.isCancelled else { return }
            let now = await send(within: SpanExporter.round)
            guard !Task.isCancelled else { return }
            note(now, before: trouble)
            trouble = now
        }
    }

    /// Nil when all that waited was taken. What is only held up stays in the queue, which is bounded.
    func send(within limit: Duration) async -> String? {
        let deadline = time.steadyMs() + limit.inMilliseconds
        while true {
            let spans = queue.first(SpanExporter.batch)
            guard !spans.isEmpty else { return nil }
            let left = Duration.milliseconds(deadline - time.steadyMs())
            guard left > .zero else { return "it takes them too slowly" }
            let batch = SpanBatch(spans, from: source, version: Version.text)
            switch await collector.take(batch, within: left) {
            case .taken:
                queue.takeOff(spans.count)
                metrics.count(.traceSpans, "sent", by: Double(spans.count))
            case .refused(let why):
                queue.takeOff(spans.count)
                metrics.count(.traceSpans, "refused", by: Double(spans.count))
                return why
            case .later(let why):
                return why
            }
        }
    }

    /// Once when it begins and once when it is over: a collector may be down for days.
    private func note(_ trouble: String?, before: String?) {
        if let trouble, before == nil {
            log.warning("the collector does not take spans of traces", metadata: ["why": "\(trouble)"])
        }
        if trouble == nil, before != nil { log.notice("the collector takes spans of traces again") }
    }
}
