import KicauCore

/// OAuth 2.0: 60 days, and no refresh token unless the app is a partner's.
extension LinkedInSimulator {
    private static let dayMs: Int64 = 86_400_000

    var desk: AuthorisationDesk {
        AuthorisationDesk(
            ground: ground, look: look, path: "/oauth/v2/authorization", pkce: .unknown, codeLifeMs: 30 * 60_000,
            words: [
                "openid": "Know that it is you", "profile": "See your name and picture", "email": "See your e-mail",
                "w_member_social": "Post, comment and react for you",
                "r_basicprofile": "See your name and picture",
                "w_member_social_feed": "Comment and react for you",
                "r_member_postAnalytics": "See how your posts are doing",
                "r_member_profileAnalytics": "See how many follow you",
                "w_organization_social": "Post for the pages you manage",
                "r_organization_social": "Read the posts of the pages you manage",
                "w_organization_social_feed": "Comment and react for the pages you manage",
                "r_organization_social_feed": "Read the comments at the pages you manage",
                "rw_organization_admin": "See the pages you manage and their numbers",
            ]
        )
    }

    @Sendable func token(_ call: Call) throws -> Reply {
        let form = call.form
        let client = try client(form)
        switch form["grant_type"] {
        case "authorization_code": return try trade(form, client)
        case "refresh_token": return try refresh(form, client)
        default: throw oauthError("invalid_request", "A required parameter \"grant_type\" is missing or wrong")
        }
    }

    private func client(_ form: Pairs) throws -> Client {
        guard let client = form["client_id"].flatMap({ ground.client($0) }), client.secret == form["client_secret"]
        else {
            throw Refused(
                .json(["error": "invalid_client", "error_description": "Client authentication failed"], status: 401)
            )
        }
        return client
    }

    private func trade(_ form: Pairs, _ client: Client) throws -> Reply {
        let redemption = ground.redeem(
            form["code"] ?? "", client: client.id, redirect: form["redirect_uri"], verifier: nil
        )
        switch redemption {
        case .fine(let code):
            return .json(tokens(for: code.account, client.id, code.scopes, lifetimeMs: nil, refreshEndsMs: nil))
        case .wrongRedirect:
            throw oauthError("invalid_redirect_uri", "The redirect uri is not the one of the authorization")
        case .unknown, .used, .expired, .wrongClient, .wrongVerifier:
            throw oauthError("invalid_grant", "The authorization code is not valid, has expired or was used")
        }
    }

    private func refresh(_ form: Pairs, _ client: Client) throws -> Reply {
        guard let value = form["refresh_token"], ground.token(value)?.kind == .refresh,
            case .live(let old) = ground.standing(of: value), old.client == client.id
        else { throw oauthError("invalid_grant", "The provided refresh token is not valid") }
        return .json(
            tokens(for: old.account, client.id, old.scopes, lifetimeMs: nil, refreshEndsMs: old.expiresMs)
        )
    }

    /// The refresh token's end is counted from the first sign-in and does not slide.
    private func tokens(
        for account: String, _ client: String, _ scopes: [String], lifetimeMs: Int64?, refreshEndsMs: Int64?
    ) -> JSONValue {
        let lifeMs = lifetimeMs ?? ground.settings.tokenLifetimesMs[platform] ?? 60 * Self.dayMs
        let grant = ground.secret(16)
        let access = ground.issue(.access, to: account, client: client, scopes: scopes, lifeMs: lifeMs, grant: grant)
        var refresh: Token?
        let refreshLifeMs = refreshEndsMs.map { $0 - ground.nowMs } ?? 365 * Self.dayMs
        if state.read({ $0.settings.givesRefreshTokens }) {
            refresh = ground.issue(
                .refresh, to: account, client: client, scopes: scopes, lifeMs: refreshLifeMs, grant: grant
            )
        }
        return .members([
            "access_token": .string(access.value), "expires_in": .integer(lifeMs / 1000), "token_type": "Bearer",
            "scope": .string(scopes.joined(separator: ",")), "refresh_token": refresh.map { .string($0.value) },
            "refresh_token_expires_in": refresh.map { _ in .integer(refreshLifeMs / 1000) },
        ])
    }

    func grant(to account: String, lifetimeMs: Int64?) -> JSONValue? {
        let scopes = [
            "openid", "profile", "email", "w_member_social", "w_organization_social", "r_organization_social",
            "w_organization_social_feed", "r_organization_social_feed", "rw_organization_admin",
        ]
        // An organisation has no sign-in of its own: one of its administrators signs in.
        let signer = ground.person(account).flatMap { $0.kind == .person ? $0.id : $0.managers.first } ?? account
        return tokens(for: signer, Client.rehearsal.id, scopes, lifetimeMs: lifetimeMs, refreshEndsMs: nil)
    }

    @Sendable func introspect(_ call: Call) throws -> Reply {
        let form = call.form
        _ = try client(form)
        let value = form["token"] ?? ""
        switch ground.standing(of: value) {
        case .live(let token):
            return .json([
                "active": true, "status": "active", "scope": .string(token.scopes.joined(separator: ",")),
                "client_id": .string(token.client), "expires_at": .integer((token.expiresMs ?? 0) / 1000),
                "created_at": .integer(token.issuedMs / 1000), "auth_type": "3L",
            ])
        case .expired: return .json(["active": false, "status": "expired"])
        case .revoked, .spent: return .json(["active": false, "status": "revoked"])
        case .unknown: return .json(["active": false, "status": "invalid"])
        }
    }

    @Sendable func revoke(_ call: Call) throws -> Reply {
        let form = call.form
        _ = try client(form)
        if let token = form["token"] { ground.revoke(token) }
        return .empty(200)
    }

    private func oauthError(_ code: String, _ text: String) -> Refused {
        Refused(.json(["error": .string(code), "error_description": .string(text)], status: 400))
    }
}
