public import KicauCore

/// LinkedIn counts each resource by the UTC day, for the member and for the app, publishes no numbers and sends no
/// headers: only its portal shows them, and only its refusals tell that one is used up.
extension LinkedIn {
    static let postsInDay = Fact(
        150, from: "learn.microsoft.com, share on LinkedIn, throttle limits", read: "2026-09-01")

    private static let resources = [
        "POST /rest/posts", "POST /rest/socialActions/:urn/comments", "POST /rest/images", "POST /rest/videos",
        "POST /rest/documents", "GET /rest/posts", "GET /rest/posts/:urn", "POST /rest/reactions",
    ]

    private static func windows(_ resource: String) -> [QuotaRule] {
        [
            QuotaRule(resource, .account, .learned, in: .days(1)),
            QuotaRule(resource, .app, .learned, in: .days(1)),
        ]
    }

    public var quotas: [QuotaRule] { LinkedIn.resources.flatMap(LinkedIn.windows) }

    public func quotas(for call: Call) -> [QuotaRule] {
        let place = CallPlace(call)
        guard place.path.hasPrefix("/rest/") || place.path.hasPrefix("/v2/") else { return [] }
        return LinkedIn.windows(place.name)
    }

    /// Its words alone say whose day is over.
    public func sightings(in reply: Reply, to call: Call) -> [QuotaSighting] {
        guard reply.status == 429 else { return [] }
        let rules = quotas(for: call)
        let words = (reply.json?["message"]?.string ?? "").uppercased()
        let binder = words.contains("APPLICATION") ? QuotaRule.Binder.app : .account
        return rules.filter { $0.binds == binder }.map { rule in
            QuotaSighting(of: rule, blockedUntil: TimeReading.retryAfter(reply), wasRefused: true)
        }
    }
}
