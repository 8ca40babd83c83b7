import Foundation
import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A call to one of Meta's graphs")
struct GraphTests {
    @Test func `proves the app's secret as the known answers say`() throws {
        let vectors = try #require(Specs.json("derived/signature_vectors.json")["meta_appsecret_proof"]?.array)
        #expect(!vectors.isEmpty)
        for vector in vectors {
            let token = Redacted(try #require(vector["access_token"]?.string))
            let secret = Redacted(try #require(vector["app_secret"]?.string))
            #expect(Graph.proof(of: token, secret: secret) == vector["appsecret_proof"]?.string)
        }
    }

    @Test func `keeps the token in a header and out of the address`() async {
        let graph = Graph(base: "https://graph.example/v1", token: Redacted("secret-token"), table: Facebook.errors)

        for call in [graph.get("me"), graph.post("me/feed", form: []), graph.delete("7")] {
            #expect(call.headers.first?.1.reveal() == "Bearer secret-token")
            #expect(!"\(call.url) \(call.query) \(call.body)".contains("secret-token"))
        }
    }

    @Test func `decides by code and subcode, and shows Meta's sentence for authors`() throws {
        let body = MetaSample.error(100, 1_609_008, more: #","error_user_msg":"Links to us are not taken""#)

        let complaint = try #require(MetaSample.complaint(400, body, Facebook.errors))

        #expect(Facebook.errors.meaning(of: complaint) == .invalidContent)
        #expect(complaint.answer == "Links to us are not taken [100 / 1609008 / T1]")
    }

    @Test(arguments: [1, 2, 100, 999])
    func `reads no refusal into an answer called transient`(code: Int) throws {
        let complaint = try #require(
            MetaSample.complaint(400, MetaSample.error(code, more: #","is_transient":true"#), Facebook.errors))

        #expect(Facebook.errors.outcome(of: complaint).isUnknown)
    }

    @Test func `waits for limits even when they are called transient`() throws {
        let complaint = try #require(
            MetaSample.complaint(400, MetaSample.error(4, more: #","is_transient":true"#), Facebook.errors))

        #expect(Facebook.errors.meaning(of: complaint) == .rateLimited)
    }

    @Test(arguments: [
        (500, MetaSample.error(100)), (502, "<html>Bad gateway</html>"), (200, #"{"id":"1"#), (200, "[]"), (400, "no"),
    ])
    func `is in doubt about what the graph itself did not say`(status: Int, body: String) throws {
        let complaint = try #require(MetaSample.complaint(status, body, Facebook.errors))

        #expect(Facebook.errors.outcome(of: complaint).isUnknown)
    }

    @Test func `waits as many minutes as the usage header names`() {
        let header = """
            {"42":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":7},
            {"type":"instagram","call_count":3,"estimated_time_to_regain_access":0}],"43":[{"type":"pages"}]}
            """
        let reply = Reply(
            status: 400, headers: [("x-business-use-case-usage", header)], body: Array(MetaSample.error(80001).utf8),
            at: .noon)

        guard case .no(let complaint) = GraphAnswer(reply, table: Facebook.errors) else {
            Issue.record("taken for a yes")
            return
        }

        guard case .postponed(let until, .rateLimited) = Facebook.errors.outcome(of: complaint) else {
            Issue.record("not postponed")
            return
        }
        #expect(until == .noon + .minutes(7))
    }

    @Test func `does not trip over a broken usage header`() {
        let reply = Reply(status: 200, headers: [("x-business-use-case-usage", "{{")], body: [], at: .noon)

        #expect(GraphUsage.resets(reply) == nil)
    }

    @Test func `counts names after an at sign, but no e-mail addresses`() {
        #expect(MetaText.mentions(in: "@ayu @bima.p, ibu@kedai.example @ x @citra_d!") == 3)
        #expect(MetaText.mentions(in: "") == 0)
    }

    @Test func `compares texts without outer space, line ends and composition`() {
        #expect(MetaText.same("kafe\u{301}\r\nbaru ", "kaf\u{e9}\nbaru"))
        #expect(!MetaText.same("satu", "satu dua"))
    }
}
