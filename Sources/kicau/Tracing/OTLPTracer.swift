import Tracing

/// Makes spans, and hands the ended ones to a queue.
struct OTLPTracer: Tracer {
    let queue: SpanQueue
    let sampling: Sampling
    let random: @Sendable () -> UInt64

    func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> InstrumentationContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> OTLPSpan {
        var context = context()
        let parent = context.trace
        let traceID = parent?.traceID ?? OTLPTracer.hex(random()) + OTLPTracer.hex(random())
        let own = TraceContext(
            traceID: traceID, spanID: OTLPTracer.hex(random()), isSampled: sampling.keeps(traceID, parent: parent))
        context.trace = own
        return OTLPSpan(
            context: context, own: own, parentID: parent?.spanID, kind: kind,
            state: .init(name: operationName, begun: instant().nanosecondsSinceEpoch), queue: queue)
    }

    /// 16 digits; not all of them 0, which would be no id.
    private static func hex(_ word: UInt64) -> String {
        let digits = String(max(1, word), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The exporter sends what there is twice a second; nobody waits for it.
    func forceFlush() {}

    func inject<Carrier, Inject: Injector>(
        _ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject
    ) where Carrier == Inject.Carrier {
        guard let header = context.trace?.header else { return }
        injector.inject(header, forKey: "traceparent", into: &carrier)
    }

    func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract
    ) where Carrier == Extract.Carrier {
        context.trace = extractor.extract(key: "traceparent", from: carrier).flatMap(TraceContext.init(header:))
    }
}
