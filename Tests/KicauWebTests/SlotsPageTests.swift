import HTTPTypes
import HummingbirdTesting
import KicauCore
import KicauPublish
import KicauTesting
import Testing

@testable import KicauWeb

@Suite("An account's posting times")
struct SlotsPageTests {
    @Test func `are written on its page and offered in the composer, without scripts`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/compose")
        #expect(!browser.page.contains("Next posting time"))
        _ = try await browser.visit("/accounts/1/slots")

        let saved = try await browser.submit(
            "/accounts/1/slots", [("monday", "9.00, 17:30"), ("friday", "07:15"), ("zone", "Asia/Jakarta")])

        #expect(saved.status == .ok)
        #expect(browser.page.contains("value=\"09:00 17:30\""))
        #expect(browser.page.contains("Mon 1 Jun, 17:30"))
        _ = try await browser.visit("/compose")
        #expect(browser.page.contains("Next posting time"))
        _ = try await browser.submit(
            "/compose",
            [
                ("key", browser.field("key")), ("account", "1"), ("parts", "1"), ("text-0", "Antre"), ("when", "slot"),
                ("do", "send"),
            ])
        #expect(try await world.publishing.post(ID(1), for: world.caller).due?.wall == "2026-06-01T17:30")
    }

    @Test(arguments: ["25:00", "9", "noon", "09:60", "٠٩:٠٠", "-1:00"])
    func `that are no times come back with a sentence, and all that was written`(_ time: String) async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/accounts/1/slots")

        let answer = try await browser.submit(
            "/accounts/1/slots", [("monday", "09:00"), ("sunday", time), ("zone", "Asia/Jakarta")])

        #expect(answer.status == .badRequest)
        #expect(browser.page.contains("is not a time of day"))
        #expect(browser.page.contains("value=\"09:00\""))
    }

    @Test func `are set and shown over the API, and a post takes the next`() async throws {
        let stage = try await APIStage.open()

        let set = try await stage.ask(
            .put, "/accounts/1/slots", as: .editor,
            ["zone": "Asia/Jakarta", "slots": [["weekday": "tuesday", "time": "09:00"]]])
        let made = try await stage.ask(.post, "/posts", as: .editor, stage.post("Antre", plan: "next_slot"))

        #expect(set.status == 200)
        #expect(set.json["next"]?["wall"] == "2026-06-02T09:00")
        #expect(made.json["due"]?["wall"] == "2026-06-02T09:00")
        let shown = try await stage.ask(.get, "/accounts/1/slots", as: .viewer)
        #expect(shown.json["next"]?["wall"] == "2026-06-09T09:00")
        #expect(shown.json["slots"] == [["weekday": "tuesday", "time": "09:00"]])
    }
}
