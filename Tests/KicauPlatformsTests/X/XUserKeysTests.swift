import Foundation
import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("An X account with keys of its own")
struct XUserKeysTests {
    let keys = UserKeys(
        consumerKey: "dummy-consumer", consumerSecret: Redacted("dummy&secret%"), token: "12345-dummytoken",
        tokenSecret: Redacted("dummy token secret"))
    let me = #"{"data":{"id":"42","name":"Ayu","username":"ayu_lestari"}}"#

    private var signedIn: SignedIn {
        SignedIn(
            account: Sample.account("x"), credentials: XUserKeys(keys).credentials,
            app: AppKeys(clientID: "", clientSecret: Redacted("")))
    }

    @Test func `signs as computed elsewhere`() throws {
        let vectors = try #require(try Specs.json("derived/signature_vectors.json")["oauth1_hmac_sha1"]?.array)
        #expect(vectors.count == 6)
        for vector in vectors {
            let signature = XSignature(
                method: vector["method"]?.string ?? "", url: vector["url"]?.string ?? "",
                parameters: (vector["params"]?.object ?? [:]).map { ($0.key, $0.value.string ?? "") })

            #expect(signature.base == vector["base_string"]?.string)
            #expect(
                signature.code(
                    consumerSecret: Redacted(vector["consumer_secret"]?.string ?? ""),
                    tokenSecret: Redacted(vector["token_secret"]?.string ?? "")) == vector["signature"]?.string)
        }
    }

    @Test func `writes the whole header, JSON left out of it`() {
        let call = Call(.post, "https://api.x.com/2/tweets", body: .json(["text": "Halo"]))

        let header = XUserKeys(keys).authorization(
            of: call, at: Instant(seconds: 1_700_000_000), nonce: "0123456789abcdef0123456789abcdef")

        #expect(
            header.reveal() == "OAuth oauth_consumer_key=\"dummy-consumer\", "
                + "oauth_nonce=\"0123456789abcdef0123456789abcdef\", oauth_signature_method=\"HMAC-SHA1\", "
                + "oauth_timestamp=\"1700000000\", oauth_token=\"12345-dummytoken\", oauth_version=\"1.0\", "
                + "oauth_signature=\"0GESA%2Fv6MPstxRdQmCs0vrbgde4%3D\"")
    }

    @Test func `signs the query and a form`() {
        let query = Call(
            .get, "https://api.x.com/2/users/12/tweets",
            query: [
                ("max_results", "100"), ("tweet.fields", "created_at,public_metrics"),
                ("start_time", "2026-01-01T00:00:00Z"),
            ])
        let form = Call(
            .post, "https://api.x.com/1.1/statuses/update.json",
            body: .form([("status", "Kicau – burung ☕ 100% & más ~ok!*'()")]))

        #expect(signature(of: query) == "MpstpAPFT8Jua/PDYoUVYvyBnSk=")
        #expect(signature(of: form) == "n67bhFA1G1y2QJeXii611IcKeUU=")
    }

    private func signature(of call: Call) -> String? {
        XUserKeys(keys).authorization(
            of: call, at: Instant(seconds: 1_700_000_000), nonce: "0123456789abcdef0123456789abcdef"
        ).reveal().firstMatch(of: /oauth_signature="([^"]+)"/).flatMap { String($0.output.1).removingPercentEncoding }
    }

    @Test func `are kept where an access token is, whatever they hold`() {
        let odd = UserKeys(
            consumerKey: "a&b", consumerSecret: Redacted("c%26 d"), token: "é", tokenSecret: Redacted(""))
        let credentials = XUserKeys(odd).credentials

        #expect(XUserKeys(credentials) == XUserKeys(odd))
        #expect(credentials.expires == nil && credentials.refreshToken == nil && credentials.scopes == [])
        #expect(XUserKeys(Credentials(accessToken: Redacted("bearer-token"))) == nil)
    }

    @Test func `every call is signed when it goes out, and the keys themselves stay here`() async throws {
        let line = ScriptedLine([.reply(200, me), .reply(200, me)])

        _ = await X().whoAmI(signedIn, via: line)
        _ = await X().count(signedIn, via: line)

        #expect(line.asked.count == 2)
        for asked in line.asked {
            #expect(asked.header("authorization") == nil)
            let stamp = try #require(asked.call.stamp)
            let headers = [stamp(.noon), stamp(.noon)].map { $0.map { ($0.0, $0.1.reveal()) } }
            #expect(headers[0].map(\.0) == ["authorization"])
            #expect(headers[0][0].1.hasPrefix("OAuth oauth_consumer_key=\"dummy-consumer\""))
            #expect(headers[0][0].1.contains("oauth_timestamp=\"1795521600\""))
            #expect(headers[0][0].1 != headers[1][0].1, "a number is used once")
            #expect(!headers[0][0].1.contains("dummy%20token") && !headers[0][0].1.contains("dummy token"))
        }
    }

    private func connect(_ keys: UserKeys, _ answers: ScriptedLine.Answer...) async throws -> SignInStart {
        let request = SignInRequest(
            app: nil, redirect: "r", state: "s", verifier: "v", userKeys: keys, now: .noon)
        return try await X().beginSignIn(request, via: ScriptedLine(answers))
    }

    @Test func `connect at once, without a developer app here`() async throws {
        let keys = UserKeys(
            consumerKey: "a", consumerSecret: Redacted("b"), token: "c-1", tokenSecret: Redacted("d"))
        guard case .done(let found) = try await connect(keys, .reply(200, me)) else { return #expect(Bool(false)) }

        #expect(found.map(\.remoteID) == ["42"])
        #expect(XUserKeys(found[0].credentials)?.keys == keys)
        #expect(X().signIn.offers(.userKeys))
    }

    @Test func `are refused when one is missing, or X does not know them`() async {
        let part = UserKeys(consumerKey: "a", consumerSecret: Redacted(""), token: "b", tokenSecret: Redacted("c"))

        await #expect { _ = try await connect(part) } throws: { ($0 as? Problem)?.code == .badInput }
        await #expect {
            _ = try await connect(
                UserKeys(
                    consumerKey: "a", consumerSecret: Redacted("b"), token: "c", tokenSecret: Redacted("d")),
                .reply(401, #"{"errors":[{"code":32,"message":"Could not authenticate you."}]}"#))
        } throws: { ($0 as? Problem)?.code == .signInRefused }
    }

    @Test func `are never renewed`() async {
        let line = ScriptedLine([])

        guard case .notNeeded = await X().refresh(signedIn, now: .noon, via: line) else { return #expect(Bool(false)) }
        #expect(line.asked.isEmpty)
    }

    @Test func `that are dead sign the account out`() async {
        let answer = ScriptedLine.Answer.reply(401, #"{"errors":[{"code":89,"message":"Invalid or expired token."}]}"#)

        guard case .signedOut = await X().whoAmI(signedIn, via: ScriptedLine([answer])) else {
            return #expect(Bool(false))
        }
    }
}
