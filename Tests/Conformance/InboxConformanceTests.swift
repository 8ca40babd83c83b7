import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// What people say on every network is heard once, answered once, and acted on where the network lets us.
@Suite("Every network's inbox", .serialized)
struct InboxConformanceTests {
    /// LinkedIn lets programs read comments under a page's posts, and under no member's.
    static let names = PlatformConformanceTests.names.filter { $0 != "linkedin" }

    typealias Trial = FaultConformanceTests.Trial

    static let trials = names.flatMap { network in
        [
            FaultKind.dropAfterAccept, .dropBeforeAccept, .serverErrorAfter, .serverErrorBefore, .malformed, .html,
            .rateLimit,
        ].map { Trial(network: network, kind: $0, place: .commit) }
    }

    private static func on(_ name: String, _ test: @escaping @Sendable (Rehearsal) async throws -> Void) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform, test)
    }

    /// Publishes something, and lets somebody say something under it.
    private static func said(_ text: String, _ rehearsal: Rehearsal) async throws {
        let delivery = try await rehearsal.schedule(
            [try await PlatformConformanceTests.part("Kami buka hari ini", rehearsal)])
        try await rehearsal.advance(by: .minutes(10))
        #expect(try await rehearsal.detail(of: delivery).state == .published)
        let ours = try #require(rehearsal.live.first { $0.parent == nil })
        let house = try #require(Rehearsal.house(rehearsal.control))
        let speaker = try #require(
            rehearsal.control.people.first {
                $0.id != house.id && !house.managers.contains($0.id) && $0.kind == .person
            })
        _ = try #require(
            rehearsal.control.seed(
                SeedPost(
                    account: speaker.id, text: text, createdAtMs: rehearsal.time.now().ms, parent: ours.id)))
        rehearsal.time.advance(by: .minutes(2))
    }

    private static func heard(_ rehearsal: Rehearsal) async throws -> InboxItem {
        await Listener(kit: rehearsal.kit).turn()
        let listing = try await rehearsal.publishing.inbox.list(InboxFilter(), for: rehearsal.caller)
        #expect(listing.deaf.isEmpty, "\(listing.deaf)")
        #expect(listing.items.count == 1, "\(listing.items.map(\.said))")
        return try #require(listing.items.first)
    }

    @Test(arguments: names)
    func `hears what is said under a post, once`(name: String) async throws {
        try await Self.on(name) { rehearsal in
            try await Self.said("Hari Minggu juga buka?", rehearsal)

            let item = try await Self.heard(rehearsal)
            #expect(item.said.text.contains("Hari Minggu juga buka?"))
            #expect(item.said.kind != .mention)
            #expect(item.post?.excerpt == "Kami buka hari ini")

            rehearsal.time.advance(by: .hours(12))
            #expect(try await Self.heard(rehearsal).id == item.id)
        }
    }

    @Test(arguments: names)
    func `answers it where it was said`(name: String) async throws {
        try await Self.on(name) { rehearsal in
            try await Self.said("Hari Minggu juga buka?", rehearsal)
            let item = try await Self.heard(rehearsal)
            let before = rehearsal.live.count

            let post = try await rehearsal.publishing.inbox.answer(
                item.id, with: item.salutation + "Ya, pukul tujuh", key: "k", by: rehearsal.caller)
            try await rehearsal.advance(by: .minutes(10))

            let detail = try await rehearsal.publishing.post(post, for: rehearsal.caller)
            #expect(detail.state == .published, "\(String(describing: detail.deliveries.first?.trouble))")
            #expect(detail.deliveries.first?.receipts.first?.differences == [])
            #expect(rehearsal.live.count == before + 1)
            let answer = try #require(rehearsal.live.last)
            let question = try #require(rehearsal.live.first { $0.text == "Hari Minggu juga buka?" })
            #expect(answer.text.contains("Ya, pukul tujuh"))
            #expect(answer.parent == question.id)

            rehearsal.time.advance(by: .hours(12))
            await Listener(kit: rehearsal.kit).turn()
            let open = try await rehearsal.publishing.inbox.list(InboxFilter(), for: rehearsal.caller)
            #expect(open.items.isEmpty, "our own answer is none of what was said")
        }
    }

    @Test(arguments: Trials.chosen(of: trials))
    func `answers once, or asks a person`(trial: Trial) async throws {
        try await Self.on(trial.network) { rehearsal in
            try await Self.said("Hari Minggu juga buka?", rehearsal)
            let item = try await Self.heard(rehearsal)
            let before = rehearsal.live.count
            rehearsal.control.add(FaultRule(trial.kind, at: .commit, times: 1, ms: 7_000))

            let post = try await rehearsal.publishing.inbox.answer(
                item.id, with: item.salutation + "Ya, pukul tujuh", key: "k", by: rehearsal.caller)
            try await rehearsal.advance(by: .hours(2))

            let detail = try await rehearsal.publishing.post(post, for: rehearsal.caller)
            let delivery = try #require(detail.deliveries.first)
            let there = rehearsal.live.count - before
            switch delivery.state {
            case .published: #expect(there == 1)
            case .waiting: #expect(there <= 1)
            case .refused: #expect(there == 0)
            default: Issue.record("it is still \(delivery.state): \(String(describing: delivery.trouble))")
            }
        }
    }

    @Test(arguments: names)
    func `likes and hides it, and takes that back, each as often as one likes`(name: String) async throws {
        try await Self.on(name) { rehearsal in
            try await Self.said("Hari Minggu juga buka?", rehearsal)
            let item = try await Self.heard(rehearsal)
            let inbox = rehearsal.publishing.inbox
            let offered = try #require(rehearsal.platform.rules.inbox).deeds

            for deed in [Deed.like, .unlike, .hide, .unhide] where offered.contains(deed) {
                try await inbox.act(deed, on: item.id, by: rehearsal.caller)
                try await inbox.act(deed, on: item.id, by: rehearsal.caller)
            }
            #expect(!offered.isEmpty)
            for deed in Deed.allCases where !offered.contains(deed) {
                await #expect(throws: Problem.self) {
                    try await inbox.act(deed, on: item.id, by: rehearsal.caller)
                }
            }
        }
    }

    @Test(arguments: names)
    func `takes no broken network for silence, and hears it later`(name: String) async throws {
        try await Self.on(name) { rehearsal in
            try await Self.said("Hari Minggu juga buka?", rehearsal)
            for kind in [FaultKind.serverErrorBefore, .html, .malformed, .dropBeforeAccept] {
                rehearsal.control.add(FaultRule(kind, at: .read, times: 1))
                await Listener(kit: rehearsal.kit).turn()
                rehearsal.control.clearFaults()
                rehearsal.time.advance(by: .hours(12))
            }

            #expect(try await Self.heard(rehearsal).said.text.contains("Hari Minggu juga buka?"))
        }
    }
}

