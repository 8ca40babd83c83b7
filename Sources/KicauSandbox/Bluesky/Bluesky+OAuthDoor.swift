import KicauCore

/// Letting people in on a page: what the server says of itself, the pushed request, and the page. atproto.com, OAuth,
/// read 2026-08-20; RFC 8414, 9126, 9207 and 9728.
extension BlueskySimulator {
    private static let authorisePath = "/oauth/authorize"
    private static let requestName = "urn:ietf:params:oauth:request_uri:req-"
    static let oauthScopes = ["atproto", "transition:generic"]

    func addOAuthRoutes(to routes: inout Routes) {
        routes.on("GET", "/.well-known/oauth-protected-resource", at: .read, resourceDocument)
        routes.on("GET", "/.well-known/oauth-authorization-server", at: .read, authorityDocument)
        routes.on("POST", "/oauth/par", at: .token) { call in try await answered { try await push(call) } }
        routes.on("GET", Self.authorisePath, at: .page) { call in await show(call.query) }
        routes.on("POST", Self.authorisePath, at: .page) { call in await decide(call.form) }
        addOAuthTokenRoutes(to: &routes)
    }

    var nonce: OAuthNonce { OAuthNonce(secret: "\(ground.settings.seed)") }

    /// Every answer brings the word for the next proof.
    func answered(_ work: () async throws -> Reply) async throws -> Reply {
        let reply: Reply
        do { reply = try await work() } catch let refused as Refused { reply = refused.reply }
        return reply.with("DPoP-Nonce", nonce.text(atMs: ground.nowMs)).with("Cache-Control", "no-store")
    }

    /// The key behind a call to the server that gives tokens out.
    func thumbprint(of call: Call) throws -> String {
        do throws(KeyProof.Flaw) {
            let proof = try KeyProof(of: call, at: ground.origin, token: nil, nonce: nonce)
            guard keep(proof, nowMs: call.nowMs) else { throw KeyProof.Flaw.bad("DPoP proof replayed") }
            return proof.thumbprint
        } catch {
            switch error {
            case .wantsNonce:
                throw OAuthError.refused("use_dpop_nonce", "Authorization server requires nonce in DPoP proof")
            case .bad(let why): throw OAuthError.refused("invalid_dpop_proof", why)
            }
        }
    }

    /// False: the same proof was shown before.
    func keep(_ proof: KeyProof, nowMs: Int64) -> Bool {
        door.change { $0.isNew(proof.name, nowMs: nowMs, untilMs: nowMs + 3 * OAuthNonce.lifeMs) }
    }

    @Sendable private func resourceDocument(_ call: Call) async throws -> Reply {
        .json([
            "resource": .string(ground.origin), "authorization_servers": [.string(ground.origin)],
            "scopes_supported": [], "bearer_methods_supported": ["header"],
            "resource_documentation": "https://atproto.com",
        ])
    }

    @Sendable private func authorityDocument(_ call: Call) async throws -> Reply {
        let origin = ground.origin
        return .json([
            "issuer": .string(origin), "authorization_endpoint": .string(origin + Self.authorisePath),
            "token_endpoint": .string(origin + "/oauth/token"),
            "revocation_endpoint": .string(origin + "/oauth/revoke"),
            "pushed_authorization_request_endpoint": .string(origin + "/oauth/par"),
            "require_pushed_authorization_requests": true, "client_id_metadata_document_supported": true,
            "authorization_response_iss_parameter_supported": true, "request_uri_parameter_supported": true,
            "scopes_supported": .array(Self.oauthScopes.map { .string($0) }), "subject_types_supported": ["public"],
            "response_types_supported": ["code"], "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["none", "private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": ["ES256"],
            "dpop_signing_alg_values_supported": ["ES256"],
        ])
    }

    private func push(_ call: Call) async throws -> Reply {
        let thumbprint = try thumbprint(of: call)
        let form = call.form
        let client = try await oauthClient(in: form, nowMs: call.nowMs)
        guard form["request_uri"] == nil, form["response_type"] == "code", let redirect = form["redirect_uri"],
            client.allows(redirect)
        else { throw OAuthError.refused("invalid_request", "Invalid redirect_uri or response_type") }
        guard let challenge = form["code_challenge"], challenge.utf8.count == 43,
            form["code_challenge_method"] == "S256"
        else { throw OAuthError.refused("invalid_request", "Use of \"code_challenge\" with \"S256\" is required") }
        guard let state = form["state"], !state.isEmpty else {
            throw OAuthError.refused("invalid_request", "state is required")
        }
        let scopes = (form["scope"] ?? "").split(separator: " ").map(String.init)
        guard scopes.contains("atproto"), scopes.allSatisfy(client.scopes.contains),
            scopes.allSatisfy(Self.oauthScopes.contains)
        else { throw OAuthError.refused("invalid_scope", "The scope is not supported, or not the client's") }
        let name = Self.requestName + ground.secret(32)
        door.change { state_ in
            state_.pushed = state_.pushed.filter { $0.value.endsMs > call.nowMs }
            state_.pushed[name] = .init(
                client: client.id, redirect: redirect, scopes: scopes, state: state, challenge: challenge,
                thumbprint: thumbprint, endsMs: call.nowMs + 300_000)
        }
        return .json(["request_uri": .string(name), "expires_in": 300], status: 201)
    }

    private func show(_ asked: Pairs) async -> Reply {
        guard let request = pushed(asked), let client = await oauthClient(request.client) else { return unknownRequest }
        let kept = Pairs(asked.all.filter { ["client_id", "request_uri"].contains($0.name) })
        return .html(
            AuthorisationPage(
                look: look, app: client.name, asks: request.scopes.map { Self.scopeWords[$0] ?? $0 },
                people: ground.people, action: Self.authorisePath, hidden: kept
            ).html)
    }

    private func decide(_ form: Pairs) async -> Reply {
        guard let request = pushed(form) else { return unknownRequest }
        let person = form["account"].flatMap { ground.person($0) }
        guard person != nil || form["decision"] == "deny" else { return unknownRequest }
        door.change { $0.pushed[form["request_uri"] ?? ""] = nil }
        guard let person, form["decision"] != "deny" else { return back(request, [("error", "access_denied")]) }
        let code = Code(
            value: "cod-" + ground.secret(48), account: person.id, client: request.client, redirect: request.redirect,
            scopes: request.scopes, challenge: request.challenge, challengeMethod: "S256",
            expiresMs: ground.nowMs + 60_000, own: ["thumbprint": .string(request.thumbprint)])
        ground.keep(code)
        return back(request, [("code", code.value)])
    }

    /// Named by the client that pushed it, and not too late.
    private func pushed(_ asked: Pairs) -> OAuthState.Pushed? {
        guard let request = door.read({ $0.pushed[asked["request_uri"] ?? ""] }), request.endsMs > ground.nowMs,
            request.client == asked["client_id"]
        else { return nil }
        return request
    }

    private func back(_ request: OAuthState.Pushed, _ answer: [(String, String)]) -> Reply {
        let pairs = ([("iss", ground.origin), ("state", request.state)] + answer).map {
            Pairs.Pair(name: $0, value: $1)
        }
        return .redirect(to: request.redirect + (request.redirect.contains("?") ? "&" : "?") + Pairs(pairs).encoded)
    }

    private var unknownRequest: Reply {
        let page = TroublePage(
            look: look, title: "This request is not known here",
            text: "It ran out, was answered already, or was never pushed to this server.")
        return .html(page.html, status: 400)
    }

    private static let scopeWords = [
        "atproto": "Know who you are", "transition:generic": "Post, like and read for you, as with an app password",
    ]
}
