import Foundation
import HTTPTypes
import HummingbirdTesting
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish
@testable import KicauWeb

@Suite("A link's card in the composer")
struct LinkCardPageTests {
    static let link = "https://kedai-aksara.com/menu"

    /// A world whose network shows cards, with a page beside it.
    private func world(_ pages: [String: ScriptedPages.Page]) async throws -> World {
        let world = try await World.flock()
        var network = FakePlatform()
        network.showsCards = true
        return world.with(network, line: ScriptedPages(pages, time: world.time))
    }

    private let page = ScriptedPages.Page.html(
        "<title>Menu &lt;script&gt;alert(1)&lt;/script&gt;</title><meta name=description content='Tujuh \"hidangan\"'>")

    private func press(_ act: String, _ browser: Browser, _ world: World, _ more: [(String, String)] = []) async throws
        -> Int
    {
        let fields = [
            ("key", "k"), ("account", world.account.description), ("parts", "1"), ("text-0", "Menu: \(Self.link)"),
            ("when", "now"), ("do", act),
        ]
        return try await browser.submit("/compose", fields + more).status.code
    }

    @Test func `is read off the page when its button is pressed, and shown as it goes out`() async throws {
        let world = try await world([Self.link: page])
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/compose")

        let status = try await press("add-card:0", browser, world)

        #expect(status == 200)
        #expect(browser.field("card-0") == Self.link)
        #expect(browser.page.contains("Menu &lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(!browser.page.contains("<script>alert(1)"))
        #expect(browser.page.contains("preview-link"))
        #expect(!browser.page.contains("value=\"add-card:0\""))
    }

    @Test func `is offered, and missed in the preview, until there is one`() async throws {
        let world = try await world([:])
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/compose")

        _ = try await press("check", browser, world)

        #expect(browser.page.contains("value=\"add-card:0\""))
        #expect(browser.page.contains("reads no pages: without a card, only the link itself is shown."))
    }

    @Test func `that cannot be had is told, with all that was written kept, and stops no post`() async throws {
        let world = try await world([:])
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/compose")

        let status = try await press("add-card:0", browser, world)

        #expect(status == 422)
        #expect(browser.page.contains("The page at kedai-aksara.com could not be read."))
        #expect(browser.page.contains("Menu: \(Self.link)"))
        #expect(try await press("send", browser, world) == 200)
    }

    @Test func `is written over, kept with the draft, and taken away`() async throws {
        let world = try await world([:])
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/compose")
        let card = [("card-0", Self.link), ("card-title-0", "Menu kami"), ("card-description-0", "Tujuh")]

        _ = try await press("draft", browser, world, card)
        let post = try #require(try await world.publishing.list(PostFilter(), for: world.caller).items.first)
        let kept = try await world.publishing.post(post.id, for: world.caller).content.post.parts[0].card
        _ = try await browser.visit("/posts/\(post.id)/edit")
        let shown = browser.field("card-title-0")
        _ = try await press("remove-card:0", browser, world, card)

        #expect(kept == LinkCard(url: Self.link, title: "Menu kami", description: "Tujuh"))
        #expect(shown == "Menu kami")
        #expect(browser.field("card-0") == "")
    }
}

@Suite("A card that the network makes itself, in the composer")
struct MadeCardPageTests {
    private let link = LinkCardPageTests.link

    private func world() async throws -> (World, ScriptedPages) {
        let world = try await World.flock()
        var network = FakePlatform()
        network.makesCards = true
        let pages = ScriptedPages(
            [link: .html("<title>Menu &lt;b&gt;minggu ini</title>")], time: world.time)
        return (world.with(network, line: pages), pages)
    }

    private func fields(_ world: World, _ more: (String, String)...) -> [(String, String)] {
        [
            ("key", "k"), ("account", world.account.description), ("parts", "1"), ("text-0", "Menu: \(link)"),
            ("when", "now"),
        ] + more
    }

    @Test func `is in the page's words once somebody presses Check, and stands in no form`() async throws {
        let (world, pages) = try await world()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/compose")

        _ = try await browser.submit("/compose", fields(world, ("do", "check")))

        #expect(browser.page.contains("Menu &lt;b&gt;minggu ini") && browser.page.contains("preview-link"))
        #expect(browser.field("card-0") == "")
        #expect(pages.addresses == [link])
    }

    @Test func `is read for the scripts only when they say that the link has stood still`() async throws {
        let (world, pages) = try await world()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/compose")

        _ = try await browser.submit("/compose/preview", fields(world))
        #expect(pages.asked.isEmpty)
        _ = try await browser.submit("/compose/preview", fields(world, ("read", "yes")))
        #expect(pages.addresses == [link])
    }
}

@Suite("A link's card by the API")
struct LinkCardAPITests {
    @Test func `is read, put into a post, and shown in it`() async throws {
        let stage = try await APIStage.open()
        let card: JSONValue = [
            "url": "https://kedai-aksara.com/menu", "title": "Menu", "description": "Tujuh",
        ]
        let parts: JSONValue = [["text": "Menu: https://kedai-aksara.com/menu", "card": card]]

        let post = try await stage.ask(.post, "/posts", stage.post(plan: "draft", and: ["parts": parts]))

        #expect(post.status == 201)
        #expect(post.json["content"]?["parts"]?.array?.first?["card"] == card)
    }

    @Test func `of a page that cannot be read is a problem of its own`() async throws {
        let stage = try await APIStage.open()

        let answer = try await stage.ask(.post, "/link-cards", ["url": "https://"])
        let viewer = try await stage.ask(.post, "/link-cards", as: .viewer, ["url": "https://kedai-aksara.com"])

        #expect(answer.status == 422)
        #expect(answer.code == "page-unreadable")
        #expect(viewer.status == 403)
    }
}
