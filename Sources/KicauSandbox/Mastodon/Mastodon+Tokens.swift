import KicauCore

/// Trading a code for a token, ending it, and asking whose it is.
extension MastodonSimulator {
    func addTokenRoutes(to routes: inout Routes) {
        routes.on("POST", "/oauth/token", at: .token, token)
        routes.on("POST", "/oauth/revoke", at: .token, revoke)
        routes.on("GET", "/oauth/userinfo", at: .read, userInfo)
        routes.on("GET", "/api/v1/accounts/verify_credentials", at: .read, verifyCredentials)
        routes.on("GET", "/api/v1/apps/verify_credentials", at: .read, verifyApp)
    }

    @Sendable private func token(_ call: Call) async throws -> Reply {
        let asked = MastodonForm(call)
        let client = try client(of: call, asked)
        switch asked["grant_type"] {
        case "authorization_code"?:
            let redemption = ground.redeem(
                asked["code"] ?? "", client: client.id, redirect: asked["redirect_uri"],
                verifier: asked["code_verifier"]
            )
            guard case .fine(let code) = redemption else { throw MastodonError.badGrant }
            let lifeMs = ground.settings.tokenLifetimesMs[platform]
            return .json(token(for: code.account, scopes: code.scopes, client: client.id, lifeMs: lifeMs))
        case "client_credentials"?:
            let scopes = (asked["scope"] ?? "read").split(separator: " ").map(String.init)
            let registered = store.read { $0.appScopes[client.id] } ?? Self.scopes
            guard scopes.allSatisfy({ Self.allows(registered, $0) }) else { throw MastodonError.badScope }
            return .json(token(for: "", scopes: scopes, client: client.id, lifeMs: nil))
        case nil:
            throw MastodonError.oauth(400, "invalid_request", "Missing required parameter: grant_type.")
        case .some: throw MastodonError.badGrantType
        }
    }

    /// Tokens of this server do not end by themselves, and none refreshes another.
    func token(for account: String, scopes: [String], client: String, lifeMs: Int64?) -> JSONValue {
        let token = ground.issue(
            account.isEmpty ? .app : .access, to: account, client: client, scopes: scopes, lifeMs: lifeMs,
            grant: ground.secret(12), value: ground.secret(43)
        )
        return [
            "access_token": .string(token.value), "token_type": "Bearer",
            "scope": .string(plays.tellsScopes ? scopes.joined(separator: " ") : ""),
            "created_at": .integer(token.issuedMs / 1000),
        ]
    }

    private func client(of call: Call, _ asked: MastodonForm) throws -> Client {
        let id = call.basic?.id ?? asked["client_id"]
        let secret = call.basic?.secret ?? asked["client_secret"]
        guard let client = id.flatMap({ ground.client($0) }), client.secret == secret else {
            throw MastodonError.badClient
        }
        return client
    }

    /// A token that is not known is a yes as well; somebody else's is not.
    @Sendable private func revoke(_ call: Call) async throws -> Reply {
        let asked = MastodonForm(call)
        let client: Client
        do {
            client = try self.client(of: call, asked)
        } catch {
            throw MastodonError.notYourToken
        }
        guard let token = asked["token"].flatMap({ ground.token($0) }) else { return .json([:]) }
        guard token.client == client.id else { throw MastodonError.notYourToken }
        ground.revoke(token.value)
        return .json([:])
    }

    @Sendable private func verifyCredentials(_ call: Call) async throws -> Reply {
        let caller = try caller(in: call, scope: "profile")
        let source: JSONValue = [
            "privacy": "public", "sensitive": false, "language": "id", "note": .string(caller.person.bio),
            "fields": [], "follow_requests_count": 0,
        ]
        var members = account(caller.person).object ?? [:]
        members["source"] = source
        return Reply.json(.object(members)).countedBy(caller.standing)
    }

    @Sendable private func userInfo(_ call: Call) async throws -> Reply {
        let person = try caller(in: call, scope: "profile").person
        return .json([
            "iss": .string("\(ground.origin)/"), "sub": .string(actor(person)), "name": .string(person.name),
            "preferred_username": .string(person.handle), "profile": .string("\(ground.origin)/@\(person.handle)"),
        ])
    }

    @Sendable private func verifyApp(_ call: Call) async throws -> Reply {
        guard let value = token(of: call), case .live(let token) = ground.standing(of: value),
            let client = ground.client(token.client)
        else { throw MastodonError.badToken }
        return .json([
            "name": .string(client.name), "website": .null,
            "scopes": .array(token.scopes.map(JSONValue.string)),
        ])
    }
}
