import KicauCore
import KicauPlatforms
import KicauTesting
import Testing

@testable import KicauPublish

/// What a network offers beyond text and pictures has to reach it.
@Suite("Every network that is asked for more", .serialized)
struct OptionConformanceTests {
    static let names = Registry.all.filter { !$0.rules.options.isEmpty }.map(\.id.raw).sorted()

    /// Values that any network takes for an option of this kind.
    private static func values(_ option: PostOption) -> [String] {
        switch option.kind {
        case .choice(let choices): choices.last.map { [$0.word] } ?? []
        case .several(let choices, _): choices.last.map { [$0.word] } ?? []
        case .flag: ["yes"]
        case .link: ["https://kedai-aksara.com/menu"]
        case .lines(let count, _):
            option.name == "langs" ? ["id", "en"] : (0..<count.lowerBound).map { "Pilihan\($0 + 1)" }
        case .text: [["language": "en", "countries": "ID"][option.name] ?? "14934468"]
        }
    }

    /// Another kind of post, or one that needs a post or a place that is there.
    private static let apart: Set = [
        "format", "reshare_parent", "quote_post_id", "quote", "thumb_offset", "share_to_feed", "collaborators",
        "location_id", "user_tags", "album", "cover", "trial_params", "audio_name", "is_paid_partnership",
    ]

    @Test(arguments: names)
    func `takes all that it offers, and says nothing was lost`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        let options = platform.rules.options.filter { !Self.apart.contains($0.name) }
        let all = Dictionary(uniqueKeysWithValues: options.map { ($0.name, Self.values($0)) })
        try await Rehearsal.on(platform) { rehearsal in
            let delivery = try await rehearsal.schedule(
                [try await PlatformConformanceTests.part("Kopi atau teh?", rehearsal)], options: ChosenOptions(all))

            try await rehearsal.advance(by: .minutes(10))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(detail.receipts.first?.differences == [])
            #expect(rehearsal.live.count == 1)
        }
    }

    @Test(arguments: names)
    func `refuses what it does not offer before anything is sent`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            await #expect(throws: Problem.self) {
                _ = try await rehearsal.schedule(
                    [Post.Part(text: "Kopi")], options: ChosenOptions(["nothing-of-the-sort": ["yes"]]))
            }
            #expect(rehearsal.live.isEmpty)
        }
    }
}
