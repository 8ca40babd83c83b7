import Foundation
import KicauCore
import Synchronization

/// What the rehearsal networks read the time from.
public protocol RehearsalClock: Sendable {
    func nowMs() -> Int64
    /// Lets so much time pass while a machine works: on a clock that is turned by hand, by turning it.
    func pass(_ ms: Int64) async
}

extension RehearsalClock {
    public func pass(_ ms: Int64) async { await Task.rest(for: .milliseconds(ms)) }
}

/// The machine's own clock.
public struct WallClock: RehearsalClock {
    public init() {}

    public func nowMs() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// A clock that stands still until somebody turns it.
public final class HandClock: RehearsalClock {
    private let ms: Mutex<Int64>

    public init(startMs: Int64 = 1_790_000_000_000) { ms = Mutex(startMs) }

    public func nowMs() -> Int64 { ms.withLock { $0 } }

    public func advance(_ byMs: Int64) { ms.withLock { $0 += max(0, byMs) } }

    public func pass(_ ms: Int64) async { advance(ms) }
}