/// Where a network lets programs change what is published, the words are there, and later checks know of it.
@Suite("Every network that can be edited", .serialized)
struct EditConformanceTests {
    /// X lets subscribers alone, and gives the post a new identity with it: its own suite sees to that.
    static let names = Registry.all.filter { $0.rules.canEdit && $0.id != "x" }.map(\.id.raw).sorted()

    @Test(arguments: names)
    func `puts other words in a published post's place`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            let delivery = try await rehearsal.schedule(
                [try await PlatformConformanceTests.part("Buka pukul tujuh", rehearsal)])
            try await rehearsal.advance(by: .minutes(10))

            for _ in 0..<2 {
                try await rehearsal.publishing.edit(
                    delivery, part: 0, to: "Buka pukul delapan", by: rehearsal.caller)
            }
            rehearsal.time.advance(by: .minutes(1))
            try await rehearsal.publishing.resolve(delivery, by: .checkNow, link: nil, caller: rehearsal.caller)

            let detail = try await rehearsal.detail(of: delivery)
            #expect(rehearsal.live.map(\.text) == ["Buka pukul delapan"])
            #expect(detail.checks.last.map { [.unchanged, .notOffered].contains($0.sighting) } == true)
            #expect(detail.acts.contains(.edit))
        }
    }
}
