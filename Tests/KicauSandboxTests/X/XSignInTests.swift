import Crypto
import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Signing in to the rehearsed X", .serialized)
struct XSignInTests {
    private static let verifier = String(repeating: "v", count: 50)
    private static let back = "http://127.0.0.1:9/callback"
    private static let basic = "Basic " + Data("rehearsal-app:rehearsal-secret".utf8).base64EncodedString()

    private static func asked(_ redirect: String = back, client: String = "rehearsal-app") -> [(String, String)] {
        [
            ("response_type", "code"), ("client_id", client), ("redirect_uri", redirect),
            ("scope", "tweet.read tweet.write users.read offline.access"), ("state", "s&1"),
            ("code_challenge", Ground.s256(verifier)), ("code_challenge_method", "S256"),
        ]
    }

    private static func query(_ pairs: [(String, String)]) -> String {
        pairs.map { "\($0.0)=\(Rehearsal.encoded($0.1))" }.joined(separator: "&")
    }

    private static func code(_ world: Rehearsal) async throws -> String {
        let id = try world.control("x").people[0].id
        let answer = try await world.call(
            "POST", "x", "/i/oauth2/authorize", body: .form(asked() + [("account", id)])
        )
        let place = try #require(answer.header("location"))
        let pairs = Pairs(encoded: place.split(separator: "?")[1])
        #expect(answer.status == 302)
        #expect(place.hasPrefix(back))
        #expect(pairs["state"] == "s&1")
        return try #require(pairs["code"])
    }

    private static func token(_ world: Rehearsal, _ form: [(String, String)]) async throws -> Answer {
        try await world.call(
            "POST", "x", "/2/oauth2/token", headers: [("Authorization", basic)], body: .form(form)
        )
    }

