import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Each network's own composer")
struct ComposersTests {
    private func account(_ platform: PlatformID, server: String = "") -> Account {
        Account(
            id: ID(1), platform: platform, remoteID: "1", handle: "ayu", displayName: "Ayu", server: server, traits: [:]
        )
    }

    private func link(_ platform: any Platform, _ text: String, server: String = "") -> ComposerLink? {
        let account = account(platform.id, server: server)
        let post = Post(parts: [.init(text: text)])
        guard let part = platform.render(post, for: account, at: Instant(ms: 0)).rendition.parts.first else {
            return nil
        }
        return platform.composer(for: part, of: account)
    }

    @Test(arguments: [
        ("x", "https://x.com/intent/post?text=Halo%20semua"),
        ("bluesky", "https://bsky.app/intent/compose?text=Halo%20semua"),
        ("threads", "https://www.threads.net/intent/post?text=Halo%20semua"),
        ("linkedin", "https://www.linkedin.com/feed/?shareActive=true&text=Halo%20semua"),
        ("mastodon", "https://toot.example/share?text=Halo%20semua"),
        ("facebook", "https://www.facebook.com/"), ("instagram", "https://www.instagram.com/"),
    ])
    func `is opened with the words where it takes them`(_ platform: String, _ url: String) throws {
        let network = try #require(Registry.all.first { $0.id.raw == platform })

        #expect(link(network, "Halo semua", server: "https://toot.example")?.url == url)
    }

    @Test func `is Facebook's sharer for a link, and nothing on a server that is no address`() throws {
        #expect(
            link(Facebook(), "Menu https://kedai-aksara.com/a?b=1")?.url
                == "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fkedai-aksara.com%2Fa%3Fb%3D1")
        #expect(link(Mastodon(), "Halo", server: "javascript:alert(1)") == nil)
    }
}
