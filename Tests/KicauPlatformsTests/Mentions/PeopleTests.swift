import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Looking for people to mention")
struct PeopleTests {
    private func find(
        _ name: String, on platform: any Platform, as account: Account, addresses: [String: String] = [:],
        _ answers: ScriptedLine.Answer...
    ) async -> (PeopleFound, ScriptedLine) {
        let line = ScriptedLine(answers)
        let found = await platform.find(name, for: Sample.signedIn(account, addresses: addresses), via: line)
        return (found, line)
    }

    private func person(_ handle: String, _ name: String, _ mention: String? = nil) throws -> FoundPerson {
        try #require(FoundPerson(handle: handle, name: name, mention: mention))
    }

    private static let mastodon = Sample.account(
        "mastodon", handle: "kedai@mastodon.example", server: "https://social.mastodon.example")
    private static let bluesky = Sample.account(
        "bluesky", remoteID: "did:plc:a", handle: "kedai.test", server: "https://pds.example")
    private static let organisation = Sample.account("linkedin", remoteID: "urn:li:organization:7")
    private static let byFacebook = Sample.account("instagram", traits: ["login": "facebook"])

    @Test func `on Mastodon asks the account's server, which calls no other for it`() async throws {
        let answer = #"""
            {"accounts":[{"id":"1","acct":"ayu","display_name":"Ayu <b>"},
            {"id":"2","acct":"ayu@lain.example","display_name":""},{"id":"3"},{"id":"4","acct":"a\nb"}],"statuses":[]}
            """#

        let (found, line) = await find("ayu les", on: Mastodon(), as: Self.mastodon, .reply(200, answer))

        #expect(
            found
                == .people([
                    try person("ayu@mastodon.example", "Ayu <b>"), try person("ayu@lain.example", "ayu@lain.example"),
                ]))
        let call = try #require(line.asked.first?.call)
        #expect(call.url == "https://social.mastodon.example/api/v2/search")
        #expect(call.query.map { "\($0)=\($1)" } == ["q=ayu les", "type=accounts", "resolve=false", "limit=8"])
        #expect(line.asked[0].unit.name == "read")
        #expect(line.asked[0].header("authorization") == "Bearer a1")
    }

    @Test func `on Bluesky asks the network's view through the account's server`() async throws {
        let answer = #"""
            {"actors":[{"did":"did:plc:b","handle":"ayu-lestari.test","displayName":"Ayu"},
            {"did":"did:plc:c","handle":"handle.invalid"},{"did":"did:plc:d","handle":"ayu"},{"did":"did:plc:e"}]}
            """#

        let (found, line) = await find("ayu", on: Bluesky(), as: Self.bluesky, .reply(200, answer))

        #expect(found == .people([try person("ayu-lestari.test", "Ayu")]))
        let call = try #require(line.asked.first?.call)
        #expect(call.url == "https://pds.example/xrpc/app.bsky.actor.searchActorsTypeahead")
        #expect(call.query.map { "\($0)=\($1)" } == ["q=ayu", "limit=8"])
        #expect(line.asked[0].header("atproto-proxy") == "did:web:api.bsky.app#bsky_appview")
    }

    @Test func `on X asks for one whole handle at the price of a user`() async throws {
        let (found, line) = await find(
            "ayu_l", on: X(), as: Sample.account("x"),
            .reply(200, #"{"data":{"id":"7","name":"Ayu","username":"Ayu_L"}}"#))

        #expect(found == .people([try person("Ayu_L", "Ayu")]))
        #expect(line.asked[0].call.url == "https://api.x.com/2/users/by/username/ayu_l")
        #expect(line.asked[0].unit == MeterUnit("user_read"))
    }

    @Test func `on X finds nobody where the answer says so, and asks for nothing that is no handle`() async {
        let missing =
            #"{"errors":[{"title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found"}]}"#

        let (nobody, _) = await find("ayu", on: X(), as: Sample.account("x"), .reply(200, missing))
        let (none, line) = await find("../me", on: X(), as: Sample.account("x"))

        #expect(nobody == .people([]) && none == .people([]))
        #expect(line.asked.isEmpty)
    }

    @Test func `on LinkedIn finds an organisation and writes its name and number`() async throws {
        let answer = #"""
            {"elements":[{"id":123,"localizedName":"Kedai Aksara","vanityName":"kedai-aksara"},
            {"id":124,"localizedName":"Kedai [2]","vanityName":"kedai-2"},{"localizedName":"Tanpa nomor"}]}
            """#

        let (found, line) = await find("kedai-aksara", on: LinkedIn(), as: Self.organisation, .reply(200, answer))

        #expect(
            found
                == .people([
                    try person("kedai-aksara", "Kedai Aksara", "@[Kedai Aksara](urn:li:organization:123)")
                ]))
        let call = try #require(line.asked.first?.call)
        #expect(call.url == "https://api.linkedin.com/rest/organizations")
        #expect(call.query.map { "\($0)=\($1)" } == ["q=vanityName", "vanityName=kedai-aksara"])
        #expect(LinkedInMentions(in: "Oleh @[Kedai Aksara](urn:li:organization:123)").shown == "Oleh Kedai Aksara")
    }

    @Test func `on Threads looks up one profile, and says which permission is missing`() async throws {
        let (found, line) = await find(
            "kedai.aksara", on: Threads(), as: Sample.account("threads"),
            .reply(200, #"{"username":"kedai.aksara","name":"Kedai Aksara","is_verified":false}"#))
        let (refused, _) = await find(
            "kedai.aksara", on: Threads(), as: Sample.account("threads"),
            .reply(403, #"{"error":{"message":"no","type":"OAuthException","code":200}}"#))
        let (nobody, _) = await find(
            "tidak.ada", on: Threads(), as: Sample.account("threads"),
            .reply(400, #"{"error":{"message":"no","code":24,"error_subcode":4279009}}"#))

        #expect(found == .people([try person("kedai.aksara", "Kedai Aksara")]))
        #expect(line.asked[0].call.url == "https://graph.threads.net/v1.0/profile_lookup")
        #expect(line.asked[0].query("username") == "kedai.aksara")
        guard case .refused(let refusal) = refused else {
            Issue.record("\(refused)")
            return
        }
        #expect(refusal.what.description.contains("threads_profile_discovery"))
        #expect(nobody == .people([]))
    }

    @Test func `on Threads asks at the sign-in only where the app has the permission`() {
        func scopes(_ addresses: [String: String]) -> [String] {
            Threads().scopes(AppKeys(clientID: "a", clientSecret: Redacted("b"), addresses: addresses))
        }

        #expect(!scopes([:]).contains("threads_profile_discovery"))
        #expect(scopes(["threadsProfiles": "yes"]).last == "threads_profile_discovery")
    }

    @Test func `on Instagram goes by the account that asks, for accounts connected by Facebook`() async throws {
        let (found, line) = await find(
            "kedai.aksara", on: Instagram(), as: Self.byFacebook,
            .reply(200, #"{"business_discovery":{"username":"kedai.aksara","name":"Kedai","id":"9"},"id":"42"}"#))
        let (nobody, _) = await find(
            "tidak.ada", on: Instagram(), as: Self.byFacebook,
            .reply(400, #"{"error":{"message":"Invalid user id","code":110,"error_subcode":2207013}}"#))
        let (other, silent) = await find("kedai.aksara", on: Instagram(), as: Sample.account("instagram"))

        #expect(found == .people([try person("kedai.aksara", "Kedai")]))
        #expect(line.asked[0].call.url == "https://graph.facebook.com/v23.0/42")
        #expect(line.asked[0].query("fields") == "business_discovery.username(kedai.aksara){username,name}")
        #expect(nobody == .people([]))
        #expect(other == .notOffered && silent.asked.isEmpty)
    }

    @Test(arguments: ["a){id},x", "", ".ayu", "ayu..l", "ayu lestari", String(repeating: "a", count: 31)])
    func `on Instagram puts nothing but a name into its expression`(name: String) async {
        let (found, line) = await find(name, on: Instagram(), as: Self.byFacebook)

        #expect(found == .people([]) && line.asked.isEmpty)
    }

    @Test func `on Facebook is offered to nobody`() async {
        let (found, line) = await find("kedai", on: Facebook(), as: Sample.account("facebook"))

        #expect(found == .notOffered && line.asked.isEmpty)
        guard case .none = Facebook().peopleSearch(for: Sample.account("facebook")) else {
            Issue.record("Facebook offers a search")
            return
        }
    }

    @Test func `ends as any call does where the network says no, waits or is silent`() async {
        let account = Self.mastodon
        let (no, _) = await find(
            "ayu", on: Mastodon(), as: account, .reply(401, #"{"error":"The access token is invalid"}"#))
        let (wait, _) = await find("ayu", on: Mastodon(), as: account, .reply(429, #"{"error":"Too many requests"}"#))
        let (silent, _) = await find("ayu", on: Mastodon(), as: account, .noAnswer)
        let (forbidden, _) = await find(
            "ayu", on: Mastodon(), as: account,
            .reply(403, #"{"error":"This action is outside the authorized scopes"}"#))

        guard case .signedOut = no, case .postponed(_, .rateLimited) = wait, case .postponed(_, .unreachable) = silent,
            case .refused = forbidden
        else {
            Issue.record("\(no) \(wait) \(silent) \(forbidden)")
            return
        }
    }
}
