import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("The card a network makes of a link")
struct MadeCardTests {
    private let two = "Menu https://kedai-aksara.com/menu dan https://kedai-aksara.com/jam"

    private func link(
        _ platform: some Platform, _ text: String, _ chosen: [String: [String]] = [:], pictures: [Media] = []
    ) -> String? {
        var post = Sample.post(text, pictures: pictures)
        post.options = [platform.id: ChosenOptions(chosen)]
        let part = platform.render(post, for: Sample.account(platform.id), at: .noon).rendition.parts[0]
        return platform.trimmings(of: part).link
    }

    @Test func `is the last link's on X, and the first one's elsewhere`() {
        #expect(link(X(), two) == "https://kedai-aksara.com/jam")
        for platform in [Facebook(), Mastodon(), Threads()] as [any Platform] {
            #expect(link(platform, two) == "https://kedai-aksara.com/menu", "\(platform.name)")
        }
    }

    @Test func `is none where the network makes none, or ours goes with the post`() {
        for platform in [Instagram(), LinkedIn(), Bluesky()] as [any Platform] {
            #expect(link(platform, two) == nil, "\(platform.name)")
        }
    }

    @Test func `is none beside pictures`() {
        for platform in [X(), Facebook(), Mastodon(), Threads()] as [any Platform] {
            #expect(link(platform, two, pictures: [Sample.picture()]) == nil, "\(platform.name)")
        }
    }

    @Test func `is none where something else stands in its place`() {
        let poll = ["poll": ["Ya", "Tidak"]]
        #expect(link(X(), two, poll) == nil && link(Threads(), two, poll) == nil)
        #expect(link(X(), two, ["quote": ["20"]]) == nil && link(Threads(), two, ["quote_post_id": ["178"]]) == nil)
        #expect(link(X(), "https://x.com/ayu_lestari/status/20 https://kedai-aksara.com") == nil)
    }

    @Test func `is of whole addresses, and on X of a bare host's name as well`() {
        #expect(link(X(), "kedai-aksara.com") == "https://kedai-aksara.com")
        #expect(link(Mastodon(), "kedai-aksara.com") == nil)
    }

    @Test func `is the chosen one's on Threads`() {
        let own = ["link_attachment": ["https://kedai-aksara.com/peta"]]

        #expect(link(Threads(), two, own) == "https://kedai-aksara.com/peta")
    }
}
