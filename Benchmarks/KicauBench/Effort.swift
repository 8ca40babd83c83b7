import Foundation

/// What this process has used of the machine.
struct Effort {
    /// User and system time, in seconds.
    let cpu: Double
    let clock: ContinuousClock.Instant

    static func now() -> Effort {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Effort(cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime), clock: .now)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }

    /// Seconds from this to a later one.
    func wall(to later: Effort) -> Double { clock.duration(to: later.clock) / .seconds(1) }

    /// Forgets the largest memory so far, so that the next phase is seen alone.
    static func forgetPeak() {
        try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))  // refused: the peak of the whole run
    }

    /// The largest resident memory since then, in MiB.
    static func peakMiB() throws -> Double {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        let kilobytes = line.split(separator: " ").compactMap { Double($0) }.first ?? 0
        return kilobytes / 1024
    }
}

/// The value below which this share of the sorted values lies.
func percentile(_ sorted: [Int64], _ share: Double) -> Int64 {
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
}

func rounded(_ value: Double, to digits: Int = 2) -> Double {
    let power = pow(10, Double(digits))
    return (value * power).rounded() / power
}
