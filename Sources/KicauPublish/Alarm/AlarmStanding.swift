public import KicauCore
import Synchronization

/// How the alarm itself is doing. Kept in memory: it speaks of this process alone.
public final class AlarmStanding: Sendable {
    /// How what is called outside went.
    public enum Call: Sendable, Hashable {
        case never
        case worked(Instant)
        case failed(since: Instant, why: String)
    }

    private struct State {
        var heartbeat = Call.never
        var digest = Call.never
    }

    private let state = Mutex(State())

    public var heartbeat: Call { state.withLock { $0.heartbeat } }
    public var digest: Call { state.withLock { $0.digest } }

    /// True when it failed and had not failed before: then it is worth a line in the log.
    func noteHeartbeat(failed why: String?, at now: Instant) -> Bool {
        state.withLock { AlarmStanding.note(&$0.heartbeat, failed: why, at: now) }
    }

    func noteDigest(failed why: String?, at now: Instant) -> Bool {
        state.withLock { AlarmStanding.note(&$0.digest, failed: why, at: now) }
    }

    private static func note(_ call: inout Call, failed why: String?, at now: Instant) -> Bool {
        guard let why else {
            call = .worked(now)
            return false
        }
        switch call {
        case .never, .worked:
            call = .failed(since: now, why: why)
            return true
        case .failed(let since, _):
            call = .failed(since: since, why: why)
            return false
        }
    }
}
