public import KicauCore

/// X counts by endpoint: in windows of a quarter of an hour for each account, and of a day for the whole app.
extension X {
    static let postsInQuarter = Fact(100, from: "docs.x.com, rate limits, POST /2/tweets", read: "2026-08-22")
    static let postsInDay = Fact(10_000, from: "docs.x.com, rate limits, POST /2/tweets", read: "2026-08-22")

    private static let quarter = Duration.minutes(15)
    private static let day = Duration.days(1)

    /// docs.x.com, fundamentals/rate-limits, pay per use, read 2026-08-22: what Kicau calls, by account and by app.
    private static let rows: [(name: String, account: Int?, app: Int?)] = [
        ("DELETE /2/tweets/:id", 50, nil), ("GET /2/tweets", 5000, nil), ("GET /2/tweets/:id", 900, nil),
        ("GET /2/users/:id/tweets", 900, nil), ("GET /2/users/:id/mentions", 300, nil), ("GET /2/users", 900, nil),
        ("GET /2/users/by/username/:username", 900, nil), ("GET /2/users/me", 75, nil),
        ("PUT /2/tweets/:id/hidden", 50, nil), ("POST /2/media/upload", 500, 50_000),
        ("GET /2/media/upload", 1000, 100_000), ("POST /2/media/upload/initialize", 1875, 180_000),
        ("POST /2/media/upload/:id/append", 1875, 180_000), ("POST /2/media/upload/:id/finalize", 1875, 180_000),
        ("POST /2/media/metadata", 500, 50_000), ("POST /2/media/subtitles", 100, 10_000),
    ]

    private static let ownRules: [String: [QuotaRule]] = {
        var rules = Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let account = row.account.map { QuotaRule(row.name, .account, .window, paper($0), in: quarter) }
                let app = row.app.map { QuotaRule(row.name, .app, .window, paper($0), in: day) }
                return (row.name, [account, app].compactMap { $0 })
            })
        rules["POST /2/tweets"] = [
            QuotaRule("POST /2/tweets", .account, .window, postsInQuarter, in: quarter),
            QuotaRule("POST /2/tweets", .app, .window, postsInDay, in: day),
        ]
        // Asked with the app's own key.
        rules["GET /2/usage/tweets"] = [QuotaRule("GET /2/usage/tweets", .app, .window, paper(50), in: quarter)]
        return rules
    }()

    private static func paper(_ most: Int) -> Fact<Int> {
        Fact(most, from: "docs.x.com, rate limits, pay per use", read: "2026-08-22")
    }

    public var quotas: [QuotaRule] { X.ownRules.keys.sorted().flatMap { X.ownRules[$0] ?? [] } }

    public func quotas(for call: Call) -> [QuotaRule] { X.ownRules[X.endpoint(call)] ?? [] }

    public func sightings(in reply: Reply, to call: Call) -> [QuotaSighting] {
        let endpoint = X.endpoint(call)
        guard let rules = X.ownRules[endpoint] else { return [] }
        let binder = rules.contains { $0.binds == .account } ? QuotaRule.Binder.account : .app
        let families: [(String, QuotaRule.Binder, Duration)] = [
            ("x-rate-limit", binder, X.quarter), ("x-user-limit-24hour", .account, X.day),
            ("x-app-limit-24hour", .app, X.day),
        ]
        return families.compactMap { family, binder, span in
            X.sighting(family, endpoint, binder, span, reply)
        }
    }

    private static func sighting(
        _ family: String, _ endpoint: String, _ binder: QuotaRule.Binder, _ usual: Duration, _ reply: Reply
    ) -> QuotaSighting? {
        guard let most = QuotaReading.count(reply, family + "-limit"), most > 0,
            let remaining = QuotaReading.count(reply, family + "-remaining"), remaining <= most,
            let resets = reply.header(family + "-reset").flatMap(TimeReading.epochSeconds)
        else { return nil }
        // Older plans count some endpoints by the day under the same header.
        let isLonger = resets > reply.at + usual + .seconds(2)
        guard let span = isLonger ? QuotaReading.usualSpan(until: resets, from: reply.at) : usual else { return nil }
        return QuotaSighting(
            endpoint, binder, in: span, most: most, remaining: remaining, resets: resets,
            wasRefused: reply.status == 429 && remaining == 0)
    }

    private static func endpoint(_ call: Call) -> String {
        let name = CallPlace(call).name
        let byName = "GET /2/users/by/username/"
        return name.hasPrefix(byName) ? byName + ":username" : name
    }
}
