import KicauDescribed

/// The requests that no window of ours counts: they go, and a refusal of the network makes what they are for wait
/// (docs/limits.md). Each stands here with its reason.
enum Unruled {
    static func requests(of network: Network) -> Set<String> { Set((reasons[network] ?? []).map(\.request)) }

    private static let signIn = "Signing in and renewing tokens: a few calls a day, and no number is published."
    private static let finding = "Finding a server or an account, before anybody is signed in there."
    private static let upload = "Goes to an address that the network has just given for this one upload."

    private static let reasons: [Network: [(request: String, reason: String)]] = [
        .x: [("POST /2/oauth2/token", signIn), ("POST /oauth2/token", signIn)],
        .linkedin: [("POST /oauth/v2/accessToken", signIn), ("PUT /dms-uploads/{upload}/{part}", upload)],
        .mastodon: [
            ("POST /oauth/token", signIn), ("GET /.well-known/nodeinfo", finding), ("GET /nodeinfo/2.0", finding),
        ],
        .bluesky: [
            ("POST /oauth/par", signIn), ("POST /oauth/token", signIn), ("POST /oauth/revoke", signIn),
            ("GET /.well-known/oauth-authorization-server", finding),
            ("GET /.well-known/oauth-protected-resource", finding), ("GET /{did}", finding),
        ],
    ]
}
