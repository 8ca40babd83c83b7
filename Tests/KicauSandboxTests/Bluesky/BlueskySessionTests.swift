import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Bluesky: signing in with an app password")
struct BlueskySessionTests {
    private static let ayu = "ayu-lestari.test"
    private static let server = "/xrpc/com.atproto.server"

    private func claims(_ token: String?) throws -> JSONValue {
        let part = try #require(token?.split(separator: ".").dropFirst().first)
        return try JSONDecoder().decode(JSONValue.self, from: Data(try #require(Base64.bytes(of: part))))
    }

    @Test func `gives tokens whose claims say how long they live`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let people = try await stage.get("/_rehearsal/people").json.array ?? []
            let ayu = try #require(people.first { $0["handle"]?.string == Self.ayu })
            let password = try #require(ayu["appPassword"]?.string)

            let answer = try await stage.post(
                "\(Self.server).createSession", ["identifier": .string(Self.ayu), "password": .string(password)])

            #expect(answer.status == 200)
            #expect(answer["handle"]?.string == Self.ayu)
            #expect(answer["did"] == ayu["id"])
            let now = Int(stage.clock.nowMs() / 1000)
            #expect(try claims(answer["accessJwt"]?.string)["exp"]?.int == now + 7200)
            #expect(try claims(answer["refreshJwt"]?.string)["exp"]?.int == now + 60 * 86_400)
            #expect(try claims(answer["accessJwt"]?.string)["sub"] == answer["did"])
            #expect(answer["didDoc"]?["service"]?[0]?["serviceEndpoint"]?.string == stage.origin)
        }
    }

    @Test func `refuses main passwords and wrong ones alike, and a 31st try`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            for number in 1...31 {
                let password = number % 2 == 0 ? "my main password" : "aaaa-bbbb-cccc-dddd"
                let answer = try await stage.post(
                    "\(Self.server).createSession", ["identifier": .string(Self.ayu), "password": .string(password)])
                #expect(answer.status == (number <= 30 ? 401 : 429))
                #expect(answer["error"]?.string == (number <= 30 ? "AuthenticationRequired" : "RateLimitExceeded"))
                if number == 31 {
                    #expect(answer.headers["retry-after"] == "300")
                    #expect(answer.headers["ratelimit-policy"] == "30;w=300")
                }
            }
        }
    }

    @Test func `an access token ends after two hours and a refresh token works once`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let session = try #require(stage.control.grant(to: Self.ayu))
            let access = try #require(session["accessJwt"]?.string)
            let refresh = try #require(session["refreshJwt"]?.string)
            #expect(try await stage.get("\(Self.server).getSession", token: access).status == 200)
            #expect(try await stage.get("\(Self.server).getSession", token: refresh)["error"] == "InvalidToken")

            stage.clock.advance(7_200_000)
            let late = try await stage.get("\(Self.server).getSession", token: access)
            let renewed = try await stage.send("POST", "\(Self.server).refreshSession", token: refresh)
            let again = try await stage.send("POST", "\(Self.server).refreshSession", token: refresh)

            #expect(late.status == 400)
            #expect(late["error"] == "ExpiredToken")
            #expect(renewed.status == 200)
            #expect(again.status == 400)
            #expect(again["error"] == "ExpiredToken")
            let fresh = renewed["accessJwt"]?.string
            #expect(try await stage.get("\(Self.server).getSession", token: fresh).status == 200)
            #expect(try await stage.get("\(Self.server).getSession").status == 401)
        }
    }

    @Test func `lifetimes can be set shorter`() async throws {
        try await OpenNetworkStage.run("bluesky", adjusting: { $0.tokenLifetimesMs["bluesky"] = 5000 }) { stage in
            let access = stage.control.grant(to: Self.ayu)?["accessJwt"]?.string

            stage.clock.advance(5000)

            let late = try await stage.get("\(Self.server).getSession", token: access)
            #expect(late["error"] == "ExpiredToken")
        }
    }

    @Test func `handle and document point at each other`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let resolved = try await stage.get("/xrpc/com.atproto.identity.resolveHandle?handle=\(Self.ayu)")
            let did = try #require(resolved["did"]?.string)

            let document = try await stage.get("/_rehearsal/plc/\(did)")
            let wellKnown = try await stage.get("/.well-known/atproto-did", headers: ["Host": Self.ayu])
            let server = try await stage.get("/.well-known/did.json")

            #expect(document["id"]?.string == did)
            #expect(document["alsoKnownAs"]?[0]?.string == "at://\(Self.ayu)")
            #expect(document["service"]?[0]?["serviceEndpoint"]?.string == stage.origin)
            let key = document["verificationMethod"]?[0]?["publicKeyMultibase"]?.string
            #expect(key?.hasPrefix("zDn") == true)
            #expect(wellKnown.text == did)
            #expect(server["id"]?.string?.hasPrefix("did:web:127.0.0.1%3A") == true)
            #expect(try await stage.get("/_rehearsal/plc/did:plc:nobody").status == 404)
            #expect(
                try await stage.get("/xrpc/com.atproto.identity.resolveHandle?handle=nobody.test").status == 400)
        }
    }
}
