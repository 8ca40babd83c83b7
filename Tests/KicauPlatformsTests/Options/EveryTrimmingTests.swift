import KicauCore
import Testing

@testable import KicauPlatforms

/// What can be chosen is to be seen before it is sent, on the page, in the API and in the terminal.
@Suite("Every option of every network")
struct EveryTrimmingTests {
    /// Why nothing besides is shown of it.
    private static let unshown = [
        "instagram.cover": "The preview shows the picture itself, as the rendered part's cover.",
        "facebook.thumb": "The preview shows the picture itself, as the rendered part's cover.",
    ]

    /// Where the usual samples do not do.
    private static let samples: [String: [String]] = [
        "facebook.countries": ["ID"], "facebook.feed_countries": ["ID"], "facebook.feed_age_min": ["20"],
        "facebook.feed_age_max": ["40"], "facebook.tags": ["1", "2"], "instagram.user_tags": ["dewi.a 0.5 0.2"],
        "instagram.cover": ["2"], "linkedin.reshare_parent": ["urn:li:share:42"],
        "threads.text_entities": ["kopi"], "bluesky.quote": ["https://bsky.app/profile/ayu.test/post/3l"],
        "bluesky.threadgate_lists": ["https://bsky.app/profile/ayu.test/lists/3l"],
    ]

    private static let options = Registry.all.flatMap { platform in
        platform.rules.options.map { "\(platform.id.raw).\($0.name)" }
    }

    private func samples(of option: PostOption, _ name: String) -> [[String]] {
        if let own = Self.samples[name] { return [own] }
        return switch option.kind {
        case .choice(let choices), .several(let choices, _): choices.map { [$0.word] }
        case .text, .passage: [["110"]]
        case .flag: [["yes"]]
        case .link: [["https://kedai-aksara.com/menu"]]
        case .lines: [["satu", "dua"]]
        }
    }

    /// What an option needs beside it: a poll its answers, and on LinkedIn its question; a link in a
    /// long text that text.
    private func base(_ option: PostOption) -> [String: [String]] {
        if option.name == "text_attachment_link" { return ["text_attachment": ["Resep"]] }
        guard option.name.hasPrefix("poll") else { return [:] }
        let poll = ["poll": ["Ya", "Tidak"], "poll_question": ["Kopi?"]]
        return poll.filter { $0.key != option.name }
    }

    private func shown(_ platform: any Platform, _ chosen: [String: [String]], _ media: [Media]) -> Trimmings {
        var post = Sample.post("kopi", pictures: media)
        post.options = [platform.id: ChosenOptions(chosen)]
        // Lists on Bluesky are one's own, by handle.
        let account =
            platform.id == "bluesky" ? Sample.account("bluesky", handle: "ayu.test") : Sample.account(platform.id)
        return platform.trimmings(of: platform.render(post, for: account, at: .noon).rendition.parts[0])
    }

    @Test(arguments: options)
    func `is shown besides, or stands in the list of those that are not`(name: String) throws {
        let platform = try #require(Registry.all.first { name.hasPrefix("\($0.id.raw).") })
        let option = try #require(platform.rules.options.first { "\(platform.id.raw).\($0.name)" == name })
        let base = base(option)

        let isShown = [[Sample.picture()], [Sample.video()]].contains { media in
            samples(of: option, name).contains { values in
                let chosen = base.merging([option.name: values]) { _, own in own }
                return shown(platform, chosen, media) != shown(platform, base, media)
            }
        }

        #expect(isShown == (Self.unshown[name] == nil), "\(Self.unshown[name] ?? "nothing is shown of it")")
    }

    @Test func `is there, if it stands in a list here`() {
        let known = Set(Self.options)

        #expect(known.isSuperset(of: Self.unshown.keys) && known.isSuperset(of: Self.samples.keys))
    }
}
