import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("The signatures of networks that call")
struct HookSignatureTests {
    private static func vectors(_ name: String) throws -> [JSONValue] {
        let file = URL(fileURLWithPath: Specs.folder + "/derived/signature_vectors.json")
        let all = try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file))
        let vectors = try #require(all[name]?.array)
        try #require(!vectors.isEmpty)
        return vectors
    }

    private static func bytes(_ vector: JSONValue, _ name: String) throws -> Data {
        Data(try #require(vector[name]?.string).utf8)
    }

    @Test func `are those that were computed elsewhere`() throws {
        for vector in try Self.vectors("x_webhook_signature") {
            let code = HookSignature.base64(
                try Self.bytes(vector, "body"), secret: vector["consumer_secret"]?.string ?? "")
            #expect(vector["header"]?["x-twitter-webhooks-signature"]?.string == "sha256=" + code)
        }
        for vector in try Self.vectors("meta_x_hub_signature_256") {
            let code = HookSignature.hex(try Self.bytes(vector, "body"), secret: vector["app_secret"]?.string ?? "")
            #expect(vector["header"]?["X-Hub-Signature-256"]?.string == "sha256=" + code)
        }
        for vector in try Self.vectors("linkedin_x_li_signature") {
            let code = HookSignature.hex(
                try Self.bytes(vector, "signed_text"), secret: vector["client_secret"]?.string ?? "")
            #expect(vector["header"]?["X-LI-Signature"]?.string == code)
        }
    }

    @Test func `are of Meta's bodies as Meta writes them`() {
        let body = FacebookSimulator.escaped(["text": "café ☕ a/b 😀"])

        #expect(String(decoding: body, as: UTF8.self) == #"{"text":"caf\u00e9 \u2615 a\/b \ud83d\ude00"}"#)
        #expect(JSONValue(reading: body)?["text"] == "café ☕ a/b 😀")
    }

    @Test(arguments: [
        ("http://127.0.0.1:8080/hooks/x", true), ("http://localhost/h", true), ("http://[::1]:9/h", true),
        ("https://kicau.example/hooks/x", false), ("http://127.0.0.1.example/", false),
        ("http://127.0.0.1@kicau.example/", false), ("ftp://127.0.0.1/", false), ("", false),
        ("http://127.0.0.1/" + String(repeating: "a", count: 200), false),
    ])
    func `go to this machine alone`(url: String, isNear: Bool) {
        #expect(Hook.isNear(url) == isNear)
    }
}

@Suite("A rehearsal network that calls an app", .serialized)
struct RingingTests {
    private func appToken(_ stage: OpenNetworkStage) async throws -> String {
        let basic = Data("rehearsal-key:rehearsal-key-secret".utf8).base64EncodedString()
        let answer = try await stage.send(
            "POST", "/oauth2/token",
            headers: [
                "Authorization": "Basic \(basic)", "Content-Type": "application/x-www-form-urlencoded",
            ], body: Data("grant_type=client_credentials".utf8))
        return try #require(answer["access_token"]?.string)
    }

    private func post(
        _ stage: OpenNetworkStage, _ path: String, _ body: JSONValue, token: String, method: String = "POST"
    ) async throws -> OpenNetworkStage.Answer {
        try await stage.send(
            method, path, token: token, headers: ["Content-Type": "application/json"], body: Data(body.bytes))
    }

