import KicauCore
import Synchronization
import Testing

@testable import KicauPublish

@Suite("A watch over the wall clock")
struct ClockWatchTests {
    private static let noon = Instant(ms: 1_780_315_200_000)

    /// What the watch says of a second reading, so much later on both clocks.
    private func verdict(wall: Duration, steady: Duration) -> ClockWatch.Verdict {
        var watch = ClockWatch()
        watch.keep(.init(wall: ClockWatchTests.noon, steady: 9000))
        return watch.verdict(
            on: .init(wall: ClockWatchTests.noon + wall, steady: 9000 + steady.inMilliseconds))
    }

    @Test func `says nothing of the first reading`() {
        #expect(ClockWatch().verdict(on: .init(wall: ClockWatchTests.noon, steady: 0)) == .steady)
    }

    @Test func `is steady while both clocks agree`() {
        #expect(verdict(wall: .seconds(2), steady: .seconds(2)) == .steady)
        #expect(verdict(wall: .milliseconds(2200), steady: .seconds(2)) == .steady)
        #expect(verdict(wall: .milliseconds(1800), steady: .seconds(2)) == .steady)
    }

    @Test func `knows a jump in either direction, and how far it went`() {
        #expect(verdict(wall: .seconds(3602), steady: .seconds(2)) == .jumpedForward(by: .hours(1)))
        #expect(verdict(wall: .seconds(-3598), steady: .seconds(2)) == .jumpedBack(by: .hours(1)))
        #expect(verdict(wall: .zero, steady: .seconds(1)) == .jumpedBack(by: .seconds(1)))
        #expect(verdict(wall: .days(4000), steady: .zero) == .jumpedForward(by: .days(4000)))
    }

    @Test func `takes sleep for sleep: the steady clock ran on`() {
        #expect(verdict(wall: .hours(9), steady: .hours(9)) == .slept(for: .hours(9)))
        #expect(verdict(wall: .seconds(30), steady: .seconds(30)) == .steady)
    }

    @Test func `sees a jump that happened while it slept`() {
        #expect(verdict(wall: .hours(10), steady: .hours(9)) == .jumpedForward(by: .hours(1)))
        #expect(verdict(wall: .hours(8), steady: .hours(9)) == .jumpedBack(by: .hours(1)))
    }

    @Test func `takes a leap second smeared over a day for no jump`() {
        var watch = ClockWatch()
        for tick in stride(from: Int64(0), through: 86_400_000, by: 2000) {
            let smeared = tick - tick * 1000 / 86_400_000
            let reading = ClockWatch.Reading(wall: ClockWatchTests.noon + .milliseconds(smeared), steady: tick)
            #expect(watch.verdict(on: reading) == .steady)
            watch.keep(reading)
        }
        #expect(verdict(wall: .milliseconds(86_399_000), steady: .days(1)) == .slept(for: .days(1)))
    }

    @Test func `takes a clock that is slewed right for no jump`() {
        for ppm in [Int64(-500), 500] {
            let wall = Duration.milliseconds(86_400_000 + 86_400_000 * ppm / 1_000_000)
            #expect(verdict(wall: wall, steady: .days(1)) == .slept(for: .days(1)))
        }
    }

    @Test func `keeps a jump in mind until it is heeded`() {
        var watch = ClockWatch()
        watch.keep(.init(wall: ClockWatchTests.noon, steady: 0))
        let jumped = ClockWatch.Reading(wall: ClockWatchTests.noon + .hours(1), steady: 0)

        #expect(watch.verdict(on: jumped) == .jumpedForward(by: .hours(1)))
        #expect(watch.verdict(on: jumped) == .jumpedForward(by: .hours(1)))
        watch.keep(jumped)
        #expect(watch.verdict(on: jumped) == .steady)
    }

    @Test func `reads both hands again when it was stopped between them`() {
        let time = StoppedOnce()

        let reading = ClockWatch.Reading.taken(from: time)

        #expect(reading.wall.ms == reading.steady)
    }
}

/// A clock under a process that is stopped for five minutes after its first look at the wall.
private final class StoppedOnce: TimeSource {
    private let state = Mutex((now: Int64(1000), looks: 0))

    func now() -> Instant {
        state.withLock { state in
            let seen = state.now
            state.looks += 1
            if state.looks == 1 { state.now += 300_000 }
            return Instant(ms: seen)
        }
    }

    func steadyMs() -> Int64 { state.withLock { $0.now } }
}
