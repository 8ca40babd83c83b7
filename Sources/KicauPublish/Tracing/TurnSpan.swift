import Tracing

/// A look at the plan that claimed something; what it claimed is carried under it.
struct TurnSpan: Sendable {
    /// Measured only: nothing is decided by this clock.
    private let began = DefaultTracerClock.now

    /// A turn that claimed nothing leaves no span: one comes every two seconds at least.
    func holding(_ sending: [Dispatcher.Job], _ looking: [Dispatcher.Job]) -> [Dispatcher.Job] {
        let jobs = sending + looking
        guard !jobs.isEmpty else { return [] }
        let span = startSpan("turn", context: .topLevel, at: began)
        span.updateAttributes {
            $0["kicau.claims.send"] = sending.count
            $0["kicau.claims.look"] = looking.count
        }
        span.end()
        let context = span.context
        return jobs.map { job in
            { @Sendable in await InstrumentationContext.$current.withValue(context) { await job() } }
        }
    }
}
