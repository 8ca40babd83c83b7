import KicauCore

/// What this server keeps beyond what every network keeps.
struct MastodonState: Sendable, Codable {
    var lastID: Int64 = 0
    var media: [String: StoredMedia] = [:]
    /// The statuses that came with an Idempotency-Key, by account and key.
    var keys: [String: SpentKey] = [:]
    /// What each registered app said it would ask for.
    var appScopes: [String: [String]] = [:]
    var rules = MastodonRules()

    struct StoredMedia: Sendable, Codable, Hashable {
        let id: String
        let account: String
        let sha256: String
        let type: String
        let bytes: Int
        var description: String?
        var focus: String?
        let uploadedAtMs: Int64
        let readyAtMs: Int64
        let hasFailed: Bool
        /// The status it is part of.
        var status: String?

        func stage(atMs now: Int64) -> Stage {
            if now < readyAtMs { return .working }
            return hasFailed ? .failed : .ready
        }

        var kind: Kind {
            if type == "image/gif" { return .gifv }
            if type.hasPrefix("image/") { return .image }
            return type.hasPrefix("video/") ? .video : .audio
        }
    }

    enum Stage: Sendable, Hashable { case working, ready, failed }
    enum Kind: String, Sendable, Hashable { case image, gifv, video, audio }

    struct SpentKey: Sendable, Codable, Hashable {
        /// Nil while nothing came of the call that used the key.
        let status: String?
        let atMs: Int64
    }
}

/// How this server behaves where servers of this family differ.
struct MastodonRules: Sendable, Codable, Hashable {
    var idempotency = Idempotency.replay
    var limits = Limits.enforced
    var maxCharacters = 500
    /// Which server of the family it is. Nil: Mastodon itself.
    var server: MastodonServer?
    /// What became of quotes of other servers' posts. Nil: they wait.
    var remoteQuotes: RemoteQuotes?

    var plays: MastodonServer { server ?? .mastodon }

    enum RemoteQuotes: String, Sendable, Codable { case pending, accepted, rejected, revoked }

    enum Idempotency: String, Sendable, Codable {
        /// A second use within the hour answers with the first status.
        case replay
        /// The header means nothing.
        case ignored
        /// A second use is refused, even when the first came to nothing.
        case refused
    }

    /// Real servers exempt callers on the same machine; here that is a choice.
    enum Limits: String, Sendable, Codable { case enforced, none }

    /// Nil when a name or a value is not known.
    func changed(by asked: [String: JSONValue]) -> MastodonRules? {
        var rules = self
        // Another server first: what else is asked for is said of that one.
        if let wanted = asked["server"] {
            guard let server = wanted.string.flatMap(MastodonServer.init(rawValue:)) else { return nil }
            (rules.server, rules.idempotency) = (server, server.idempotency)
            (rules.maxCharacters, rules.limits) = (server.maxCharacters, server.limits)
        }
        for (name, value) in asked where name != "server" {
            switch name {
            case "idempotency":
                guard let wanted = value.string.flatMap(Idempotency.init(rawValue:)) else { return nil }
                rules.idempotency = wanted
            case "limits":
                guard let wanted = value.string.flatMap(Limits.init(rawValue:)) else { return nil }
                rules.limits = wanted
            case "maxCharacters":
                guard let wanted = value.int, wanted > 0 else { return nil }
                rules.maxCharacters = wanted
            case "remoteQuotes":
                guard let wanted = value.string.flatMap(RemoteQuotes.init(rawValue:)) else { return nil }
                rules.remoteQuotes = wanted
            default: return nil  // a name from outside, not an enum of ours
            }
        }
        return rules
    }
}
