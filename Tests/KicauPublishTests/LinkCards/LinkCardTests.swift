import Foundation
import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A link's card")
struct LinkCardTests {
    let link = "https://kedai-aksara.com/menu"

    /// The world, with a web beside it and a network that shows cards.
    func publishing(_ pages: [String: ScriptedPages.Page], in world: World) -> Publishing {
        var network = FakePlatform()
        network.showsCards = true
        return world.with(network, line: ScriptedPages(pages, time: world.time)).publishing
    }

    func picture() throws -> [UInt8] {
        let path = try TestPicture.file()
        defer { unlink(path) }
        return Array(try Data(contentsOf: URL(filePath: path)))
    }

    func page(_ image: String) -> ScriptedPages.Page {
        .html("<title>Menu</title><meta name=description content='Tujuh'><meta property=og:image content='\(image)'>")
    }

    func draft(_ world: World, _ text: String, card: LinkCard? = nil, media: [Media] = []) -> DraftContent {
        DraftContent(
            post: Post(parts: [Post.Part(text: text, media: media, card: card)]), accounts: [world.account])
    }

    @Test func `is read off its page, and its picture is kept as any other`() async throws {
        let world = try await World.flock()
        let publishing = publishing(
            [link: page("/menu.png"), "https://kedai-aksara.com/menu.png": .picture(try picture())], in: world)

        let card = try await publishing.linkCard(for: link, by: world.caller)

        #expect(card.url == link)
        #expect(card.title == "Menu")
        #expect(card.description == "Tujuh")
        let kept = try #require(card.picture)
        #expect(kept.mimeType == "image/png" && kept.width == 8)
        #expect(try await world.kit.media.picture(kept.sha256, for: world.caller) == kept)
    }

    @Test func `goes without a picture that is none, too far away, a video or a document`() async throws {
        let world = try await World.flock()
        let film: [UInt8] = [0, 0, 0, 24] + Array("ftypisom".utf8) + [UInt8](repeating: 0, count: 80)
        let images: [ScriptedPages.Page] = [
            .picture(Array("<svg/>".utf8)), .out, .picture(film, type: "image/png"),
            .picture(Array(DocumentKeepingTests.pdf()), type: "image/jpeg"),
        ]
        for image in images {
            let publishing = publishing(
                [link: page("/menu.png"), "https://kedai-aksara.com/menu.png": image], in: world)

            let card = try await publishing.linkCard(for: link, by: world.caller)

            #expect(card.title == "Menu")
            #expect(card.picture == nil)
        }
    }

    @Test func `is called by its host where the page has no name`() async throws {
        let world = try await World.flock()

        let card = try await publishing([link: .html("<p>Kopi")], in: world).linkCard(for: link, by: world.caller)

        #expect(card == LinkCard(url: link, title: "kedai-aksara.com"))
    }

    @Test(arguments: ["https://tidak.example/", "kedai", "ftp://kedai-aksara.com"])
    func `cannot be had of a page that cannot be read, which stops no post`(url: String) async throws {
        let world = try await World.flock()
        let publishing = publishing([:], in: world)

        let problem = await #expect(throws: Problem.self) {
            _ = try await publishing.linkCard(for: url, by: world.caller)
        }
        let post = try await publishing.schedule(
            draft(world, "Menu: \(link)"), as: nil, version: nil, timing: .now, key: "k", by: world.caller)

