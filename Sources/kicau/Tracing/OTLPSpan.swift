import KicauCore
import Synchronization
import Tracing

/// A span that is still going on.
final class OTLPSpan: Span {
    struct State: Sendable {
        var name: String
        let begun: UInt64
        var hasEnded = false
        var attributes = SpanAttributes()
        var status: SpanStatus?

        init(name: String, begun: UInt64) {
            self.name = name
            self.begun = begun
        }
    }

    let context: InstrumentationContext
    private let own: TraceContext
    private let parentID: String?
    private let kind: SpanKind
    private let state: Mutex<State>
    private let queue: SpanQueue

    init(
        context: InstrumentationContext, own: TraceContext, parentID: String?, kind: SpanKind, state: State,
        queue: SpanQueue
    ) {
        self.context = context
        self.own = own
        self.parentID = parentID
        self.kind = kind
        self.state = Mutex(state)
        self.queue = queue
    }

    var operationName: String {
        get { state.withLock { $0.name } }
        set { state.withLock { $0.name = newValue } }
    }

    var attributes: SpanAttributes {
        get { state.withLock { $0.attributes } }
        set { state.withLock { $0.attributes = newValue } }
    }

    var isRecording: Bool { own.isSampled && !state.withLock { $0.hasEnded } }

    func setStatus(_ status: SpanStatus) { state.withLock { $0.status = status } }

    /// We make none, and a library's could hold anything.
    func addEvent(_ event: SpanEvent) {}
    func addLink(_ link: SpanLink) {}

    /// The kind of error alone: its words may hold what a network or a person wrote.
    func recordError<Instant: TracerInstant>(
        _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
    ) {
        let word = (error as? Problem)?.code.rawValue ?? String(describing: type(of: error))
        state.withLock { $0.attributes["error.type"] = word }
    }

    func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        let last = state.withLock { state -> State? in
            defer { state.hasEnded = true }
            return state.hasEnded ? nil : state
        }
        guard own.isSampled, let last else { return }
        queue.add(EndedSpan(last, own, parentID, kind, ended: instant().nanosecondsSinceEpoch))
    }
}
