import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Connecting Facebook pages")
struct FacebookSignInTests {
    static let app = AppKeys(clientID: "app", clientSecret: Redacted("secret"))

    func callback(_ query: [String: String] = ["code": "c1#_"]) -> SignInCallback {
        SignInCallback(
            app: Self.app, redirect: "https://kicau.example/back", verifier: "v", server: nil, query: query, now: .noon)
    }

    let granted =
        #"{"data":[{"permission":"pages_show_list","status":"granted"},"#
        + #"{"permission":"pages_manage_posts","status":"granted"}]}"#

    @Test func `begins at Facebook's own page`() async throws {
        let request = SignInRequest(
            app: Self.app, redirect: "https://kicau.example/back", state: "s1", verifier: "v", now: .noon)

        guard case .redirect(let url, _) = try await Facebook().beginSignIn(request, via: ScriptedLine([])) else {
            Issue.record("no redirect")
            return
        }

        #expect(url.hasPrefix("https://www.facebook.com/v23.0/dialog/oauth?response_type=code&client_id=app&"))
        #expect(url.contains("scope=pages_show_list%2Cpages_manage_posts%2C"))
        #expect(url.contains("state=s1"))
    }

    @Test func `gives every page its own lasting token`() async throws {
        let line = ScriptedLine([
            .reply(200, #"{"access_token":"short","expires_in":3600}"#),
            .reply(200, #"{"access_token":"long","expires_in":5184000}"#), .reply(200, granted),
            .reply(
                200,
                #"{"data":[{"id":"42","name":"Kedai Aksara","access_token":"page","tasks":["CREATE_CONTENT"]},"#
                    + #"{"id":"43","name":"Lain","access_token":"other","tasks":["ANALYZE"]}]}"#),
        ])

        let found = try await Facebook().finishSignIn(callback(), via: line)

        #expect(found.map(\.remoteID) == ["42"])
        #expect(found.first?.credentials.accessToken == Redacted("page"))
        #expect(found.first?.credentials.expires == nil)
        // What was unticked is missing, and said to be.
        #expect(found.first?.credentials.scopes == ["pages_show_list", "pages_manage_posts"])
        let missing = Facebook().missingScopes(
            among: found.first?.credentials.scopes ?? [], of: Sample.account("facebook"))
        #expect(missing.contains("pages_read_user_content"))
        #expect(line.asked[0].query("code") == "c1")
        #expect(line.asked[1].query("fb_exchange_token") == "short")
        #expect(line.asked[3].header("authorization") == "Bearer long")
    }

    @Test func `is refused when publishing was unticked`() async {
        let line = ScriptedLine([
            .reply(200, #"{"access_token":"short"}"#), .reply(200, #"{"access_token":"long"}"#),
            .reply(200, #"{"data":[{"permission":"pages_manage_posts","status":"declined"}]}"#),
        ])

        let problem = await #expect(throws: Problem.self) {
            _ = try await Facebook().finishSignIn(callback(), via: line)
        }
        #expect(problem?.code == .signInRefused)
    }

    @Test func `tells a person's no and a dead line apart`() async {
        let no = await #expect(throws: Problem.self) {
            _ = try await Facebook().finishSignIn(callback(["error": "access_denied"]), via: ScriptedLine([]))
        }
        let dead = await #expect(throws: Problem.self) {
            _ = try await Facebook().finishSignIn(callback(), via: ScriptedLine([.neverLeft]))
        }

        #expect(no?.code == .signInRefused)
        #expect(dead?.code == .networkUnreachable)
    }

    @Test func `asks whose token it is`() async {
        let line = ScriptedLine([.reply(200, #"{"id":"42","name":"Kedai Aksara"}"#)])

        let identity = await Facebook().whoAmI(MetaSample.signedIn("facebook"), via: line)

        guard case .known("42", "Kedai Aksara", "Kedai Aksara", _) = identity else {
            Issue.record("\(identity)")
            return
        }
    }
}
