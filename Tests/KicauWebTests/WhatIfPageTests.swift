import HTTPTypes
import HummingbirdTesting
import KicauCore
import KicauTesting
import Testing

@testable import KicauWeb

@Suite("The page What if")
struct WhatIfPageTests {
    @Test func `shows two months as they are and as they were asked for`() async throws {
        let world = try await World.flock()
        _ = try await world.schedule("Menu baru https://example.test", in: .days(3))
        let browser = try await Browser.signedIn(at: world)

        let answer = try await browser.visit("/budget/what-if?plan=x:&prices=2025-10-20&posts=200&coming=planned")

        #expect(answer.status == .ok)
        #expect(browser.page.contains("June 2026"))
        #expect(browser.page.contains("$0.02: $0.18 less"))
        #expect(browser.page.contains("name=\"prices\" value=\"2025-10-20\""))
        #expect(browser.page.contains("name=\"posts\" value=\"200\""))
    }

    @Test func `says what would stop`() async throws {
        let world = try await World.flock()
        _ = try await world.schedule("Menu baru", in: .days(3))
        let browser = try await Browser.signedIn(at: world)

        _ = try await browser.visit("/budget/what-if?plan=x:Free&prices=2026-06-01")

        #expect(browser.page.contains("X does not sell the plan Free then."))
    }

    @Test(arguments: [
        "plan=x:Platinum", "plan=Basic", "prices=yesterday", "prices=2026-02-30", "posts=-1", "posts=viel",
        "calls=10001", "coming=perhaps",
    ])
    func `says what is wrong with a question, and shows how things are`(query: String) async throws {
        let browser = try await Browser.signedIn(at: try await World.flock())

        let answer = try await browser.visit("/budget/what-if?" + query)

        #expect(answer.status == .unprocessableContent || answer.status == .badRequest)
        #expect(browser.page.contains("problem-note"))
        #expect(browser.page.contains("June 2026"))
    }
}
