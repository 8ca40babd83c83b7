import Dispatch
import Foundation
import KicauCore

/// The machine's clocks.
struct SystemTime: TimeSource {
    func now() -> Instant { Instant(ms: read(CLOCK_REALTIME)) }

    /// Goes on while the machine sleeps, and never jumps.
    func steadyMs() -> Int64 { read(CLOCK_BOOTTIME) }

    private func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
