import Foundation
import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A call that LinkedIn makes to us")
struct LinkedInKnockTests {
    private static let secret = "dummy-client-secret"
    private static let body =
        #"{"type":"ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS","notifications":[{"notificationId":1,"organizationalEntity":"urn:li:organization:9","action":"COMMENT","sourcePost":"urn:li:activity:77"}]}"#
    private static let notSigned = Knocked.refused("The call is not signed with the app's secret.")
    private static let notUnderstood = Knocked.refused("The call is not of the kind that was expected.")

    private func knocked(_ knock: Knock, secret: String = Self.secret) -> Knocked? {
        LinkedIn().knocked(knock, app: AppKeys(clientID: "app", clientSecret: Redacted(secret)), word: "")
    }

    private func told(_ body: String, signed header: String?, secret: String = Self.secret) -> Knocked? {
        let headers = header.map { ["x-li-signature": $0] } ?? [:]
        return knocked(Knock(method: .post, headers: headers, body: Array(body.utf8)), secret: secret)
    }

    private func signature(_ body: String, secret: String = Self.secret) -> String {
        Graph.proof(of: Redacted("hmacsha256=" + body), secret: Redacted(secret))
    }

    @Test func `is answered when it asks whose address this is, as the known answers say`() throws {
        let vectors = try #require(Specs.json("derived/signature_vectors.json")["linkedin_challenge"]?.array)
        #expect(vectors.count == 2)
        for vector in vectors {
            let code = try #require(vector["challengeCode"]?.string)
            let secret = try #require(vector["client_secret"]?.string)

            let answer = knocked(Knock(method: .get, query: ["challengeCode": code]), secret: secret)

            guard case .challenged("application/json", let body) = answer else { return #expect(Bool(false)) }
            #expect(JSONValue(reading: Data(body.utf8)) == vector["response"])
        }
    }

    @Test func `signs nothing for whoever asks that could pass for a call`() {
        for code in ["hmacsha256=" + Self.body, "{}", "", String(repeating: "a", count: 257)] {
            #expect(knocked(Knock(method: .get, query: ["challengeCode": code])) == Self.notUnderstood)
        }
    }

    @Test func `rings when it is signed as the known answers say`() throws {
        let vectors = try #require(Specs.json("derived/signature_vectors.json")["linkedin_x_li_signature"]?.array)
        #expect(!vectors.isEmpty)
        for vector in vectors {
            let header = try #require(vector.at("header", "X-LI-Signature")?.string)
            let body = try #require(vector["body"]?.string)
            let secret = try #require(vector["client_secret"]?.string)

            #expect(told(body, signed: header, secret: secret) == .rings(for: []))
            #expect(told(body, signed: "hmacsha256=" + header, secret: secret) == .rings(for: []))
            #expect(told(body + " ", signed: header, secret: secret) == Self.notSigned)
        }
    }

    @Test func `rings for the page that was commented on, and does no more when it comes again`() {
        let answers = (0..<2).map { _ in told(Self.body, signed: signature(Self.body)) }

        #expect(answers == [.rings(for: ["urn:li:organization:9"]), .rings(for: ["urn:li:organization:9"])])
    }

    @Test func `rings for the page that a post elsewhere mentions`() {
        let body = Self.body.replacing("COMMENT", with: "SHARE_MENTION")

        #expect(told(body, signed: signature(body)) == .rings(for: ["urn:li:organization:9"]))
    }

    @Test(arguments: ["LIKE", "SHARE", "ADMIN_COMMENT", "COMMENT_EDIT", "COMMENT_DELETE", "NEW_THING"])
    func `rings for nobody when there is nothing to hear`(action: String) {
        let body = Self.body.replacing("COMMENT", with: action)

        #expect(told(body, signed: signature(body)) == .rings(for: []))
    }

    @Test(arguments: [nil, "", "hmacsha256=", "00", String(repeating: "0", count: 64)])
    func `is refused without a right signature`(header: String?) {
        #expect(told(Self.body, signed: header) == Self.notSigned)
        #expect(told(Self.body, signed: signature(Self.body, secret: "other")) == Self.notSigned)
        #expect(
            told(Self.body, signed: Graph.proof(of: Redacted(Self.body), secret: Redacted(Self.secret)))
                == Self.notSigned)
    }

    @Test func `is refused when the app has no secret, which anybody could sign with`() {
        #expect(told(Self.body, signed: signature(Self.body, secret: ""), secret: "") == Self.notSigned)
        #expect(knocked(Knock(method: .get, query: ["challengeCode": "a"]), secret: "") == Self.notSigned)
    }

    @Test(arguments: ["", "[]", "{", "null", #"{"type":"LEAD_ACTION","notifications":[]}"#, #"{"notifications":[]}"#])
    func `is refused when it is signed and not understood`(body: String) {
        #expect(told(body, signed: signature(body)) == Self.notUnderstood)
    }

    @Test func `is refused when it asks for nothing`() {
        #expect(knocked(Knock(method: .get)) == Self.notUnderstood)
        #expect(knocked(Knock(method: .get, query: ["challengeCode": ""])) == Self.notUnderstood)
    }

    @Test func `takes what stands in a body that is signed and odd for nothing`() {
        let body = Self.body.replacing(#""urn:li:organization:9""#, with: "9")

        #expect(told(body, signed: signature(body)) == .rings(for: []))
    }
}
