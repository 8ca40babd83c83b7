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
        addAppRoutes(to: &routes)
        addAuthorisationRoutes(to: &routes)
        addTokenRoutes(to: &routes)
        addInstanceRoutes(to: &routes)
        addMediaRoutes(to: &routes)
        addPublishingRoutes(to: &routes)
        addEditingRoutes(to: &routes)
        addFavouriteRoutes(to: &routes)
        addPollRoutes(to: &routes)
        addReadingRoutes(to: &routes)
        addNotificationRoutes(to: &routes)
        addSearchRoutes(to: &routes)
        addPages(to: &routes)
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
        guard ms >= ground.nowMs - 60_000 else {
            return String(ms << 16 | Int64(ground.change { $0.random.next() & 0xFFFF }))
        }
        state.lastID = max(ms << 16, state.lastID + 1)
        return String(state.lastID)
    }

    func permalink(of post: LivePost) -> String { "\(ground.origin)/@\(post.handle)/\(post.id)" }

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
        ]
    }

    func set(_ settings: JSONValue) -> Bool {
        guard let asked = settings.object, let rules = store.read({ $0.rules.changed(by: asked) }) else { return false }
        store.change { $0.rules = rules }
        return true
    }
}
