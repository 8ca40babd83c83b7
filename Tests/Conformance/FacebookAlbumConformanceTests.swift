import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauTesting
import Testing

@testable import KicauPublish

/// A picture's bytes and its commit are one call there, so each fault meets both.
@Suite("A picture that goes into an album of a Facebook page", .serialized)
struct FacebookAlbumConformanceTests {
    static let faults: [FaultKind?] = [
        nil, .dropAfterAccept, .dropBeforeAccept, .delayAfter, .serverErrorBefore, .serverErrorAfter, .malformed, .html,
        .rateLimit, .slowBytes,
    ]

    /// The album that every Page of the rehearsal network has for pictures, and the one Facebook fills itself.
    private static func schedule(
        _ rehearsal: Rehearsal, _ text: String, album lead: String = "71"
    ) async throws -> DeliveryID {
        let page = try #require(Rehearsal.house(rehearsal.control))
        return try await rehearsal.schedule(
            [try await PlatformConformanceTests.part(text, rehearsal, pictures: 1)],
            options: ChosenOptions(["album": ["https://www.facebook.com/media/set/?set=a.\(lead)\(page.id)&type=3"]]),
            in: .minutes(2))
    }

    @Test(arguments: faults)
    func `stands there once, or a person is asked`(fault: FaultKind?) async throws {
        try await Rehearsal.on(Facebook()) { rehearsal in
            if let fault { rehearsal.control.add(FaultRule(fault, at: .commit, times: 1, ms: 7_000)) }
            let due = rehearsal.time.now() + .minutes(2)
            let delivery = try await Self.schedule(rehearsal, "Panggung terbuka")

            try await rehearsal.advance(by: .hours(2))

            try await FaultConformanceTests.check(delivery, due, rehearsal)
            let detail = try await rehearsal.detail(of: delivery)
            if fault == nil || fault == .dropAfterAccept || fault == .serverErrorAfter {
                #expect(detail.state == .published, "\(String(describing: detail.trouble))")
                #expect(detail.receipts.first?.differences == [])
                #expect(rehearsal.live.map(\.text) == ["Panggung terbuka"])
                #expect(rehearsal.live.first?.media.map(\.alt) == ["Gambar 1"])
            }
        }
    }

    @Test func `is read back, changed and taken off with its post`() async throws {
        try await Rehearsal.on(Facebook()) { rehearsal in
            let delivery = try await Self.schedule(rehearsal, "Panggung terbuka")
            try await rehearsal.advance(by: .minutes(10))

            try await rehearsal.publishing.resolve(delivery, by: .checkNow, link: nil, caller: rehearsal.caller)
            let check = try #require(try await rehearsal.detail(of: delivery).checks.last)
            try await rehearsal.publishing.resolve(delivery, by: .delete, link: nil, caller: rehearsal.caller)

            #expect(check.sighting == .unchanged, "\(check.parts)")
            #expect(rehearsal.live.isEmpty)
        }
    }

    @Test(arguments: ["72", "73"])
    func `is refused before anything is sent where the album is closed or is none`(lead: String) async throws {
        try await Rehearsal.on(Facebook()) { rehearsal in
            let delivery = try await Self.schedule(rehearsal, "Panggung terbuka", album: lead)

            try await rehearsal.advance(by: .minutes(10))

            #expect(try await rehearsal.detail(of: delivery).state == .refused)
            #expect(rehearsal.live.isEmpty)
        }
    }
}
