import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Mastodon: registering an app and signing in")
struct MastodonSignInTests {
    private static let redirect = "http://127.0.0.1:9/callback"
    private static let verifier = "verifier-verifier-verifier-verifier-verifier"

    private func register(_ stage: OpenNetworkStage, redirect: String = redirect) async throws -> JSONValue {
        let answer = try await stage.form(
            "/api/v1/apps",
            ["client_name": "Kicau", "redirect_uris": redirect, "scopes": "profile read:statuses write:statuses"])
        #expect(answer.status == 200)
        return answer.json
    }

    private func ask(_ app: JSONValue, _ more: [String: String] = [:]) -> [String: String] {
        [
            "response_type": "code", "client_id": app["client_id"]?.string ?? "", "redirect_uri": Self.redirect,
            "scope": "profile write:statuses", "state": "s1", "code_challenge": Ground.s256(Self.verifier),
            "code_challenge_method": "S256",
        ].merging(more) { $1 }
    }

    private func query(_ fields: [String: String]) -> String {
        Pairs(fields.map { Pairs.Pair(name: $0.key, value: $0.value) }).encoded
    }

    private func trade(_ app: JSONValue, code: String, _ more: [String: String] = [:]) -> [String: String] {
        [
            "grant_type": "authorization_code", "client_id": app["client_id"]?.string ?? "",
            "client_secret": app["client_secret"]?.string ?? "", "redirect_uri": Self.redirect, "code": code,
            "code_verifier": Self.verifier,
        ].merging(more) { $1 }
    }

    private func account(_ stage: OpenNetworkStage) throws -> String {
        try #require(stage.control.people.first { $0.handle == "ayu_lestari" }?.id)
    }

    private func code(in answer: OpenNetworkStage.Answer) throws -> String {
        let place = try #require(answer.headers["location"])
        return try #require(Pairs(encoded: place.split(separator: "?").last ?? "")["code"])
    }

    @Test func `a person chooses who they are and the app gets a lasting token`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let app = try await register(stage)
            let page = try await stage.get("/oauth/authorize?\(query(ask(app)))")
            let back = try await stage.form("/oauth/authorize", ask(app, ["account": try account(stage)]))
            let code = try code(in: back)
            let wrong = try await stage.form("/oauth/token", trade(app, code: code, ["client_secret": "guess"]))
            let token = try await stage.form("/oauth/token", trade(app, code: code))
            let again = try await stage.form("/oauth/token", trade(app, code: code))
            let me = try await stage.get(
                "/api/v1/accounts/verify_credentials", token: token["access_token"]?.string)

            #expect(page.status == 200)
            #expect(page.text.contains("Authorise as Ayu Lestari"))
            #expect(back.status == 302)
            #expect(back.headers["location"]?.hasPrefix(Self.redirect + "?") == true)
            #expect(back.headers["location"]?.contains("state=s1") == true)
            #expect(wrong.status == 401)
            #expect(wrong["error"] == "invalid_client")
            #expect(token["token_type"] == "Bearer")
            #expect(token["expires_in"] == nil)
            #expect(token["refresh_token"] == nil)
            #expect(token["scope"] == "profile write:statuses")
            #expect(again["error"] == "invalid_grant")
            #expect(me["acct"] == "ayu_lestari")
            #expect(me["uri"]?.string == "\(stage.origin)/users/ayu_lestari")
        }
    }

    @Test func `a wrong verifier, scope, client or address goes nowhere`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let app = try await register(stage)
            let chosen = ["account": try account(stage)]
            let back = try await stage.form("/oauth/authorize", ask(app, chosen))
            let wrong = ["code_verifier": "another"]
            let traded = try await stage.form("/oauth/token", trade(app, code: try code(in: back), wrong))
            #expect(traded.status == 400)
            #expect(traded["error"] == "invalid_grant")
            for bad in [
                ["scope": "write"], ["client_id": "nobody"], ["redirect_uri": "https://evil.example/"],
                ["code_challenge_method": "plain"], ["response_type": "token"],
            ] {
                let page = try await stage.form("/oauth/authorize", ask(app, bad.merging(chosen) { $1 }))
                #expect(page.status == 400)
                #expect(page.headers["location"] == nil)
            }
            let denied = try await stage.form("/oauth/authorize", ask(app, ["decision": "deny"]))
            #expect(denied.headers["location"]?.contains("error=access_denied") == true)
        }
    }

    @Test func `without an address to return to the code is shown`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let app = try await register(stage, redirect: MastodonSimulator.outOfBand)
            let native = ["redirect_uri": MastodonSimulator.outOfBand]
            let back = try await stage.form(
                "/oauth/authorize", ask(app, native.merging(["account": try account(stage)]) { $1 }))
            let page = try await stage.get(try #require(back.headers["location"]))
            let code = try code(in: back)
            let token = try await stage.form("/oauth/token", trade(app, code: code, native))

            #expect(page.text.contains(code))
            #expect(token.status == 200)
        }
    }

    @Test func `a token may do what its scopes say until it is revoked`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let app = try await register(stage)
            let back = try await stage.form("/oauth/authorize", ask(app, ["account": try account(stage)]))
            let answer = try await stage.form("/oauth/token", trade(app, code: try code(in: back)))
            let token = try #require(answer["access_token"]?.string)
            let fields = [
                "client_id": app["client_id"]?.string ?? "", "client_secret": app["client_secret"]?.string ?? "",
                "token": token,
            ]

            #expect(try await stage.post("/api/v1/statuses", ["status": "Halo"], token: token).status == 200)
            #expect(try await stage.send("POST", "/api/v2/media", token: token).status == 403)
            let strange = fields.merging(["client_id": "rehearsal-app", "client_secret": "rehearsal-secret"]) { $1 }
            #expect(try await stage.form("/oauth/revoke", strange).status == 403)
            #expect(try await stage.form("/oauth/revoke", fields).status == 200)
            #expect(try await stage.form("/oauth/revoke", fields).status == 200)
            let dead = try await stage.post("/api/v1/statuses", ["status": "Halo"], token: token)
            #expect(dead.status == 401)
            #expect(dead["error"] == "The access token was revoked")
            #expect(try await stage.post("/api/v1/statuses", ["status": "Halo"]).status == 401)
        }
    }

    @Test func `the server describes itself in every way clients ask`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let metadata = try await stage.get("/.well-known/oauth-authorization-server")
            let v2 = try await stage.get("/api/v2/instance")
            let v1 = try await stage.get("/api/v1/instance")
            let places = try await stage.get("/.well-known/nodeinfo")
            let info = try await stage.get(try #require(places["links"]?[0]?["href"]?.string))

            #expect(metadata["token_endpoint"]?.string == "\(stage.origin)/oauth/token")
            #expect(metadata["code_challenge_methods_supported"] == ["S256"])
            #expect(v2["configuration"]?["statuses"]?["max_characters"] == 500)
            #expect(v2["api_versions"]?["mastodon"] == 7)
            #expect(v1["configuration"]?["media_attachments"]?["description_limit"] == 1500)
            #expect(info["software"]?["name"] == "mastodon")
        }
    }
}
