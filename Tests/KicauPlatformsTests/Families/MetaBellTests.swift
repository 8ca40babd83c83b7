import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A call that Instagram or Threads makes to us")
struct MetaBellTests {
    private let app = AppKeys(clientID: "42", clientSecret: Redacted("dummy-app-secret"))

    /// As in Meta's webhook pages, with other words.
    private let reply =
        #"{"app_id":"42","topic":"moderate","target_id":"78901","time":1723226877,"values":{"value":{"id":"8","username":"bima","text":"Enak","replied_to":{"id":"5"},"root_post":{"id":"5","owner_id":"264","username":"ayu"}},"field":"replies"}}"#
    private let mention =
        #"{"app_id":"42","topic":"interaction","target_id":"264","time":1723226877,"values":{"value":{"id":"9","username":"bima","text":"@ayu"},"field":"mentions"}}"#
    private let comment =
        #"{"object":"instagram","entry":[{"id":"17841400000000199","time":1700000000,"changes":[{"field":"comments","value":{"id":"1","text":"Halo"}}]}]}"#

    private func knock(_ platform: some Platform, _ body: String, signed: String? = nil) -> Knocked? {
        let sign = "sha256=" + Graph.proof(of: Redacted(signed ?? body), secret: Redacted("dummy-app-secret"))
        return platform.knocked(
            Knock(method: .post, headers: ["x-hub-signature-256": sign], body: Array(body.utf8)), app: app,
            word: "kicau-7")
    }

    @Test func `rings for the account it names, and as often as it comes`() {
        #expect(knock(Instagram(), comment) == .rings(for: ["17841400000000199"]))
        #expect(knock(Instagram(), comment) == .rings(for: ["17841400000000199"]))
        #expect(knock(Threads(), reply) == .rings(for: ["264", "78901"]))
        #expect(knock(Threads(), mention) == .rings(for: ["264"]))
    }

    @Test func `is answered as the known vectors sign it`() throws {
        let vectors = try #require(Specs.json("derived/signature_vectors.json")["meta_x_hub_signature_256"]?.array)
        let vector = try #require(vectors.first { $0["body"]?.string?.contains("instagram") == true })
        let header = try #require(vector.at("header", "X-Hub-Signature-256")?.string)
        let body = Array(try #require(vector["body"]?.string).utf8)
        let right = Knock(method: .post, headers: ["x-hub-signature-256": header], body: body)
        let longer = Knock(method: .post, headers: ["x-hub-signature-256": header], body: body + [32])

        #expect(Instagram().knocked(right, app: app, word: "w") == .rings(for: []))
        #expect(
            Instagram().knocked(longer, app: app, word: "w")
                == .refused("The call is not signed with the app's secret."))
    }

    @Test(arguments: ["", "{}", "[]", "null", #"{"object":"page","entry":[]}"#, #"{"values":"#, "\u{0}"])
    func `is refused when it is not understood, or was signed for another body`(body: String) {
        #expect(knock(Instagram(), body) == .refused("The call is not of the kind that was expected."))
        #expect(knock(Threads(), body) == .refused("The call is not of the kind that was expected."))
        #expect(knock(Threads(), reply, signed: body) == .refused("The call is not signed with the app's secret."))
    }

    @Test func `gets its own text back when it knows the word`() {
        let query = ["hub.mode": "subscribe", "hub.verify_token": "kicau-7", "hub.challenge": "115"]

        for platform in [Instagram(), Threads()] as [any Platform] {
            #expect(
                platform.knocked(Knock(method: .get, query: query), app: app, word: "kicau-7")
                    == .challenged(type: "text/plain", body: "115"))
            #expect(
                platform.knocked(Knock(method: .get, query: query), app: app, word: "lain")
                    == .refused("The call does not know the word that was agreed on."))
        }
    }
}
