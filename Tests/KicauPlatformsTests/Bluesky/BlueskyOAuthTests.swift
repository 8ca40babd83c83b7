import Foundation
import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Signing in at Bluesky on the server's own page")
struct BlueskyOAuthTests {
    static let redirect = "https://kicau.example/connections/callback"
    static let clientID = "https://kicau.example/oauth/client-metadata.json"
    static let app = AppKeys(clientID: "", clientSecret: Redacted(""), seed: Redacted("a seed of this Kicau"))

    static let resolved = ScriptedLine.Answer.reply(200, #"{"did":"did:plc:ayu"}"#)
    static let document = ScriptedLine.Answer.reply(
        200,
        ##"{"id":"did:plc:ayu","alsoKnownAs":["at://ayu.example"],"service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"https://pds.example"}]}"##
    )
    static let resource = ScriptedLine.Answer.reply(
        200, #"{"resource":"https://pds.example","authorization_servers":["https://door.example"]}"#)
    static let authority: [String: JSONValue] = [
        "issuer": "https://door.example", "authorization_endpoint": "https://door.example/oauth/authorize",
        "token_endpoint": "https://door.example/oauth/token",
        "revocation_endpoint": "https://door.example/oauth/revoke",
        "pushed_authorization_request_endpoint": "https://door.example/oauth/par",
        "require_pushed_authorization_requests": true, "client_id_metadata_document_supported": true,
        "authorization_response_iss_parameter_supported": true, "scopes_supported": ["atproto", "transition:generic"],
        "code_challenge_methods_supported": ["S256"], "dpop_signing_alg_values_supported": ["ES256", "ES256K"],
    ]
    static let door = ScriptedLine.Answer.reply(200, JSONValue.object(authority).text)
    static let pushed = ScriptedLine.Answer.reply(201, #"{"request_uri":"urn:x:req-1","expires_in":300}"#)

    static func request(_ handle: String = "ayu.example", redirect: String = redirect) -> SignInRequest {
        SignInRequest(
            app: app, redirect: redirect, state: "state-1",
            // RFC 7636, appendix B.
            verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", handle: handle, now: .noon)
    }

    private func begin(_ line: StampedLine, redirect: String = redirect) async throws -> (Redacted<String>, String) {
        guard
            case .redirectKeeping(let kept, let url, _) = try await Bluesky().beginSignIn(
                Self.request(redirect: redirect), via: line)
        else { throw Lost() }
        return (kept, url)
    }

    private struct Lost: Error {}

    private func callback(_ kept: Redacted<String>?, _ query: [String: String] = good) -> SignInCallback {
        SignInCallback(
            app: Self.app, redirect: Self.redirect, verifier: "v", server: nil, query: query, kept: kept, now: .noon)
    }

    static let good = ["code": "c1", "state": "state-1", "iss": "https://door.example"]

    private func kept() async throws -> Redacted<String> {
        try await begin(StampedLine([Self.resolved, Self.document, Self.resource, Self.door, Self.pushed])).0
    }

    @Test func `walks from the handle to the server that lets people in, and pushes what it asks`() async throws {
        let line = StampedLine([Self.resolved, Self.document, Self.resource, Self.door, Self.pushed])

        let (_, url) = try await begin(line)

        #expect(
            url == "https://door.example/oauth/authorize?client_id="
                + "https%3A%2F%2Fkicau.example%2Foauth%2Fclient-metadata.json&request_uri=urn%3Ax%3Areq-1")
        #expect(line.left[2].call.url == "https://pds.example/.well-known/oauth-protected-resource")
        #expect(line.left[3].call.url == "https://door.example/.well-known/oauth-authorization-server")
        let form = line.left[4].form
        #expect(form["scope"] == "atproto transition:generic" && form["login_hint"] == "ayu.example")
        #expect(form["code_challenge"] == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
        #expect(form["code_challenge_method"] == "S256" && form["state"] == "state-1")
        #expect(form["redirect_uri"] == Self.redirect && form["client_id"] == Self.clientID)
        #expect(form["client_assertion"]?.split(separator: ".").count == 3)
        #expect(line.left[4].proof?["htu"] == "https://door.example/oauth/par")
        #expect(line.left[0].headers["dpop"] == nil)
    }

    @Test(
        arguments: [
            ("issuer", "https://other.example"), ("require_pushed_authorization_requests", false),
            ("client_id_metadata_document_supported", .null), ("authorization_response_iss_parameter_supported", false),
            ("dpop_signing_alg_values_supported", ["RS256"]), ("code_challenge_methods_supported", ["plain"]),
            ("scopes_supported", ["openid"]), ("authorization_endpoint", "javascript:alert(1)"),
            ("authorization_endpoint", "http://door.example/authorize"), ("token_endpoint", .null),
        ] as [(String, JSONValue)])
    func `goes to no server that is not as the protocol asks`(name: String, value: JSONValue) async {
        var told = Self.authority
        told[name] = value
        let line = StampedLine([
            Self.resolved, Self.document, Self.resource, .reply(200, JSONValue.object(told).text), Self.pushed,
        ])

        await #expect { try await begin(line) } throws: { ($0 as? Problem)?.code == .networkAnswer }
        #expect(line.left.count == 4)
    }

    @Test func `says so where a server has no page`() async {
        let line = StampedLine([Self.resolved, Self.document, .reply(404, "no")])

        await #expect { try await begin(line) } throws: { ($0 as? Problem)?.code == .notPossibleNow }
    }

    @Test(arguments: [
        "http://kicau.example/connections/callback", "https://kicau.example:8443/connections/callback",
        "http://localhost:8080/connections/callback", "https://intern/connections/callback", "",
    ])
    func `names an app password where Kicau has no address that servers take`(redirect: String) async {
        let line = StampedLine([])

        await #expect { try await begin(line, redirect: redirect) } throws: {
            ($0 as? Problem)?.code == .notPossibleNow
        }
        #expect(line.left.isEmpty)
    }

    @Test func `on one's own machine the client's name says all, and proves nothing`() async throws {
        let line = StampedLine([Self.resolved, Self.document, Self.resource, Self.door, Self.pushed])

        _ = try await begin(line, redirect: "http://127.0.0.1:8080/connections/callback")

        #expect(
            line.left[4].form["client_id"] == "http://localhost?redirect_uri="
                + "http%3A%2F%2F127.0.0.1%3A8080%2Fconnections%2Fcallback&scope=atproto%20transition%3Ageneric")
        #expect(line.left[4].form["client_assertion"] == nil)
        #expect(Bluesky().clientDocument(redirect: "http://127.0.0.1:8080/connections/callback", app: Self.app) == nil)
    }

    static let token =
        #"{"access_token":"a9","token_type":"DPoP","refresh_token":"r9","scope":"atproto transition:generic","expires_in":900,"sub":"did:plc:ayu"}"#

    @Test func `trades the code with the key it began with`() async throws {
        let began = StampedLine([Self.resolved, Self.document, Self.resource, Self.door, Self.pushed])
        let (kept, _) = try await begin(began)
        let line = StampedLine([.reply(200, Self.token), .reply(200, #"{"value":{"displayName":"Ayu Lestari"}}"#)])

        let found = try await Bluesky().finishSignIn(callback(kept), via: line)

        let account = try #require(found.first)
        #expect(account.remoteID == "did:plc:ayu" && account.handle == "ayu.example")
        #expect(account.server == "https://pds.example" && account.displayName == "Ayu Lestari")
        #expect(account.credentials.refreshToken?.reveal() == "r9")
        #expect(account.credentials.expires == .noon + .minutes(15))
        #expect(account.credentials.scopes == ["atproto", "transition:generic"])
        #expect(account.credentials.binding?.issuer == "https://door.example")
        #expect(account.credentials.binding?.clientID == Self.clientID)
        #expect(line.left[0].call.url == "https://door.example/oauth/token")
        #expect(line.left[0].form["code_verifier"] == "v" && line.left[0].form["code"] == "c1")
        #expect(line.left[0].form["client_secret"] == nil)
        #expect(line.left[0].proofHead?["jwk"] == began.left[4].proofHead?["jwk"])
    }

    @Test(arguments: [
        ["code": "c1"], ["code": "c1", "iss": "https://eve.example"],
        ["error": "access_denied", "iss": "https://door.example"], ["iss": "https://door.example"],
    ])
    func `takes no answer from elsewhere, and no no for a yes`(query: [String: String]) async throws {
        let kept = try await kept()
        let line = StampedLine([.reply(200, Self.token)])

        await #expect { try await Bluesky().finishSignIn(callback(kept, query), via: line) } throws: {
            ($0 as? Problem)?.code == .signInRefused
        }
        #expect(line.left.isEmpty)
    }

    @Test(
        arguments: [
            (Self.token.replacing("did:plc:ayu", with: "did:plc:eve"), Problem.Code.signInRefused),
            (Self.token.replacing("DPoP", with: "Bearer"), .networkAnswer),
            (Self.token.replacing("atproto ", with: ""), .networkAnswer), ("{}", .signInRefused),
        ] as [(String, Problem.Code)])
    func `drops a token that is somebody else's or worth too little`(answer: String, code: Problem.Code) async throws {
        let kept = try await kept()
        let line = StampedLine([.reply(200, answer)])

        await #expect { try await Bluesky().finishSignIn(callback(kept), via: line) } throws: {
            ($0 as? Problem)?.code == code
        }
    }

    @Test func `knows nothing of a sign-in it did not begin`() async {
        let line = StampedLine([])

        await #expect { try await Bluesky().finishSignIn(callback(nil), via: line) } throws: {
            ($0 as? Problem)?.code == .signInRefused
        }
        await #expect { try await Bluesky().finishSignIn(callback(Redacted("{}")), via: line) } throws: {
            ($0 as? Problem)?.code == .signInRefused
        }
        #expect(line.left.isEmpty)
    }

    @Test func `the document says who Kicau is, with the public half of its key only`() throws {
        let document = try #require(Bluesky().clientDocument(redirect: Self.redirect, app: Self.app))
        let keyless = AppKeys(clientID: "", clientSecret: Redacted(""))
        let bare = try #require(Bluesky().clientDocument(redirect: Self.redirect, app: keyless))

        #expect(document["client_id"]?.string == Self.clientID && document["client_uri"] == "https://kicau.example")
        #expect(document["redirect_uris"] == [.string(Self.redirect)])
        #expect(document["scope"] == "atproto transition:generic" && document["dpop_bound_access_tokens"] == true)
        #expect(document["token_endpoint_auth_method"] == "private_key_jwt")
        let key = try #require(document["jwks"]?["keys"]?[0])
        #expect(key["d"] == nil && key["alg"] == "ES256" && key["kid"]?.string?.count == 43)
        #expect(!document.text.contains("seed"))
        #expect(bare["token_endpoint_auth_method"] == "none" && bare["jwks"] == nil)
    }
}
