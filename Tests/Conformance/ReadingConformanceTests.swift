import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import Testing

@testable import KicauPublish

/// Every network that lets programs read a post has to say how it is doing, each in its own words.
@Suite("Every network's numbers", .serialized)
struct ReadingConformanceTests {
    /// LinkedIn shows a member's posts to no program; a page's are covered by the connector's own tests.
    static let names = PlatformConformanceTests.names.filter { $0 != "linkedin" }

    /// What each network has a count for, of those that its rehearsal counts.
    static let metrics: [String: Set<Metric>] = [
        "x": [.views, .likes, .replies, .reposts, .quotes, .saves],
        // By the names of before 2026-06-15: it is the first of June here.
        "facebook": [.reach, .likes, .replies, .reposts, .clicks],
        "instagram": [.views, .reach, .likes, .replies, .shares, .saves],
        "threads": [.views, .likes, .replies, .reposts, .quotes, .shares],
        "mastodon": [.likes, .replies, .reposts, .quotes],
        "bluesky": [.likes, .replies, .reposts, .quotes, .saves],
    ]

    @Test(arguments: names)
    func `are read with a later check, and kept`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            let part = try await PlatformConformanceTests.part("Kopi hari ini", rehearsal, pictures: 1)
            let delivery = try await rehearsal.schedule([part])
            try await rehearsal.advance(by: .minutes(10))
            let post = try #require(rehearsal.live.first)
            var counts = LivePost.Counts()
            (counts.views, counts.likes, counts.reposts, counts.quotes, counts.saves) = (410, 31, 7, 2, 5)
            rehearsal.control.count(post, as: counts)

            try await rehearsal.publishing.resolve(delivery, by: .checkNow, link: nil, caller: rehearsal.caller)

            let detail = try await rehearsal.detail(of: delivery)
            let check = try #require(detail.checks.last)
            #expect(check.parts.allSatisfy { $0.withoutNumbers == nil }, "\(check.parts)")
            let readings = Dictionary(uniqueKeysWithValues: detail.readings.map { ($0.metric, $0.value) })
            #expect(Set(readings.keys) == Set((Self.metrics[name] ?? []).map(\.rawValue)))
            #expect(readings["likes"] == 31)
            for (metric, value) in [("views", 410), ("reposts", 7), ("quotes", 2), ("saves", 5)] {
                #expect(readings[metric] == nil || readings[metric] == Int64(value), "\(metric)")
            }
            let answers = try await rehearsal.store.read { try $0.readingAnswers(of: delivery) }
            #expect(answers.contains { $0.answer.contains("31") })
        }
    }
}
