import KicauCore

/// A window that opens with its first call, counted in points.
struct PointLimit: Sendable {
    let name: String
    let points: Int
    let windowS: Int64

    static let writesAnHour = PointLimit(name: "repo-write-hour", points: 5000, windowS: 3600)
    static let writesADay = PointLimit(name: "repo-write-day", points: 35_000, windowS: 86_400)
    static let loginsBrief = PointLimit(name: "login-5min", points: 30, windowS: 300)
    static let loginsADay = PointLimit(name: "login-day", points: 300, windowS: 86_400)
    static let blobsADay = PointLimit(name: "blob-day", points: 1000, windowS: 86_400)

    static let writes = [writesAnHour, writesADay]
    static let logins = [loginsBrief, loginsADay]
}

/// How a window stands after a call.
struct PointStanding: Sendable {
    let limit: PointLimit
    let remaining: Int
    let resetMs: Int64
    let isAllowed: Bool

    var headers: [(name: String, value: String)] {
        [
            ("RateLimit-Limit", String(limit.points)),
            ("RateLimit-Remaining", String(remaining)),
            ("RateLimit-Reset", String(resetMs / 1000)),
            ("RateLimit-Policy", "\(limit.points);w=\(limit.windowS)"),
        ]
    }

    func retryAfterS(atMs now: Int64) -> Int64 { max(1, (resetMs - now + 999) / 1000) }
}

extension Ground {
    /// Takes points from a window; a window without enough is not touched.
    func take(_ points: Int, from limit: PointLimit, for key: String) -> PointStanding {
        let now = nowMs
        let name = "\(limit.name) \(key)"
        return change { state in
            var window = state.windows[name] ?? RateWindow(startMs: now, used: 0)
            if window.startMs + limit.windowS * 1000 <= now { window = RateWindow(startMs: now, used: 0) }
            let isAllowed = window.used + points <= limit.points
            if isAllowed { window.used += points }
            state.windows[name] = window
            return PointStanding(
                limit: limit, remaining: limit.points - window.used,
                resetMs: window.startMs + limit.windowS * 1000, isAllowed: isAllowed
            )
        }
    }
}

extension BlueskySimulator {
    /// Takes the call's points from each window; gives the tightest, or refuses.
    func take(_ points: Int, from limits: [PointLimit], for key: String) throws -> PointStanding {
        var tightest: PointStanding?
        for limit in limits {
            let standing = ground.take(points, from: limit, for: key)
            guard standing.isAllowed else { throw Refused(Self.exhausted(standing, nowMs: ground.nowMs)) }
            if standing.remaining < tightest?.remaining ?? .max { tightest = standing }
        }
        guard let tightest else { throw XRPCError.internalError }
        return tightest
    }

    static func exhausted(_ standing: PointStanding, nowMs: Int64) -> Reply {
        XRPCError.reply(429, "RateLimitExceeded", "Rate Limit Exceeded")
            .countedBy(standing)
            .with("Retry-After", String(standing.retryAfterS(atMs: nowMs)))
    }
}

extension Reply {
    func countedBy(_ standing: PointStanding) -> Reply {
        standing.headers.reduce(self) { $0.with($1.name, $1.value) }
    }
}
