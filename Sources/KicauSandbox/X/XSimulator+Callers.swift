import KicauCore

/// Who calls, whether they may, and how many calls are left.
extension XSimulator {
    /// Whoever stands behind a call.
    struct Caller: Sendable {
        /// The person's id, or "app" for the app's own bearer.
        let account: String
        let standing: RateStanding
        var extra: [Reply.Header] = []
    }

    /// Which tokens an endpoint takes.
    enum Entry: Sendable {
        case person(scopes: [String])
        case anyone(scopes: [String])
        case app
    }

    /// The gate of each endpoint: token, kind, scopes, rate limit, credit.
    func enter(_ call: Call, _ entry: Entry, _ limit: XLimit) throws -> Caller {
        let account = try admitted(call, entry)
        let caller = try count(account, limit)
        try checkCredit()
        return caller
    }

    private func admitted(_ call: Call, _ entry: Entry) throws -> String {
        if let signer = try oauth1Signer(of: call) {
            guard case .app = entry else { return signer }
            throw refused(.wrongAuthentication)
        }
        guard let value = call.bearer, case .live(let token) = ground.standing(of: value) else {
            throw refused(.unauthorized)
        }
        switch (token.kind, entry) {
        case (.app, .app), (.app, .anyone): return "app"
        case (.app, .person), (.access, .app): throw refused(.wrongAuthentication)
        case (.access, .person(let scopes)), (.access, .anyone(let scopes)):
            guard scopes.allSatisfy(token.scopes.contains) else { throw refused(.missingScope) }
            return token.account
        case (.refresh, _): throw refused(.unauthorized)
        }
    }

    private func count(_ account: String, _ limit: XLimit) throws -> Caller {
        let settings = state.read { $0.settings }
        let calls = settings.limits[limit.rawValue] ?? limit.callsIn15Minutes
        let standing = ground.count("\(limit.rawValue) \(account)", against: .per15Minutes(calls))
        guard standing.isAllowed else { throw refused(.tooMany(settings.rateLimitForm, standing)) }
        for longer in limit.longer {
            let standing = ground.count("\(limit.rawValue) \(longer.windowMs) \(account)", against: longer)
            guard standing.isAllowed else { throw refused(.tooMany(settings.rateLimitForm, standing)) }
        }
        var extra: [Reply.Header] = []
        if let appLimit = limit.appIn24Hours {
            let app = ground.count("\(limit.rawValue) app", against: .perHours(24, appLimit))
            guard app.isAllowed else { throw refused(.tooMany(settings.rateLimitForm, app)) }
            extra = [
                .init(name: "x-app-limit-24hour-limit", value: String(app.limit)),
                .init(name: "x-app-limit-24hour-remaining", value: String(app.remaining)),
                .init(name: "x-app-limit-24hour-reset", value: String(app.resetS)),
            ]
        }
        return Caller(account: account, standing: standing, extra: extra)
    }

    /// A good answer with the caller's headers.
    func answer(_ value: JSONValue, status: Int = 200, to caller: Caller) -> Reply {
        var reply = Reply.json(value, status: status).with(caller.standing).with("x-access-level", "read-write")
        reply.headers += caller.extra
        return reply
    }
}
