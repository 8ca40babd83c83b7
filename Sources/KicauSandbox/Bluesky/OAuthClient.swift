import Foundation
import KicauCore

/// A program that asks to be let in, as its own document describes it. atproto.com, OAuth, clients; read 2026-08-20.
struct OAuthClient: Sendable {
    let id: String
    let name: String
    let redirects: [String]
    let scopes: [String]
    /// None: it has nothing to prove itself with.
    let keys: [PublicKey]
    let provesItself: Bool

    /// A program on a person's own machine: all there is to know of it stands in its name.
    init?(local id: String) {
        let start = "http://localhost"
        guard id.hasPrefix(start) else { return nil }
        let rest = id.dropFirst(start.count)
        let halves = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = halves.first, path.isEmpty || path == "/" else { return nil }
        let asked = Pairs(encoded: halves.count == 2 ? halves[1] : "")
        let named = asked.values("redirect_uri")
        guard named.allSatisfy({ Self.isLoopback($0) }) else { return nil }
        self.id = id
        name = "A program on your own machine"
        redirects = named.isEmpty ? ["http://127.0.0.1/", "http://[::1]/"] : named
        scopes = (asked["scope"] ?? "atproto").split(separator: " ").map(String.init)
        keys = []
        provesItself = false
    }

    /// A program with an address.
    init?(_ id: String, document: JSONValue) {
        func lists(_ word: JSONValue, under name: String) -> Bool { document[name]?.array?.contains(word) == true }
        guard document["client_id"]?.string == id, document["dpop_bound_access_tokens"]?.bool == true,
            lists("authorization_code", under: "grant_types"), lists("code", under: "response_types"),
            let redirects = document["redirect_uris"]?.array?.compactMap(\.string), !redirects.isEmpty,
            let scope = document["scope"]?.string
        else { return nil }
        let method = document["token_endpoint_auth_method"]?.string ?? ""
        keys = (document["jwks"]?["keys"]?.array ?? []).compactMap { PublicKey($0) }
        provesItself = method == "private_key_jwt"
        guard provesItself ? !keys.isEmpty : method == "none" else { return nil }
        self.id = id
        self.redirects = redirects
        name = document["client_name"]?.string ?? id
        scopes = scope.split(separator: " ").map(String.init)
    }

    /// Programs on one's own machine listen on whatever port is free.
    func allows(_ redirect: String) -> Bool {
        if redirects.contains(redirect) { return true }
        guard !id.hasPrefix("https://"), Self.isLoopback(redirect) else { return false }
        return redirects.contains { Self.portless($0) == Self.portless(redirect) }
    }

    private static func isLoopback(_ address: String) -> Bool {
        guard let parts = URLComponents(string: address), parts.scheme == "http" else { return false }
        return ["127.0.0.1", "[::1]"].contains(parts.host ?? "")
    }

    private static func portless(_ address: String) -> String? {
        var parts = URLComponents(string: address)
        parts?.port = nil
        return parts?.string
    }
}

extension BlueskySimulator {
    /// Nil: nobody knows it, or its document is not as it has to be.
    func oauthClient(_ id: String) async -> OAuthClient? {
        if let local = OAuthClient(local: id) { return local }
        guard let parts = URLComponents(string: id), parts.scheme == "https", parts.port == nil else { return nil }
        if let known = door.read({ $0.documents[id] }) { return OAuthClient(id, document: known) }
        guard let found = await ground.fetcher.fetch(id, within: .seconds(5)), found.status == 200,
            found.type == "application/json", let document = JSONValue(reading: found.bytes)
        else { return nil }
        return OAuthClient(id, document: document)
    }

    /// Who calls the server that gives tokens out: a client that has a key signs a word with it (RFC 7523).
    func oauthClient(in form: Pairs, nowMs: Int64) async throws -> OAuthClient {
        guard let client = await oauthClient(form["client_id"] ?? "") else {
            throw OAuthError.refused("invalid_client_metadata", "The client's document could not be read")
        }
        guard client.provesItself else { return client }
        let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        guard form["client_assertion_type"] == kind, let word = form["client_assertion"].flatMap(SignedWord.init),
            client.keys.contains(where: word.isSigned)
        else { throw OAuthError.refused("invalid_client", "Client authentication failed", status: 401) }
        let claims = word.claims
        let made = Int64(claims["iat"]?.int ?? 0) * 1000
        guard claims["iss"]?.string == client.id, claims["sub"]?.string == client.id,
            claims["aud"]?.string == ground.origin, abs(made - nowMs) <= 60_000, let id = claims["jti"]?.string,
            claims["exp"]?.int.map({ Int64($0) * 1000 > nowMs }) ?? true,
            door.change({ $0.isNew("client \(client.id) \(id)", nowMs: nowMs, untilMs: nowMs + 120_000) })
        else { throw OAuthError.refused("invalid_client", "Client assertion is not valid", status: 401) }
        return client
    }
}

/// A refusal of the server that gives tokens out (RFC 6749, 5.2).
enum OAuthError {
    static func refused(_ name: String, _ description: String, status: Int = 400) -> Refused {
        Refused(.json(["error": .string(name), "error_description": .string(description)], status: status))
    }
}
