import Foundation
import KicauCore

/// OAuth 2.0: two-hour access tokens, refresh tokens that turn at each use.
extension XSimulator {
    static let scopeWords = [
        "tweet.read": "Read posts", "tweet.write": "Post and delete posts for you",
        "users.read": "See your name and profile", "media.write": "Upload pictures and films",
        "offline.access": "Stay connected until you say stop", "tweet.moderate.write": "Hide replies to your posts",
        "dm.read": "Read your direct messages", "dm.write": "Send direct messages",
    ]

    /// The second pair of keys: for OAuth 1.0a and the app's own bearer.
    static let apiKey = Client(id: "rehearsal-key", secret: "rehearsal-key-secret", name: "Kicau")

    func desk(_ path: String) -> AuthorisationDesk {
        AuthorisationDesk(
            ground: ground, look: look, path: path, pkce: .required, codeLifeMs: 30_000, words: Self.scopeWords,
            isShown: { _ in true }
        )
    }

    @Sendable func token(_ call: Call) throws -> Reply {
        let form = call.form
        let client = try tokenClient(call, form)
        switch form["grant_type"] {
        case "authorization_code": return try trade(form, client)
        case "refresh_token": return try refresh(form, client)
        default: throw oauthError("unsupported_grant_type", "This grant_type is not supported.")
        }
    }

    /// Confidential clients show themselves by Basic; public ones by their id in the form.
    private func tokenClient(_ call: Call, _ form: Pairs) throws -> Client {
        if let basic = call.basic {
            guard let client = ground.client(basic.id), client.secret == basic.secret else {
                throw Refused(
                    .json(["error": "invalid_client", "error_description": "Wrong client secret."], status: 401))
            }
            return client
        }
        guard let client = form["client_id"].flatMap({ ground.client($0) }) else {
            throw Refused(
                .json(
                    ["error": "unauthorized_client", "error_description": "Missing valid authorization header"],
                    status: 401
                )
            )
        }
        return client
    }

    private func trade(_ form: Pairs, _ client: Client) throws -> Reply {
        let redemption = ground.redeem(
            form["code"] ?? "", client: client.id, redirect: form["redirect_uri"], verifier: form["code_verifier"]
        )
        switch redemption {
        case .fine(let code):
            return .json(tokens(for: code.account, client.id, code.scopes, grant: code.value, lifetimeMs: nil))
        case .used(let code):
            ground.revoke(grant: code.value)
            throw oauthError("invalid_request", "Value passed for the authorization code was invalid.")
        case .unknown, .expired, .wrongClient:
            throw oauthError("invalid_request", "Value passed for the authorization code was invalid.")
        case .wrongRedirect: throw oauthError("invalid_request", "Value passed for the redirect uri did not match.")
        case .wrongVerifier: throw oauthError("invalid_request", "Value passed for the code verifier did not match.")
        }
    }

    private func refresh(_ form: Pairs, _ client: Client) throws -> Reply {
        let value = form["refresh_token"] ?? ""
        guard ground.token(value)?.kind == .refresh, case .live(let old) = ground.spend(value),
            old.client == client.id
        else { throw oauthError("invalid_request", "Value passed for the token was invalid.") }
        return .json(tokens(for: old.account, client.id, old.scopes, grant: old.grant, lifetimeMs: nil))
    }

    private func tokens(
        for account: String, _ client: String, _ scopes: [String], grant: String, lifetimeMs: Int64?
    ) -> JSONValue {
        let lifeMs = lifetimeMs ?? ground.settings.tokenLifetimesMs["x"] ?? 7_200_000
        let access = ground.issue(.access, to: account, client: client, scopes: scopes, lifeMs: lifeMs, grant: grant)
        var refresh: Token?
        if scopes.contains("offline.access") {
            refresh = ground.issue(
                .refresh, to: account, client: client, scopes: scopes, lifeMs: 183 * 86_400_000, grant: grant
            )
        }
        return .members([
            "token_type": "bearer", "expires_in": .integer(lifeMs / 1000), "access_token": .string(access.value),
            "scope": .string(scopes.joined(separator: " ")), "refresh_token": refresh.map { .string($0.value) },
        ])
    }

    func grant(to account: String, lifetimeMs: Int64?) -> JSONValue? {
        let scopes = [
            "tweet.read", "tweet.write", "tweet.moderate.write", "users.read", "media.write", "offline.access",
        ]
        return tokens(
            for: account, Client.rehearsal.id, scopes, grant: ground.secret(16, prefix: "grant-"),
            lifetimeMs: lifetimeMs
        )
    }

    @Sendable func revoke(_ call: Call) throws -> Reply {
        let form = call.form
        _ = try tokenClient(call, form)
        if let token = form["token"] { ground.revoke(token) }
        return .json(["revoked": true])
    }

    /// The app's own bearer, for what belongs to no person.
    @Sendable func appToken(_ call: Call) throws -> Reply {
        guard let basic = call.basic, basic == (Self.apiKey.id, Self.apiKey.secret),
            call.form["grant_type"] == "client_credentials"
        else {
            let body: JSONValue = ["errors": [["code": 99, "message": "Unable to verify your credentials"]]]
            throw Refused(.json(body, status: 403))
        }
        let token = ground.issue(.app, to: "app", client: basic.id, scopes: [], lifeMs: nil, grant: "app")
        return .json(["token_type": "bearer", "access_token": .string(token.value)])
    }

    private func oauthError(_ code: String, _ text: String) -> Refused {
        Refused(.json(["error": .string(code), "error_description": .string(text)], status: 400))
    }
}
