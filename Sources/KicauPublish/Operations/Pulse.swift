import KicauCore
import Synchronization

/// How the dispatcher is: what a probe from outside has to know at once, without a question to the database.
public final class Pulse: Sendable {
    private struct State {
        var lastTurn: Instant?
        var lastTurnSteadyMs: Int64?
        var isDraining = false
        var inFlight = 0
    }

    private let state = Mutex(State())

    init() {}

    var isDraining: Bool { state.withLock { $0.isDraining } }
    var inFlight: Int { state.withLock { $0.inFlight } }

    /// So many under way that others wait for their turn: what can be done afterwards is.
    var isCrowded: Bool { inFlight >= Pulse.crowd }
    private static let crowd = 64

    /// The last look at the plan that ended without an error.
    var lastTurn: Instant? { state.withLock { $0.lastTurn } }

    /// Nil before the first turn.
    func sinceLastTurn(_ time: any TimeSource) -> Duration? {
        state.withLock { $0.lastTurnSteadyMs }.map { .milliseconds(time.steadyMs() - $0) }
    }

    func turned(_ time: any TimeSource) {
        let (now, steady) = (time.now(), time.steadyMs())
        state.withLock { ($0.lastTurn, $0.lastTurnSteadyMs) = (now, steady) }
    }

    /// From here on nothing new is taken on.
    func drain() { state.withLock { $0.isDraining = true } }
    func begin() { state.withLock { $0.inFlight += 1 } }
    func end() { state.withLock { $0.inFlight -= 1 } }
}
