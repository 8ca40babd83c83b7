import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Mastodon: what an account is told")
struct MastodonInboxTests {
    private static let path = "/api/v1/notifications"

    private func token(_ stage: OpenNetworkStage, _ handle: String = "ayu_lestari") throws -> String {
        try #require(stage.control.grant(to: handle)?["access_token"]?.string)
    }

    private func seed(
        _ stage: OpenNetworkStage, _ text: String, by handle: String = "bima_pratama", parent: String? = nil,
        own: [String: JSONValue] = [:]
    ) throws -> LivePost {
        stage.clock.advance(1000)
        return try #require(
            stage.control.seed(SeedPost(account: handle, text: text, parent: parent, own: own)))
    }

    @Test func `who names somebody or answers them is told of, and nobody else`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let mine = try seed(stage, "Kopi", by: "ayu_lestari")
            let answer = try seed(stage, "Enak", parent: mine.id)
            let mention = try seed(stage, "Halo @ayu_lestari!")
            _ = try seed(stage, "Halo @citra_dewi")
            _ = try seed(stage, "Untuk @ayu_lestari dariku", by: "ayu_lestari")

            let told = try await stage.get(Self.path, token: try token(stage)).json.array ?? []

            #expect(told.map { $0["status"]?["id"]?.string } == [mention.id, answer.id])
            #expect(told.map { $0["type"] } == ["mention", "mention"])
            #expect(told.allSatisfy { $0["id"] != $0["status"]?["id"] })
            #expect(told[1]["account"]?["acct"] == "bima_pratama")
            #expect(told[1]["status"]?["in_reply_to_id"]?.string == mine.id)
            #expect(told[1]["status"]?["in_reply_to_account_id"]?.string == mine.account)
            #expect(told[1]["status"]?["mentions"]?[0]?["acct"] == "ayu_lestari")
            let one = try await stage.get("\(Self.path)/\(told[0]["id"]?.string ?? "")", token: try token(stage))
            #expect(one.json == told[0])
        }
    }

    @Test func `is for its owner, with the permission for it`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            #expect(try await stage.get(Self.path).status == 401)
            let app = try await stage.form(
                "/oauth/token",
                [
                    "grant_type": "client_credentials", "client_id": Client.rehearsal.id,
                    "client_secret": Client.rehearsal.secret, "scope": "read:statuses",
                ])
            let weak = try #require(app["access_token"]?.string)
            let refused = try await stage.get(Self.path, token: weak)
            #expect(refused.status == 403)
            #expect(refused["error"] == "This action is outside the authorized scopes")
            #expect(try await stage.get("\(Self.path)/7", token: try token(stage)).status == 404)
        }
    }

    @Test func `is paged forward and back, and by type`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let mine = try seed(stage, "Kopi", by: "ayu_lestari")
            for number in 1...4 { _ = try seed(stage, "\(number) @ayu_lestari") }
            let bima = try token(stage, "bima_pratama")
            stage.clock.advance(1000)
            _ = try await stage.post("/api/v1/statuses/\(mine.id)/favourite", [:], token: bima)
            let ayu = try token(stage)
            func words(_ query: String) async throws -> [String] {
                let items = try await stage.get("\(Self.path)?\(query)", token: ayu).json.array ?? []
                return items.map { ($0["type"]?.string ?? "") + " " + ($0["id"]?.string ?? "") }
            }

            let all = try await words("limit=80")
            let ids = all.map { String($0.split(separator: " ")[1]) }
            let first = try await stage.get("\(Self.path)?limit=2&types[]=mention", token: ayu)

            #expect(
                all.map { $0.split(separator: " ")[0] } == ["favourite", "mention", "mention", "mention", "mention"])
            #expect(try await words("types[]=mention") == Array(all.dropFirst()))
            #expect(try await words("exclude_types[]=mention") == [all[0]])
            #expect(try await words("types[]=mention&limit=2&min_id=\(ids[4])") == Array(all[2...3]))
            #expect(try await words("types[]=mention&limit=2&since_id=\(ids[4])") == Array(all[1...2]))
            #expect(try await words("types[]=mention&limit=2&max_id=\(ids[2])") == Array(all[3...4]))
            #expect(first.headers["link"]?.contains("max_id=\(ids[2])>; rel=\"next\"") == true)
        }
    }

    @Test func `a private message is seen by those it names`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let quiet = try seed(stage, "Rahasia @ayu_lestari", own: ["visibility": "direct", "spoiler": "Sst"])
            let path = "/api/v1/statuses/\(quiet.id)"

            let seen = try await stage.get(path, token: try token(stage))

            #expect(seen["visibility"] == "direct" && seen["spoiler_text"] == "Sst")
            #expect(try await stage.get(path, token: try token(stage, "citra_dewi")).status == 404)
            #expect(try await stage.get(path).status == 404)
            let answer = try await stage.post(
                "/api/v1/statuses",
                ["status": "@bima_pratama siap", "visibility": "direct", "in_reply_to_id": .string(quiet.id)],
                token: try token(stage))
            #expect(answer.status == 200)
            let told = try await stage.get(Self.path, token: try token(stage, "bima_pratama"))
            #expect(told.json[0]?["status"]?["id"] == answer["id"])
        }
    }

    @Test func `a favourite is counted once, and taken back once`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let post = try seed(stage, "Enak")
            let path = "/api/v1/statuses/\(post.id)"
            let ayu = try token(stage)

            _ = try await stage.post("\(path)/favourite", [:], token: ayu)
            let twice = try await stage.post("\(path)/favourite", [:], token: ayu)
            #expect(twice["favourited"] == true && twice["favourites_count"] == 1)
            #expect(try await stage.get(path)["favourites_count"] == 1)
            #expect(try await stage.get(path, token: try token(stage, "citra_dewi"))["favourited"] == false)

            _ = try await stage.post("\(path)/unfavourite", [:], token: ayu)
            let undone = try await stage.post("\(path)/unfavourite", [:], token: ayu)
            #expect(undone["favourited"] == false && undone["favourites_count"] == 0)
            #expect(try await stage.post("/api/v1/statuses/7/favourite", [:], token: ayu).status == 404)
        }
    }
}
