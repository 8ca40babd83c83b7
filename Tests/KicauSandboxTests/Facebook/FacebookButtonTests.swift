import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Buttons on rehearsed Facebook")
struct FacebookButtonTests {
    @Test func `are known words under the post's own link`() async throws {
        try await OpenNetworkStage.run("facebook") { stage in
            let token = try stage.graphToken("kedaiaksara")
            let link = "https://kedai-aksara.com/menu"
            func posted(_ action: String, _ more: [String: String] = ["link": link]) async throws -> Int {
                let form = ["message": "Menu baru \(action.count)", "call_to_action": action]
                return try await stage.form("/me/feed", form.merging(more) { $1 }, token: token).status
            }

            #expect(try await posted(#"{"type":"SHOP_NOW","value":{"link":"https://kedai-aksara.com/menu"}}"#) == 200)
            #expect(try await posted(#"{"type":"BITE_NOW"}"#) == 400)
            #expect(try await posted(#"{"type":"SHOP_NOW","value":{"link":"https://kedai-aksara.com"}}"#) == 400)
            #expect(try await posted(#"{"type":"SHOP_NOW"}"#, [:]) == 400)
            #expect(stage.live.count == 1)
        }
    }
}
