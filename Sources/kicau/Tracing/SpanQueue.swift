import KicauCore
import Synchronization

/// Ended spans that wait to be sent: so many at most, since a collector may be down for days.
final class SpanQueue: Sendable {
    private let waiting = Mutex<[EndedSpan]>([])
    private let most: Int
    private let metrics: Metrics

    init(most: Int = 2048, metrics: Metrics) {
        self.most = most
        self.metrics = metrics
    }

    var count: Int { waiting.withLock { $0.count } }

    /// Never waits. What finds no room is dropped and counted.
    func add(_ span: EndedSpan) {
        let hasRoom = waiting.withLock { waiting in
            guard waiting.count < most else { return false }
            waiting.append(span)
            return true
        }
        if !hasRoom { metrics.count(.traceSpans, "no-room") }
    }

    /// The oldest ones; they stay until they are taken off.
    func first(_ count: Int) -> [EndedSpan] { waiting.withLock { Array($0.prefix(count)) } }

    func takeOff(_ count: Int) { waiting.withLock { $0.removeFirst(min(count, $0.count)) } }
}
