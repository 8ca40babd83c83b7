import Foundation
import KicauCore
import Synchronization

/// The machine's clocks, with the wall clock moved on: ten thousand plans take time to make, and fall due together.
final class ShiftedTime: TimeSource {
    private let shift = Mutex(Int64(0))

    func now() -> Instant { Instant(ms: read(CLOCK_REALTIME) + shift.withLock { $0 }) }

    func steadyMs() -> Int64 { read(CLOCK_BOOTTIME) }

    /// Moves the wall clock so that it is this instant now.
    func jump(to instant: Instant) {
        let away = instant.ms - now().ms
        shift.withLock { $0 += away }
    }

    /// What the machine's own clock shows when it is this instant here.
    func onTheWall(_ instant: Instant) -> Instant { Instant(ms: instant.ms - shift.withLock { $0 }) }

    private func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
