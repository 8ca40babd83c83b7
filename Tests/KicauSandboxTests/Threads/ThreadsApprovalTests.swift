import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Answers that wait on rehearsed Threads")
struct ThreadsApprovalTests {
    @Test func `are seen by nobody until they are approved, and may be ignored meanwhile`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")
            let root = try #require(
                stage.control.seed(
                    SeedPost(account: "kedai.aksara", text: "Kopi", own: ["enable_reply_approvals": true])))
            let answer = try #require(
                stage.control.seed(SeedPost(account: "bima_pratama", text: "Enak", parent: root.id)))
            func held(_ status: String) async throws -> [String?]? {
                let path = "/v1.0/\(root.id)/pending_replies?fields=reply_approval_status&approval_status=\(status)"
                return try await stage.get(path, token: token)["data"]?.array?.map { $0["id"]?.string }
            }
            func seen() async throws -> Int? {
                try await stage.get("/v1.0/\(root.id)/conversation", token: token)["data"]?.array?.count
            }
            func review(_ approve: String) async throws -> Int {
                try await stage.form(
                    "/v1.0/\(answer.id)/manage_pending_reply", ["approve": approve], token: token
                ).status
            }

            #expect(try await held("pending") == [answer.id])
            #expect(try await seen() == 0)
            #expect(try await review("false") == 200)
            #expect(try await held("pending") == [])
            #expect(try await held("ignored") == [answer.id])
            #expect(try await review("true") == 200)
            #expect(try await held("ignored") == [])
            #expect(try await seen() == 1)
        }
    }

    @Test func `are asked for under posts that hold answers back, by who wrote them`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let plain = try #require(stage.control.seed(SeedPost(account: "kedai.aksara", text: "Kopi")))
            let answer = try #require(
                stage.control.seed(SeedPost(account: "bima_pratama", text: "Enak", parent: plain.id)))
            let (own, other) = (try stage.graphToken("kedai.aksara"), try stage.graphToken("citra_dewi"))
            let path = "/v1.0/\(plain.id)/pending_replies"

            #expect(try await stage.get(path, token: own).errorCode == 100)
            #expect(try await stage.get(path, token: other).errorCode == 200)
            let reviewed = try await stage.form(
                "/v1.0/\(answer.id)/manage_pending_reply", ["approve": "true"], token: own)
            #expect(reviewed.errorCode == 100)
        }
    }
}
