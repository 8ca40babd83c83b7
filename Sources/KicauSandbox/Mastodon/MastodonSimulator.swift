import KicauCore

/// One Mastodon server with the people of the rehearsal on it.
struct MastodonSimulator: Simulator {
    let platform = "mastodon"
    let ground: Ground
    let store: Locker<MastodonState>
    let look = Look(
        name: "Mastodon", sign: "M", accent: "#6364ff", paper: "#f2f1fb", ink: "#17142b", quiet: "#625f7d",
        line: "#dfddf2", round: "8px"
    )

    init(_ ground: Ground) {
        self.ground = ground
        store = ground.locker("server", MastodonState())
    }

    func addRoutes(to routes: inout Routes) {
        var all = Routes()
        addAppRoutes(to: &all)
        addAuthorisationRoutes(to: &all)
        addTokenRoutes(to: &all)
        addInstanceRoutes(to: &all)
        addMediaRoutes(to: &all)
        addPublishingRoutes(to: &all)
        addEditingRoutes(to: &all)
        addFavouriteRoutes(to: &all)
        addPollRoutes(to: &all)
        addReadingRoutes(to: &all)
        addNotificationRoutes(to: &all)
        addSearchRoutes(to: &all)
        addPages(to: &all)
        addDialects(of: all, to: &routes)
    }

    func rateLimited(_ call: Call, resetMs: Int64) -> Reply {
        let limit = MastodonLimit.calls.limit.calls
        return Self.exhausted(RateStanding(limit: limit, remaining: 0, resetMs: resetMs, isAllowed: false))
    }

    func serverError(_ call: Call) -> Reply {
        .json(
            ["error": "There was a temporary problem serving your request, please try again"], status: 503)
    }

    func notFound(_ call: Call) -> Reply {
        guard call.path.hasPrefix("/api/") || call.path.hasPrefix("/oauth/") else {
            let page = TroublePage(
                look: look, title: "The page you are looking for isn't here", text: "The address may be wrong.")
            return .html(page.html, status: 404)
        }
        return MastodonError.notFound.reply
    }

    func grant(to account: String, lifetimeMs: Int64?) -> JSONValue? {
        guard ground.person(account) != nil else { return nil }
        return token(for: account, scopes: ["read", "write"], client: Client.rehearsal.id, lifeMs: lifetimeMs)
    }

    func newPostID(at ms: Int64, by person: Person) -> String { store.change { newID(at: ms, in: &$0) } }

    /// Milliseconds in the upper 48 bits, so that ids sort by time.
    func newID(at ms: Int64, in state: inout MastodonState) -> String {
        let server = state.rules.plays
        guard ms >= ground.nowMs - 60_000 else {
            return server.id(ms << 16 | Int64(ground.change { $0.random.next() & 0xFFFF }))
        }
        state.lastID = max(ms << 16, state.lastID + 1)
        return server.id(state.lastID)
    }

    /// The form that a person's browser shows; the others lead there as well.
    func permalink(of post: LivePost) -> String {
        switch plays {
        case .gotosocial: "\(ground.origin)/@\(post.handle)/statuses/\(post.id)"
        case .pleroma, .akkoma: "\(ground.origin)/notice/\(post.id)"
        case .mastodon, .pixelfed, .snac: "\(ground.origin)/@\(post.handle)/\(post.id)"
        }
    }

    /// What a status needs that the control routes do not know of. Who answers somebody names them: every app puts the
    /// name there.
    func seeded(_ post: LivePost) -> LivePost {
        var copy = post
        if let author = post.parent.flatMap({ ground.post($0)?.account }), author != post.account {
            copy.own["mentions"] = post.own["mentions"] ?? [.string(author)]
        }
        copy.own.merge(["visibility": "public", "language": "id", "spoiler": "", "sensitive": false]) { own, _ in own }
        return copy
    }

    func settings() -> JSONValue {
        let rules = store.read { $0.rules }
        return [
            "idempotency": .string(rules.idempotency.rawValue), "limits": .string(rules.limits.rawValue),
            "maxCharacters": .integer(Int64(rules.maxCharacters)),
            "remoteQuotes": .string((rules.remoteQuotes ?? .pending).rawValue),
            "server": .string(rules.plays.rawValue),
        ]
    }

    func set(_ settings: JSONValue) -> Bool {
        guard let asked = settings.object, let rules = store.read({ $0.rules.changed(by: asked) }) else { return false }
        store.change { $0.rules = rules }
        return true
    }
}
