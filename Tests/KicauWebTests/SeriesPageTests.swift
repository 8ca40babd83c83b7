import HTTPTypes
import HummingbirdTesting
import KicauCore
import KicauPublish
import KicauTesting
import Testing

@testable import KicauWeb

@Suite("A series on the pages")
struct SeriesPageTests {
    private func begin(_ browser: Browser, _ more: [(String, String)]) async throws -> TestResponse {
        _ = try await browser.visit("/compose")
        return try await browser.submit(
            "/compose",
            [
                ("key", browser.field("key")), ("account", "1"), ("parts", "1"), ("text-0", "Resep hari ini"),
                ("when", "later"), ("date", "2026-06-02"), ("time", "09:00"), ("zone", "Asia/Jakarta"), ("do", "send"),
            ] + more)
    }

    @Test func `is begun in the composer, paused, and ended, without scripts`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)

        let begun = try await begin(browser, [("repeat", "weekly"), ("weekday", "tuesday"), ("weekday", "friday")])

        #expect(begun.status == .ok)
        #expect(browser.page.contains("Every Tue, Fri at 09:00 · Asia/Jakarta"))
        #expect(browser.page.contains("Tue 2 Jun, 09:00"))
        _ = try await browser.submit("/series/1/pause", [])
        #expect(browser.page.contains("badge alert\">Paused"))
        _ = try await browser.submit("/series/1/resumption", [])
        #expect(browser.page.contains("badge good\">Running"))
        _ = try await browser.submit("/series/1/end", [])
        #expect(browser.page.contains("badge quiet\">Ended"))
        try await world.advance(by: .days(40))
        #expect(world.network.commits == 0)
    }

    @Test(arguments: [
        ("daily", "Every day at 09:00"), ("monthly", "Every month on day 2 at 09:00"),
        ("last-day", "Every month on its last day at 09:00"), ("weekday", "Every month on the first Tuesday at 09:00"),
        ("weekly", "Every Tue at 09:00"),
    ])
    func `takes its day from the date`(_ rhythm: String, _ sentence: String) async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)

        _ = try await begin(browser, [("repeat", rhythm), ("times", "3")])

        #expect(browser.page.contains("\(sentence) · Asia/Jakarta, 3 times"))
    }

    @Test func `that cannot be comes back with all that was written`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)

        let answer = try await begin(browser, [("repeat", "daily"), ("times", "often")])

        #expect(answer.status == .badRequest)
        #expect(browser.page.contains("Resep hari ini"))
        #expect(browser.page.contains("value=\"often\""))
    }

    @Test func `is begun, shown and stopped over the API`() async throws {
        let stage = try await APIStage.open()
        let asked: JSONValue = [
            "accounts": [1], "parts": [["text": "Resep"]],
            "first": ["wall": "2026-06-01T09:00", "zone": "Asia/Jakarta"],
            "rhythm": ["every": "month_weekday", "place": "last", "weekdays": ["friday"], "times": 5],
        ]

        let made = try await stage.ask(.post, "/series", as: .editor, asked)

        #expect(made.status == 201)
        #expect(made.json["next"]?["wall"] == "2026-06-26T09:00")
        #expect(made.json["rhythm"] == asked["rhythm"])
        let listed = try await stage.ask(.get, "/series", as: .viewer).json
        #expect(listed["items"]?.array?.count == 1)
        #expect(try await stage.ask(.post, "/series/1/pause", as: .editor).json["state"] == "paused")
        #expect(try await stage.ask(.post, "/series/1/resumption", as: .editor).json["state"] == "running")
        #expect(try await stage.ask(.post, "/series/1/end", as: .editor).json["state"] == "ended")
        #expect(try await stage.ask(.post, "/series/1/end", as: .editor).code == "not-possible-now")
        #expect(try await stage.ask(.get, "/series/9", as: .editor).code == "not-found")
    }
}
