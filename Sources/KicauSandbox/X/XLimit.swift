/// X's limits of the pay-per-use time.
enum XLimit: String, Sendable, CaseIterable {
    case create, delete, me, timeline, lookupMany, lookupOne, upload, chunk, status, metadata, usage, userByName
    case mentions, usersByID, hide, webhooks, subscriptions

    /// Per user (or per app, for a bearer), in 15 minutes.
    var callsIn15Minutes: Int {
        switch self {
        case .create: 100
        case .delete: 50
        case .me: 75
        case .timeline: 900
        case .lookupMany: 5000
        case .lookupOne: 900
        case .upload: 500
        case .chunk: 1875
        case .status: 1000
        case .metadata: 500
        case .usage: 50
        case .userByName, .usersByID: 900
        case .mentions: 300
        case .hide: 50
        case .webhooks: 450
        case .subscriptions: 500
        }
    }

    /// Longer windows that bind as well.
    var longer: [RateLimit] {
        switch self {
        case .create: [.perHours(3, 300)]
        case .delete, .me, .timeline, .lookupMany, .lookupOne, .upload, .chunk, .status, .metadata, .usage,
            .userByName, .mentions, .usersByID, .hide, .webhooks, .subscriptions:
            []
        }
    }

    /// What the whole app may do in 24 hours.
    var appIn24Hours: Int? {
        switch self {
        case .create: 10_000
        case .upload, .metadata: 50_000
        case .chunk: 180_000
        case .delete, .me, .timeline, .lookupMany, .lookupOne, .status, .usage, .userByName, .mentions,
            .usersByID, .hide, .webhooks, .subscriptions:
            nil
        }
    }
}
