import Foundation
import Hummingbird
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauTesting
import Logging
import NIOCore
import ServiceLifecycle
import Testing

@testable import KicauPublish

@Suite("A link's card, on every network", .serialized)
struct LinkCardConformanceTests {
    @Test(arguments: PlatformConformanceTests.names)
    func `goes out with its picture where it is shown, and is no trouble elsewhere`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            let part = try await Self.part(rehearsal)

            let delivery = try await rehearsal.schedule([part])
            try await rehearsal.advance(by: .minutes(10))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(detail.receipts.first?.differences == [])
            #expect((detail.rendition.parts[0].card != nil) == platform.rules.showsCards)
            let live = try #require(rehearsal.live.first)
            #expect(rehearsal.live.count == 1)
            Self.expectCard(in: live, on: name)
        }
    }

    /// A text with a link, and the card of that.
    static func part(_ rehearsal: Rehearsal) async throws -> Post.Part {
        var part = try await PlatformConformanceTests.part("Menu: https://kedai-aksara.com/menu", rehearsal)
        part.card = LinkCard(
            url: "https://kedai-aksara.com/menu", title: "Menu & <kopi>", description: "Tujuh hidangan",
            picture: try await rehearsal.picture("", hue: 200))
        return part
    }

    static func expectCard(in live: LivePost, on name: String) {
        switch name {
        case "bluesky":
            let external = live.own["record"]?["embed"]?["external"]
            #expect(external?["title"] == "Menu & <kopi>")
            #expect(external?["thumb"]?["$type"] == "blob")
        case "linkedin":
            #expect(live.own["article"]?["title"] == "Menu & <kopi>")
            #expect(live.own["article"]?["thumbnail"]?.string?.hasPrefix("urn:li:image:") == true)
        default: break
        }
    }
}

@Suite("The pages behind links, over real connections", .serialized)
struct LinkedPageConformanceTests {
    /// A web of one host on loopback.
    private final class PageHouse: Service {
        private let ports = AsyncStream<Int>.makeStream()

        func port() async -> Int {
            for await port in ports.stream { return port }
            return 0
        }

        func run() async throws {
            let router = Router()
            router.get("menu") { _, _ in
                PageHouse.answer(
                    "text/html; charset=utf-8",
                    "<title>Menu</title><meta property='og:image' content='/menu.png'>"
                        + String(repeating: " ", count: 3 << 20))
            }
            router.get("menu.png") { _, _ in
                let png = Drawing.png(width: 640, height: 335, hue: 30)
                return Response(
                    status: .ok, headers: [.contentType: "image/png"], body: .init(byteBuffer: ByteBuffer(bytes: png)))
            }
            router.get("huge.png") { _, _ in
                PageHouse.answer("image/png", String(repeating: "x", count: (5 << 20) + 1))
            }
            router.get("out") { _, _ in Response(status: .found, headers: [.location: "http://127.0.0.1:9/"]) }
            router.get("on") { _, _ in Response(status: .found, headers: [.location: "/menu"]) }
            router.get("round") { _, _ in Response(status: .found, headers: [.location: "/round"]) }
            var log = Logger(label: "pages")
            log.logLevel = .critical
            let ports = ports
            let house = Application(
                router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { ports.continuation.yield($0.localAddress?.port ?? 0) }, logger: log)
            try await house.run()
        }

        private static func answer(_ type: String, _ text: String) -> Response {
            Response(status: .ok, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
        }
    }

    private func onWeb(_ test: @escaping @Sendable (String) async throws -> Void) async throws {
        let house = PageHouse()
        var log = Logger(label: "pages")
        log.logLevel = .critical
        let group = ServiceGroup(services: [house], logger: log)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            let origin = "http://127.0.0.1:\(await house.port())"
            do {
                try await test(origin)
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Pages of these origins are read although they are on this machine, and networks on this machine are called.
    private func publishing(
        _ world: World, allowing origins: Set<String>, networks: Set<String> = []
    ) -> Publishing {
        let old = world.kit
        return Publishing(
            kit: Kit(
                store: old.store, platforms: Array(old.platforms.values),
                line: HTTPLine(allowedOrigins: networks, clock: world.time), prices: old.prices, vault: old.vault,
                media: old.media, time: old.time, pace: old.pace, log: old.log,
                pages: HTTPLine(allowedOrigins: origins, clock: world.time), makeName: old.makeName))
    }

    @Test func `are read where the line lets them through, redirects too, at their beginning`() async throws {
        try await onWeb { origin in
            let world = try await World.flock()
            let publishing = publishing(world, allowing: [origin])

            let card = try await publishing.linkCard(for: origin + "/on", by: world.caller)

            #expect(card.title == "Menu")
            #expect(card.picture?.width == 640)
        }
    }

    @Test(arguments: ["/out", "/round", "/menu.png", "/nothing"])
    func `are not read where they lead out, round, to no page or nowhere`(path: String) async throws {
        try await onWeb { origin in
            let world = try await World.flock()
            let publishing = publishing(world, allowing: [origin])

            let problem = await #expect(throws: Problem.self) {
                _ = try await publishing.linkCard(for: origin + path, by: world.caller)
            }

            #expect(problem?.code == .pageUnreadable)
        }
    }

    @Test(arguments: [true, false])
    func `are not read in a private network, though networks there are let through`(isNetwork: Bool) async throws {
        try await onWeb { origin in
            let world = try await World.flock()
            let publishing = publishing(world, allowing: [], networks: isNetwork ? [origin] : [])

            let problem = await #expect(throws: Problem.self) {
                _ = try await publishing.linkCard(for: origin + "/menu", by: world.caller)
            }

            #expect(problem?.code == .pageUnreadable)
        }
    }

    @Test func `lend no picture of more than five megabytes`() async throws {
        try await onWeb { origin in
            let line = HTTPLine(allowedOrigins: [origin], clock: HandTime())
            let url = try #require(URL(string: origin + "/huge.png"))

            await #expect(throws: PageFetcher.Missed.self) {
                _ = try await PageFetcher(line: line, time: HandTime()).fetch(url, as: .picture)
            }
        }
    }
}
