import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Under every fault a network knows: never lost, never twice, never early, and no money leaked.
@Suite("Every network under every fault", .serialized)
struct FaultConformanceTests {
    struct Trial: CustomTestStringConvertible, Sendable {
        let network: String
        let kind: FaultKind
        let place: Place

        var testDescription: String { "\(network): \(kind.rawValue) at \(place.rawValue)" }
    }

    static let kinds: [(FaultKind, [Place])] = [
        (.dropAfterAccept, [.commit, .upload, .container]),
        (.dropBeforeAccept, [.commit, .upload, .container, .read]),
        (.delayAfter, [.commit]),
        (.rateLimit, [.commit, .upload, .container]),
        (.serverErrorBefore, [.commit, .upload, .container]),
        (.serverErrorAfter, [.commit, .container]),
        (.slowBytes, [.commit]),
        (.malformed, [.commit, .container, .upload]),
        (.html, [.commit, .upload, .container]),
        (.processing, [.container]),
    ]

    static let trials = PlatformConformanceTests.names.flatMap { network in
        kinds.flatMap { kind, places in places.map { Trial(network: network, kind: kind, place: $0) } }
    }

    @Test(arguments: Trials.chosen(of: trials))
    func `ends with exactly one post, or before a person`(trial: Trial) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == trial.network })
        try await Rehearsal.on(platform) { rehearsal in
            let wait: Int64 = trial.kind == .processing ? 45_000 : 7_000
            try await rehearsal.store.allowLateness(.days(2), in: rehearsal.caller.workspace)
            rehearsal.control.add(FaultRule(trial.kind, at: trial.place, times: 1, ms: wait))
            let pictures = trial.place == .upload || trial.place == .container ? 1 : 0
            let text = "Uji \(trial.kind.rawValue) \(trial.place.rawValue)"
            let due = rehearsal.time.now() + .minutes(2)
            let delivery = try await rehearsal.schedule(
                [try await PlatformConformanceTests.part(text, rehearsal, pictures: pictures)], in: .minutes(2))

            try await rehearsal.advance(by: .hours(1))

            try await Self.check(delivery, due, rehearsal)
        }
    }

    /// The token dies in mid-flight: a refresh or a person, and then exactly one post.
    @Test(arguments: PlatformConformanceTests.names)
    func `goes on after its token died in mid-flight`(network: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == network })
        try await Rehearsal.on(platform) { rehearsal in
            rehearsal.control.add(FaultRule(.expiredToken, at: .commit, times: 1))
            let due = rehearsal.time.now() + .minutes(2)
            let delivery = try await rehearsal.schedule(
                [try await PlatformConformanceTests.part("Token", rehearsal)], in: .minutes(2))

            try await rehearsal.advance(by: .hours(1))

            try await Self.check(delivery, due, rehearsal)
            if network == "x" || network == "bluesky" {
                // These hand out refresh tokens: nobody has to be asked.
                #expect(try await rehearsal.detail(of: delivery).state == .published)
            }
        }
    }

    static func check(_ delivery: DeliveryID, _ due: Instant, _ rehearsal: Rehearsal) async throws {
        if try await rehearsal.detail(of: delivery).state == .scheduled {
            // A network that says "until the day turns" (LinkedIn) is believed.
            try await rehearsal.advance(by: .hours(25))
        }
        let detail = try await rehearsal.detail(of: delivery)
        let posts = rehearsal.live.filter { $0.kind == .post }
        switch detail.state {
        case .published:
            #expect(posts.count == 1, "published, but \(posts.count) are there")
        case .waiting:
            #expect(posts.count <= 1)
            #expect(detail.waitingFor == .reconnect || detail.waitingFor == .doubt || detail.waitingFor == .sendBound)
        case .refused:
            #expect(posts.isEmpty)
        case .scheduled, .claimed, .intent, .unknown, .reconciling, .dropped, .cancelled:
            Issue.record("after an hour it is still \(detail.state): \(String(describing: detail.trouble))")
        }
        #expect(posts.allSatisfy { $0.createdAtMs >= due.ms })
        let (unbalanced, leaked) = try await rehearsal.store.read {
            (try $0.unbalancedBookings(), try $0.leakedHolds())
        }
        #expect(unbalanced == 0)
        #expect(leaked == 0)
    }
}
