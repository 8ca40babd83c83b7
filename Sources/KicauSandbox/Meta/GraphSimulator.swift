import Foundation
import KicauCore

/// What the networks of Meta have in common: one grammar of calls, errors, tokens, headers and settings.
protocol GraphSimulator: Simulator {
    var box: Locker<GraphState> { get }
    /// The word in `X-Business-Use-Case-Usage`.
    var useCase: String { get }
    /// The calls this network knows.
    func graphRoutes() -> [GraphRoute]
}

extension GraphSimulator {
    var graph: GraphSettings { box.read { $0.settings } }

    /// Takes every path that no page took before: register pages first.
    func addGraph(to routes: inout Routes) {
        let table = GraphTable(routes: graphRoutes())
        for method in ["GET", "POST", "DELETE"] {
            routes.on(
                method, "/{path*}", placing: { table.place(of: $0) },
                { call in
                    guard let match = table.match(method, call.path) else { return notFound(call) }
                    return try await answer(call, match)
                }
            )
        }
    }

    private func answer(_ call: Call, _ match: GraphTable.Match) async throws -> Reply {
        let asked = GraphCall(call, version: match.version, names: match.names)
        do {
            if let stray = GraphTable.unknown(in: asked, to: match.route) { throw stray }
            let body = try await match.route.handler(asked)
            return dressed(.json(body), call, version: match.version)
        } catch let error as GraphError {
            return refusal(error, call, version: match.version)
        }
    }

    func refusal(_ error: GraphError, _ call: Call, version: String = GraphTable.newest) -> Reply {
        let trace = ground.secret(23, prefix: "A")
        let reply = Reply.json(error.body(trace: trace), status: error.status)
        let isLimit = GraphLimit.codes.contains(error.code) && error.subcode == nil
        let now = ground.nowMs
        let resetMs = isLimit ? now - now % 3_600_000 + 3_600_000 : now
        return dressed(reply, call, version: version, resetMs: resetMs).with("x-fb-trace-id", trace)
    }

    private func dressed(_ reply: Reply, _ call: Call, version: String, resetMs: Int64? = nil) -> Reply {
        var dressed = reply.with("facebook-api-version", version).with("Cache-Control", "private, no-cache, no-store")
        guard let account = caller(of: call) else { return dressed }
        let regainMs = max(0, (resetMs ?? ground.nowMs) - ground.nowMs)
        let used = ground.read { $0.windows[Self.window(account)]?.used ?? 0 }
        let percent = regainMs > 0 ? 100 : min(100, used * 100 / max(1, graph.callsPerHour))
        dressed.headers += GraphLimit.headers(
            account: account, type: useCase, percent: percent, regainMinutes: (regainMs + 59_999) / 60_000
        )
        return dressed
    }

    private static func window(_ account: String) -> String { "calls \(account)" }

    func rateLimited(_ call: Call, resetMs: Int64) -> Reply {
        let error = GraphLimit.error(graph.rateLimitCode)
        let reply = Reply.json(error.body(trace: ground.secret(23, prefix: "A")), status: error.status)
        return dressed(reply, call, version: GraphTable.newest, resetMs: resetMs)
    }

    func serverError(_ call: Call) -> Reply {
        refusal(
            GraphError(500, 2, "An unexpected error has occurred. Please retry your request later.").transient(), call
        )
    }

    func notFound(_ call: Call) -> Reply { refusal(.unknownPath(call.path), call) }

    /// Bearer, `OAuth`, or the parameter, in query or body.
    func token(of call: Call) -> String? {
        call.bearer ?? call.credential("oauth") ?? call.query["access_token"] ?? call.form["access_token"]
            ?? call.json?["access_token"]?.string
    }

    /// The live token behind a call, counted against the hour.
    func session(_ asked: GraphCall) throws(GraphError) -> Token {
        guard let value = token(of: asked.call) else { throw .tokenMissing }
        let token = try standingToken(value)
        try checkProof(asked, value)
        let limit = RateLimit.perHours(1, graph.callsPerHour)
        guard ground.count(Self.window(token.account), against: limit).isAllowed else {
            throw GraphLimit.error(graph.rateLimitCode)
        }
        return token
    }

    func standingToken(_ value: String) throws(GraphError) -> Token {
        switch ground.standing(of: value) {
        case .live(let token):
            guard !isOrphaned(token) else { throw .appRemoved }
            return token
        case .expired: throw .tokenExpired
        case .revoked: throw .appRemoved
        case .spent, .unknown: throw .tokenUnreadable
        }
    }

    /// A page token dies with the sign-in it was made from, though it has no end of its own.
    private func isOrphaned(_ token: Token) -> Bool {
        guard token.expiresMs == nil, token.kind == .access else { return false }
        let makers = ground.read { state in
            state.tokens.values.filter { $0.grant == token.grant && $0.expiresMs != nil && $0.kind == .access }
        }
        return !makers.isEmpty && makers.allSatisfy { $0.ended == .revoked }
    }

    private func checkProof(_ asked: GraphCall, _ token: String) throws(GraphError) {
        guard let proof = asked["appsecret_proof"] else {
            guard !graph.demandsProof else { throw .proofMissing }
            return
        }
        let secret = Client.rehearsal.secret
        guard AppSecretProof.isRight(proof, for: token, secret: secret) else { throw .proofInvalid }
    }

    func require(_ scope: String, _ token: Token) throws(GraphError) {
        guard token.scopes.contains(scope) else { throw .permission(scope) }
    }

    /// An edge's answer: rows, cursors and the address of the next page.
    func edge(
        _ asked: GraphCall, _ posts: [LivePost], direction: GraphPaging.Direction = .newestFirst,
        most: Int = 100, show: (LivePost) -> JSONValue
    ) throws(GraphError) -> JSONValue {
        let byID = Dictionary(posts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = posts.map { GraphPaging.Row(id: $0.id, createdMs: $0.createdAtMs) }
        return try edge(asked, rows, direction: direction, most: most) { byID[$0].map(show) }
    }

    /// The same of anything that has a number and a time.
    func edge(
        _ asked: GraphCall, _ rows: [GraphPaging.Row], direction: GraphPaging.Direction = .newestFirst,
        most: Int = 100, show: (String) -> JSONValue?
    ) throws(GraphError) -> JSONValue {
        var paging = try GraphPaging(asked.parameters, most: most)
        paging.direction = direction
        let page = paging.page(of: rows)
        let member = GraphPaging.member(page) { after in
            let kept = asked.call.query.all.filter { $0.name != "after" && $0.name != "before" }
            let query = Pairs(kept + [Pairs.Pair(name: "after", value: after)]).encoded
            return "\(ground.origin)\(asked.call.path)?\(query)"
        }
        return .members(["data": .array(page.ids.compactMap(show)), "paging": member])
    }

    func settings() -> JSONValue { graph.json }

    func set(_ settings: JSONValue) -> Bool {
        guard let changed = graph.changed(by: settings) else { return false }
        box.change { $0.settings = changed }
        return true
    }

    func mediaAddress(_ media: PostedMedia) -> JSONValue {
        .string("\(ground.origin)/_rehearsal/media/\(media.sha256)")
    }
}
