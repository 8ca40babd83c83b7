import KicauCore
import KicauPlatforms
import KicauPublish

/// Points the connectors at rehearsal networks: the app every one of them knows, with their addresses.
enum RehearsalApps {
    static let clientID = "rehearsal-app"
    static let clientSecret = "rehearsal-secret"
    /// X signs its calls with this one.
    static let xAPIKeySecret = "rehearsal-key-secret"

    /// `origins` by network, such as "http://127.0.0.1:8081".
    static func install(_ origins: [PlatformID: String], in accounts: Accounts) async throws {
        for (platform, origin) in origins {
            // Without addresses of its own (Mastodon) it registers an app at each server, as in life.
            guard let names = addressNames[platform] else { continue }
            let app = AppKeys(
                clientID: clientID, clientSecret: Redacted(clientSecret),
                addresses: Dictionary(uniqueKeysWithValues: names.map { ($0, origin) })
                    .merging(ownKeys[platform] ?? [:]) { address, _ in address })
            // One app speaks for every way in.
            let ways = Registry.all.first { $0.id == platform }?.signIn.ways?.all.map(\.name) ?? []
            for place in [""] + ways { try await accounts.keepApp(app, platform, server: place) }
        }
    }

    /// What the app shows when it speaks for itself: the second pair of keys that the rehearsed X gives it.
    private static let ownKeys: [PlatformID: [String: String]] = [
        "x": ["apiKey": "rehearsal-key", "apiKeySecret": "rehearsal-key-secret"]
    ]

    /// Which of a connector's addresses a rehearsal network stands in for.
    private static let addressNames: [PlatformID: [String]] = [
        "x": ["api", "authorize"],
        "facebook": ["graph", "www"],
        "instagram": ["graph", "api", "www", "facebookGraph", "facebookWww"],
        "threads": ["graph", "www"],
        "linkedin": ["api", "www"],
        "bluesky": ["api", "plc", "video", "www"],
    ]
}
