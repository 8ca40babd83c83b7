import Crypto
import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

/// A program that signs in on the page, written from RFC 9449 and atproto.com alone; its proofs can be made wrong.
struct BlueskyVisitor: Sendable {
    let stage: OpenNetworkStage
    let key = P256.Signing.PrivateKey()
    static let redirect = "http://127.0.0.1:4000/back"
    static let client =
        "http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%2Fback&scope=atproto%20transition%3Ageneric"
    static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    static let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

    var shown: JSONValue {
        let point = key.publicKey.x963Representation.dropFirst()
        return [
            "kty": "EC", "crv": "P-256", "x": .string(Base64.webText(of: point.prefix(32))),
            "y": .string(Base64.webText(of: point.suffix(32))),
        ]
    }

    func proof(
        _ method: String, _ path: String, nonce: String?, token: String? = nil,
        adjusting claims: [String: JSONValue?] = [:],
        head: [String: JSONValue] = [:], signedBy other: P256.Signing.PrivateKey? = nil
    ) throws -> String {
        var said: [String: JSONValue?] = [
            "jti": .string(UUID().uuidString), "htm": .string(method), "htu": .string(stage.origin + path),
            "iat": .integer(stage.clock.nowMs() / 1000), "nonce": nonce.map { .string($0) },
            "ath": token.map { .string(Base64.webText(of: SHA256.hash(data: Data($0.utf8)))) },
        ]
        said.merge(claims) { $1 }
        let top = JSONValue.object(["typ": "dpop+jwt", "alg": "ES256", "jwk": shown].merging(head) { $1 })
        let text = [top, JSONValue.members(said)].map { Base64.webText(of: $0.bytes) }.joined(separator: ".")
        let mark = try (other ?? key).signature(for: Data(text.utf8))
        return text + "." + Base64.webText(of: mark.rawRepresentation)
    }

    /// Posts a form with a proof, made right after the server's word is known.
    func form(_ path: String, _ fields: [String: String], proof: String? = nil) async throws -> OpenNetworkStage.Answer
    {
        let own: String
        if let proof { own = proof } else { own = try self.proof("POST", path, nonce: try await nonce()) }
        let pairs = Pairs(fields.map { Pairs.Pair(name: $0.key, value: $0.value) })
        return try await stage.send(
            "POST", path, headers: ["Content-Type": "application/x-www-form-urlencoded", "DPoP": own],
            body: Data(pairs.encoded.utf8))
    }

    /// The server's word, which every answer brings.
    func nonce() async throws -> String {
        let answer = try await stage.send("POST", "/oauth/par", headers: ["DPoP": "none"])
        return try #require(answer.headers["dpop-nonce"])
    }

    static func asked(_ changes: [String: String?] = [:]) -> [String: String] {
        let all: [String: String?] = [
            "response_type": "code", "client_id": client, "redirect_uri": redirect, "state": "s1",
            "scope": "atproto transition:generic", "code_challenge": challenge, "code_challenge_method": "S256",
        ]
        return all.merging(changes) { $1 }.compactMapValues { $0 }
    }

    /// The query a browser comes back with.
    func consent(_ asked: [String: String] = asked(), as person: String?) async throws -> [String: String] {
        let pushed = try await form("/oauth/par", asked)
        let name = try #require(pushed["request_uri"]?.string, "\(pushed.text)")
        let choice = person.map { ["account": $0] } ?? ["decision": "deny"]
        let fields = ["client_id": Self.client, "request_uri": name].merging(choice) { $1 }
        let answer = try await stage.form("/oauth/authorize", fields)
        let query = try #require(answer.headers["location"]?.split(separator: "?").last)
        return Dictionary(Pairs(encoded: query).all.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }

    func codeForm(_ code: String?, _ changes: [String: String] = [:]) -> [String: String] {
        [
            "grant_type": "authorization_code", "code": code ?? "", "redirect_uri": Self.redirect,
            "client_id": Self.client, "code_verifier": Self.verifier,
        ].merging(changes) { $1 }
    }

    func signIn(as person: String) async throws -> OpenNetworkStage.Answer {
        try await form("/oauth/token", codeForm(try await consent(as: person)["code"]))
    }
}
