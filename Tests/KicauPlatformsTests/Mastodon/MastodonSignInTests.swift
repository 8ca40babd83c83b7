import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Connecting a Mastodon account")
struct MastodonSignInTests {
    func request(_ server: String, app: AppKeys? = nil) -> SignInRequest {
        SignInRequest(
            app: app, redirect: "https://kicau.example/back", state: "s1", verifier: "v", server: server, now: .noon)
    }

    @Test(arguments: [
        ("mastodon.example", "https://mastodon.example"), (" @ayu@Mastodon.example ", "https://mastodon.example"),
        ("https://mastodon.example/about", "https://mastodon.example"), ("m.example:8443", "https://m.example:8443"),
        ("http://127.0.0.1:8086", "http://127.0.0.1:8086"), ("ayu@m.example", "https://m.example"),
    ])
    func `reads the server's address as people write it`(text: String, origin: String) throws {
        #expect(try Mastodon.origin(of: text) == origin)
    }

    @Test(arguments: ["", "ayu", "ftp://m.example", "@@", "https://"])
    func `refuses what is no server`(text: String) {
        #expect { try Mastodon.origin(of: text) } throws: { ($0 as? Problem)?.code == .unknownServer }
    }

    @Test func `registers itself once and sends the browser there`() async throws {
        let line = ScriptedLine([.reply(404, "{}"), .reply(200, #"{"client_id":"c1","client_secret":"s1"}"#)])

        guard case .redirect(let url, let app) = try await Mastodon().beginSignIn(request("m.example"), via: line)
        else { return #expect(Bool(false)) }
        _ = try await Mastodon().beginSignIn(request("m.example", app: app), via: line)

        #expect(app.clientID == "c1")
        #expect(line.asked.count == 2)
        let scopes =
            "read:accounts read:statuses read:notifications read:search write:statuses write:media write:favourites"
        #expect(line.asked[1].json?["scopes"]?.string == scopes)
        #expect(url.hasPrefix("https://m.example/oauth/authorize?response_type=code&client_id=c1&"))
        #expect(url.contains("code_challenge_method=S256"))
    }

    @Test func `registers anew where it may ask for less than it needs today`() async throws {
        let line = ScriptedLine([.reply(404, "{}"), .reply(200, #"{"client_id":"c2","client_secret":"s2"}"#)])
        let old = AppKeys(clientID: "c1", clientSecret: Redacted("s1"), addresses: ["scopes": "read:accounts write"])

        guard case .redirect(_, let app) = try await Mastodon().beginSignIn(request("m.example", app: old), via: line)
        else { return #expect(Bool(false)) }

        #expect(app.clientID == "c2")
    }

    @Test func `says when there is no such server there`() async {
        for answer in [ScriptedLine.Answer.reply(404, "<html>"), .reply(200, "hello")] {
            await #expect {
                try await Mastodon().beginSignIn(request("m.example"), via: ScriptedLine([.reply(404, ""), answer]))
            } throws: {
                ($0 as? Problem)?.code == .unknownServer
            }
        }
    }

    @Test func `learns the account and the server's limits`() async throws {
        let line = ScriptedLine([
            .reply(200, #"{"access_token":"a2","token_type":"Bearer","scope":"read:accounts","created_at":1}"#),
            .reply(
                200,
                #"{"id":"42","username":"ayu","display_name":"","uri":"https://m.example/users/ayu","source":{"privacy":"unlisted","language":"id"}}"#
            ),
            .reply(404, "{}"), .reply(200, #"{"uri":"m.example","version":"2.9.0","max_toot_chars":800}"#),
            .reply(200, Self.places("https://m.example")), .reply(200, #"{"software":{"name":"mastodon"}}"#),
        ])
        let callback = SignInCallback(
            app: AppKeys(clientID: "c1", clientSecret: Redacted("s1")), redirect: "https://kicau.example/back",
            verifier: "v", server: "m.example", query: ["code": "x"], now: .noon)

        let found = try await Mastodon().finishSignIn(callback, via: line)

        #expect(found.count == 1)
        #expect(found[0].handle == "ayu@m.example")
        #expect(found[0].displayName == "ayu")
        #expect(found[0].server == "https://m.example")
        #expect(found[0].traits["maxCharacters"] == 800)
        #expect(found[0].traits["visibility"] == "unlisted")
        #expect(found[0].traits["actor"] == "https://m.example/users/ayu")
        #expect(line.asked.map(\.unit.name) == ["token", "identity", "read", "read", "read", "read"])
    }

    private static func places(_ origin: String) -> String {
        #"{"links":[{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":"\#(origin)/nodeinfo/2.0"}]}"#
    }

    @Test func `asks Pixelfed for the wide scopes, which are all it knows`() async throws {
        let line = ScriptedLine([
            .reply(200, Self.places("https://p.example")), .reply(200, #"{"software":{"name":"pixelfed"}}"#),
            .reply(200, #"{"client_id":"c1","client_secret":"s1"}"#),
        ])

        guard case .redirect(let url, let app) = try await Mastodon().beginSignIn(request("p.example"), via: line)
        else { return #expect(Bool(false)) }
        guard case .redirect(let again, _) = try await Mastodon().beginSignIn(request("p.example", app: app), via: line)
        else { return #expect(Bool(false)) }

        #expect(line.asked.count == 3)
        #expect(line.asked[2].json?["scopes"]?.string == "read write")
        #expect(url.contains("scope=read%20write&") && again.contains("scope=read%20write&"))
    }

    @Test func `lets no server send it to another one for its name`() async throws {
        let line = ScriptedLine([
            .reply(200, Self.places("https://inner.example")), .reply(200, #"{"client_id":"c1","client_secret":"s1"}"#),
        ])

        _ = try await Mastodon().beginSignIn(request("m.example"), via: line)

        #expect(line.asked.map(\.call.url).last == "https://m.example/api/v1/apps")
    }

    @Test func `has nothing to refresh`() async {
        let signedIn = Sample.signedIn(Sample.account("mastodon"), refresh: nil)

        guard case .notNeeded = await Mastodon().refresh(signedIn, now: .noon, via: ScriptedLine([])) else {
            return #expect(Bool(false))
        }
    }
}
