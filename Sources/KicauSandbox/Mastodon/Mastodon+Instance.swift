import KicauCore

/// What the server says of itself: its kind, its version, its limits.
extension MastodonSimulator {
    static let version = "4.5.3"
    static let pictureTypes = ["image/jpeg", "image/png", "image/gif", "image/webp"]
    static let filmTypes = ["video/webm", "video/mp4", "video/quicktime"]
    static let soundTypes = ["audio/wav", "audio/ogg", "audio/mpeg", "audio/flac"]
    static let pictureLimit = 16 * 1024 * 1024
    static let filmLimit = 99 * 1024 * 1024
    static let picturePixels = 33_177_600
    static let gifPixels = 921_600
    static let altLimit = 1500
    static let mediaLimit = 4

    func addInstanceRoutes(to routes: inout Routes) {
        routes.on("GET", "/api/v2/instance", at: .read) { _ in .json(instanceV2) }
        routes.on("GET", "/api/v1/instance", at: .read) { _ in .json(instanceV1) }
        routes.on("GET", "/.well-known/nodeinfo", at: .read, nodeInfoPlaces)
        routes.on("GET", "/nodeinfo/2.0", at: .read, nodeInfo)
    }

    var host: String { ground.origin.replacing("https://", with: "").replacing("http://", with: "") }

    private var instanceV2: JSONValue {
        [
            "domain": .string(host), "title": "Kedai Aksara Social", "version": .string(Self.version),
            "source_url": "https://github.com/mastodon/mastodon", "description": "A rehearsal server.",
            "usage": ["users": ["active_month": .integer(Int64(ground.people.count))]],
            "languages": ["id", "en"], "configuration": configuration, "api_versions": ["mastodon": 7],
            "registrations": ["enabled": false, "approval_required": false, "message": .null],
            "contact": ["email": "kedai@kedai.test", "account": .null], "rules": [],
        ]
    }

    private var instanceV1: JSONValue {
        [
            "uri": .string(host), "title": "Kedai Aksara Social", "short_description": "A rehearsal server.",
            "description": "A rehearsal server.", "email": "kedai@kedai.test", "version": .string(Self.version),
            "urls": ["streaming_api": .string("ws://\(host)")], "languages": ["id", "en"],
            "stats": [
                "user_count": .integer(Int64(ground.people.count)),
                "status_count": .integer(Int64(ground.listing().count)), "domain_count": 1,
            ],
            "registrations": false, "approval_required": false, "invites_enabled": false,
            "configuration": configuration, "contact_account": .null, "rules": [],
        ]
    }

    private var configuration: JSONValue {
        let types = (Self.pictureTypes + Self.filmTypes + Self.soundTypes).map(JSONValue.string)
        return [
            "urls": ["streaming": .string("ws://\(host)")], "vapid": ["public_key": ""],
            "accounts": ["max_featured_tags": 10, "max_pinned_statuses": 5],
            "statuses": [
                "max_characters": .integer(Int64(store.read { $0.rules.maxCharacters })),
                "max_media_attachments": .integer(Int64(Self.mediaLimit)), "characters_reserved_per_url": 23,
            ],
            "media_attachments": [
                "supported_mime_types": .array(types), "description_limit": .integer(Int64(Self.altLimit)),
                "image_size_limit": .integer(Int64(Self.pictureLimit)),
                "image_matrix_limit": .integer(Int64(Self.picturePixels)),
                "video_size_limit": .integer(Int64(Self.filmLimit)), "video_frame_rate_limit": 120,
                "video_matrix_limit": 8_294_400,
            ],
            "polls": [
                "max_options": 4, "max_characters_per_option": 50, "min_expiration": 300, "max_expiration": 2_629_746,
            ],
            "translation": ["enabled": false],
        ]
    }

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
            "version": "2.0", "software": ["name": "mastodon", "version": .string(Self.version)],
            "protocols": ["activitypub"], "services": ["outbound": [], "inbound": []], "openRegistrations": false,
            "usage": [
                "users": ["total": .integer(Int64(ground.people.count))],
                "localPosts": .integer(Int64(ground.listing().count)),
            ],
            "metadata": ["nodeName": "Kedai Aksara Social"],
        ])
    }
}
