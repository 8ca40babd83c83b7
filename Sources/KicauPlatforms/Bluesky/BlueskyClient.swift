public import KicauCore

/// As whom Kicau comes to a server: by the address of a document about it, or as a program on the person's own machine.
///
/// atproto.com, OAuth, clients; read 2026-08-20.
struct BlueskyClient {
    let id: String
    /// What a client with an address proves itself with; the other kind has nothing to prove.
    let key: ES256Key?

    static let path = "/oauth/client-metadata.json"
    private static let local = "http://localhost"

    /// Nil: the address people are sent back to is neither https without a port nor on this machine.
    init?(redirect: String, app: AppKeys) {
        guard let place = Destination(redirect) else { return nil }
        if place.isSecure, place.port == 443, place.host.contains(".") {
            id = place.origin + BlueskyClient.path
        } else if !place.isSecure, ["127.0.0.1", "::1"].contains(place.host) {
            id = PercentEncoding.url(
                BlueskyClient.local,
                query: [("redirect_uri", redirect), ("scope", Bluesky.scopes.joined(separator: " "))])
        } else {
            return nil
        }
        key = BlueskyClient.key(of: id, app)
    }

    /// As whom a token was got.
    init(id: String, app: AppKeys) {
        self.id = id
        key = BlueskyClient.key(of: id, app)
    }

    private static func key(of id: String, _ app: AppKeys) -> ES256Key? {
        guard id.hasPrefix("https://") else { return nil }
        return app.seed.map { ES256Key(from: $0, for: "atproto client") }
    }

    /// What every call to the token's server says of us (RFC 7523 where there is a key).
    func form(to issuer: String, at now: Instant) -> [(String, String)] {
        let named = [("client_id", id)]
        guard let key else { return named }
        let second = now.ms / 1000
        let claims: [String: JSONValue] = [
            "iss": .string(id), "sub": .string(id), "aud": .string(issuer), "jti": .string(DPoPProof.newID()),
            "iat": .integer(second), "exp": .integer(second + 60),
        ]
        guard let word = key.token(["typ": "JWT", "kid": .string(key.thumbprint)], claims) else { return named }
        return named + [
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", word),
        ]
    }

    /// The document that servers read at the client's address; nil where it has none.
    func document(redirect: String) -> JSONValue? {
        guard let home = Destination(id), home.isSecure else { return nil }
        let shown = key.map { key in
            JSONValue.object(
                key.shown.merging(["kid": .string(key.thumbprint), "use": "sig", "alg": "ES256"]) { own, _ in own })
        }
        return .members([
            ("client_id", .string(id)), ("client_name", "Kicau"), ("client_uri", .string(home.origin)),
            ("application_type", "web"), ("redirect_uris", [.string(redirect)]),
            ("grant_types", ["authorization_code", "refresh_token"]), ("response_types", ["code"]),
            ("scope", .string(Bluesky.scopes.joined(separator: " "))), ("dpop_bound_access_tokens", true),
            ("token_endpoint_auth_method", key == nil ? "none" : "private_key_jwt"),
            ("token_endpoint_auth_signing_alg", key == nil ? nil : "ES256"),
            ("jwks", shown.map { ["keys": [$0]] }),
        ])
    }
}

extension Bluesky {
    public func clientDocument(redirect: String, app: AppKeys) -> JSONValue? {
        BlueskyClient(redirect: redirect, app: app)?.document(redirect: redirect)
    }
}
