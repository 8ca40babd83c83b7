import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A handle in a text")
struct StrayMentionTests {
    private func stray(_ handle: String, _ platform: any Platform) -> String? {
        platform.stray(handle, for: Sample.account(platform.id))?.what.description
    }

    @Test(arguments: [
        ("ayu_lestari", X() as any Platform), ("ayu", Mastodon()), ("ayu.l@lain.example", Mastodon()),
        ("ayu.bsky.social", Bluesky()), ("ayu-lestari.test", Bluesky()), ("ayu.lestari", Threads()),
        ("ayu.bsky.social", Instagram()),
    ])
    func `that can be somebody's is left alone`(handle: String, platform: any Platform) {
        #expect(stray(handle, platform) == nil)
    }

    @Test(arguments: [
        ("ayu@lain.example", X() as any Platform), ("terlalu_panjang_nya", X()), ("ayu.l", Mastodon()),
        ("ayu@lain", Mastodon()), ("a@b@c.example", Mastodon()), ("ayu", Bluesky()), ("ayu.bukan_tld", Bluesky()),
        ("ayu@lain.example", Threads()), ("ayu-l", Instagram()), ("ayu..l", Instagram()),
    ])
    func `that nobody can have there is told`(handle: String, platform: any Platform) {
        #expect(stray(handle, platform) == "Nobody on \(platform.name) can be called @\(handle).")
    }

    @Test func `of another network means a stranger on X`() {
        #expect(stray("ayu.bsky.social", X()) == "On X, @ayu.bsky.social mentions @ayu, who may be somebody else.")
    }

    @Test func `stays plain text on LinkedIn and Facebook`() {
        #expect(stray("ayu", LinkedIn()) == "On LinkedIn, @ayu stays plain text.")
        #expect(stray("ayu", Facebook()) == "On Facebook, @ayu stays plain text.")
    }
}
