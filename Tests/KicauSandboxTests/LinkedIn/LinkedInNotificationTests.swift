import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("What the rehearsed LinkedIn tells a page's administrators", .serialized)
struct LinkedInNotificationTests {
    private static func path(_ more: String, of page: String = LinkedInCalls.organisation) -> String {
        "/rest/organizationalEntityNotifications?q=criteria&organizationalEntity=\(Rehearsal.encoded(page))" + more
    }

    private static let mention = "Kopi di @[Kedai Aksara](\(LinkedInCalls.organisation)) enak"

    private func calls(_ world: Rehearsal, as handle: String = "ayu-lestari") throws -> LinkedInCalls {
        LinkedInCalls(world: world, token: try world.token("linkedin", handle))
    }

    private func actions(_ answer: Answer) -> [String] {
        (answer["elements"]?.array ?? []).compactMap { $0["action"]?.string }
    }

    @Test func `are mentions by others and comments at its posts, the newest first`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let control = try world.control("linkedin")
            let calls = try calls(world)
            let ours = try #require(control.seed(SeedPost(account: "70400099", text: "Buka")))
            world.clock.advance(1000)
            let said = try #require(
                control.seed(SeedPost(account: "bima-pratama", text: Self.mention)))
            _ = control.seed(SeedPost(account: "70400099", text: Self.mention))
            _ = control.seed(SeedPost(account: "bima-pratama", text: "Kopi di Kedai Aksara"))
            world.clock.advance(1000)
            _ = control.seed(SeedPost(account: "bima-pratama", text: "Jam berapa?", parent: ours.id))

            let all = try await calls.call("GET", Self.path(""))
            let mentions = try await calls.call("GET", Self.path("&actions=List(SHARE_MENTION)"))

            #expect(actions(all) == ["COMMENT", "SHARE_MENTION"])
            #expect(actions(mentions) == ["SHARE_MENTION"])
            let speaker = try LinkedInCalls.member(world, "bima-pratama")
            let told = try #require(mentions["elements"]?[0])
            let share = told["decoratedGeneratedActivity"]?["share"]
            #expect(told["generatedActivity"]?.string == said.id && share?["entity"]?.string == said.id)
            #expect(share?["text"] == "Kopi di Kedai Aksara enak")
            #expect(share?["owner"]?.string == speaker)
        }
    }

    @Test func `are cut by their time, into pages, and after 60 days`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let control = try world.control("linkedin")
            let calls = try calls(world)
            var times: [Int64] = []
            for _ in 0..<3 {
                world.clock.advance(1000)
                let said = try #require(control.seed(SeedPost(account: "bima-pratama", text: Self.mention)))
                times.append(said.createdAtMs)
            }

            let middle = try await calls.call("GET", Self.path("&timeRange=(start:\(times[1]),end:\(times[1]))"))
            let second = try await calls.call("GET", Self.path("&start=1&count=1"))
            world.clock.advance(60 * 86_400_000 - 500)
            // The first token ends after as long.
            let late = try await self.calls(world).call("GET", Self.path(""))

            #expect(middle["elements"]?[0]?["lastModifiedAt"] == .integer(times[1]) && actions(middle).count == 1)
            #expect(second["elements"]?[0]?["lastModifiedAt"] == .integer(times[1]) && actions(second).count == 1)
            #expect(second["paging"]?["total"] == 3)
            #expect(actions(late).count == 1)
        }
    }

    @Test func `are refused to others, for members, and in another form`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let calls = try calls(world)
            let me = try LinkedInCalls.member(world, "ayu-lestari")
            let stranger = try await self.calls(world, as: "bima-pratama").call("GET", Self.path(""))
            let member = try await calls.call("GET", Self.path("", of: me))
            let action = try await calls.call("GET", Self.path("&actions=List(WINK)"))
            let list = try await calls.call("GET", Self.path("&actions=SHARE_MENTION"))
            let span = try await calls.call("GET", Self.path("&timeRange=(end:1)"))
            let finder = try await calls.call("GET", "/rest/organizationalEntityNotifications?q=all")

            #expect(statuses(stranger, member, action, list, span, finder) == [403, 403, 400, 400, 400, 400])
            #expect(try world.control("linkedin").set(["hasCommunityManagement": false]))
            #expect(try await calls.call("GET", Self.path("")).status == 403)
        }
    }
}
