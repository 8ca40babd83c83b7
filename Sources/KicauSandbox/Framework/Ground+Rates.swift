/// How much of a window is used.
struct RateWindow: Sendable, Hashable, Codable {
    var startMs: Int64
    var used: Int
}

/// A limit: so many calls in so long.
struct RateLimit: Sendable, Hashable {
    let calls: Int
    let windowMs: Int64

    static func per15Minutes(_ calls: Int) -> RateLimit { RateLimit(calls: calls, windowMs: 900_000) }
    static func perHours(_ hours: Int64, _ calls: Int) -> RateLimit {
        RateLimit(calls: calls, windowMs: hours * 3_600_000)
    }
}

/// What a call finds when it is counted.
struct RateStanding: Sendable, Hashable {
    let limit: Int
    let remaining: Int
    let resetMs: Int64
    let isAllowed: Bool

    /// Unix seconds, rounded up.
    var resetS: Int64 { (resetMs + 999) / 1000 }
}

extension Ground {
    /// Counts one call against a limit. A call that is over it counts nothing. Windows are aligned to the clock.
    func count(_ key: String, against limit: RateLimit) -> RateStanding {
        let now = nowMs
        let start = now - now % limit.windowMs
        return change { state in
            var window = state.windows[key] ?? RateWindow(startMs: start, used: 0)
            if window.startMs != start { window = RateWindow(startMs: start, used: 0) }
            let isAllowed = window.used < limit.calls
            if isAllowed { window.used += 1 }
            state.windows[key] = window
            return RateStanding(
                limit: limit.calls, remaining: max(0, limit.calls - window.used),
                resetMs: start + limit.windowMs, isAllowed: isAllowed
            )
        }
    }
}
