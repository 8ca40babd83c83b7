import KicauCore

/// Short tokens, long tokens, and who one is.
extension ThreadsSimulator {
    func signInRoutes() -> [GraphRoute] {
        [
            GraphRoute(
                method: "POST", pattern: "oauth/access_token",
                takes: ["client_id", "client_secret", "code", "grant_type", "redirect_uri"], place: .token,
                handler: shortToken
            ),
            GraphRoute(
                method: "GET", pattern: "oauth/access_token", takes: ["grant_type", "client_id", "client_secret"],
                place: .token, handler: appToken
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
        ]
    }

    @Sendable private func shortToken(_ asked: GraphCall) throws -> JSONValue {
        guard asked["grant_type"] == "authorization_code" else {
            throw GraphError.parameter("grant_type", "Invalid grant_type: authorization_code is expected")
        }
        let code = try redeemed(asked)
        let token = userToken(
            code.account, code.scopes, lifeMs: lifeMs(Self.shortLifeMs), grant: ground.secret(12, prefix: "th-")
        )
        return ["access_token": .string(token.value), "user_id": .string(token.account)]
    }

    @Sendable private func appToken(_ asked: GraphCall) throws -> JSONValue {
        guard asked["grant_type"] == "client_credentials" else {
            throw GraphError.parameter("grant_type", "Invalid grant_type: client_credentials is expected")
        }
        try checkClient(asked)
        let value = "TH|\(asked["client_id"] ?? "")|\(asked["client_secret"] ?? "")"
        return ["access_token": .string(value), "token_type": "bearer"]
    }

    @Sendable private func exchange(_ asked: GraphCall) throws -> JSONValue {
        guard asked["grant_type"] == "th_exchange_token" else {
            throw GraphError.parameter("grant_type", "Invalid grant_type: th_exchange_token is expected")
        }
        try checkSecret(asked)
        return tokenJSON(longer(try session(asked)))
    }

    @Sendable private func refresh(_ asked: GraphCall) throws -> JSONValue {
        guard asked["grant_type"] == "th_refresh_token" else {
            throw GraphError.parameter("grant_type", "Invalid grant_type: th_refresh_token is expected")
        }
        let old = try session(asked)
        try checkAge(old)
        return tokenJSON(longer(old))
    }

    private func longer(_ old: Token) -> Token {
        userToken(old.account, old.scopes, lifeMs: lifeMs(Self.longLifeMs), grant: old.grant)
    }
}
