import KicauCore

/// What the server says of itself: its kind, its version, its limits.
extension MastodonSimulator {
    static let pictureTypes = ["image/jpeg", "image/png", "image/gif", "image/webp"]
    static let filmTypes = ["video/webm", "video/mp4", "video/quicktime"]
    static let soundTypes = ["audio/wav", "audio/ogg", "audio/mpeg", "audio/flac"]
    static let pictureLimit = 16 * 1024 * 1024
    static let filmLimit = 99 * 1024 * 1024
    static let picturePixels = 33_177_600
    static let gifPixels = 921_600
    static let altLimit = 1500

    func addInstanceRoutes(to routes: inout Routes) {
        routes.on("GET", "/api/v2/instance", at: .read) { _ in .json(instanceV2) }
        routes.on("GET", "/api/v1/instance", at: .read) { _ in .json(instanceV1) }
        routes.on("GET", "/.well-known/nodeinfo", at: .read, nodeInfoPlaces)
        routes.on("GET", "/nodeinfo/2.0", at: .read, nodeInfo)
    }

    var host: String { ground.origin.replacing("https://", with: "").replacing("http://", with: "") }

    @Sendable private func nodeInfoPlaces(_ call: Call) async throws -> Reply {
        .json([
            "links": [
                [
                    "rel": "http://nodeinfo.diaspora.software/ns/schema/2.0",
                    "href": .string("\(ground.origin)/nodeinfo/2.0"),
                ]
            ]
        ])
    }

    @Sendable private func nodeInfo(_ call: Call) async throws -> Reply {
        .json([
            "version": "2.0", "software": ["name": .string(plays.rawValue), "version": .string(plays.version)],
            "protocols": ["activitypub"], "services": ["outbound": [], "inbound": []], "openRegistrations": false,
            "usage": [
                "users": ["total": .integer(Int64(ground.people.count))],
                "localPosts": .integer(Int64(ground.listing().count)),
            ],
            "metadata": ["nodeName": "Kedai Aksara Social"],
        ])
    }
}
