import Foundation
import HTTPTypes
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish
@testable import KicauWeb

@Suite("A workspace's settings over the API")
struct APIWorkspaceTests {
    private func picture(at stage: APIStage) async throws -> String {
        let png = try #require(APIStage.png)
        return try #require(try await stage.ask(.post, "/media", bytes: [UInt8](png)).json["sha256"]?.string)
    }

    private func post(_ sha256: String, alt: String, plan: String, at stage: APIStage) -> JSONValue {
        stage.post(
            "Kopi", plan: plan,
            and: ["parts": [["text": "Kopi", "media": [["sha256": .string(sha256), "alt": .string(alt)]]]]])
    }

    @Test func `are shown to whoever may look, and changed one by one by whoever may manage`() async throws {
        let stage = try await APIStage.open()
        let before = try await stage.ask(.get, "/workspace", as: .viewer).json

        let changed = try await stage.ask(.put, "/workspace", ["needs_alt": true])

        #expect(changed.status == 200)
        #expect(changed.json["needs_alt"] == true)
        let after = try await stage.ask(.get, "/workspace", as: .viewer).json
        #expect(after == changed.json)
        for name in ["id", "name", "zone", "missed_minutes", "resends_after_two_looks"] {
            #expect(after[name] == before[name], "\(name)")
        }
        #expect(try await stage.ask(.put, "/workspace", as: .editor, ["needs_alt": false]).code == "not-allowed")
    }

    @Test func `that make no sense are refused and change nothing`() async throws {
        let stage = try await APIStage.open()
        let before = try await stage.ask(.get, "/workspace").json

        #expect(try await stage.ask(.put, "/workspace", ["zone": "Asia/Jakrta"]).code == "unknown-zone")
        #expect(try await stage.ask(.put, "/workspace", ["name": " "]).status == 400)
        #expect(try await stage.ask(.put, "/workspace", ["missed_minutes": 10_081]).code == "bad-input")
        #expect(try await stage.ask(.put, "/workspace", ["needs_alt": "yes"]).code == "bad-input")

        #expect(try await stage.ask(.get, "/workspace").json == before)
    }

    @Test func `can ask for a description of each picture before a post is planned, not before it is drafted`()
        async throws
    {
        let stage = try await APIStage.open()
        let sha256 = try await picture(at: stage)
        _ = try await stage.ask(.put, "/workspace", ["needs_alt": true])

        let refused = try await stage.ask(.post, "/posts", post(sha256, alt: " ", plan: "schedule", at: stage))
        #expect(refused.code == "rule-broken" && refused.status == 422)
        #expect(
            refused.json["what"]
                == "Fake: Picture 1 of part 1 has no description, and this workspace asks for one.")
        #expect(refused.json["do"] == "Describe it for those who cannot see it.")
        let now = try await stage.ask(.post, "/posts", post(sha256, alt: "", plan: "publish_now", at: stage))
        #expect(now.code == "rule-broken")
        #expect(try await stage.countPosts() == 0)

        let draft = try await stage.ask(.post, "/posts", post(sha256, alt: "", plan: "draft", at: stage))
        #expect(draft.json["state"] == "draft")
        #expect(try await stage.ask(.post, "/posts/\(draft.id)/publication").code == "rule-broken")
        let described = try await stage.ask(.post, "/posts", post(sha256, alt: "Cangkir", plan: "schedule", at: stage))
        #expect(described.json["state"] == "scheduled")
    }

    @Test func `are asked of every picture alone, so that without the wish none is refused`() async throws {
        let stage = try await APIStage.open()

        let taken = try await stage.ask(
            .post, "/posts", post(try await picture(at: stage), alt: "", plan: "schedule", at: stage))

        #expect(taken.json["state"] == "scheduled")
    }

    @Test func `name the members, so that one of them can be asked to look after what was said`() async throws {
        let stage = try await APIStage.open()
        stage.world.network.say("said-1", by: "budi", "Buka jam berapa?")
        await Listener(kit: stage.world.kit).turn()

        let member = try #require(try await stage.ask(.get, "/members", as: .viewer).json["items"]?[0])
        #expect(member["role"] == "owner" && member["name"]?.string?.isEmpty == false)
        let id = try #require(member["id"])
        #expect(try await stage.ask(.put, "/inbox/1/assignee", ["member": id]).status == 204)

        #expect(try await stage.ask(.get, "/inbox").json["items"]?[0]?["assignee"] == id)
        #expect(try await stage.ask(.put, "/inbox/1/assignee", ["member": 987_654]).code == "not-found")
        #expect(try await stage.ask(.put, "/inbox/1/assignee", ["member": .null]).status == 204)
        #expect(try await stage.ask(.get, "/inbox").json["items"]?[0]?["assignee"] == nil)
    }
}