        #expect(problem?.code == .pageUnreadable)
        #expect(try await publishing.post(post, for: world.caller).deliveries[0].rendition.parts[0].card == nil)
    }

    @Test func `is not read in a private network, which is said of the link itself and not of where it leads`()
        async throws
    {
        let world = try await World.flock()
        func what(_ pages: [String: ScriptedPages.Page]) async throws -> String? {
            let publishing = publishing(pages, in: world)
            let problem = await #expect(throws: Problem.self) {
                _ = try await publishing.linkCard(for: link, by: world.caller)
            }
            #expect(problem?.code == .pageUnreadable)
            return problem?.what.description
        }

        #expect(
            try await what([link: .out]) == "kedai-aksara.com is inside a private network, where Kicau does not go.")
        #expect(
            try await what([link: .leads(to: "https://10.1.2.3/")]) == "The page at kedai-aksara.com could not be read."
        )
    }

    @Test func `is missed in the preview where the network would show one`() async throws {
        let world = try await World.flock()
        let publishing = publishing([:], in: world)
        let card = LinkCard(url: link, title: "Menu")
        func bare(_ content: DraftContent, _ publishing: Publishing) async throws -> [BareLink] {
            try await publishing.preview(content, at: nil, for: world.caller).accounts[0].bareLinks
        }

        #expect(
            try await bare(draft(world, "Menu: \(link) dan https://burung.com"), publishing)
                == [BareLink(part: 0, url: link)])
        #expect(try await bare(draft(world, "Menu: \(link)", card: card), publishing) == [])
        #expect(try await bare(draft(world, "Menu"), publishing) == [])
        #expect(try await bare(draft(world, "Menu: \(link)"), world.publishing) == [])
    }

    @Test func `is kept with the draft, and frozen with the rendition`() async throws {
        let world = try await World.flock()
        let kept = try await world.kit.media.takeIn(fileAt: try TestPicture.file(), by: world.caller)
        // What a program says of a picture beyond its name is not believed.
        let said = Media(sha256: kept.sha256, mimeType: "", width: 0, height: 0, bytes: 0)
        let publishing = publishing([:], in: world)
        let content = draft(world, link, card: LinkCard(url: link, title: "Menu", picture: said))

        let saved = try await publishing.saveDraft(content, as: nil, version: nil, by: world.caller)
        let post = try await publishing.schedule(
            content, as: nil, version: nil, timing: .now, key: "k", by: world.caller)

        #expect(try await publishing.post(saved, for: world.caller).content.post.parts[0].card?.picture == kept)
        let part = try await publishing.post(post, for: world.caller).deliveries[0].rendition.parts[0]
        #expect(part.card?.picture?.original == kept)
        #expect(part.fittings.count == 1)
    }

    @Test func `is refused with a title of nothing, too many words, no address, or a picture nobody knows`()
        async throws
    {
        let world = try await World.flock()
        let stranger = Media(
            sha256: String(repeating: "ab", count: 32), mimeType: "image/png", width: 1, height: 1, bytes: 1)
        let cards: [(LinkCard, Problem.Code)] = [
            (LinkCard(url: link, title: " "), .badInput), (LinkCard(url: "javascript:alert(1)", title: "a"), .badInput),
            (LinkCard(url: link, title: String(repeating: "a", count: 301)), .tooLong),
            (LinkCard(url: link, title: "a", description: String(repeating: "a", count: 1001)), .tooLong),
            (LinkCard(url: link, title: "a", picture: stranger), .notFound),
        ]
        for (card, code) in cards {
            let problem = await #expect(throws: Problem.self) {
                _ = try await world.publishing.saveDraft(
                    draft(world, link, card: card), as: nil, version: nil, by: world.caller)
            }
            #expect(problem?.code == code)
        }
    }

    @Test func `is tagged as the link in the text is`() async throws {
        let world = try await World.flock()
        let publishing = publishing([:], in: world)
        try await publishing.setLinkTags(try LinkTags([.source: "kicau"]), of: world.account, by: world.caller)

        let preview = try await publishing.preview(
            draft(world, "Menu: \(link)", card: LinkCard(url: link, title: "Menu")), at: nil, for: world.caller)

        let part = preview.accounts[0].rendered.rendition.parts[0]
        #expect(part.card?.url == link + "?utm_source=kicau")
        #expect(part.wireText.contains(part.card?.url ?? "?"))
    }
}

@Suite("A link's card where one post has several wordings")
struct SharedCardTests {
    let link = "https://kedai-aksara.com/menu"

