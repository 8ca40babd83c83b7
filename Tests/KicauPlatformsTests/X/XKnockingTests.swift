import Foundation
import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A call that X makes to us")
struct XKnockingTests {
    let app = AppKeys(clientID: "app", clientSecret: Redacted("dummy-consumer-secret"))
    let body = #"{"for_user_id":"12","tweet_create_events":[]}"#
    let signature = "sha256=EnBJbfVnkObGBSJh0PA+3Zj8/MB1gD00xQFI1zxqc0k="

    private func knocked(_ body: [UInt8], _ signature: String?, _ app: AppKeys? = nil) -> Knocked? {
        let headers = signature.map { ["x-twitter-webhooks-signature": $0] } ?? [:]
        return X().knocked(Knock(method: .post, headers: headers, body: body), app: app ?? self.app, word: "w")
    }

    private func challenged(_ query: [String: String], _ app: AppKeys? = nil) -> Knocked? {
        X().knocked(Knock(method: .get, query: query), app: app ?? self.app, word: "w")
    }

    private func isRefused(_ knocked: Knocked?) -> Bool {
        if case .refused = knocked { true } else { false }
    }

    @Test func `proves that the address is ours, as computed elsewhere`() throws {
        let vectors = try #require(try Specs.json("derived/signature_vectors.json")["x_crc"]?.array)
        #expect(vectors.count == 3)
        for vector in vectors {
            let app = AppKeys(clientID: "", clientSecret: Redacted(vector["consumer_secret"]?.string ?? ""))

            let knocked = challenged(["crc_token": vector["crc_token"]?.string ?? ""], app)

            guard case .challenged("application/json", let answer) = knocked else { return #expect(Bool(false)) }
            #expect(JSONValue(reading: Data(answer.utf8)) == vector["response"])
        }
    }

    @Test func `is known by its signature, as computed elsewhere`() throws {
        let vectors = try #require(try Specs.json("derived/signature_vectors.json")["x_webhook_signature"]?.array)
        let ends = vectors.map { vector in
            knocked(
                Array((vector["body"]?.string ?? "").utf8),
                vector.at("header", "x-twitter-webhooks-signature")?.string)
        }

        #expect(ends.count == 3)
        #expect(ends[0] == .rings(for: ["12"]))
        // Rightly signed, but they name nobody.
        #expect(ends[1...].allSatisfy { $0 == .refused("The call is not of the kind that was expected.") })
    }

    @Test func `rings for the account of an activity`() {
        let body = #"{"data":{"event_type":"post.mention.create","filter":{"user_id":"42"},"payload":{"id":"1"}}}"#

        let signature = "sha256=31LX0xf+j9il2/R+/Ssq1mSt0bCFLDQzsRuWsUVvjIw="

        #expect(knocked(Array(body.utf8), signature) == .rings(for: ["42"]))
        #expect(knocked(Array(body.utf8), signature) == .rings(for: ["42"]), "a second time just as well")
    }

    @Test func `rings for nobody when the account is no number`() {
        let body = #"{"for_user_id":"../12"}"#

        #expect(
            knocked(Array(body.utf8), "sha256=IxV2YQ3ypkJj1bziN0wxGGqEMtGPGeum9sPJKFWF4qU=") == .rings(for: []))
    }

    @Test func `without a right signature it is not read`() {
        let whole = Array(body.utf8)

        #expect(knocked(whole, signature) == .rings(for: ["12"]))
        #expect(isRefused(knocked(whole, nil)))
        #expect(isRefused(knocked(whole + [0x20], signature)))
        #expect(isRefused(knocked(whole, String(signature.dropFirst("sha256=".count)))))
        #expect(isRefused(knocked(whole, "sha256=AAAA")))
        #expect(isRefused(knocked(whole, "sha256=not base64")))
        #expect(isRefused(knocked(whole, "sha256=x1WbscT+Bl9y3zRx2BslQ3HPnqZBLQEcbbq2kYNRjJc=")))
    }

    @Test func `with no secret nothing is signed and nothing is believed`() {
        let nobody = AppKeys(clientID: "", clientSecret: Redacted(""))

        #expect(isRefused(challenged(["crc_token": "t"], nobody)))
        #expect(isRefused(knocked(Array(body.utf8), "sha256=/Ap2NAafdDcbHoL3HCLcbi9hnvZkoIXFLDcRCUucX0E=", nobody)))
    }

    @Test func `takes the secret of the API key where the operator gave it`() {
        let other = AppKeys(
            clientID: "app", clientSecret: Redacted("of OAuth 2.0"),
            addresses: ["apiKeySecret": "dummy-consumer-secret"])

        #expect(knocked(Array(body.utf8), signature, other) == .rings(for: ["12"]))
    }

    @Test(arguments: [
        [:], ["crc_token": ""], ["crc_token": #"{"for_user_id":"12"}"#],
        ["crc_token": String(repeating: "a", count: 300)],
    ])
    func `signs nothing that could pass for a call of X's`(query: [String: String]) {
        #expect(isRefused(challenged(query)))
    }

    /// Signed with CPython's hmac, like the known answers.
    @Test(arguments: [
        ("", "sha256=fJAFvfCQWIVY1t3vC/OR59Zb1PTaqmlfQDDdNcHF1rc="),
        ("[]", "sha256=me+pF+x2bRxhPQ22EaDDJabJn4SGQim3EJJP8Ro7NfQ="),
        ("{", "sha256=IfFjOOoxoYACRleoud/D9MEcA9qE1oV2YieSskaJL7s="),
        ("null", "sha256=jLoMA7R6KzBGFRpzXR5bH8PYX0+osUbW8OFdCmDEOpg="),
        ("\u{0}", "sha256=Z+druoUlHTcXr1o7aGraH0Jl9LaavGVTOrrfsBoKfyU="),
        (#"{"for_user_id":{}}"#, "sha256=MHXhrq5+ppmAjmtEVS9LFC4iZ2l68gPFnXNrSJq+F00="),
        ("{}", "sha256=RwBGWJCHpk+rdDUdde7JXNI0Ju6JJH1HOPJvo/zSleU="),
    ])
    func `garbage is refused, though it is rightly signed`(text: String, signature: String) {
        #expect(knocked(Array(text.utf8), signature) == .refused("The call is not of the kind that was expected."))
    }
}
