import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Connecting an Instagram account")
struct InstagramSignInTests {
    func callback(_ addresses: [String: String] = [:]) -> SignInCallback {
        SignInCallback(
            app: AppKeys(clientID: "app", clientSecret: Redacted("secret"), addresses: addresses),
            redirect: "https://kicau.example/back", verifier: "v", server: nil, query: ["code": "c1#_"], now: .noon)
    }

    let long = ScriptedLine.Answer.reply(200, #"{"access_token":"long","token_type":"bearer","expires_in":5184000}"#)
    let me = ScriptedLine.Answer.reply(200, #"{"user_id":"1784","id":"9","username":"kedai.aksara","name":""}"#)

    @Test(arguments: [
        #"{"access_token":"short","user_id":9,"permissions":"instagram_business_basic,instagram_business_content_publish"}"#,
        #"{"data":[{"access_token":"short","permissions":["instagram_business_content_publish"]}]}"#,
        #"{"access_token":"short"}"#,
    ])
    func `trades the code for a token of sixty days, in either form of the answer`(first: String) async throws {
        let line = ScriptedLine([.reply(200, first), long, me])

        let found = try await Instagram().finishSignIn(callback(), via: line)

        #expect(found.map(\.remoteID) == ["1784"])
        #expect(found.first?.displayName == "kedai.aksara")
        #expect(found.first?.credentials.accessToken == Redacted("long"))
        #expect(found.first?.credentials.expires == .noon + .days(60))
        #expect(line.asked[0].call.url == "https://api.instagram.com/oauth/access_token")
        #expect(line.asked[0].form["code"] == "c1")
        #expect(line.asked[1].call.url == "https://graph.instagram.com/access_token")
        #expect(line.asked[1].query("grant_type") == "ig_exchange_token")
    }

    @Test func `is refused when publishing was unticked`() async {
        let line = ScriptedLine([.reply(200, #"{"access_token":"short","permissions":"instagram_business_basic"}"#)])

        let problem = await #expect(throws: Problem.self) {
            _ = try await Instagram().finishSignIn(callback(), via: line)
        }
        #expect(problem?.code == .signInRefused)
    }

    @Test(arguments: [
        #"{"error_type":"OAuthException","code":400,"error_message":"Matching code was not found or was already used"}"#,
        MetaSample.error(100, 36009), MetaSample.error(100, 33),
    ])
    func `is started again when the code was used before`(answer: String) async {
        let problem = await #expect(throws: Problem.self) {
            _ = try await Instagram().finishSignIn(callback(), via: ScriptedLine([.reply(400, answer)]))
        }

        #expect(problem?.code == .signInRefused)
        #expect(problem?.toDo.description.hasPrefix("Start connecting") == true)
    }

    @Test func `is not refused by a network that could not answer`() async {
        let problem = await #expect(throws: Problem.self) {
            _ = try await Instagram().finishSignIn(callback(), via: ScriptedLine([.reply(503, "busy")]))
        }

        #expect(problem?.code == .networkAnswer)
    }

    @Test func `finds the accounts behind the pages when the app uses Facebook Login`() async throws {
        let line = ScriptedLine([
            .reply(200, #"{"access_token":"short"}"#), long,
            .reply(
                200,
                #"{"data":[{"permission":"instagram_basic","status":"granted"},"#
                    + #"{"permission":"instagram_content_publish","status":"granted"}]}"#),
            .reply(
                200,
                #"{"data":[{"id":"1","access_token":"page","instagram_business_account":{"id":"1784","username":"kedai"}},"#
                    + #"{"id":"2","access_token":"other"}]}"#),
        ])

        let found = try await Instagram().finishSignIn(callback(["login": "facebook"]), via: line)

        #expect(found.map(\.remoteID) == ["1784"])
        #expect(found.first?.traits == ["login": "facebook"])
        #expect(found.first?.credentials.accessToken == Redacted("page"))
        #expect(found.first?.credentials.scopes == ["instagram_basic", "instagram_content_publish"])
    }

    func refreshed(_ answer: ScriptedLine.Answer, expires: Instant?) async -> (Refreshed, Int) {
        let line = ScriptedLine([answer])
        let signedIn = SignedIn(
            account: Sample.account("instagram"),
            credentials: Credentials(accessToken: Redacted("old"), expires: expires),
            app: AppKeys(clientID: "app", clientSecret: Redacted("secret")))
        return (await Instagram().refresh(signedIn, now: .noon, via: line), line.asked.count)
    }

    @Test func `renews its token, which is left alone on its first day`() async {
        let (renewed, _) = await refreshed(long, expires: .noon + .days(50))
        let (young, calls) = await refreshed(long, expires: .noon + .days(60))

        guard case .renewed(let credentials) = renewed, case .notNeeded = young else {
            Issue.record("\(renewed) \(young)")
            return
        }
        #expect(credentials.accessToken == Redacted("long"))
        #expect(credentials.expires == .noon + .days(60))
        #expect(calls == 0)
    }

    @Test(arguments: [
        (ScriptedLine.Answer.noAnswer, "tryLater"), (.neverLeft, "tryLater"), (.reply(500, ""), "tryLater"),
        (.reply(400, MetaSample.error(4)), "tryLater"), (.reply(400, MetaSample.error(190, 463)), "signedOut"),
    ])
    func `is signed out by a clear no only`(answer: ScriptedLine.Answer, wanted: String) async {
        let (refreshed, _) = await refreshed(answer, expires: .noon + .days(50))

        #expect("\(refreshed)".hasPrefix(wanted))
    }
}
