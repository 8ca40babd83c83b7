import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Connecting a LinkedIn account")
struct LinkedInSignInTests {
    func callback(_ addresses: [String: String] = [:]) -> SignInCallback {
        SignInCallback(
            app: AppKeys(clientID: "app", clientSecret: Redacted("secret"), addresses: addresses),
            redirect: "https://kicau.example/back", verifier: "v", server: nil, query: ["code": "c1"], now: .noon)
    }

    static let token = #"{"access_token":"a2","expires_in":5184000,"scope":"openid,profile,w_member_social"}"#

    @Test func `finds the member`() async throws {
        let line = ScriptedLine([.reply(200, Self.token), .reply(200, #"{"sub":"abc","name":"Ayu Lestari"}"#)])

        let found = try await LinkedIn().finishSignIn(callback(), via: line)

        #expect(found.map(\.remoteID) == ["urn:li:person:abc"])
        #expect(found[0].credentials.expires == .noon + .days(60))
        #expect(found[0].credentials.scopes == ["openid", "profile", "w_member_social"])
        #expect(line.asked[0].form["client_secret"] == "secret")
    }

    @Test func `finds the organisations of an app made for them`() async throws {
        let line = ScriptedLine([
            .reply(200, Self.token),
            .reply(200, #"{"elements":[{"organization":"urn:li:organization:9","role":"ADMINISTRATOR"}]}"#),
            .reply(200, #"{"localizedName":"Kedai Aksara","vanityName":"kedai-aksara"}"#),
        ])

        let found = try await LinkedIn().finishSignIn(callback(["audience": "organisations"]), via: line)

        #expect(found.map(\.remoteID) == ["urn:li:organization:9"])
        #expect(found[0].handle == "kedai-aksara")
    }

    @Test func `asks for organisation rights only of such an app`() {
        let member = AppKeys(clientID: "", clientSecret: Redacted(""))
        let house = AppKeys(clientID: "", clientSecret: Redacted(""), addresses: ["audience": "organisations"])

        #expect(LinkedIn.scopes(member, members: LinkedIn().signIn.scopes) == ["openid", "profile", "w_member_social"])
        #expect(LinkedIn.scopes(house, members: []).contains("w_organization_social"))
    }

    @Test func `asks for numbers, and no OpenID Connect, only of an app with the Community Management API`() {
        let counting = AppKeys(clientID: "", clientSecret: Redacted(""), addresses: ["memberAnalytics": "yes"])
        let member = Sample.account("linkedin", remoteID: "urn:li:person:abc")

        #expect(
            LinkedIn.scopes(counting, members: LinkedIn().signIn.scopes) == [
                "r_basicprofile", "w_member_social", "w_member_social_feed", "r_member_postAnalytics",
                "r_member_profileAnalytics",
            ])
        #expect(LinkedIn().missingScopes(among: LinkedIn.countingScopes, of: member).isEmpty)
        #expect(LinkedIn().missingScopes(among: LinkedIn.memberScopes, of: member).isEmpty)
        #expect(
            LinkedIn().missingScopes(among: ["r_basicprofile", "w_member_social"], of: member) == [
                "w_member_social_feed", "r_member_postAnalytics", "r_member_profileAnalytics",
            ])
    }

    @Test func `finds the member of such an app by the basic profile`() async throws {
        let scope = LinkedIn.countingScopes.joined(separator: ",")
        let line = ScriptedLine([
            .reply(200, #"{"access_token":"a2","expires_in":5184000,"scope":"\#(scope)"}"#),
            .reply(200, #"{"id":"abc","localizedFirstName":"Ayu","localizedLastName":"Lestari"}"#),
        ])

        let found = try await LinkedIn().finishSignIn(callback(["memberAnalytics": "yes"]), via: line)

        #expect(found.map(\.remoteID) == ["urn:li:person:abc"] && found.map(\.displayName) == ["Ayu Lestari"])
        #expect(line.asked.last?.call.url == "https://api.linkedin.com/v2/me")
    }

    @Test func `signs out only when the time is over or LinkedIn says no`() async {
        func signedIn(refresh: String?, expires: Instant) -> SignedIn {
            SignedIn(
                account: Sample.account("linkedin"),
                credentials: Credentials(
                    accessToken: Redacted("a1"), refreshToken: refresh.map { Redacted($0) }, expires: expires),
                app: AppKeys(clientID: "app", clientSecret: Redacted("secret")))
        }
        let live = await LinkedIn().refresh(
            signedIn(refresh: nil, expires: .noon + .days(1)), now: .noon, via: ScriptedLine([]))
        let over = await LinkedIn().refresh(signedIn(refresh: nil, expires: .noon), now: .noon, via: ScriptedLine([]))
        let refused = await LinkedIn().refresh(
            signedIn(refresh: "r1", expires: .noon), now: .noon,
            via: ScriptedLine([.reply(400, #"{"error":"invalid_grant"}"#)]))
        let blip = await LinkedIn().refresh(
            signedIn(refresh: "r1", expires: .noon), now: .noon, via: ScriptedLine([.noAnswer]))

        guard case .notNeeded = live, case .signedOut = over, case .signedOut = refused, case .tryLater = blip else {
            return #expect(Bool(false))
        }
    }
}
