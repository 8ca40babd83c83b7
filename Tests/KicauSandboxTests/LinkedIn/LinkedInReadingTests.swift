import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("Reading and signing in to the rehearsed LinkedIn", .serialized)
struct LinkedInReadingTests {
    @Test func `finds the posts of a page, and never those of a member`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
            let me = try LinkedInCalls.member(world, "ayu-lestari")
            _ = try await calls.posted(LinkedInCalls.organisation, #"Buka \(jam 7\)"#)
            _ = try await calls.posted(me, "Pribadi")
            func find(_ author: String) async throws -> Answer {
                try await calls.call(
                    "GET", "/rest/posts?author=\(Rehearsal.encoded(author))&q=author&count=10&sortBy=LAST_MODIFIED",
                    extra: [("X-RestLi-Method", "FINDER")]
                )
            }

            let page = try await find(LinkedInCalls.organisation)
            let member = try await find(me)

            #expect(page["elements"]?.array?.count == 1)
            #expect(page["elements"]?[0]?["commentary"]?.string == #"Buka \(jam 7\)"#)
            #expect(member.status == 403)
        }
    }

    @Test func `keeps comments, in the order they came`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
            let urn = try #require(
                try await calls.posted(LinkedInCalls.organisation, "Baca ini").header("x-restli-id")
            )
            let path = "/rest/socialActions/\(Rehearsal.encoded(urn))/comments"
            let body: JSONValue = [
                "actor": .string(LinkedInCalls.organisation), "object": .string(urn),
                "message": ["text": "https://example.org"],
            ]

            let made = try await calls.call("POST", path, json: body)
            let listed = try await calls.call("GET", path)

            #expect(made.status == 201)
            #expect(made.header("x-restli-id") == made["id"]?.string)
            #expect(listed["elements"]?[0]?["message"]?["text"] == "https://example.org")
            let comment = try #require(try world.control("linkedin").posts.last)
            #expect(comment.kind == .comment)
            #expect(comment.parent == urn)
        }
    }

    @Test func `gives a token of 60 days and no refresh token`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let back = "http://localhost:7777/linkedin"
            let asked = [
                ("response_type", "code"), ("client_id", "rehearsal-app"), ("redirect_uri", back), ("state", "s"),
                ("scope", "openid profile w_member_social"),
            ]
            let query = asked.map { "\($0.0)=\(Rehearsal.encoded($0.1))" }.joined(separator: "&")
            let page = try await world.call("GET", "linkedin", "/oauth/v2/authorization?" + query)
            let person = try world.control("linkedin").people[0]
            let decided = try await world.call(
                "POST", "linkedin", "/oauth/v2/authorization", body: .form(asked + [("account", person.id)])
            )
            let place = try #require(decided.header("location"))
            let code = try #require(URLComponents(string: place)?.queryItems?.first { $0.name == "code" }?.value)
            let form = [
                ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", back),
                ("client_id", "rehearsal-app"), ("client_secret", "rehearsal-secret"),
            ]

            let token = try await world.call("POST", "linkedin", "/oauth/v2/accessToken", body: .form(form))
            let twice = try await world.call("POST", "linkedin", "/oauth/v2/accessToken", body: .form(form))
            let me = try await world.call(
                "GET", "linkedin", "/v2/userinfo", token: token["access_token"]?.string
            )

            #expect(page.text.contains("Authorise as Ayu Lestari"))
            #expect(!page.text.contains("Authorise as Kedai Aksara"))
            #expect(token["expires_in"] == 5_184_000)
            #expect(token["refresh_token"] == nil)
            #expect(twice.status == 400)
            #expect(me["sub"] == .string(person.id))
        }
    }

    @Test func `tells an expired token from a revoked and an unknown one`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let control = try world.control("linkedin")
            let short = try #require(control.grant(to: "ayu-lestari", lifetimeMs: 1000)?["access_token"]?.string)
            let long = try world.token("linkedin", "bima-pratama")
            world.clock.advance(1001)
            _ = control.revoke("bima-pratama")

            let expired = try await world.call("GET", "linkedin", "/v2/userinfo", token: short)
            let revoked = try await world.call("GET", "linkedin", "/v2/userinfo", token: long)
            let unknown = try await world.call("GET", "linkedin", "/v2/userinfo", token: "nonsense")

            #expect(statuses(expired, revoked, unknown) == [401, 401, 401])
            #expect([expired, revoked, unknown].map { $0["serviceErrorCode"] } == [65602, 65601, 65600])
        }
    }

    @Test func `stops a member at the day's quota until the day turns`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let control = try world.control("linkedin")
            let isSet = control.set(["callsPerDay": 2])
            let calls = LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari"))
            let path = "/rest/organizationAcls?q=roleAssignee"

            var statuses: [Int] = []
            for _ in 0..<3 { statuses.append(try await calls.call("GET", path).status) }
            world.clock.advance(86_400_000)
            statuses.append(try await calls.call("GET", path).status)

            #expect(isSet)
            #expect(statuses == [200, 200, 429, 200])
        }
    }
}
