import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// What every network's connector has to do against its simulator. A new platform is asked the same, unasked.
@Suite("Every network", .serialized)
struct PlatformConformanceTests {
    static let names = Registry.all.map(\.id.raw).sorted()

    func onNetwork(_ name: String, _ test: @escaping @Sendable (Rehearsal) async throws -> Void) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform, test)
    }

    /// Texts that no rule of any network refuses, with a picture where one is needed.
    static func part(_ text: String, _ rehearsal: Rehearsal, pictures: Int = 0) async throws -> Post.Part {
        let count = max(pictures, rehearsal.platform.rules.needsPicture ? 1 : 0)
        var media: [Media] = []
        for number in 0..<count {
            media.append(try await rehearsal.picture("Gambar \(number + 1)", hue: UInt8(40 * number + 20)))
        }
        return Post.Part(text: text, media: media)
    }

    @Test(arguments: names)
    func `publishes a text, with its link, hashtag and every script`(name: String) async throws {
        try await onNetwork(name) { rehearsal in
            let text = "Selamat pagi ☕️ (promo) café — 日本語 العربية #kopi https://kedai-aksara.com/menu 👩‍👩‍👧"
            let delivery = try await rehearsal.schedule([try await Self.part(text, rehearsal)])

            try await rehearsal.advance(by: .minutes(10))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(rehearsal.live.count == 1)
            #expect(detail.receipts.first?.remoteID.isEmpty == false)
            #expect(detail.receipts.first?.differences == [])
            #expect(rehearsal.live.first?.text.contains("Selamat pagi ☕️ (promo) café — 日本語 العربية #kopi") == true)
        }
    }

    @Test(arguments: names)
    func `publishes pictures with their descriptions`(name: String) async throws {
        try await onNetwork(name) { rehearsal in
            let count = min(3, rehearsal.platform.rules.maxPictures.value)
            let delivery = try await rehearsal.schedule([
                try await Self.part("Tiga cangkir", rehearsal, pictures: count)
            ])

            try await rehearsal.advance(by: .minutes(10))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            let live = try #require(rehearsal.live.first)
            #expect(rehearsal.live.count == 1)
            #expect(live.media.count == count)
            #expect(live.media.map(\.alt) == (1...count).map { "Gambar \($0)" })
        }
    }

    @Test(arguments: names)
    func `publishes a thread in order, or says that it has none`(name: String) async throws {
        try await onNetwork(name) { rehearsal in
            let parts = ["satu", "dua", "tiga"].map { Post.Part(text: $0) }
            guard rehearsal.platform.rules.canThread else {
                let problem = await #expect(throws: Problem.self) { try await rehearsal.schedule(parts) }
                #expect(problem?.code == .ruleBroken)
                return
            }
            let delivery = try await rehearsal.schedule(parts)

            try await rehearsal.advance(by: .minutes(10))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            let live = rehearsal.live.sorted { $0.createdAtMs < $1.createdAtMs }
            #expect(live.map(\.text) == ["satu", "dua", "tiga"])
            #expect(live[0].parent == nil)
            #expect(live.count == 3)
            #expect(detail.receipts.count == 3)
        }
    }

    @Test(arguments: names)
    func `puts the first comment under the post, or says that it has none`(name: String) async throws {
        try await onNetwork(name) { rehearsal in
            guard rehearsal.platform.rules.canFirstComment else { return }
            let delivery = try await rehearsal.schedule(
                [try await Self.part("Menu baru", rehearsal)], comment: "Tautan di sini")

            try await rehearsal.advance(by: .minutes(10))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            let comment = try #require(rehearsal.live.first { $0.text == "Tautan di sini" })
            #expect(comment.parent != nil)
            #expect(rehearsal.live.count == 2)
        }
    }

    @Test(arguments: names)
    func `says whose token it is`(name: String) async throws {
        try await onNetwork(name) { rehearsal in
            let before = try await rehearsal.accounts.detail(rehearsal.account, for: rehearsal.caller)

            let detail = try await rehearsal.accounts.check(rehearsal.account, by: rehearsal.caller)

            #expect(detail.summary.state == .connected)
            #expect(detail.summary == before.summary)
            #expect(!detail.summary.handle.isEmpty)
        }
    }

    @Test(arguments: names)
    func `takes a post off again, twice without harm, or says that it cannot`(name: String) async throws {
        try await onNetwork(name) { rehearsal in
            let delivery = try await rehearsal.schedule([try await Self.part("Sebentar saja", rehearsal)])
            try await rehearsal.advance(by: .minutes(10))
            guard rehearsal.platform.rules.canDelete else {
                #expect(try await rehearsal.detail(of: delivery).acts.contains(.delete) == false)
                return
            }

            try await rehearsal.publishing.resolve(delivery, by: .delete, link: nil, caller: rehearsal.caller)

            #expect(rehearsal.live.isEmpty)
            #expect(try await rehearsal.detail(of: delivery).removed != nil)
        }
    }

    @Test(arguments: names)
    func `asks the person to reconnect when its token was revoked`(name: String) async throws {
        try await onNetwork(name) { rehearsal in
            let delivery = try await rehearsal.schedule([try await Self.part("Tanpa izin", rehearsal)], in: .minutes(5))
            for person in rehearsal.control.people { _ = rehearsal.control.revoke(person.id) }

            try await rehearsal.advance(by: .minutes(30))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .waiting, "\(detail.state) \(String(describing: detail.trouble))")
            #expect(detail.waitingFor == .reconnect)
            #expect(detail.account.state == .signedOut)
            #expect(rehearsal.live.isEmpty)
        }
    }
}
