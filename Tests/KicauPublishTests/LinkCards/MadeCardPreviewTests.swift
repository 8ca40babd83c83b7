import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A card that the network makes itself, in the preview")
struct MadeCardPreviewTests {
    private let link = "https://kedai-aksara.com/menu"

    private func world(_ pages: ScriptedPages, _ world: World) -> World {
        var network = FakePlatform()
        network.makesCards = true
        return world.with(network, line: pages)
    }

    private func shown(_ world: World) async throws -> AccountPreview {
        let content = DraftContent(
            post: Post(parts: [Post.Part(text: "Menu: \(link)")]), accounts: [world.account])
        let preview = try await world.publishing.preview(content, at: nil, for: world.caller)
        return try #require(preview.accounts.first)
    }

    @Test func `is known by its address until its page was read, and then in the page's words`() async throws {
        let flock = try await World.flock()
        let pages = ScriptedPages([link: .html("<title>Menu minggu ini</title>")], time: flock.time)
        let world = world(pages, flock)

        let before = try await shown(world)
        try await world.publishing.readPages(before.unreadPages.map(\.url), for: world.caller)
        let after = try await shown(world)

        #expect(before.trimmings.map(\.link) == [link] && before.trimmings[0].page == nil)
        #expect(before.unreadPages == [BareLink(part: 0, url: link)])
        #expect(after.trimmings[0].page?.title == "Menu minggu ini" && after.unreadPages.isEmpty)
        #expect(after.rendered.rendition.parts[0].card == nil)
    }

    @Test func `is asked for once, read or not`() async throws {
        let flock = try await World.flock()
        let pages = ScriptedPages([:], time: flock.time)
        let world = world(pages, flock)

        try await world.publishing.readPages([link, link], for: world.caller)
        try await world.publishing.readPages([link], for: world.caller)

        #expect(pages.addresses == [link])
        #expect(try await shown(world).unreadPages.isEmpty)
        #expect(try await shown(world).trimmings[0].page == nil)
    }

    @Test func `is asked for again once what it said is old`() async throws {
        let flock = try await World.flock()
        let world = world(ScriptedPages([link: .html("<title>Menu</title>")], time: flock.time), flock)
        try await world.publishing.readPages([link], for: world.caller)

        world.time.advance(by: PagesRead.life)

        #expect(try await shown(world).unreadPages.map(\.url) == [link])
    }

    @Test func `is never read by who may only look`() async throws {
        let flock = try await World.flock()
        let pages = ScriptedPages([:], time: flock.time)
        let world = world(pages, flock)
        let viewer = Caller(user: nil, workspace: world.caller.workspace, role: .viewer)

        await #expect(throws: Problem.self) { try await world.publishing.readPages([link], for: viewer) }
        #expect(pages.asked.isEmpty)
    }
}

@Suite("What linked pages said lately")
struct PagesReadTests {
    @Test func `is one workspace's own, and no more than so many`() {
        let read = PagesRead()
        let (one, other) = (ID<Workspace>(1), ID<Workspace>(2))
        let (card, now) = (LinkCard(url: "https://a.example", title: "A"), Instant(ms: 0))

        read.keep(card, of: card.url, in: one, at: now)
        #expect(read.card(of: card.url, in: one, at: now) == card)
        #expect(!read.isKnown(card.url, in: other, at: now))

        for number in 0..<PagesRead.mostKept { read.keep(nil, of: "https://\(number).example", in: one, at: now) }
        #expect(!read.isKnown(card.url, in: one, at: now))
    }
}
