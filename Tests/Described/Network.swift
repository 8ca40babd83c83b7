/// The networks whose requests are held against descriptions.
package enum Network: String, CaseIterable, Sendable {
    case x, facebook, instagram, threads, linkedin, mastodon, bluesky

    /// Where a call goes when only its address tells. Instagram's accounts of Facebook share Facebook's graph, so two
    /// may be named; none: no network lives at such an address.
    static func candidates(for asked: Asked) -> [Network] {
        if let known = hosts.first(where: { asked.host == $0.host }) { return known.networks }
        if let known = paths.first(where: { asked.path.hasPrefix($0.beginning) }) { return known.networks }
        // Any host may be set in a graph's place; only graphs have a version in front.
        return asked.isVersioned ? [.facebook, .instagram, .threads] : []
    }

    private static let hosts: [(host: String, networks: [Network])] = [
        ("api.x.com", [.x]), ("graph.facebook.com", [.facebook, .instagram]),
        ("graph-video.facebook.com", [.facebook]), ("rupload.facebook.com", [.facebook]),
        ("graph.instagram.com", [.instagram]), ("api.instagram.com", [.instagram]),
        ("graph.threads.net", [.threads]), ("api.linkedin.com", [.linkedin]), ("www.linkedin.com", [.linkedin]),
        ("plc.directory", [.bluesky]),
    ]

    private static let paths: [(beginning: String, networks: [Network])] = [
        ("/xrpc/", [.bluesky]), ("/.well-known/atproto-did", [.bluesky]), ("/.well-known/oauth-", [.bluesky]),
        ("/.well-known/did.json", [.bluesky]), ("/did:", [.bluesky]), ("/api/v", [.mastodon]),
        ("/.well-known/nodeinfo", [.mastodon]), ("/nodeinfo/", [.mastodon]),
        ("/oauth/", [.mastodon, .bluesky]), ("/dms/", [.linkedin]), ("/2/", [.x]), ("/rest/", [.linkedin]),
        ("/dms-uploads/", [.linkedin]),
    ]
}
