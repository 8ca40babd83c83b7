import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Connecting an X account")
struct XSignInTests {
    let app = AppKeys(clientID: "app", clientSecret: Redacted("s:ecret"))
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    func callback(_ query: [String: String]) -> SignInCallback {
        SignInCallback(
            app: app, redirect: "https://kicau.example/back", verifier: verifier, server: nil, query: query, now: .noon)
    }

    @Test func `sends the browser to X with PKCE`() async throws {
        let request = SignInRequest(
            app: app, redirect: "https://kicau.example/back", state: "s1", verifier: verifier, now: .noon)

        guard case .redirect(let url, _) = try await X().beginSignIn(request, via: ScriptedLine([])) else {
            return #expect(Bool(false))
        }

        #expect(url.hasPrefix("https://x.com/i/oauth2/authorize?response_type=code&client_id=app&"))
        #expect(url.contains("code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"))
        #expect(
            url.contains(
                "scope=tweet.read%20tweet.write%20tweet.moderate.write%20users.read%20media.write%20offline.access"))
        #expect(url.contains("redirect_uri=https%3A%2F%2Fkicau.example%2Fback"))
    }

    @Test func `trades the code and asks who it is`() async throws {
        let line = ScriptedLine([
            .reply(
                200,
                #"{"token_type":"bearer","expires_in":7200,"access_token":"a2","scope":"tweet.read tweet.write","refresh_token":"r2"}"#
            ),
            .reply(200, #"{"data":{"id":"42","name":"Ayu","username":"ayu_lestari","subscription_type":"Premium"}}"#),
        ])

        let found = try await X().finishSignIn(callback(["code": "c1"]), via: line)

        #expect(found.map(\.remoteID) == ["42"])
        #expect(found[0].traits["longPosts"] == true)
        #expect(found[0].credentials.expires == .noon + .hours(2))
        #expect(found[0].credentials.scopes == ["tweet.read", "tweet.write"])
        #expect(line.asked[0].form["code_verifier"] == verifier)
        #expect(line.asked[0].header("authorization") == "Basic YXBwOnMlM0FlY3JldA==")
        #expect(line.asked[1].header("authorization") == "Bearer a2")
    }

    @Test func `tells why X did not let us in`() async {
        await #expect(throws: Problem.self) {
            try await X().finishSignIn(callback(["error": "access_denied"]), via: ScriptedLine([]))
        }
    }

    @Test func `asks for keys first`() async {
        let request = SignInRequest(app: nil, redirect: "r", state: "s", verifier: verifier, now: .noon)

        await #expect { try await X().beginSignIn(request, via: ScriptedLine([])) } throws: {
            ($0 as? Problem)?.code == .appKeysMissing
        }
    }

    @Test func `keeps the new refresh token of each rotation`() async {
        let line = ScriptedLine([.reply(200, #"{"access_token":"a2","refresh_token":"r2","expires_in":7200}"#)])

        let refreshed = await X().refresh(Sample.signedIn(Sample.account("x")), now: .noon, via: line)

        guard case .renewed(let credentials) = refreshed else { return #expect(Bool(false)) }
        #expect(credentials.refreshToken?.reveal() == "r2")
        #expect(line.asked[0].form["refresh_token"] == "r1")
    }

    @Test(arguments: [
        ScriptedLine.Answer.noAnswer, .neverLeft, .reply(503, ""), .reply(429, "{}"), .reply(400, "<html>"),
    ])
    func `a blip signs nobody out`(answer: ScriptedLine.Answer) async {
        let refreshed = await X().refresh(
            Sample.signedIn(Sample.account("x")), now: .noon, via: ScriptedLine([answer]))

        guard case .tryLater = refreshed else { return #expect(Bool(false)) }
    }

    @Test(arguments: [
        #"{"error":"invalid_grant","error_description":"gone"}"#,
        #"{"error":"invalid_request","error_description":"Value passed for the token was invalid."}"#,
    ])
    func `a clear no does`(answer: String) async {
        let refreshed = await X().refresh(
            Sample.signedIn(Sample.account("x")), now: .noon, via: ScriptedLine([.reply(400, answer)]))

        guard case .signedOut = refreshed else { return #expect(Bool(false)) }
    }
}
