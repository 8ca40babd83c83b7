import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("Members' numbers on the rehearsed LinkedIn", .serialized)
struct LinkedInNumberTests {
    private static let scopes =
        "r_basicprofile w_member_social r_member_postAnalytics r_member_profileAnalytics"

    /// A token as a member gives one, by LinkedIn's own page.
    private func calls(_ world: Rehearsal, scopes: String = Self.scopes) async throws -> LinkedInCalls {
        let person = try #require(try world.control("linkedin").people.first { $0.handle == "ayu-lestari" })
        let back = "http://localhost:7777/linkedin"
        let asked = [
            ("response_type", "code"), ("client_id", "rehearsal-app"), ("redirect_uri", back), ("state", "s"),
            ("scope", scopes), ("account", person.id),
        ]
        let decided = try await world.call("POST", "linkedin", "/oauth/v2/authorization", body: .form(asked))
        let place = try #require(decided.header("location"))
        let code = try #require(URLComponents(string: place)?.queryItems?.first { $0.name == "code" }?.value)
        let form = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", back),
            ("client_id", "rehearsal-app"), ("client_secret", "rehearsal-secret"),
        ]
        let given = try await world.call("POST", "linkedin", "/oauth/v2/accessToken", body: .form(form))
        return LinkedInCalls(world: world, token: try #require(given["access_token"]?.string))
    }

    private static func path(_ entity: String, _ type: String = "IMPRESSION", _ aggregation: String = "TOTAL") -> String
    {
        "/rest/memberCreatorPostAnalytics?q=entity&entity=\(entity)&queryType=\(type)&aggregation=\(aggregation)"
    }

    private func post(_ world: Rehearsal, by handle: String, views: Int) throws -> String {
        var counts = LivePost.Counts()
        (counts.views, counts.likes) = (views, 31)
        let post = try #require(
            try world.control("linkedin").seed(SeedPost(account: handle, text: "Kopi", counts: counts)))
        return "(share:\(Rehearsal.encoded(post.id)))"
    }

    @Test func `are told one by one, of one post or of all`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = try await calls(world)
            let first = try post(world, by: "ayu-lestari", views: 410)
            _ = try post(world, by: "ayu-lestari", views: 90)

            let views = try await calls.call("GET", Self.path(first))
            let likes = try await calls.call("GET", Self.path(first, "REACTION"))
            let all = try await calls.call(
                "GET", "/rest/memberCreatorPostAnalytics?q=me&queryType=IMPRESSION&aggregation=TOTAL")

            #expect(views["elements"]?[0]?["count"] == 410 && likes["elements"]?[0]?["count"] == 31)
            #expect(views["elements"]?[0]?["metricType"] == "IMPRESSION")
            #expect(views["elements"]?[0]?["targetEntity"]?["share"]?.string?.hasPrefix("urn:li:share:") == true)
            #expect(all["elements"]?[0]?["count"] == 500 && all["elements"]?[0]?["targetEntity"] == nil)
        }
    }

    @Test func `name their kind by its full type before May 2026`() async throws {
        try await Rehearsal.running("linkedin") { world in
            var calls = try await calls(world)
            calls.version = "202604"

            let told = try await calls.call("GET", Self.path(try post(world, by: "ayu-lestari", views: 1)))

            #expect(told["elements"]?[0]?["metricType"]?.object?.values.map(\.string) == ["IMPRESSION"])
        }
    }

    @Test func `are refused without the scope, of others' posts, and in another form`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = try await calls(world)
            let plain = try await self.calls(world, scopes: "openid profile w_member_social")
            let ours = try post(world, by: "ayu-lestari", views: 1)
            let theirs = try post(world, by: "bima-pratama", views: 1)
            let bare = Rehearsal.encoded("urn:li:share:1")

            let scopeless = try await plain.call("GET", Self.path(ours))
            let others = try await calls.call("GET", Self.path(theirs))
            let form = try await calls.call("GET", Self.path(bare))
            let kind = try await calls.call("GET", Self.path(ours, "WINKS"))
            let days = try await calls.call("GET", Self.path(ours, "IMPRESSION", "DAILY"))
            let none = try await calls.call("GET", Self.path("(share:\(bare))"))

            #expect(statuses(scopeless, others, form, kind, days, none) == [403, 403, 400, 400, 400, 404])
            #expect(scopeless["serviceErrorCode"] == 100 && scopeless["code"] == "ACCESS_DENIED")
        }
    }

    @Test func `count followers, and name the member without OpenID Connect`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = try await calls(world)
            let plain = try await self.calls(world, scopes: "openid profile w_member_social")
            let person = try #require(try world.control("linkedin").people.first { $0.handle == "ayu-lestari" })

            let followers = try await calls.call("GET", "/rest/memberFollowersCount?q=me")
            let me = try await calls.call("GET", "/v2/me")
            let openID = try await calls.call("GET", "/v2/userinfo")
            let refusals = [
                try await plain.call("GET", "/rest/memberFollowersCount?q=me"), try await plain.call("GET", "/v2/me"),
            ]

            #expect(followers["elements"]?[0]?["memberFollowersCount"] == .integer(Int64(person.followers)))
            #expect(me["id"]?.string == person.id && me["localizedFirstName"] == "Ayu")
            #expect(openID.status == 403)
            #expect(refusals.map(\.status) == [403, 403])
        }
    }
}
