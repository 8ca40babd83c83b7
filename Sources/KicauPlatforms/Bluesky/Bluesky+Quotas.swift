public import KicauCore

/// Servers count writes in points by the account, everything else by the address it comes from.
extension Bluesky {
    /// docs.bsky.app, rate limits, read 2026-08-20. A record costs three points, a change two, a deletion one.
    static let pointsInHour = Fact(5000, from: "docs.bsky.app, rate limits: points an hour", read: "2026-08-20")
    static let pointsInDay = Fact(35_000, from: "docs.bsky.app, rate limits: points a day", read: "2026-08-20")
    static let pointsOfRecord = 3

    static func records(in points: Fact<Int>) -> Fact<Int> {
        Fact(points.value / pointsOfRecord, from: points.source + ", 3 a record", read: points.read)
    }

    private static let pointWindows = [
        QuotaRule("writes", .account, .window, pointsInHour, in: .hours(1)),
        QuotaRule("writes", .account, .window, pointsInDay, in: .days(1)),
    ]
    /// 300 a day by the documentation; 100 were seen in bluesky-social/bsky-docs#183: the answers decide.
    private static let sessions = [
        QuotaRule(
            "sessions", .account, .window, Fact(30, from: "docs.bsky.app, rate limits", read: "2026-08-20"),
            in: .minutes(5)),
        QuotaRule(
            "sessions", .account, .window, Fact(300, from: "docs.bsky.app, rate limits", read: "2026-08-20"),
            in: .days(1)),
    ]
    private static func calls(_ host: String) -> QuotaRule {
        QuotaRule(
            host.isEmpty ? "calls" : "calls to " + host, .machine, .window,
            Fact(3000, from: "docs.bsky.app, rate limits, by address", read: "2026-08-20"), in: .minutes(5))
    }

    public var quotas: [QuotaRule] { Bluesky.pointWindows + Bluesky.sessions + [Bluesky.calls("")] }

    public func quotas(for call: Call) -> [QuotaRule] {
        let place = CallPlace(call)
        guard let method = place.path.split(separator: "/").last, place.path.hasPrefix("/xrpc/") else { return [] }
        let calls = Bluesky.calls(call.hostIsHandle ? "" : place.host)
        let weight: Int
        switch method {
        case "com.atproto.repo.createRecord": weight = Bluesky.pointsOfRecord
        case "com.atproto.repo.putRecord": weight = 2
        case "com.atproto.repo.deleteRecord": weight = 1
        case "com.atproto.repo.applyWrites": weight = Bluesky.points(of: call)
        case "com.atproto.server.createSession": return Bluesky.sessions + [calls]
        default: return [calls]
        }
        return Bluesky.pointWindows.map { $0.weighing(weight) } + [calls]
    }

    private static func points(of call: Call) -> Int {
        guard case .json(let body) = call.body, let writes = body["writes"]?.array else { return pointsOfRecord }
        return writes.reduce(0) { sum, write in
            switch write["$type"]?.string {
            case "com.atproto.repo.applyWrites#delete": sum + 1
            case "com.atproto.repo.applyWrites#update": sum + 2
            default: sum + pointsOfRecord
            }
        }
    }

    /// The policy's span tells which window is meant; without one only the end does.
    public func sightings(in reply: Reply, to call: Call) -> [QuotaSighting] {
        let rules = quotas(for: call)
        guard !rules.isEmpty, let most = QuotaReading.count(reply, "ratelimit-limit"), most > 0,
            let remaining = QuotaReading.count(reply, "ratelimit-remaining"), remaining <= most,
            let resets = reply.header("ratelimit-reset").flatMap(TimeReading.epochSeconds)
        else { return [] }
        let span =
            QuotaReading.policies(reply, "ratelimit-policy").first { $0.most == most }?.span
            ?? QuotaReading.usualSpan(until: resets, from: reply.at)
        guard let span else { return [] }
        let isRefused = reply.status == 429 && remaining == 0
        if let rule = rules.first(where: { $0.span == span }) {
            return [
                QuotaSighting(of: rule, most: most, remaining: remaining, resets: resets, wasRefused: isRefused)
            ]
        }
        let what = CallPlace(call).path.split(separator: "/").last.map(String.init) ?? "calls"
        return [
            QuotaSighting(
                what, .account, in: span, most: most, remaining: remaining, resets: resets, wasRefused: isRefused)
        ]
    }
}
