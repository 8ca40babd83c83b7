import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Places on rehearsed Threads")
struct ThreadsPlaceTests {
    @Test func `are searched by words or by a point`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")

            let named = try await stage.get("/v1.0/location_search?q=kopi&fields=id,city", token: token)
            let near = try await stage.get("/v1.0/location_search?latitude=-7.8&longitude=110.37", token: token)
            let nothing = try await stage.get("/v1.0/location_search", token: token)
            let one = try await stage.get("/v1.0/9000000003?fields=id,name", token: token)

            #expect(named["data"]?.array?.map { $0["city"]?.string } == ["Bandung", "Jakarta"])
            #expect(near["data"]?[0]?["name"] == "Pasar Beringharjo")
            #expect(nothing.errorCode == 100)
            #expect(one["name"] == "Kopi Pagi")
        }
    }

    @Test func `that are not there are refused`() async throws {
        try await OpenNetworkStage.run("threads") { stage in
            let token = try stage.graphToken("kedai.aksara")
            func staged(_ place: String) async throws -> Int {
                try await stage.form(
                    "/v1.0/me/threads", ["media_type": "TEXT", "text": "Kopi", "location_id": place], token: token
                ).status
            }

            #expect(try await staged("9000000003") == 200)
            #expect(try await staged("77") == 400)
        }
    }
}
