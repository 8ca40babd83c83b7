public import KicauCore

/// What all graphs of Meta say of their limits: percentages, not counts.
enum MetaQuotas {
    /// developers.facebook.com, Graph API, rate limiting, read 2026-08-13.
    static let app = QuotaRule("calls", .app, .gauge, in: .hours(1))
    static let account = QuotaRule("calls", .account, .gauge, in: .hours(1))
    static let rules = [app, account]

    static func sightings(in reply: Reply) -> [QuotaSighting] {
        [usage(of: app, [object(reply, "x-app-usage")].compactMap { $0 }, reply), business(reply)].compactMap { $0 }
    }

    /// By the network's own number of the page or account; a call is made for one, so the fullest of them counts.
    private static func business(_ reply: Reply) -> QuotaSighting? {
        let uses = object(reply, "x-business-use-case-usage")?.object?.values.flatMap { $0.array ?? [] } ?? []
        return usage(of: account, uses, reply)
    }

    private static func usage(of rule: QuotaRule, _ uses: [JSONValue], _ reply: Reply) -> QuotaSighting? {
        let percents = uses.flatMap { use in
            ["call_count", "total_cputime", "total_time"].compactMap { use[$0]?.int }
        }.filter { (0...1000).contains($0) }
        let minutes = uses.compactMap { $0["estimated_time_to_regain_access"]?.int }.filter { $0 > 0 }.max()
        guard percents.max() != nil || minutes != nil else { return nil }
        return QuotaSighting(
            of: rule, percent: percents.max(), blockedUntil: minutes.map { reply.at + .minutes(min($0, 24 * 60)) })
    }

    private static func object(_ reply: Reply, _ name: String) -> JSONValue? {
        guard let text = reply.header(name), text.utf8.count <= 8000 else { return nil }
        return Reply(status: 200, headers: [], body: Array(text.utf8), at: reply.at).json
    }

    /// Posts of the last 24 hours, which Instagram and Threads tell when they are asked.
    static func publishing(in reply: Reply, to call: Call, end: String) -> [QuotaSighting] {
        guard CallPlace(call).path.hasSuffix(end), reply.isSuccess, let shown = reply.json?["data"]?.array?.first,
            let used = shown["quota_usage"]?.int, let most = shown.at("config", "quota_total")?.int, used >= 0,
            (1...1_000_000).contains(most)
        else { return [] }
        return [QuotaSighting(of: posts, most: most, remaining: max(0, most - used))]
    }

    static let posts = QuotaRule("posts", .account, .rolling, in: .days(1))
}

extension Facebook {
    public var quotas: [QuotaRule] { MetaQuotas.rules }
    public func quotas(for call: Call) -> [QuotaRule] { MetaQuotas.rules }
    public func sightings(in reply: Reply, to call: Call) -> [QuotaSighting] { MetaQuotas.sightings(in: reply) }
}

extension Instagram {
    public var quotas: [QuotaRule] { MetaQuotas.rules + [MetaQuotas.posts] }
    public func quotas(for call: Call) -> [QuotaRule] { MetaQuotas.rules }

    public func sightings(in reply: Reply, to call: Call) -> [QuotaSighting] {
        MetaQuotas.sightings(in: reply) + MetaQuotas.publishing(in: reply, to: call, end: "/content_publishing_limit")
    }
}

extension Threads {
    public var quotas: [QuotaRule] { MetaQuotas.rules + [MetaQuotas.posts] }
    public func quotas(for call: Call) -> [QuotaRule] { MetaQuotas.rules }

    public func sightings(in reply: Reply, to call: Call) -> [QuotaSighting] {
        MetaQuotas.sightings(in: reply) + MetaQuotas.publishing(in: reply, to: call, end: "/threads_publishing_limit")
    }
}