    private static func trade(_ code: String, verifier: String = verifier) -> [(String, String)] {
        [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", back), ("code_verifier", verifier)]
    }

    @Test func `shows who one can be, and works without a script`() async throws {
        try await Rehearsal.running("x") { world in
            let page = try await world.call("GET", "x", "/i/oauth2/authorize?" + Self.query(Self.asked()))

            #expect(page.status == 200)
            #expect(page.text.contains("Authorise as Ayu Lestari"))
            #expect(page.text.contains("Authorise as Kedai Aksara"))
            #expect(page.text.contains("Rehearsal network"))
            #expect(page.text.contains("Post and delete posts for you"))
            #expect(!page.text.contains("<script"))
        }
    }

    @Test func `never sends a stranger's answer on`() async throws {
        try await Rehearsal.running("x") { world in
            let elsewhere = Self.query(Self.asked("https://evil.example/cb"))
            let unknown = Self.query(Self.asked(client: "nobody"))

            let wrongPlace = try await world.call("GET", "x", "/i/oauth2/authorize?" + elsewhere)
            let wrongApp = try await world.call("GET", "x", "/i/oauth2/authorize?" + unknown)

            #expect(statuses(wrongPlace, wrongApp) == [400, 400])
            #expect(wrongPlace.header("location") == nil)
        }
    }

    @Test func `trades a code once, with the right verifier, within half a minute`() async throws {
        try await Rehearsal.running("x") { world in
            let good = try await Self.token(world, Self.trade(try await Self.code(world)))
            let wrong = try await Self.token(world, Self.trade(try await Self.code(world), verifier: "other"))
            let slow = try await Self.code(world)
            world.clock.advance(30_001)
            let late = try await Self.token(world, Self.trade(slow))

            #expect(good.status == 200)
            #expect(good["expires_in"] == 7200)
            #expect(good["token_type"] == "bearer")
            #expect(statuses(wrong, late) == [400, 400])
        }
    }

    @Test func `ends the tokens of a code that is shown twice`() async throws {
        try await Rehearsal.running("x") { world in
            let code = try await Self.code(world)
            let first = try await Self.token(world, Self.trade(code))
            let token = try #require(first["access_token"]?.string)

            let second = try await Self.token(world, Self.trade(code))
            let me = try await world.call("GET", "x", "/2/users/me", token: token)

            #expect(second.status == 400)
            #expect(me.status == 401)
        }
    }

    @Test func `turns the refresh token at each use`() async throws {
        try await Rehearsal.running("x") { world in
            let first = try await Self.token(world, Self.trade(try await Self.code(world)))
            let refresh = try #require(first["refresh_token"]?.string)
            let form = [("grant_type", "refresh_token"), ("refresh_token", refresh)]
            world.clock.advance(7_200_000)

            let second = try await Self.token(world, form)
            let again = try await Self.token(world, form)
            let me = try await world.call("GET", "x", "/2/users/me", token: second["access_token"]?.string)

            #expect(second.status == 200)
            #expect(second["refresh_token"]?.string != refresh)
            #expect(again.status == 400)
            #expect(me.status == 200)
        }
    }

    @Test func `says no when the person does`() async throws {
        try await Rehearsal.running("x") { world in
            let answer = try await world.call(
                "POST", "x", "/i/oauth2/authorize", body: .form(Self.asked() + [("decision", "deny")])
            )

            #expect(answer.header("location") == Self.back + "?error=access_denied&state=s%261")
        }
    }

    @Test func `asks for the scope an endpoint needs`() async throws {
        try await Rehearsal.running("x") { world in
            let first = try await Self.token(world, Self.trade(try await Self.code(world)))
            let token = try #require(first["access_token"]?.string)

            let answer = try await world.call(
                "POST", "x", "/2/media/upload", token: token,
                body: Rehearsal.multipart(file: "media", Sample.png, fields: [("media_category", "tweet_image")])
            )

            #expect(answer.status == 403)
        }
    }

    @Test func `walks the three legs of OAuth 1.0a, and checks each signature`() async throws {
        try await Rehearsal.running("x") { world in
            let legs = ThreeLegs(world: world)
            let asked = try await legs.call("POST", "/oauth/request_token", extra: ["oauth_callback": Self.back])
            let request = Pairs(encoded: asked.text)
            let name = try #require(request["oauth_token"])
            let person = try world.control("x").people[1]
            let decided = try await world.call(
                "POST", "x", "/oauth/authorize", body: .form([("oauth_token", name), ("account", person.id)])
            )
            let returned = Pairs(encoded: try #require(decided.header("location")).split(separator: "?")[1])
            let traded = try await legs.call(
                "POST", "/oauth/access_token", token: (name, request["oauth_token_secret"] ?? ""),
                extra: ["oauth_verifier": returned["oauth_verifier"] ?? ""]
            )
            let pair = Pairs(encoded: traded.text)
            let token = (pair["oauth_token"] ?? "", pair["oauth_token_secret"] ?? "")

            let posted = try await legs.call(
                "POST", "/2/tweets", token: token, body: .json(["text": "Bertanda tangan"]))
            let forged = try await legs.call(
                "POST", "/2/tweets", token: (token.0, "wrong"), body: .json(["text": "Palsu"]))

            #expect(pair["screen_name"] == "bima_pratama")
            #expect(posted.status == 201)
            #expect(forged.status == 401)
            #expect(forged["errors"]?[0]?["code"] == 32)
            #expect(try world.control("x").posts.map(\.text) == ["Bertanda tangan"])
        }
    }
}

/// A client that signs with OAuth 1.0a, by its own code and not the simulator's.
struct ThreeLegs: Sendable {
    let world: Rehearsal

    func call(
        _ method: String, _ path: String, token: (String, String)? = nil, extra: [String: String] = [:],
        body: Rehearsal.Body = .none
    ) async throws -> Answer {
        var fields = [
            "oauth_consumer_key": "rehearsal-key", "oauth_nonce": UUID().uuidString, "oauth_version": "1.0",
            "oauth_signature_method": "HMAC-SHA1", "oauth_timestamp": String(world.clock.nowMs() / 1000),
        ]
        fields.merge(extra) { $1 }
        if let token { fields["oauth_token"] = token.0 }
        let sorted = fields.map { (Rehearsal.encoded($0.key), Rehearsal.encoded($0.value)) }.sorted { $0.0 < $1.0 }
        let joined = sorted.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        let address = Rehearsal.encoded(world.origin("x") + path)
        let base = "\(method)&\(address)&\(Rehearsal.encoded(joined))"
        let key = SymmetricKey(data: Data("rehearsal-key-secret&\(token?.1 ?? "")".utf8))
        let code = HMAC<Insecure.SHA1>.authenticationCode(for: Data(base.utf8), using: key)
        fields["oauth_signature"] = Data(code).base64EncodedString()
        let header = fields.map { "\($0.key)=\"\(Rehearsal.encoded($0.value))\"" }.joined(separator: ", ")
        return try await world.call(method, "x", path, headers: [("Authorization", "OAuth " + header)], body: body)
    }
}
