import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A call that Meta makes to us")
struct MetaKnockTests {
    private static let body =
        #"{"object":"page","entry":[{"id":"1","time":1700000000,"changes":[{"field":"feed","value":{"item":"comment"}}]}]}"#

    @Test func `rings when it is signed as the known answers say`() throws {
        let vectors = try #require(Specs.json("derived/signature_vectors.json")["meta_x_hub_signature_256"]?.array)
        var rung: [Set<String>] = []
        var refused = 0

        for vector in vectors {
            let body = try #require(vector["body"]?.string)
            let secret = try #require(vector["app_secret"]?.string)
            let header = try #require(vector.at("header", "X-Hub-Signature-256")?.string)
            for object in ["page", "instagram"] {
                switch heard(body, header, object: object, secret: secret) {
                case .rings(let accounts, _): rung.append(accounts)
                case .refused, .challenged: refused += 1
                }
            }
        }

        // The second has an entry without an id, and the third is signed and no event at all.
        #expect(rung == [["1"], []])
        #expect(refused == vectors.count * 2 - 2)
    }

    @Test func `rings for every account it names, once each`() {
        let body = #"{"object":"threads","entry":[{"id":"7"},{"id":8},{"id":"7"},{"time":1}]}"#

        #expect(heard(body, signature(body), object: "threads") == .rings(for: ["7", "8"]))
    }

    @Test func `does nothing more when it comes again`() {
        let signature = signature(Self.body)

        let answers = (0..<2).map { _ in heard(Self.body, signature) }

        #expect(answers == [.rings(for: ["1"]), .rings(for: ["1"])])
    }

    @Test(arguments: [
        nil, "", "sha256=", "sha256=zz", "sha256=" + String(repeating: "0", count: 64),
        "sha1=6f522df4d00e483874dfc4f0beae864e7d9d4ca4", "sha256=" + String(repeating: "é", count: 32),
    ])
    func `is refused without a right signature`(header: String?) {
        #expect(heard(Self.body, header) == .refused("The call is not signed with the app's secret."))
    }

    @Test func `is refused when the body is not the one that was signed, byte for byte`() {
        let signed = signature(Self.body)

        #expect(heard(Self.body + "\n", signed) == .refused("The call is not signed with the app's secret."))
        #expect(heard(Self.body, signed + "00") == .refused("The call is not signed with the app's secret."))
        #expect(
            heard(Self.body, String(signed.dropFirst(7))) == .refused("The call is not signed with the app's secret."))
    }

    @Test func `is refused when the app has no secret, which anybody could sign with`() {
        let signed = signature(Self.body, secret: "")

        #expect(heard(Self.body, signed, secret: "") == .refused("The call is not signed with the app's secret."))
    }

    @Test(arguments: ["", "[]", "{", "null", #"{"object":"page"}"#, #"{"object":"user","entry":[{"id":"1"}]}"#])
    func `is refused when it is signed and not understood`(body: String) {
        #expect(heard(body, signature(body)) == .refused("The call is not of the kind that was expected."))
    }

    @Test func `gets its own text back when it knows the word`() {
        let query = ["hub.mode": "subscribe", "hub.verify_token": "kicau-7", "hub.challenge": "1158201444"]

        #expect(asked(query) == .challenged(type: "text/plain", body: "1158201444"))
    }

    @Test(arguments: ["", "kicau", "kicau-7 ", "KICAU-7"])
    func `gets nothing back with another word`(word: String) {
        let query = ["hub.mode": "subscribe", "hub.verify_token": word, "hub.challenge": "1"]

        #expect(asked(query) == .refused("The call does not know the word that was agreed on."))
    }

    @Test func `gets nothing back when no word was agreed on`() {
        let query = ["hub.mode": "subscribe", "hub.verify_token": "", "hub.challenge": "1"]

        #expect(asked(query, word: "") == .refused("The call does not know the word that was agreed on."))
    }

    @Test(arguments: [
        [:], ["hub.mode": "unsubscribe", "hub.verify_token": "kicau-7", "hub.challenge": "1"],
        ["hub.mode": "subscribe", "hub.verify_token": "kicau-7"],
    ])
    func `gets nothing back when it does not ask as Meta does`(query: [String: String]) {
        #expect(asked(query) == .refused("The call is not of the kind that was expected."))
    }

    private func asked(_ query: [String: String], word: String = "kicau-7") -> Knocked {
        MetaKnock.heard(Knock(method: .get, query: query), object: "page", app: app("dummy-app-secret"), word: word)
    }

    private func heard(
        _ body: String, _ header: String?, object: String = "page", secret: String = "dummy-app-secret"
    ) -> Knocked {
        let headers = header.map { ["x-hub-signature-256": $0] } ?? [:]
        return MetaKnock.heard(
            Knock(method: .post, headers: headers, body: Array(body.utf8)), object: object, app: app(secret),
            word: "kicau-7")
    }

    private func app(_ secret: String) -> AppKeys { AppKeys(clientID: "42", clientSecret: Redacted(secret)) }

    /// The proof of a token is made by the same sum.
    private func signature(_ body: String, secret: String = "dummy-app-secret") -> String {
        "sha256=" + Graph.proof(of: Redacted(body), secret: Redacted(secret))
    }
}
