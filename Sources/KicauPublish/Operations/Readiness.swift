import KicauCore
import KicauStore
import Synchronization

/// May traffic be sent here, and is the dispatcher at work?
public struct Readiness: Sendable, Hashable {
    /// What can be not ready, by the word a probe is told.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        case database, schema, dispatcher, draining
    }

    public let notReady: [Part]

    public var isReady: Bool { notReady.isEmpty }

    /// The dispatcher sleeps 2 seconds at most; a turn that takes longer than this is stuck.
    static let longestSilence = Duration.seconds(15)

    static func of(database: DatabaseState, silence: Duration?, isDraining: Bool) -> Readiness {
        var parts: [Part] = []
        switch database {
        case .writable: break
        case .notWritable: parts.append(.database)
        case .schemaBehind: parts.append(.schema)
        }
        if silence.map({ $0 > longestSilence }) ?? true { parts.append(.dispatcher) }
        if isDraining { parts.append(.draining) }
        return Readiness(notReady: parts)
    }

    enum DatabaseState: Sendable { case writable, notWritable, schemaBehind }
}

/// A value that is asked for often and read from the database seldom.
final class Remembered<Value: Sendable>: Sendable {
    private let kept = Mutex<(value: Value, untilSteadyMs: Int64)?>(nil)
    private let life: Duration

    init(for life: Duration) { self.life = life }

    func value(_ time: any TimeSource, _ read: () async -> Value) async -> Value {
        let now = time.steadyMs()
        if let kept = kept.withLock({ $0 }), kept.untilSteadyMs > now { return kept.value }
        let value = await read()
        kept.withLock { $0 = (value, now + life.inMilliseconds) }
        return value
    }
}
