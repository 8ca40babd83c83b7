import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Every network's connector has to read back what it published, or say that it cannot. Nothing is sent because of it.
@Suite("Every network, looked at again", .serialized)
struct RecheckConformanceTests {
    /// A first comment where there is one, else a thread where there is one, else a single post; with two pictures.
    private func published(_ rehearsal: Rehearsal) async throws -> DeliveryID {
        let rules = rehearsal.platform.rules
        let part = try await PlatformConformanceTests.part(
            "Kopi (baru) — 日本語 #kopi https://kedai-aksara.com/menu", rehearsal, pictures: 2)
        let delivery =
            if rules.canThread {
                try await rehearsal.schedule([part, Post.Part(text: "Bagian kedua")])
            } else {
                try await rehearsal.schedule([part], comment: rules.canFirstComment ? "Tautan di sini" : nil)
            }
        try await rehearsal.advance(by: .minutes(10))
        #expect(try await rehearsal.detail(of: delivery).state == .published)
        return delivery
    }

    private func check(_ delivery: DeliveryID, _ rehearsal: Rehearsal) async throws -> DeliveryDetail {
        rehearsal.time.advance(by: .minutes(1))
        try await rehearsal.publishing.resolve(delivery, by: .checkNow, link: nil, caller: rehearsal.caller)
        return try await rehearsal.detail(of: delivery)
    }

    private func onNetwork(_ name: String, _ test: @escaping @Sendable (Rehearsal) async throws -> Void) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform, test)
    }

    @Test(arguments: PlatformConformanceTests.names)
    func `finds every part there, as it was published`(name: String) async throws {
        try await onNetwork(name) { rehearsal in
            let delivery = try await published(rehearsal)

            let detail = try await check(delivery, rehearsal)

            let last = try #require(detail.checks.last)
            #expect(last.sighting == .unchanged, "\(last.parts)")
            #expect(last.parts.allSatisfy { $0.sighting == .unchanged }, "\(last.parts)")
            #expect(last.parts.count == detail.receipts.count)
            #expect(detail.presence?.state == .there)
        }
    }

    @Test(arguments: PlatformConformanceTests.names)
    func `says what was changed there by hand`(name: String) async throws {
        try await onNetwork(name) { rehearsal in
            let delivery = try await published(rehearsal)
            let first = try #require(rehearsal.live.first { $0.parent == nil })
            rehearsal.control.rewrite(first, as: "Kopi lama")

            let detail = try await check(delivery, rehearsal)

            let last = try #require(detail.checks.last)
            #expect(last.sighting == .changed, "\(last.parts)")
            #expect(last.parts.first?.differences.isEmpty == false)
            #expect(detail.presence?.state == .changed)
            #expect(rehearsal.live.count == detail.receipts.count)
        }
    }

    @Test(arguments: PlatformConformanceTests.names)
    func `says what is gone, and sends nothing again`(name: String) async throws {
        try await onNetwork(name) { rehearsal in
            let delivery = try await published(rehearsal)
            for post in rehearsal.live.reversed() { rehearsal.control.takeDown(post) }

            let detail = try await check(delivery, rehearsal)
            try await rehearsal.advance(by: .hours(2))

            let last = try #require(detail.checks.last)
            #expect(last.sighting == .gone, "\(last.parts)")
            #expect(detail.presence?.state == .gone)
            #expect(detail.state == .published)
            #expect(rehearsal.live.isEmpty)
        }
    }

    @Test(arguments: PlatformConformanceTests.names)
    func `does not take a broken network or a dead token for a deleted post`(name: String) async throws {
        try await onNetwork(name) { rehearsal in
            let delivery = try await published(rehearsal)
            for kind in [FaultKind.serverErrorBefore, .html, .malformed, .dropBeforeAccept, .rateLimit] {
                rehearsal.control.add(FaultRule(kind, at: .read, times: 1))
                let detail = try await check(delivery, rehearsal)
                #expect(detail.presence?.state != .gone, "\(kind.rawValue)")
                #expect(detail.presence?.state != .changed, "\(kind.rawValue)")
                rehearsal.control.clearFaults()
                rehearsal.time.advance(by: .hours(2))
                await Rechecker(kit: rehearsal.kit, worker: "later").turn()
            }
            for person in rehearsal.control.people { _ = rehearsal.control.revoke(person.id) }

            let detail = try await check(delivery, rehearsal)

            #expect(detail.presence?.state != .gone)
            #expect(detail.state == .published)
        }
    }
}
