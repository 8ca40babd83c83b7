import KicauCore
import KicauStore
import Synchronization

/// A dispatcher's watch over its machine's clock.
final class WatchedClock: Sendable {
    private let watch = Mutex(ClockWatch())
    private let time: any TimeSource

    init(time: any TimeSource) { self.time = time }

    func look() -> (reading: ClockWatch.Reading, verdict: ClockWatch.Verdict) {
        let reading = ClockWatch.Reading.taken(from: time)
        return (reading, watch.withLock { $0.verdict(on: reading) })
    }

    /// Only once the verdict's consequences are written: a write that failed has the jump before it again.
    func keep(_ reading: ClockWatch.Reading) { watch.withLock { $0.keep(reading) } }
}

extension Transaction {
    /// What a jump of the clock asks for, before anything is claimed by the new time.
    borrowing func heed(_ verdict: ClockWatch.Verdict, at now: Instant) throws {
        switch verdict {
        case .steady, .slept: return
        case .jumpedForward(let jump):
            try moveDeadlines(after: now - jump, by: jump)
            guard jump > ClockJumps.tolerated else { return }
            try holdJumped(from: now - jump, to: now, story: ClockJumps.held(jump))
        case .jumpedBack(let jump):
            try releaseJumped(at: now, story: ClockJumps.released)
            try moveIntents(after: now, backBy: jump)
        }
    }
}

/// What is said of jumps, and how large one must be to hold anything up.
enum ClockJumps {
    /// What a smaller jump makes due may go out: by the clock before it is early by that at most.
    static let tolerated = Duration.seconds(60)

    static func held(_ jump: Duration) -> Settlement.Story {
        let minutes = (jump.inMilliseconds + 30_000) / 60_000
        return Settlement.Story(
            "This machine's clock jumped forward by \(minutes) min, and by that alone it came due.",
            do: "If the clock is right now, send it, move it or drop it; if not, set the clock back and it goes on.")
    }

    static let released = Settlement.Story("The clock was put back: it waits for its time again.")
}
