import KicauCore

/// Tokens by Instagram's own sign-in and by Facebook's; who one is.
extension InstagramSimulator {
    func signInRoutes() -> [GraphRoute] {
        let facebook: Set<String> = [
            "client_id", "client_secret", "redirect_uri", "code", "code_verifier", "grant_type", "fb_exchange_token",
        ]
        let own: Set<String> = ["client_id", "client_secret", "grant_type", "redirect_uri", "code", "code_verifier"]
        return [
            GraphRoute(
                method: "POST", pattern: "oauth/access_token", takes: own, place: .token, handler: ownToken
            ),
            GraphRoute(
                method: "GET", pattern: "oauth/access_token", takes: facebook, place: .token, handler: facebookToken
            ),
            GraphRoute(
                method: "GET", pattern: "access_token", takes: ["grant_type", "client_secret"], place: .token,
                handler: exchange
            ),
            GraphRoute(
                method: "GET", pattern: "refresh_access_token", takes: ["grant_type"], place: .token, handler: refresh
            ),
            GraphRoute(method: "GET", pattern: "debug_token", takes: ["input_token"], place: .read) {
                try debugged($0)
            },
            GraphRoute(method: "GET", pattern: "me/permissions", takes: [], place: .read, handler: permissions),
            GraphRoute(method: "GET", pattern: "me/accounts", takes: [], place: .read, handler: pages),
        ]
    }

    /// As api.instagram.com answers: an hour, to be exchanged.
    @Sendable private func ownToken(_ asked: GraphCall) throws -> JSONValue {
        guard asked["grant_type"] == "authorization_code" else {
            throw GraphError.parameter("grant_type", "Invalid grant_type: authorization_code is expected")
        }
        let code = try redeemed(asked)
        let token = userToken(
            code.account, code.scopes, lifeMs: lifeMs(Self.shortLifeMs), grant: ground.secret(12, prefix: "ig-")
        )
        return [
            "access_token": .string(token.value), "user_id": .string(token.account),
            "permissions": .array(token.scopes.map(JSONValue.string)),
        ]
    }

    /// As graph.facebook.com answers.
    @Sendable private func facebookToken(_ asked: GraphCall) throws -> JSONValue {
        switch asked["grant_type"] {
        case nil, "authorization_code":
            let code = try redeemed(asked)
            let sign = ground.secret(12, prefix: "fb-")
            return tokenJSON(userToken(code.account, code.scopes, lifeMs: lifeMs(Self.shortLifeMs), grant: sign))
        case "fb_exchange_token":
            try checkClient(asked)
            return tokenJSON(try longer(try asked.required("fb_exchange_token")))
        case .some(let other): throw GraphError.parameter("grant_type", "Unsupported grant_type \(other)")
        }
    }

    private func longer(_ value: String) throws(GraphError) -> Token {
        let old = try standingToken(value)
        return userToken(old.account, old.scopes, lifeMs: lifeMs(Self.longLifeMs), grant: old.grant)
    }

    @Sendable private func exchange(_ asked: GraphCall) throws -> JSONValue {
        guard asked["grant_type"] == "ig_exchange_token" else {
            throw GraphError.parameter("grant_type", "Invalid grant_type: ig_exchange_token is expected")
        }
        try checkSecret(asked)
        return tokenJSON(try longer(try session(asked).value))
    }

    @Sendable private func refresh(_ asked: GraphCall) throws -> JSONValue {
        guard asked["grant_type"] == "ig_refresh_token" else {
            throw GraphError.parameter("grant_type", "Invalid grant_type: ig_refresh_token is expected")
        }
        let old = try session(asked)
        try checkAge(old)
        return tokenJSON(try longer(old.value))
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

    /// Behind each account stands a Page; its token acts for the account and has no end of its own.
    @Sendable private func pages(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        guard Self.isThroughPage(token) else { throw GraphError.unknownObject("me/accounts", verb: "get") }
        let fields = try asked.fields(usual: "access_token,category,name,id,tasks")
        guard token.scopes.contains("pages_show_list") else { return ["data": []] }
        let people = ground.people.filter { $0.id == token.account || $0.managers.contains(token.account) }
        return ["data": .array(people.map { fields.picked(from: pageWhole($0, for: token)) })]
    }

    func pageWhole(_ person: Person, for token: Token) -> [String: JSONValue] {
        [
            "id": .string(Self.pageID(person.id)), "name": .string(person.name), "category": "Coffee shop",
            "tasks": ["ANALYZE", "CREATE_CONTENT", "MODERATE", "MANAGE"],
            "access_token": .string(pageToken(person, from: token).value),
            "instagram_business_account": .object(profile(person)),
        ]
    }

    /// Whose a token of Facebook's is: the Page's, or the person's who signed in. Neither is the account.
    func behind(_ token: Token) -> [String: JSONValue] {
        let name = ground.person(token.account)?.name ?? ""
        let id = token.expiresMs == nil ? Self.pageID(token.account) : token.account
        return ["id": .string(id), "name": .string(name)]
    }

    /// The Page of an account: its number with another head.
    static func pageID(_ account: String) -> String { "10" + account.dropFirst(4) }

    private func pageToken(_ person: Person, from user: Token) -> Token {
        guard user.expiresMs != nil else { return user }
        let isLong = (user.expiresMs ?? .max) - user.issuedMs > Self.dayMs
        let known = ground.read { state in
            state.tokens.values.first { made in
                made.account == person.id && made.grant == user.grant && made.ended == nil && made.expiresMs == nil
            }
        }
        if isLong, let known { return known }
        return ground.issue(
            .access, to: person.id, scopes: user.scopes,
            lifeMs: isLong ? nil : user.expiresMs.map { $0 - ground.nowMs },
            grant: user.grant, value: ground.secret(120, prefix: "EAA")
        )
    }

    /// The account's own fields; `user_id` is its number, `id` under Instagram's own sign-in is the app's name for it.
    func profile(_ person: Person, for token: Token? = nil) -> [String: JSONValue] {
        let isOwn = token?.grant.hasPrefix("ig-") ?? false
        let posts = ground.listing { $0.account == person.id && $0.kind == .post }.count
        return [
            "id": .string(isOwn ? "2" + person.id.dropFirst() : person.id), "user_id": .string(person.id),
            "username": .string(person.handle), "name": .string(person.name), "account_type": "BUSINESS",
            "biography": .string(person.bio), "media_count": .integer(Int64(posts)),
            "followers_count": .integer(Int64(person.followers)),
            "profile_picture_url": .string("\(ground.origin)/_rehearsal"),
        ]
    }
}
