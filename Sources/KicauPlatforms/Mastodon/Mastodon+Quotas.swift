public import KicauCore

/// A server counts an account's calls in several windows at once, and its answer tells of the one that is nearest its end.
/// Servers differ, so what an answer says goes before these numbers.
extension Mastodon {
    static let statusesInThreeHours = Fact(
        300, from: "mastodon/mastodon, rate_limiter.rb, statuses", read: "2026-07-02")

    private static let calls = rule("calls", 300, in: .minutes(5))
    private static let statuses = QuotaRule(
        "statuses", .account, .window, statusesInThreeHours, in: .hours(3))
    private static let uploads = rule("media", 30, in: .minutes(30))
    private static let deletions = rule("deletions", 30, in: .minutes(30))

    private static func rule(_ what: String, _ most: Int, in span: Duration) -> QuotaRule {
        QuotaRule(
            what, .account, .window, Fact(most, from: "docs.joinmastodon.org, rate limits", read: "2026-07-02"),
            in: span)
    }

    public var quotas: [QuotaRule] { [Mastodon.calls, Mastodon.statuses, Mastodon.uploads, Mastodon.deletions] }

    public func quotas(for call: Call) -> [QuotaRule] {
        let name = CallPlace(call).name
        switch true {
        case name == "POST /api/v1/statuses": return [Mastodon.calls, Mastodon.statuses]
        case name.hasPrefix("POST /api/v") && name.hasSuffix("/media"): return [Mastodon.calls, Mastodon.uploads]
        case name == "DELETE /api/v1/statuses/:id": return [Mastodon.calls, Mastodon.deletions]
        case name.contains(" /api/v"): return [Mastodon.calls]
        default: return []
        }
    }

    public func sightings(in reply: Reply, to call: Call) -> [QuotaSighting] {
        let rules = quotas(for: call)
        guard !rules.isEmpty, let most = QuotaReading.count(reply, "x-ratelimit-limit"), most > 0,
            let remaining = QuotaReading.count(reply, "x-ratelimit-remaining"), remaining <= most,
            let resets = reply.header("x-ratelimit-reset").flatMap(TimeReading.iso)
        else { return [] }
        let fitting = rules.filter { resets <= reply.at + $0.span + .seconds(2) }.sorted { $0.span < $1.span }
        let isRefused = reply.status == 429 && remaining == 0
        if let rule = fitting.first(where: { $0.most?.value == most }) ?? fitting.first {
            return [
                QuotaSighting(of: rule, most: most, remaining: remaining, resets: resets, wasRefused: isRefused)
            ]
        }
        guard let span = QuotaReading.usualSpan(until: resets, from: reply.at) else { return [] }
        return [
            QuotaSighting(
                "calls", .account, in: span, most: most, remaining: remaining, resets: resets, wasRefused: isRefused)
        ]
    }
}
