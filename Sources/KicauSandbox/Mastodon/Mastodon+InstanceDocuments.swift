import KicauCore

/// The documents in which a server says what it takes: the new one, the old one, and Pleroma's names in the old one.
extension MastodonSimulator {
    var instanceV2: JSONValue {
        let server = plays
        return .members([
            "domain": .string(host), "title": "Kedai Aksara Social", "version": .string(server.version),
            "source_url": "https://github.com/mastodon/mastodon", "description": "A rehearsal server.",
            "usage": ["users": ["active_month": .integer(Int64(ground.people.count))]],
            "languages": ["id", "en"], "configuration": configuration,
            "api_versions": server == .mastodon ? ["mastodon": 7] : nil,
            "registrations": ["enabled": false, "approval_required": false, "message": .null],
            "contact": ["email": "kedai@kedai.test", "account": .null], "rules": [],
        ])
    }

    var instanceV1: JSONValue {
        let server = plays
        var members: [String: JSONValue?] = [
            "uri": .string(host), "title": "Kedai Aksara Social", "short_description": "A rehearsal server.",
            "description": "A rehearsal server.", "email": "kedai@kedai.test", "version": .string(server.version),
            "urls": ["streaming_api": .string("ws://\(host)")], "languages": ["id", "en"],
            "stats": [
                "user_count": .integer(Int64(ground.people.count)),
                "status_count": .integer(Int64(ground.listing().count)), "domain_count": 1,
            ],
            "registrations": false, "approval_required": false, "invites_enabled": false, "contact_account": .null,
            "rules": [],
        ]
        if server == .pleroma {
            members.merge(pleroma(server)) { $1 }
        } else {
            members["configuration"] = configuration
        }
        return .members(members)
    }

    /// What it says in the place of `configuration` (Pleroma's description of its own settings and of how it differs from
    /// Mastodon; read 2026-11-27).
    private func pleroma(_ server: MastodonServer) -> [String: JSONValue?] {
        [
            "max_toot_chars": .integer(Int64(store.read { $0.rules.maxCharacters })), "description_limit": 5000,
            "upload_limit": .integer(Int64(Self.pictureLimit)),
            "poll_limits": [
                "max_options": .integer(Int64(server.polls.answers)),
                "max_option_chars": .integer(Int64(server.polls.characters)),
                "min_expiration": .integer(Int64(server.polls.seconds.lowerBound)),
                "max_expiration": .integer(Int64(server.polls.seconds.upperBound)),
            ],
        ]
    }

    private var configuration: JSONValue {
        let rules = store.read { $0.rules }
        let (server, polls) = (rules.plays, rules.plays.polls)
        let types = (Self.pictureTypes + Self.filmTypes + Self.soundTypes).map(JSONValue.string)
        return [
            "urls": ["streaming": .string("ws://\(host)")], "vapid": ["public_key": ""],
            "accounts": ["max_featured_tags": 10, "max_pinned_statuses": 5],
            "statuses": .members([
                "max_characters": .integer(Int64(rules.maxCharacters)),
                "max_media_attachments": server.attachments.map { .integer(Int64($0)) },
                "characters_reserved_per_url": server.urlWeight.map { .integer(Int64($0)) },
            ]),
            "media_attachments": .members([
                "supported_mime_types": .array(types),
                "description_limit": server == .pixelfed || server == .snac ? nil : .integer(Int64(Self.altLimit)),
                "image_size_limit": .integer(Int64(Self.pictureLimit)),
                "image_matrix_limit": .integer(Int64(Self.picturePixels)),
                "video_size_limit": .integer(Int64(Self.filmLimit)), "video_frame_rate_limit": 120,
                "video_matrix_limit": 8_294_400,
            ]),
            "polls": [
                "max_options": .integer(Int64(polls.answers)),
                "max_characters_per_option": .integer(Int64(polls.characters)),
                "min_expiration": .integer(Int64(polls.seconds.lowerBound)),
                "max_expiration": .integer(Int64(polls.seconds.upperBound)),
            ],
            "translation": ["enabled": false],
        ]
    }
}
