import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Insights of the rehearsed Facebook")
struct FacebookInsightTests {
    private static let old = "page_impressions_unique"
    private static let new = "page_media_view,page_total_media_view_unique"

    @Test func `know the names of the day, and those a test asks for`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            func ask(_ metrics: String) async throws -> OpenNetworkStage.Answer {
                try await stage.get("/me/insights?metric=\(metrics)&period=day", token: token)
            }

            let today = try await [Self.new, Self.old].sequentially { try await ask($0) }
            #expect(stage.control.set(["insightNames": "old"]))
            let before = try await [Self.new, Self.old].sequentially { try await ask($0) }

            #expect(today.map(\.status) == [200, 400])
            #expect(today[1].errorCode == 100)
            #expect(before.map(\.status) == [400, 200])
            #expect(today[0]["data"]?.array?.count == 2)
            #expect(stage.control.set(["insightNames": "other"]) == false)
        }
    }

    @Test func `of a post change their names the same day`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let id = try #require(try await stage.form("/me/feed", ["message": "Pagi"], token: token).id)
            #expect(stage.control.set(["insightNames": "old"]))

            let known = try await stage.get("/\(id)/insights?metric=post_impressions_unique,post_clicks", token: token)
            let unknown = try await stage.get("/\(id)/insights?metric=post_media_view", token: token)

            #expect(known.status == 200)
            #expect(unknown.errorCode == 100)
        }
    }

    @Test func `take only spans of time that there are`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")

            let answer = try await stage.get("/me/insights?metric=\(Self.new)&period=lifetime", token: token)

            #expect(answer.errorCode == 100)
        }
    }
}