    func showing(_ world: World) -> World {
        var network = FakePlatform()
        network.showsCards = true
        return world.with(network, line: ScriptedPages([:], time: world.time))
    }

    func post(_ text: String, card: LinkCard? = nil) -> Post { Post(parts: [Post.Part(text: text, card: card)]) }

    @Test func `is the same for each wording with the same link`() async throws {
        let world = try await World.flock()
        let publishing = showing(world).publishing
        let card = LinkCard(url: link, title: "Menu")
        func preview(_ main: Post, _ own: Post) async throws -> AccountPreview {
            try await publishing.preview(
                DraftContent(
                    post: main, accounts: [world.account], wordings: [.init(account: world.account, post: own)]),
                at: nil, for: world.caller
            ).accounts[0]
        }

        let shared = try await preview(post("Menu: \(link)", card: card), post("Untuk Anda: \(link)"))
        #expect(shared.rendered.rendition.parts[0].card?.title == "Menu")
        #expect(shared.bareLinks.isEmpty)

        let other = try await preview(post("Menu: \(link)", card: card), post("https://burung.com"))
        #expect(other.rendered.rendition.parts[0].card == nil)
        #expect(other.bareLinks.map(\.url) == ["https://burung.com"])

        let own = try await preview(
            post("Menu: \(link)", card: card), post(link, card: LinkCard(url: link, title: "Milik sendiri")))
        #expect(own.rendered.rendition.parts[0].card?.title == "Milik sendiri")
    }

    @Test func `is had for a link in a snippet`() async throws {
        let world = try await World.flock()
        let publishing = showing(world).publishing
        try await publishing.saveSnippet("menu", "Menu: \(link)", by: world.caller)
        let content = DraftContent(post: post("Pagi! {menu}"), accounts: [world.account])

        let found = try await publishing.cardLink(of: content, part: 0, for: world.caller)
        #expect(found == link)
        #expect(
            try await publishing.preview(content, at: nil, for: world.caller).accounts[0].bareLinks
                == [BareLink(part: 0, url: link)])

        let carded = DraftContent(
            post: post("Pagi! {menu}", card: LinkCard(url: link, title: "Menu")), accounts: [world.account])
        let preview = try await publishing.preview(carded, at: nil, for: world.caller).accounts[0]
        #expect(preview.rendered.rendition.parts[0].card?.title == "Menu" && preview.bareLinks.isEmpty)
    }

    @Test func `is had for a link with the account's own name in it, and is not another's`() async throws {
        let world = try await World.flock()
        let publishing = showing(world).publishing
        let text = "https://burung.com/{handle}"
        let content = DraftContent(post: post(text), accounts: [world.account])
        let found = try #require(try await publishing.cardLink(of: content, part: 0, for: world.caller))
        #expect(found.hasPrefix("https://burung.com/") && !found.contains("{"))

        func cards(_ url: String) async throws -> LinkCard? {
            let carded = DraftContent(
                post: post(text, card: LinkCard(url: url, title: "Kami")), accounts: [world.account])
            let part = try await publishing.preview(carded, at: nil, for: world.caller)
                .accounts[0].rendered.rendition.parts[0]
            return part.card.map { LinkCard(url: $0.url, title: $0.title) }
        }
        #expect(try await cards(found)?.title == "Kami")
        #expect(try await cards("https://burung.com/orang-lain") == nil)
    }

    @Test func `is nothing where there is no link, no part, or no account and only a name`() async throws {
        let world = try await World.flock()
        let publishing = showing(world).publishing
        func link(_ text: String, part: Int = 0, accounts: [AccountID] = []) async throws -> String? {
            try await publishing.cardLink(
                of: DraftContent(post: post(text), accounts: accounts), part: part, for: world.caller)
        }

        #expect(try await link("Pagi", accounts: [world.account]) == nil)
        #expect(try await link(self.link, part: 3, accounts: [world.account]) == nil)
        #expect(try await link("{menu}") == nil)
        #expect(try await link(self.link) == self.link)
    }
}
