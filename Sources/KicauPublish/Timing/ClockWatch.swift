import KicauCore

/// Tells a jump of the wall clock from the passing of time, by a steady clock beside it.
///
/// A value: it says what one more reading means, and keeps the reading only when told that the verdict was heeded.
struct ClockWatch: Sendable {
    /// The two clocks, read at one moment.
    struct Reading: Sendable, Hashable {
        let wall: Instant
        let steady: Int64
    }

    enum Verdict: Sendable, Hashable {
        case steady
        /// The wall moved on by so much more than time did.
        case jumpedForward(by: Duration)
        /// The wall was put back by so much.
        case jumpedBack(by: Duration)
        /// Nobody looked for so long, and both clocks agree on it: the machine or this process slept.
        case slept(for: Duration)
    }

    private var last: Reading?

    /// The most a wall clock is bent while it is being set right: 500 ppm is as far as the kernel slews it, and a leap
    /// second smeared over a day is a fortieth of that.
    static let bentPPM: Int64 = 500
    /// Two readings are never quite of one moment, and a step of time services this small is nobody's concern.
    static let slack = Duration.milliseconds(250)
    /// The dispatcher looks every two seconds; after so long without a look, it slept.
    static let longestSilence = Duration.seconds(30)

    func verdict(on reading: Reading) -> Verdict {
        guard let last else { return .steady }
        let passed = reading.steady - last.steady
        let drift = (reading.wall - last.wall).inMilliseconds - passed
        let allowed = ClockWatch.slack.inMilliseconds + max(0, passed) * ClockWatch.bentPPM / 1_000_000
        if drift > allowed { return .jumpedForward(by: .milliseconds(drift)) }
        if drift < -allowed { return .jumpedBack(by: .milliseconds(-drift)) }
        return passed > ClockWatch.longestSilence.inMilliseconds ? .slept(for: .milliseconds(passed)) : .steady
    }

    /// What was read has been acted on: the next reading is compared with this one.
    mutating func keep(_ reading: Reading) { last = reading }
}

extension ClockWatch.Reading {
    /// Stopped between the two hands, a process would take its pause for a jump: then they are read again.
    static func taken(from time: any TimeSource) -> ClockWatch.Reading {
        var before = time.steadyMs()
        for _ in 0..<5 {
            let wall = time.now()
            let after = time.steadyMs()
            if after - before <= 20 { return .init(wall: wall, steady: after) }
            before = after
        }
        return .init(wall: time.now(), steady: before)
    }
}
