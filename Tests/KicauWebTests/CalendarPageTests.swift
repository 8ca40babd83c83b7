import Foundation
import HTTPTypes
import KicauCore
import KicauPublish
import KicauTesting
import Testing

@testable import KicauStore
@testable import KicauWeb

@Suite("The calendar")
struct CalendarPageTests {
    /// A browser before so many posts, all due in the third hour from now.
    private func browser(posts: Int) async throws -> (Browser, World, day: String) {
        let world = try await World.flock()
        for number in 1...posts {
            _ = try await world.schedule("Kabar \(number).", in: .hours(2) + .minutes(number))
        }
        let day = try Due(at: world.time.now() + .hours(2), zone: "Asia/Jakarta").wall.prefix(10)
        return (try await Browser.signedIn(at: world), world, String(day))
    }

    private func shown(_ browser: Browser) -> Int { browser.page.components(separatedBy: "class=\"entry ").count - 1 }

    @Test func `shows all of a day that holds one more than it has room for`() async throws {
        let (browser, _, _) = try await browser(posts: 5)

        _ = try await browser.visit("/calendar?month=2026-06")

        #expect(shown(browser) == 5)
        #expect(!browser.page.contains("day-more"))
    }

    @Test func `counts what a full day does not show, and leads to the day`() async throws {
        let (browser, _, day) = try await browser(posts: 7)

        _ = try await browser.visit("/calendar?month=2026-06")
        #expect(shown(browser) == 4)
        #expect(browser.page.contains(">3 more<") && !browser.page.contains("need you"))
        _ = try await browser.visit("/calendar?week=\(day)")
        #expect(shown(browser) == 7)

        _ = try await browser.visit("/calendar?day=\(day)")
        #expect(shown(browser) == 7)
        #expect(browser.page.contains("Kabar 7."))
    }

    @Test func `says how many of those it does not show need a person`() async throws {
        let (browser, world, _) = try await browser(posts: 8)
        try await world.store.write { tx in
            try tx.also("UPDATE post SET state = 'needs-you' WHERE excerpt IN ('Kabar 1.', 'Kabar 7.', 'Kabar 8.')")
        }

        _ = try await browser.visit("/calendar?month=2026-06")

        #expect(browser.page.contains("4 more<span class=\"need\">2 need you</span>"))
    }

    @Test func `shows one account's posts alone`() async throws {
        let (browser, world, day) = try await browser(posts: 6)

        _ = try await browser.visit("/calendar?day=\(day)&account=\(world.account)")
        #expect(shown(browser) == 6)
        _ = try await browser.visit("/calendar?day=\(day)&account=99")

        #expect(shown(browser) == 0)
        #expect(browser.page.contains("Nothing here yet."))
    }

    @Test(arguments: ["month", "week", "day"]) func `turns to what comes before and after`(kind: String) async throws {
        let (browser, _, _) = try await browser(posts: 1)
        let value = kind == "month" ? "2026-12" : "2026-12-28"

        _ = try await browser.visit("/calendar?\(kind)=\(value)")

        let next = ["month": "2027-01", "week": "2027-01-04", "day": "2026-12-29"][kind] ?? ""
        let previous = ["month": "2026-11", "week": "2026-12-21", "day": "2026-12-27"][kind] ?? ""
        #expect(browser.page.contains("href=\"/calendar?\(kind)=\(next)\""))
        #expect(browser.page.contains("href=\"/calendar?\(kind)=\(previous)\""))
    }
}
