import KicauCore

/// The overlapping windows of this server.
struct MastodonLimit: Sendable {
    let name: String
    let limit: RateLimit

    static let calls = MastodonLimit(name: "token", limit: RateLimit(calls: 300, windowMs: 300_000))
    static let account = MastodonLimit(name: "account", limit: RateLimit(calls: 1500, windowMs: 300_000))
    static let strangers = MastodonLimit(name: "ip", limit: RateLimit(calls: 300, windowMs: 300_000))
    static let media = MastodonLimit(name: "media", limit: RateLimit(calls: 30, windowMs: 1_800_000))
    static let deletions = MastodonLimit(name: "delete", limit: RateLimit(calls: 30, windowMs: 1_800_000))
    static let paging = MastodonLimit(name: "paging", limit: .per15Minutes(300))
    static let statuses = MastodonLimit(name: "statuses", limit: .perHours(3, 300))
}

/// Who calls, and the tightest of the windows the call was counted in.
struct MastodonCaller: Sendable {
    let person: Person
    let token: Token
    let standing: RateStanding?
}

extension MastodonSimulator {
    /// Checks, in the server's order: the windows, the token, its scope, that a person is behind it.
    func caller(in call: Call, scope: String, more: [MastodonLimit] = []) throws -> MastodonCaller {
        let standing = try count(call, more: more)
        guard let value = token(of: call) else { throw MastodonError.badToken }
        let token = try live(value)
        guard Self.allows(token.scopes, scope) else { throw MastodonError.outsideScopes }
        guard let person = ground.person(token.account) else { throw MastodonError.needsPerson }
        return MastodonCaller(person: person, token: token, standing: standing)
    }

    /// The same for what strangers may see too: a token is only looked at when there is one.
    func guest(in call: Call, more: [MastodonLimit] = []) throws -> (person: Person?, standing: RateStanding?) {
        let standing = try count(call, more: more)
        guard let value = token(of: call) else { return (nil, standing) }
        return (ground.person(try live(value).account), standing)
    }

    private func live(_ value: String) throws -> Token {
        switch ground.standing(of: value) {
        case .live(let token): return token
        case .expired: throw MastodonError.expiredToken
        case .revoked, .spent: throw MastodonError.revokedToken
        case .unknown: throw MastodonError.badToken
        }
    }

    /// `write` includes `write:statuses`; `profile` is the small part of `read:accounts` that says who one is.
    static func allows(_ scopes: [String], _ wanted: String) -> Bool {
        let family = wanted.split(separator: ":").first.map(String.init) ?? wanted
        if scopes.contains(wanted) || scopes.contains(family) { return true }
        return wanted == "profile" && (scopes.contains("read") || scopes.contains("read:accounts"))
    }

    private func count(_ call: Call, more: [MastodonLimit]) throws -> RateStanding? {
        guard store.read({ $0.rules.limits }) == .enforced else { return nil }
        let token = token(of: call).flatMap { ground.token($0) }
        var counted: [(MastodonLimit, String)] = []
        if let token {
            counted = [(.calls, token.value), (.account, token.account)] + more.map { ($0, token.account) }
        } else {
            counted = [(.strangers, "")]
        }
        var tightest: RateStanding?
        for (limit, key) in counted {
            let standing = ground.count("\(limit.name) \(key)", against: limit.limit)
            guard standing.isAllowed else { throw Refused(Self.exhausted(standing)) }
            if standing.remaining < tightest?.remaining ?? .max { tightest = standing }
        }
        return tightest
    }

    /// No Retry-After: the reset header is all this server says.
    static func exhausted(_ standing: RateStanding) -> Reply {
        Reply.json(["error": "Too many requests"], status: 429).countedBy(standing)
    }
}

extension Reply {
    /// The window's headers; its end is a date and time, not a number.
    func countedBy(_ standing: RateStanding?) -> Reply {
        guard let standing else { return self }
        return with("X-RateLimit-Limit", String(standing.limit))
            .with("X-RateLimit-Remaining", String(standing.remaining))
            .with("X-RateLimit-Reset", RecordTime.text(ofMs: standing.resetMs).replacing("Z", with: "000Z"))
    }
}
