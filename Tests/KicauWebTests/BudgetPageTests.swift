import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish
@testable import KicauWeb

@Suite("The page of budgets")
struct BudgetPageTests {
    @Test func `sets, changes and takes away a budget for a part`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/budget")

        _ = try await browser.submit("/budget/budgets", [("for", "network:x"), ("cap", "7.50"), ("kind", "soft")])
        #expect(browser.page.contains("value=\"7.50\"") && browser.page.contains("Only warns"))

        _ = try await browser.submit(
            "/budget/budgets", [("for", "account:\(world.account)"), ("cap", "3"), ("kind", "hard")])
        #expect(browser.page.contains("$3.00") && browser.page.contains("Refuses what would pass it"))

        _ = try await browser.submit("/budget/budgets/removal", [("for", "network:x")])
        #expect(!browser.page.contains("value=\"7.50\""))
    }

    @Test(arguments: [
        ("network:x", "banyak", "is not an amount of dollars"), ("network:x", "", "needs an amount"),
        ("moon:1", "5", "There is no budget for"), ("account:", "5", "There is no budget for"),
    ])
    func `says what is wrong beside what was typed`(_ scope: String, _ amount: String, _ sentence: String) async throws
    {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/budget")

        _ = try await browser.submit("/budget/budgets", [("for", scope), ("cap", amount)])

        #expect(browser.page.contains(sentence))
        #expect(amount.isEmpty || browser.page.contains("value=\"\(amount)\""))
    }

    @Test func `tells of a limit that comes near, and of it no more once it is put away`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 20_000))
        _ = try await world.schedule("Halo")
        try await WarningRound(
            kit: world.kit,
            writer: .init(letter: { _, to, _ in Letter(to: to, subject: "", text: "") }, json: { _ in .null }),
            postman: nil
        ).look()
        let browser = try await Browser.signedIn(at: world)
        let words = "75 % of the budget for Everything is used: $0.015 of $0.02 in June 2026."

        #expect(try await browser.visit("/").text.contains(words))
        #expect(browser.page.contains("1 limit comes near"))
        #expect(try await browser.visit("/budget").text.contains(words))
        _ = try await browser.submit("/budget/warnings/dismissal", [])

        #expect(!browser.page.contains(words))
        #expect(try await !browser.visit("/").text.contains("1 limit comes near"))
        #expect(try await browser.visit("/budget/warnings").text.contains(words))
    }

    @Test func `tells of a network's day that comes to its end, until it is put away`() async throws {
        let world = try await World.flock()
        let now = world.time.now()
        let key = QuotaKey(
            "x", "POST /rest/posts", .account, .learned, in: .days(1), subject: world.account.description)
        let state = QuotaState(opened: now, resets: now + .hours(5), used: 60, most: 100, source: .person)
        try await world.store.write { try $0.keepQuota(state, of: key) }
        try await WarningRound(
            kit: world.kit,
            writer: .init(letter: { _, to, _ in Letter(to: to, subject: "", text: "") }, json: { _ in .null }),
            postman: nil
        ).lookAtLimits()
        let browser = try await Browser.signedIn(at: world)
        let words = "60 % of what Fake lets through for POST /rest/posts is used"

        #expect(try await browser.visit("/").text.contains(words))
        #expect(browser.page.contains("/budget/limits") && browser.page.contains("1 limit comes near"))
        #expect(try await browser.visit("/budget").text.contains(words))
        _ = try await browser.submit("/budget/warnings/dismissal", [])

        #expect(!browser.page.contains(words))
        #expect(try await browser.visit("/budget/warnings").text.contains(words))
    }

    @Test func `says whose credits are used up, and tries again when somebody has topped them up`() async throws {
        let world = try await World.flock()
        world.network.twist(.unpaid)
        _ = try await world.schedule("Halo", in: .minutes(1))
        try await world.advance(by: .minutes(1))
        let browser = try await Browser.signedIn(at: world)
        let words = "Fake wants to be paid first: the credits of the app"

        #expect(try await browser.visit("/").text.contains(words))
        #expect(try await browser.visit("/budget/warnings").text.contains(words))
        #expect(try await browser.visit("/budget").text.contains(words))
        #expect(browser.page.contains("no credits left"))
        _ = try await browser.submit("/budget/credits/return", [("platform", "x"), ("payer", "")])
        try await world.advance(by: .minutes(1))

        #expect(world.network.posted.map(\.text) == ["Halo"])
        #expect(try await !browser.visit("/budget").text.contains(words))
    }

    @Test func `sets a webhook and shows its secret once`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/budget/warnings")

        _ = try await browser.submit("/budget/warnings/webhook", [("url", "https://hook.example/1")])
        #expect(browser.page.contains("new-key") && browser.page.contains("https://hook.example/1"))

        #expect(try await !browser.visit("/budget/warnings").text.contains("new-key"))
        _ = try await browser.submit("/budget/warnings/webhook", [("url", "http://10.0.0.1/\"><b>")])
        #expect(browser.page.contains("That is no address") && !browser.page.contains("<b>"))
        _ = try await browser.submit("/budget/warnings/webhook/removal", [])
        #expect(!browser.page.contains("hook.example/1"))
    }
}

@Suite("The page of campaigns")
struct CampaignPageTests {
    @Test func `makes, renames and ends one, and posts are put into it`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/campaigns")
        _ = try await browser.submit("/campaigns", [("name", "Ramadan <1>")])
        #expect(browser.page.contains("Ramadan &lt;1&gt;"))
        let campaign = try #require(try await world.publishing.campaigns.all(for: world.caller).first)

        _ = try await browser.visit("/compose")
        #expect(browser.page.contains("name=\"campaign\""))
        let delivery = try await world.schedule("Halo")
        let post = try await world.delivery(delivery).post
        _ = try await browser.visit("/posts/\(post)")
        _ = try await browser.submit("/posts/\(post)/campaign", [("campaign", "\(campaign.id)")])
        #expect(browser.page.contains("/posts?campaign=\(campaign.id)"))
        #expect(try await browser.visit("/posts?campaign=\(campaign.id)").text.contains("Halo"))
        #expect(try await browser.visit("/calendar?campaign=\(campaign.id)").text.contains("Halo"))

        _ = try await browser.visit("/campaigns")
        _ = try await browser.submit("/campaigns/\(campaign.id)", [("name", "Lebaran")])
        #expect(browser.page.contains("Lebaran"))
        _ = try await browser.submit("/campaigns/\(campaign.id)/end", [])
        #expect(browser.page.contains("/campaigns/\(campaign.id)/resumption"))
        #expect(try await !browser.visit("/compose").text.contains("Lebaran"))
    }

    @Test func `says what is wrong with a name`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/campaigns")

        _ = try await browser.submit("/campaigns", [("name", String(repeating: "x", count: 81))])

        #expect(browser.page.contains("has 1 to 80 characters"))
    }
}
