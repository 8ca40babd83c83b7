import KicauCore

/// Tokens, permissions and the Pages a person may act for.
extension FacebookSimulator {
    func signInRoutes() -> [GraphRoute] {
        let exchange: Set<String> = [
            "client_id", "client_secret", "redirect_uri", "code", "code_verifier", "grant_type", "fb_exchange_token",
        ]
        return [
            GraphRoute(method: "GET", pattern: "oauth/access_token", takes: exchange, place: .token, handler: token),
            GraphRoute(method: "POST", pattern: "oauth/access_token", takes: exchange, place: .token, handler: token),
            GraphRoute(method: "GET", pattern: "debug_token", takes: ["input_token"], place: .read) {
                try debugged($0)
            },
            GraphRoute(method: "GET", pattern: "me/permissions", takes: [], place: .read, handler: permissions),
            GraphRoute(method: "DELETE", pattern: "me/permissions", takes: [], place: .token, handler: deauthorise),
            GraphRoute(method: "GET", pattern: "me/accounts", takes: [], place: .read, handler: accounts),
        ]
    }

    @Sendable private func token(_ asked: GraphCall) throws -> JSONValue {
        switch asked["grant_type"] {
        case nil, "authorization_code":
            let code = try redeemed(asked)
            let sign = ground.secret(12, prefix: "fb-")
            return tokenJSON(userToken(code.account, code.scopes, lifeMs: lifeMs(Self.shortLifeMs), grant: sign))
        case "fb_exchange_token":
            try checkClient(asked)
            let old = try standingToken(try asked.required("fb_exchange_token"))
            return tokenJSON(userToken(old.account, old.scopes, lifeMs: lifeMs(Self.longLifeMs), grant: old.grant))
        case "client_credentials":
            try checkClient(asked)
            return [
                "access_token": .string("\(asked["client_id"] ?? "")|\(Client.rehearsal.secret)"),
                "token_type": "bearer",
            ]
        case .some(let other): throw GraphError.parameter("grant_type", "Unsupported grant_type \(other)")
        }
    }

    @Sendable private func permissions(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        let rows: [JSONValue] = token.scopes.map { scope in
            let isDeclined = scope.hasPrefix("-")
            return [
                "permission": .string(isDeclined ? String(scope.dropFirst()) : scope),
                "status": isDeclined ? "declined" : "granted",
            ]
        }
        return ["data": .array(rows)]
    }

    @Sendable private func deauthorise(_ asked: GraphCall) throws -> JSONValue {
        ground.revoke(grant: try session(asked).grant)
        return ["success": true]
    }

    @Sendable private func accounts(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        let fields = try asked.fields(usual: "access_token,category,name,id,tasks")
        guard token.scopes.contains("pages_show_list") else { return ["data": []] }
        let pages = ground.managed(by: token.account, .page)
        return ["data": .array(pages.map { fields.picked(from: pageWhole($0, for: token)) })]
    }

    /// A Page as its manager sees it. A token is made only where somebody asks for it.
    func pageWhole(_ page: Person, for token: Token) -> [String: JSONValue] {
        let manager = token.account == page.id ? nil : token
        let picture: JSONValue = ["data": ["url": .string("\(ground.origin)/_rehearsal"), "is_silhouette": true]]
        return [
            "id": .string(page.id), "name": .string(page.name), "username": .string(page.handle),
            "about": .string(page.bio), "followers_count": .integer(Int64(page.followers)), "category": "Coffee shop",
            "picture": picture,
            "link": .string("\(ground.origin)/\(page.handle)"),
            "tasks": ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"],
            "access_token": .string(manager.map { pageToken(page, from: $0).value } ?? token.value),
        ]
    }

    /// Made from a long-lived token it has no end of its own; made from a short one it ends with it.
    private func pageToken(_ page: Person, from user: Token) -> Token {
        let isLong = (user.expiresMs ?? .max) - user.issuedMs > Self.dayMs
        let known = ground.read { state in
            state.tokens.values.first { made in
                made.account == page.id && made.grant == user.grant && made.ended == nil
                    && made.expiresMs == (isLong ? nil : user.expiresMs)
            }
        }
        if let known { return known }
        return ground.issue(
            .access, to: page.id, scopes: user.scopes, lifeMs: isLong ? nil : user.expiresMs.map { $0 - ground.nowMs },
            grant: user.grant, value: ground.secret(120, prefix: "EAA")
        )
    }
}
