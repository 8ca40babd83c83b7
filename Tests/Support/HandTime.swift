public import KicauCore
import Synchronization

/// A clock that stands still until somebody turns it. Both its hands start at 2026-06-01T02:00:00Z.
public final class HandTime: TimeSource {
    private let clocks = Mutex((wall: Int64(1_780_279_200_000), steady: Int64(5_000_000)))

    public init() {}

    public func now() -> Instant { Instant(ms: clocks.withLock { $0.wall }) }
    public func steadyMs() -> Int64 { clocks.withLock { $0.steady } }

    /// Somebody sets the wall clock; no time passes.
    public func jump(by time: Duration) { clocks.withLock { $0.wall += time.inMilliseconds } }

    public func advance(by time: Duration) {
        clocks.withLock {
            $0.wall += time.inMilliseconds
            $0.steady += time.inMilliseconds
        }
    }
}
