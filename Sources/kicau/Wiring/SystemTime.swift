import Foundation
import KicauCore

/// The machine's clocks: the one place that reads them.
struct SystemTime: TimeSource {
    private static let start = ContinuousClock.now

    func now() -> Instant { Instant(Date.now) }

    /// Goes on while the machine sleeps, and never jumps.
    func steadyMs() -> Int64 { (ContinuousClock.now - SystemTime.start).inMilliseconds }
}
