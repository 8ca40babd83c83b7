import HTTPTypes
import HummingbirdTesting
import KicauCore
import KicauPublish
import KicauTesting
import Testing

@testable import KicauWeb

@Suite("A post for a day on which the clock is changed")
struct ClockChangePageTests {
    private func fields(_ world: World, _ wall: String, _ more: [(String, String)] = []) -> [(String, String)] {
        [
            ("key", "clock-key"), ("account", world.account.description), ("parts", "1"), ("text-0", "Jam"),
            ("when", "later"), ("date", String(wall.prefix(10))), ("time", String(wall.suffix(5))),
            ("zone", "Europe/Berlin"), ("do", "send"),
        ] + more
    }

    @Test func `is asked which of two equal times is meant, without scripts`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)

        let asked = try await browser.submit("/compose", fields(world, "2026-10-25T02:30"))

        #expect(asked.status == .unprocessableContent)
        #expect(browser.page.contains("the first, at GMT+2"))
        #expect(browser.page.contains("the second, at GMT+1"))
        #expect(try await world.publishing.list(PostFilter(), for: world.caller).total == 0)
        let answer = [("fold-of", browser.field("fold-of")), ("fold", "second")]
        _ = try await browser.submit("/compose", fields(world, "2026-10-25T02:30", answer))
        let due = try #require(try await world.publishing.post(ID(1), for: world.caller).due)
        #expect(due.fold == .second)
        #expect(due.instant == (try Due(wall: "2026-10-25T01:30", zone: "UTC").instant))
        #expect(browser.page.contains("Meant is the second, at GMT+1."))
    }

    @Test func `is asked again when the answer was about another time`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        let answer = [("fold-of", "2026-10-25T02:15 Europe/Berlin"), ("fold", "second")]

        let asked = try await browser.submit("/compose", fields(world, "2026-10-25T02:30", answer))

        #expect(asked.status == .unprocessableContent)
        #expect(browser.page.contains("shows 02:30 twice"))
    }

    @Test func `says to what a time moves that the clock jumps over`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)

        _ = try await browser.submit("/compose", fields(world, "2027-03-28T02:30"))

        #expect(browser.page.contains("it goes out at Sun 28 Mar 2027, 03:30"))
        let due = try #require(try await world.publishing.post(ID(1), for: world.caller).due)
        #expect(due.wall == "2027-03-28T02:30")
        #expect(due.instant == (try Due(wall: "2027-03-28T01:30", zone: "UTC").instant))
    }

    @Test func `is not asked anything on any other day`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)

        let answer = try await browser.submit("/compose", fields(world, "2026-10-26T02:30"))

        #expect(answer.status == .ok)
        #expect(!browser.page.contains("twice"))
    }

    @Test func `over the API takes the first unless told, and says so`() async throws {
        let stage = try await APIStage.open()
        func made(_ due: JSONValue) async throws -> JSONValue? {
            try await stage.ask(.post, "/posts", stage.post("Jam", and: ["due": due])).json["due"]
        }

        let first = try await made(["wall": "2026-10-25T02:30", "zone": "Europe/Berlin"])
        let second = try await made(["wall": "2026-10-25T02:30", "zone": "Europe/Berlin", "fold": "second"])
        let moved = try await made(["wall": "2027-03-28T02:30", "zone": "Europe/Berlin"])

        #expect(first?["fold"] == "first")
        #expect(first?["at"] == "2026-10-25T00:30:00.000Z")
        #expect(second?["fold"] == "second")
        #expect(second?["at"] == "2026-10-25T01:30:00.000Z")
        #expect(moved?["moved_to"] == "2027-03-28T03:30")
        #expect(moved?["fold"] == nil)
    }
}
