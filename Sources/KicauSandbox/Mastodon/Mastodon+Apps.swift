import KicauCore

/// Registering an app, and finding the server's OAuth addresses.
extension MastodonSimulator {
    static let scopes = [
        "read", "profile", "write", "write:accounts", "write:blocks", "write:bookmarks", "write:conversations",
        "write:favourites", "write:filters", "write:follows", "write:lists", "write:media", "write:mutes",
        "write:notifications", "write:reports", "write:statuses", "read:accounts", "read:blocks", "read:bookmarks",
        "read:favourites", "read:filters", "read:follows", "read:lists", "read:mutes", "read:notifications",
        "read:search", "read:statuses", "follow", "push",
    ]

    func addAppRoutes(to routes: inout Routes) {
        routes.on("POST", "/api/v1/apps", at: .token, register)
        routes.on("GET", "/.well-known/oauth-authorization-server", at: .read, metadata)
    }

    @Sendable private func register(_ call: Call) async throws -> Reply {
        let asked = MastodonForm(call)
        guard let name = asked["client_name"], !name.isEmpty else {
            throw MastodonError.validation("Application name can't be blank")
        }
        let redirects = asked.list("redirect_uris").flatMap {
            $0.split(whereSeparator: \.isWhitespace).map(String.init)
        }
        guard !redirects.isEmpty else { throw MastodonError.validation("Redirect URI can't be blank") }
        guard redirects.allSatisfy({ $0.contains(":") }) else {
            throw MastodonError.validation("Redirect URI must be an absolute URI.")
        }
        let scopes = (asked["scopes"] ?? "read").split(separator: " ").map(String.init)
        guard scopes.allSatisfy(Self.scopes.contains) else {
            throw MastodonError.validation("Scopes doesn't match configured on the server.")
        }
        let id = ground.secret(43)
        let client = Client(id: id, secret: ground.secret(43), name: name, redirects: redirects)
        ground.register(client)
        let number = store.change { state in
            state.appScopes[id] = scopes
            return String(state.appScopes.count)
        }
        return .json([
            "id": .string(number), "name": .string(name), "website": asked["website"].map(JSONValue.string) ?? .null,
            "scopes": .array(scopes.map(JSONValue.string)), "redirect_uri": .string(redirects.joined(separator: "\n")),
            "redirect_uris": .array(redirects.map(JSONValue.string)), "client_id": .string(client.id),
            "client_secret": .string(client.secret), "client_secret_expires_at": 0, "vapid_key": "",
        ])
    }

    @Sendable private func metadata(_ call: Call) async throws -> Reply {
        let origin = ground.origin
        return .json([
            "issuer": .string("\(origin)/"), "service_documentation": "https://docs.joinmastodon.org/",
            "authorization_endpoint": .string("\(origin)/oauth/authorize"),
            "token_endpoint": .string("\(origin)/oauth/token"),
            "app_registration_endpoint": .string("\(origin)/api/v1/apps"),
            "revocation_endpoint": .string("\(origin)/oauth/revoke"),
            "userinfo_endpoint": .string("\(origin)/oauth/userinfo"),
            "scopes_supported": .array(Self.scopes.map(JSONValue.string)),
            "response_types_supported": ["code"], "response_modes_supported": ["query", "fragment", "form_post"],
            "grant_types_supported": ["authorization_code", "client_credentials"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        ])
    }
}