    @Test func `is X, once the address was registered and an account subscribed`() async throws {
        try await OpenNetworkStage.run("x") { stage in
            try await HookReceiver.open { receiver, url in
                let app = try await appToken(stage)
                let made = try await post(stage, "/2/webhooks", ["url": .string(url)], token: app)
                let again = try await post(stage, "/2/webhooks", ["url": .string(url)], token: app)
                let far = try await post(stage, "/2/webhooks", ["url": "https://kicau.example/"], token: app)
                let id = try #require(made["id"]?.string)
                let ayu = try stage.id(of: "ayu_lestari")
                let subscription: JSONValue = [
                    "event_type": "post.mention.create", "filter": ["user_id": .string(ayu)],
                    "webhook_id": .string(id),
                ]
                let told = try await post(stage, "/2/activity/subscriptions", subscription, token: app)
                _ = try await post(stage, "/2/activity/subscriptions", subscription, token: app)
                let listed = try await stage.get("/2/activity/subscriptions", token: app)

                let own = try #require(stage.control.seed(SeedPost(account: ayu, text: "Kopi @ayu_lestari")))
                _ = stage.control.seed(SeedPost(account: "eka_putri", text: "Hujan"))
                let reply = try #require(
                    stage.control.seed(SeedPost(account: "bima_pratama", text: "Enak!", parent: own.id)))
                let calls = await receiver.calls(1)

                #expect(made.status == 200 && made["valid"] == true && made["url"] == .string(url))
                #expect(again.status == 400 && again.text.contains("DuplicateUrlFailed"))
                #expect(far.text.contains("WebhookLimitExceeded"))
                #expect(told.status == 200 && listed["data"]?.array?.count == 1)
                let call = try #require(calls.first)
                #expect(calls.count == 1)
                #expect(call.json["data"]?["event_type"] == "post.mention.create")
                #expect(call.json["data"]?["filter"]?["user_id"]?.string == ayu)
                #expect(call.json["data"]?["payload"]?["id"]?.string == reply.id)
                let code = HookSignature.base64(call.body, secret: "rehearsal-key-secret")
                #expect(call.headers["x-twitter-webhooks-signature"] == "sha256=" + code)
                #expect(try await stage.delete("/2/webhooks/\(id)", token: app).status == 200)
            }
        }
    }

    @Test func `is Facebook, for pages that let the app be told`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            try await HookReceiver.open { receiver, url in
                let page = try #require(stage.control.people.first { $0.kind == .page })
                let token = try stage.graphToken(page.handle)
                let fields = [
                    "object": "page", "callback_url": url, "verify_token": HookReceiver.word, "fields": "feed,mention",
                    "access_token": "rehearsal-app|rehearsal-secret",
                ]
                let wrong = try await stage.form(
                    "/v25.0/rehearsal-app/subscriptions", fields.merging(["verify_token": "lain"]) { _, new in new })
                let registered = try await stage.form("/v25.0/rehearsal-app/subscriptions", fields)
                let post = try #require(stage.control.seed(SeedPost(account: page.id, text: "Buka")))
                _ = stage.control.seed(SeedPost(account: "eka_putri", text: "Belum", parent: post.id))
                let subscribed = try await stage.form(
                    "/v25.0/\(page.id)/subscribed_apps",
                    ["subscribed_fields": "feed,mention", "access_token": token])

                let comment = try #require(
                    stage.control.seed(SeedPost(account: "eka_putri", text: "Café?", parent: post.id)))
                let calls = await receiver.calls(1)

                #expect(wrong.status == 400 && wrong.json["error"]?["code"] == 2200)
                #expect(registered["success"] == true && subscribed["success"] == true)
                let call = try #require(calls.first)
                #expect(call.json["object"] == "page")
                let entry = try #require(call.json["entry"]?[0])
                #expect(entry["id"]?.string == page.id)
                #expect(entry["changes"]?[0]?["field"] == "feed")
                let value = try #require(entry["changes"]?[0]?["value"])
                #expect(value["comment_id"]?.string == comment.id && value["post_id"]?.string == post.id)
                #expect(value["message"] == "Café?")
                #expect(String(decoding: call.body, as: UTF8.self).contains(#"Caf\u00e9?"#))
                let code = HookSignature.hex(call.body, secret: "rehearsal-secret")
                #expect(call.headers["x-hub-signature-256"] == "sha256=" + code)
            }
        }
    }

    @Test func `is LinkedIn, for a page whose administrator subscribed to the validated address`() async throws {
        try await OpenNetworkStage.run("linkedin") { stage in
            try await HookReceiver.open { receiver, url in
                let page = try #require(stage.control.people.first { $0.kind == .organisation })
                let key =
                    "(developerApplication:urn:li:developerApplication:1,user:urn:li:person:\(page.managers[0]),"
                    + "entity:urn:li:organization:\(page.id),eventType:ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS)"
                let path = "/rest/eventSubscriptions/" + Pairs.encoded(key)
                let headers = [
                    "LinkedIn-Version": "202610", "X-Restli-Protocol-Version": "2.0.0",
                    "Content-Type": "application/json",
                ]
                let token = try #require(stage.control.grant(to: page.id)?["access_token"]?.string)
                let body = Data(JSONValue.object(["webhook": .string(url)]).bytes)
                let early = try await stage.send("PUT", path, token: token, headers: headers, body: body)
                let ringing = try #require(stage.control.simulator as? any RingingSimulator)
                _ = try await ringing.register(url)
                let subscribed = try await stage.send("PUT", path, token: token, headers: headers, body: body)

                let post = try #require(stage.control.seed(SeedPost(account: page.id, text: "Buka")))
                let said = try #require(
                    stage.control.seed(SeedPost(account: "bima-pratama", text: "Jam berapa?", parent: post.id)))
                let calls = await receiver.calls(1)

                #expect(early.status >= 400 && subscribed.status == 204)
                let call = try #require(calls.first)
                let told = try #require(call.json["notifications"]?[0])
                #expect(call.json["type"] == "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS")
                #expect(told["action"] == "COMMENT" && told["generatedActivity"]?.string == said.id)
                #expect(told["organizationalEntity"]?.string == "urn:li:organization:\(page.id)")
                let signed = Data("hmacsha256=".utf8) + call.body
                #expect(call.headers["x-li-signature"] == HookSignature.hex(signed, secret: "rehearsal-secret"))
            }
        }
    }

    @Test func `calls again when nobody took the call: Meta at once, then later`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            try await HookReceiver.open { receiver, url in
                #expect(await stage.control.hook(at: url, word: HookReceiver.word) == nil)
                receiver.answer(next: 500, 503)
                let post = try #require(stage.control.seed(SeedPost(account: "ayu_lestari", text: "Buka")))

                _ = stage.control.seed(SeedPost(account: "eka_putri", text: "Sampai jam berapa?", parent: post.id))
                let early = await receiver.calls(2)
                stage.clock.advance(60_000)
                let all = await receiver.calls(3)

                #expect(early.count == 2)
                #expect(all.count == 3)
                #expect(Set(all.map(\.body)).count == 1)
                // Written down when the answer is there.
                for _ in 0..<1_000 where stage.control.rings.count < 3 { await Task.rest(for: .milliseconds(10)) }
                #expect(stage.control.rings.map(\.status) == [500, 503, 200])
            }
        }
    }

    @Test func `follows an address nowhere else`() async throws {
        try await OpenNetworkStage.run("x") { stage in
            try await HookReceiver.open { receiver, url in
                #expect(await stage.control.hook(at: url, word: "") == nil)
                receiver.answer(next: 302)
                _ = stage.control.seed(SeedPost(account: "eka_putri", text: "Halo @ayu_lestari"))

                #expect(await receiver.calls(1).count == 1)
                #expect(stage.control.rings.count <= 1)
            }
        }
    }

    @Test func `calls nobody where networks do not`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            #expect(await stage.control.hook(at: "http://127.0.0.1:9/", word: "") == "calls-nobody")
        }
    }
}
