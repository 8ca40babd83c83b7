import Foundation
import HTTPTypes
import HummingbirdTesting
import KicauCore
import KicauStore
import KicauTesting
import NIOCore
import Testing

@testable import KicauPublish
@testable import KicauWeb

@Suite("Saying it for less in the composer")
struct CheaperPageTests {
    private func press(_ act: String, _ browser: Browser, _ world: World, text: String) async throws -> Int {
        try await browser.submit(
            "/compose",
            [
                ("key", "k"), ("account", world.account.description), ("parts", "1"), ("text-0", text),
                ("when", "now"), ("do", act),
            ]
        ).status.code
    }

    @Test func `shows what the link costs, and each press with its saving`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 1_000_000))
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/compose")

        #expect(try await press("check", browser, world, text: "Menu https://kedai.example") == 200)

        #expect(browser.page.contains("because of the link"))
        #expect(browser.page.contains("value=\"cheaper:without-link:\(world.account)\""))
        #expect(!browser.page.contains("cheaper:link-in-reply"))
        #expect(browser.page.contains("Left this month"))
    }

    @Test func `gives the account words of its own at a press, without a script`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/compose")

        let status = try await press(
            "cheaper:without-link:\(world.account)", browser, world, text: "Menu https://kedai.example")

        #expect(status == 200)
        #expect(
            browser.page.contains("name=\"own-\(world.account)-0\" rows=\"3\" maxlength=\"100000\" dir=\"auto\">Menu<"))
        #expect(browser.page.contains(">Menu https://kedai.example</textarea>"))
    }

    @Test(arguments: ["cheaper:x:1", "cheaper:leave-out:99", "cheaper::", "cheaper:without-link:abc"])
    func `does nothing at a press that means nothing`(_ act: String) async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/compose")

        #expect(try await press(act, browser, world, text: "Halo") == 200)
        #expect(browser.page.contains(">Halo</textarea>"))
    }
}

@Suite("The page of what gives way")
struct GivingWayPageTests {
    @Test func `keeps the ways in their order`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/budget/giving-way")

        let answer = try await browser.submit(
            "/budget/giving-way",
            [("way", "cheaper"), ("way", "later:3"), ("way", ""), ("way", "hand-off"), ("comments-first", "yes")])

        #expect(answer.status == .ok)
        let kept = try await world.publishing.givingWay(for: world.caller)
        #expect(kept == GivingWay(publishing: [.cheaper, .later(days: 3), .handOff], commentsGoFirst: true))
    }

    @Test func `says what is wrong with an impossible order, and keeps the old one`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/budget/giving-way")

        let answer = try await browser.submit("/budget/giving-way", [("way", "ask"), ("way", "cheaper")])

        #expect(answer.status.code == Problem.Code.badInput.status.code)
        #expect(browser.page.contains("Nothing can come after"))
        #expect(try await world.publishing.givingWay(for: world.caller) == GivingWay())
    }
}

@Suite("The page of how far everything else may use a budget")
struct SharesPageTests {
    @Test func `keeps what was typed, and takes an empty field as usual`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/budget/giving-way")
        #expect(browser.page.contains("name=\"share-old-readings\" value=\"80\""))
        #expect(browser.page.contains("From 60 % on at 28 days only."))

        let answer = try await browser.submit(
            "/budget/giving-way", [("way", "ask"), ("share-inbox", " 40 "), ("share-ai", ""), ("share-look-ups", "0")])

        #expect(answer.status == .ok)
        let shares = try await world.publishing.givingWay(for: world.caller).shares
        #expect(try shares == WorkShares([.inbox: 40, .lookUps: 0]))
    }

    @Test(arguments: ["101", "-1", "many", "<b>"])
    func `says what is no share, keeps it in its field, and changes nothing`(_ typed: String) async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/budget/giving-way")

        let answer = try await browser.submit("/budget/giving-way", [("way", "ask"), ("share-inbox", typed)])

        #expect(answer.status.code == Problem.Code.badInput.status.code)
        #expect(browser.page.contains("no share of a budget") && !browser.page.contains("<b>"))
        #expect(try await world.publishing.givingWay(for: world.caller).shares == .usual)
    }

    @Test func `shows what is done less often now, and why`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 20_000))
        _ = try await world.schedule("Halo", in: .hours(1))
        let browser = try await Browser.signedIn(at: world)

        _ = try await browser.visit("/budget/giving-way")
        #expect(browser.page.contains("Thinned out now") && browser.page.contains("Stopped now"))
        #expect(browser.page.contains("75 % of the budget for Everything is used."))
        _ = try await browser.visit("/inbox")
        #expect(browser.page.contains("is read less often"))
    }
}

@Suite("A post to post by hand, on its page")
struct HandOffPageTests {
    @Test func `shows its words and its composer, and takes the link`() async throws {
        let world = try await World.flock()
        let id = try await world.schedule("Halo <b>", in: .hours(1))
        let row = try await world.delivery(id)
        let now = world.time.now()
        try await world.store.write { _ = try $0.park(row, for: .handOff, story: .init("Unpaid."), at: now) }
        let browser = try await Browser.signedIn(at: world)

        _ = try await browser.visit("/posts/\(row.post)")
        #expect(browser.page.contains(">Halo &lt;b&gt;</textarea>"))
        #expect(browser.page.contains("I have posted it"))
        _ = try await browser.visit("/")
        #expect(browser.page.contains("Yours to post by hand"))
        let answer = try await browser.submit(
            "/deliveries/\(id)/resolution",
            [("post", "\(row.post)"), ("act", "it-is-there"), ("link", "https://fake.example/post-3")])

        #expect(answer.status == .ok)
        #expect(try await world.state(of: id) == .published)
    }

    @Test func `is sent after all on a tick, and not without`() async throws {
        let world = try await World.flock()
        let id = try await world.schedule("Halo", in: .hours(1))
        let row = try await world.delivery(id)
        let now = world.time.now()
        try await world.store.write { _ = try $0.park(row, for: .handOff, story: .init("Unpaid."), at: now) }
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/posts/\(row.post)")
        #expect(browser.page.contains("name=\"not-there\""))

        let form = [("post", "\(row.post)"), ("act", "send-again")]
        let unsure = try await browser.submit("/deliveries/\(id)/resolution", form)
        #expect(unsure.status.code == 409 && browser.page.contains("lists lag"))
        #expect(try await world.delivery(id).waitingFor == .handOff)
        let sure = try await browser.submit("/deliveries/\(id)/resolution", form + [("not-there", "yes")])

        #expect(sure.status == .ok)
        #expect(try await world.state(of: id) == .scheduled)
    }
}
