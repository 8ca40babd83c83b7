import Crypto
import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Bluesky: signing in on the server's page")
struct BlueskyOAuthTests {
    private static let session = "/xrpc/com.atproto.server.getSession"

    private func run(_ act: @escaping @Sendable (BlueskyVisitor, Person) async throws -> Void) async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let ayu = try #require(stage.control.people.first { $0.handle == "ayu-lestari.test" })
            try await act(BlueskyVisitor(stage: stage), ayu)
        }
    }

    private func get(
        _ visitor: BlueskyVisitor, _ token: String, proof: String?, scheme: String = "DPoP"
    ) async throws -> OpenNetworkStage.Answer {
        var headers = ["Authorization": "\(scheme) \(token)"]
        headers["DPoP"] = proof
        return try await visitor.stage.get(Self.session, headers: headers)
    }

    @Test func `names itself at both doors`() async throws {
        try await run { visitor, _ in
            let resource = try await visitor.stage.get("/.well-known/oauth-protected-resource")
            let authority = try await visitor.stage.get("/.well-known/oauth-authorization-server")

            #expect(resource["authorization_servers"] == [.string(visitor.stage.origin)])
            #expect(authority["issuer"]?.string == visitor.stage.origin)
            #expect(authority["require_pushed_authorization_requests"] == true)
            #expect(authority["scopes_supported"]?.array?.contains("atproto") == true)
        }
    }

    @Test func `gives tokens for a code, and lets in who has the key`() async throws {
        try await run { visitor, ayu in
            let back = try await visitor.consent(as: ayu.id)
            #expect(back["iss"] == visitor.stage.origin && back["state"] == "s1")

            let answer = try await visitor.form("/oauth/token", visitor.codeForm(back["code"]))

            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer["token_type"] == "DPoP" && answer["sub"]?.string == ayu.id)
            #expect(answer["scope"] == "atproto transition:generic" && answer["expires_in"] == 1800)
            let token = try #require(answer["access_token"]?.string)
            let nonce = try await visitor.nonce()
            let seen = try await get(
                visitor, token, proof: try visitor.proof("GET", Self.session, nonce: nonce, token: token))
            #expect(seen.status == 200 && seen["did"]?.string == ayu.id)
            #expect(seen["email"] == nil)
        }
    }

    @Test func `a no comes back as such, and a code or a request works once`() async throws {
        try await run { visitor, ayu in
            let no = try await visitor.consent(as: nil)
            #expect(no["error"] == "access_denied" && no["code"] == nil && no["iss"] != nil)

            let code = try await visitor.consent(as: ayu.id)["code"]
            let first = try await visitor.form("/oauth/token", visitor.codeForm(code))
            let again = try await visitor.form("/oauth/token", visitor.codeForm(code))
            #expect(first.status == 200 && again.status == 400 && again["error"] == "invalid_grant")
        }
    }

    @Test(
        arguments: [
            (["redirect_uri": "https://eve.example/back"], "invalid_request"),
            (["code_challenge": nil], "invalid_request"),
            (["code_challenge_method": "plain"], "invalid_request"), (["state": nil], "invalid_request"),
            (["scope": "transition:generic"], "invalid_scope"),
            (["scope": "atproto transition:email"], "invalid_scope"),
            (["response_type": "token"], "invalid_request"),
            (["client_id": "https://a.example:8443/c.json"], "invalid_client_metadata"),
            (["client_id": "http://localhost/app"], "invalid_client_metadata"),
            (["client_id": "http://localhost:3000"], "invalid_client_metadata"),
        ] as [([String: String?], String)])
    func `refuses a pushed request that is not in order`(changes: [String: String?], error: String) async throws {
        try await run { visitor, _ in
            let answer = try await visitor.form("/oauth/par", BlueskyVisitor.asked(changes))

            #expect(answer.status == 400 && answer["error"]?.string == error, "\(answer.text)")
        }
    }

    @Test func `shows no page for a request that was never pushed, or by another client, or long ago`() async throws {
        try await run { visitor, _ in
            let pushed = try await visitor.form("/oauth/par", BlueskyVisitor.asked())
            let name = Pairs.encoded(try #require(pushed["request_uri"]?.string))
            let client = Pairs.encoded(BlueskyVisitor.client)

            let fine = try await visitor.stage.get("/oauth/authorize?client_id=\(client)&request_uri=\(name)")
            let other = try await visitor.stage.get(
                "/oauth/authorize?client_id=http%3A%2F%2Flocalhost&request_uri=\(name)")
            let plain = try await visitor.stage.get("/oauth/authorize?client_id=\(client)&response_type=code")
            visitor.stage.clock.advance(300_000)
            let late = try await visitor.stage.get("/oauth/authorize?client_id=\(client)&request_uri=\(name)")

            #expect([fine, other, plain, late].map(\.status) == [200, 400, 400, 400])
            #expect(fine.text.contains("as with an app password"))
        }
    }

    @Test func `asks for its word first, and for the new one when it has turned`() async throws {
        try await run { visitor, ayu in
            let bare = try visitor.proof("POST", "/oauth/par", nonce: nil)
            let first = try await visitor.form("/oauth/par", BlueskyVisitor.asked(), proof: bare)
            #expect(first.status == 400 && first["error"] == "use_dpop_nonce")
            let word = try #require(first.headers["dpop-nonce"])

            let token = try #require(try await visitor.signIn(as: ayu.id)["access_token"]?.string)
            visitor.stage.clock.advance(400_000)
            let old = try await get(
                visitor, token, proof: try visitor.proof("GET", Self.session, nonce: word, token: token))
            let turned = try #require(old.headers["dpop-nonce"])
            let fresh = try await get(
                visitor, token, proof: try visitor.proof("GET", Self.session, nonce: turned, token: token))

            #expect(old.status == 401 && old["error"] == "use_dpop_nonce")
            #expect(old.headers["www-authenticate"]?.contains("error=\"use_dpop_nonce\"") == true)
            #expect(turned != word && fresh.status == 200)
        }
    }

    @Test func `takes no proof of another call, another time, another token or another key, and none twice`()
        async throws
    {
        try await run { visitor, ayu in
            let token = try #require(try await visitor.signIn(as: ayu.id)["access_token"]?.string)
            let nonce = try await visitor.nonce()
            func proof(_ claims: [String: JSONValue?] = [:], head: [String: JSONValue] = [:]) throws -> String {
                try visitor.proof("GET", Self.session, nonce: nonce, token: token, adjusting: claims, head: head)
            }
            let once = try proof()
            #expect(try await get(visitor, token, proof: once).status == 200)
            let stranger = BlueskyVisitor(stage: visitor.stage)
            let wrong: [String?] = [
                once, nil, "not a proof", try proof(["htu": .string(visitor.stage.origin + "/xrpc/other")]),
                try proof(["htu": .string("https://eve.example" + Self.session)]), try proof(["htm": "POST"]),
                try proof(["ath": "abc"]), try proof(["ath": nil]), try proof(["jti": nil]),
                try proof(["iat": .integer(visitor.stage.clock.nowMs() / 1000 - 600)]),
                try proof(head: ["typ": "jwt"]), try proof(head: ["alg": "none"]),
                try proof(head: ["jwk": .object((visitor.shown.object ?? [:]).merging(["d": "x"]) { $1 })]),
                try visitor.proof("GET", Self.session, nonce: nonce, token: token, signedBy: stranger.key),
                try stranger.proof("GET", Self.session, nonce: nonce, token: token),
            ]

            for text in wrong {
                let answer = try await get(visitor, token, proof: text)
                #expect(answer.status == 401 && answer["error"] == "invalid_dpop_proof", "\(text ?? "none")")
            }
        }
    }

    @Test func `a bound token is nothing as a bearer's, and an app password's nothing with a proof`() async throws {
        try await run { visitor, ayu in
            let token = try #require(try await visitor.signIn(as: ayu.id)["access_token"]?.string)
            let plain = try #require(visitor.stage.control.grant(to: ayu.id)?["accessJwt"]?.string)
            let nonce = try await visitor.nonce()

            let bearer = try await get(visitor, token, proof: nil, scheme: "Bearer")
            let mixed = try await get(
                visitor, plain, proof: try visitor.proof("GET", Self.session, nonce: nonce, token: plain))

            #expect(bearer.status == 400 && bearer["error"] == "InvalidToken")
            #expect(mixed.status == 401)
        }
    }

    @Test func `lets nobody write who was only let in to say who they are`() async throws {
        try await run { visitor, ayu in
            let code = try await visitor.consent(BlueskyVisitor.asked(["scope": "atproto"]), as: ayu.id)["code"]
            let token = try #require(
                try await visitor.form("/oauth/token", visitor.codeForm(code))["access_token"]?.string)
            let nonce = try await visitor.nonce()
            let path = "/xrpc/com.atproto.repo.putRecord"

            let answer = try await visitor.stage.post(
                path, [:],
                headers: [
                    "Authorization": "DPoP \(token)",
                    "DPoP": try visitor.proof("POST", path, nonce: nonce, token: token),
                ])
            let seen = try await get(
                visitor, token, proof: try visitor.proof("GET", Self.session, nonce: nonce, token: token))

            #expect(answer.status == 403 && answer["error"] == "insufficient_scope")
            #expect(seen.status == 200)
        }
    }

    @Test func `renews once with the same key, and ends everything when an old token is shown`() async throws {
        try await run { visitor, ayu in
            let first = try await visitor.signIn(as: ayu.id)
            let fields = [
                "grant_type": "refresh_token", "client_id": BlueskyVisitor.client,
                "refresh_token": first["refresh_token"]?.string ?? "",
            ]
            let thief = try await BlueskyVisitor(stage: visitor.stage).form("/oauth/token", fields)
            let second = try await visitor.form("/oauth/token", fields)
            let again = try await visitor.form("/oauth/token", fields)
            let last = try await visitor.form(
                "/oauth/token", fields.merging(["refresh_token": second["refresh_token"]?.string ?? ""]) { $1 })

            #expect(thief["error"] == "invalid_grant")
            #expect(second.status == 200 && second["refresh_token"] != first["refresh_token"])
            #expect(again["error"] == "invalid_grant" && last["error"] == "invalid_grant")
        }
    }

    @Test func `revoking ends what belongs together`() async throws {
        try await run { visitor, ayu in
            let answer = try await visitor.signIn(as: ayu.id)
            let token = try #require(answer["access_token"]?.string)

            let done = try await visitor.form(
                "/oauth/revoke",
                ["token": answer["refresh_token"]?.string ?? "", "client_id": BlueskyVisitor.client])
            let nonce = try await visitor.nonce()
            let seen = try await get(
                visitor, token, proof: try visitor.proof("GET", Self.session, nonce: nonce, token: token))

            #expect(done.status == 200)
            #expect(seen.status == 401 && seen["error"] == "InvalidToken")
            #expect(seen.headers["www-authenticate"]?.contains("invalid_token") == true)
        }
    }

    /// RFC 7515, appendix A.3, and the key of RFC 9449 with the name that RFC gives it.
    @Test func `reads signatures and names of keys as the standards print them`() throws {
        let word = try #require(
            SignedWord(
                "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
            ))
        let signer = try #require(
            PublicKey([
                "kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
            ]))
        let named = try #require(
            PublicKey([
                "kty": "EC", "crv": "P-256", "x": "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
                "y": "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA",
            ]))

        #expect(word.isSigned(by: signer) && !word.isSigned(by: named))
        #expect(named.thumbprint == "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")
        #expect(
            KeyProof.hash(of: "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU")
                == "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo")
    }
}
