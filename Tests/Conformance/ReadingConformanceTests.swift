import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Every network that lets programs read a post has to say how it is doing, each in its own words.
@Suite("Every network's numbers", .serialized)
struct ReadingConformanceTests {
    /// LinkedIn shows a member's posts to no program, and counts them for some; those and a page's are further below.
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

    /// It gave them other names on 2026-06-15, and on the day itself a page may answer to either.
    @Test(arguments: [(20, "new"), (20, "old"), (0, "new")])
    func `of Facebook are read by the names it knows, whichever the day`(
        days: Int, names: String
    ) async throws {
        try await Rehearsal.on(Facebook(), playing: ["insightNames": .string(names)]) { rehearsal in
            rehearsal.time.advance(by: .days(days))
            let delivery = try await rehearsal.schedule([Post.Part(text: "Kopi hari ini")])
            try await rehearsal.advance(by: .minutes(10))
            let post = try #require(rehearsal.live.first)
            var counts = LivePost.Counts()
            (counts.views, counts.likes) = (410, 31)
            rehearsal.control.count(post, as: counts)

            try await rehearsal.publishing.resolve(delivery, by: .checkNow, link: nil, caller: rehearsal.caller)
            await AccountCounter(kit: rehearsal.kit).turn()

            let detail = try await rehearsal.detail(of: delivery)
            let readings = Dictionary(uniqueKeysWithValues: detail.readings.map { ($0.metric, $0.value) })
            let known = (Self.metrics["facebook"] ?? []).union(names == "new" ? [.views] : [])
            #expect(Set(readings.keys) == Set(known.map(\.rawValue)))
            #expect(readings["reach"] == 410 && readings["likes"] == 31)
            let account = try await rehearsal.accounts.detail(rehearsal.account, for: rehearsal.caller)
            let page = Dictionary(uniqueKeysWithValues: account.readings.map { ($0.metric, $0.value) })
            #expect(page["reach"] == 410)
            #expect(page["views"] == (names == "new" ? 410 : nil))
        }
    }

    @Test func `of a page on LinkedIn are read with a later check, and its followers daily`() async throws {
        try await Rehearsal.on(LinkedIn(), options: ["audience": "organisations"]) { rehearsal in
            let delivery = try await rehearsal.schedule([Post.Part(text: "Kopi hari ini")])
            try await rehearsal.advance(by: .minutes(10))
            let post = try #require(rehearsal.live.first)
            var counts = LivePost.Counts()
            (counts.views, counts.likes, counts.reposts, counts.replies) = (410, 31, 7, 3)
            rehearsal.control.count(post, as: counts)

            try await rehearsal.publishing.resolve(delivery, by: .checkNow, link: nil, caller: rehearsal.caller)
            await AccountCounter(kit: rehearsal.kit).turn()

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.checks.last?.sighting == .unchanged)
            let readings = Dictionary(uniqueKeysWithValues: detail.readings.map { ($0.metric, $0.value) })
            #expect(
                readings == ["views": 410, "reach": 410, "likes": 31, "reposts": 7, "replies": 3, "clicks": 0])
            let account = try await rehearsal.accounts.detail(rehearsal.account, for: rehearsal.caller)
            #expect(account.followers ?? 0 > 100)
            #expect(account.withoutNumbers == nil)
        }
    }

    /// A member's post on LinkedIn, checked an hour after it went out.
    private func onMember(
        _ options: [String: String], _ test: @escaping @Sendable (PartSighting, DeliveryDetail) async throws -> Void
    ) async throws {
        try await Rehearsal.on(LinkedIn(), options: options) { rehearsal in
            let delivery = try await rehearsal.schedule([Post.Part(text: "Kopi hari ini")])
            try await rehearsal.advance(by: .minutes(10))
            let post = try #require(rehearsal.live.first)
            var counts = LivePost.Counts()
            (counts.views, counts.likes, counts.reposts, counts.replies) = (410, 31, 7, 3)
            rehearsal.control.count(post, as: counts)
            await Archivist(kit: rehearsal.kit).turn()
            rehearsal.time.advance(by: .hours(1))

            #expect(await Rechecker(kit: rehearsal.kit, worker: "one").turn() == 1)

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published)
            let check = try #require(detail.checks.last { $0.done != nil })
            try await test(try #require(check.parts.first), detail)
        }
    }

    @Test func `of a member on LinkedIn come to an app that may ask, though the post is not shown`() async throws {
        try await onMember(["memberAnalytics": "yes"]) { part, detail in
            #expect(part.sighting == .notOffered && part.withoutNumbers == nil)
            let readings = Dictionary(uniqueKeysWithValues: detail.readings.map { ($0.metric, $0.value) })
            #expect(readings == ["views": 410, "reach": 410, "likes": 31, "reposts": 7, "replies": 3])
        }
    }

    @Test func `of a member on LinkedIn are missing to any other app, which is told why`() async throws {
        try await onMember([:]) { part, detail in
            #expect(part.sighting == .notOffered)
            #expect(part.withoutNumbers?.what.description.contains("Community Management API") == true)
            #expect(detail.readings.isEmpty)
        }
    }
}
