import KicauCore
import KicauPublish
import ServiceLifecycle
import Tracing

extension Building {
    /// Where OpenTelemetry's names say that a collector is, spans go there. Else nothing is set up, and a span is a call
    /// that does nothing.
    ///
    /// Called once: the library takes one tracer a process.
    func tracing() -> [any Service] {
        guard let traces = settings.traces else { return [] }
        let queue = SpanQueue(metrics: kit.metrics)
        InstrumentationSystem.bootstrap(
            OTLPTracer(queue: queue, sampling: traces.sampling) {
                var generator = SystemRandomNumberGenerator()
                return generator.next()
            })
        let own = ["service.version": Version.text, "service.instance.id": Building.workerName]
        return [
            SpanExporter(
                collector: Collector(settings: traces, line: line(to: traces.endpoint.reveal())), queue: queue,
                source: own.merging(traces.resource) { _, set in set }, metrics: kit.metrics, time: SystemTime(),
                log: log)
        ]
    }
}
