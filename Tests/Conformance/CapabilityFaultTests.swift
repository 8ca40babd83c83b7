import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Not only a plain text: threads, several pictures, first comments and all that may be asked for meet faults as well.
@Suite("Every capability under faults", .serialized)
struct CapabilityFaultTests {
    enum Capability: String, CaseIterable, Sendable {
        case thread, pictures, comment, options
    }

    struct Trial: CustomTestStringConvertible, Sendable {
        let network: String
        let capability: Capability
        let kind: FaultKind

        var testDescription: String { "\(network): \(capability.rawValue), \(kind.rawValue)" }
    }

    static let kinds: [FaultKind] = [
        .dropAfterAccept, .dropBeforeAccept, .rateLimit, .serverErrorBefore, .serverErrorAfter, .malformed,
    ]

    static let trials = Registry.all.flatMap { platform in
        Capability.allCases.filter { has($0, platform) }.flatMap { capability in
            kinds.map { Trial(network: platform.id.raw, capability: capability, kind: $0) }
        }
    }

    private static func has(_ capability: Capability, _ platform: any Platform) -> Bool {
        switch capability {
        case .thread: platform.rules.canThread
        case .pictures: platform.rules.maxPictures.value > 1
        case .comment: platform.rules.canFirstComment
        case .options: OptionCase.together[platform.id.raw] != nil
        }
    }

    /// What is planned, the texts that a reader will see if all goes well, and what was there before.
    private struct Planned {
        let delivery: DeliveryID
        let parts: Int
        var other: String?
    }

    @Test(arguments: Trials.chosen(of: trials))
    func `ends whole and once, or before a person`(trial: Trial) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == trial.network })
        try await Rehearsal.on(platform) { rehearsal in
            let planned = try await plan(trial.capability, rehearsal)
            // Of a thread the second part, where it is one of its own; else the only one.
            let place: Place = trial.capability == .comment ? .comment : .commit
            try await rehearsal.store.allowLateness(.days(2), in: rehearsal.caller.workspace)
            rehearsal.control.add(FaultRule(trial.kind, at: place, times: 1, ms: 7_000))

            try await rehearsal.advance(by: .hours(2))
            if try await rehearsal.detail(of: planned.delivery).state == .scheduled {
                // A network that says "until the day turns" (LinkedIn) is believed.
                try await rehearsal.advance(by: .hours(25))
            }

            let detail = try await rehearsal.detail(of: planned.delivery)
            let live = rehearsal.live.filter { $0.id != planned.other }
            #expect(live.count <= planned.parts, "\(live.map(\.text))")
            switch detail.state {
            case .published: #expect(live.count == planned.parts, "published, but \(live.count) are there")
            case .waiting:
                #expect(
                    [.reconnect, .doubt, .sendBound].contains(detail.waitingFor),
                    "\(String(describing: detail.trouble))")
            case .refused: #expect(live.isEmpty)
            case .scheduled, .claimed, .intent, .unknown, .reconciling, .dropped, .cancelled:
                Issue.record("after a day it is still \(detail.state): \(String(describing: detail.trouble))")
            }
            let (unbalanced, leaked) = try await rehearsal.store.read {
                (try $0.unbalancedBookings(), try $0.leakedHolds())
            }
            #expect(unbalanced == 0 && leaked == 0)
        }
    }

    private func plan(_ capability: Capability, _ rehearsal: Rehearsal) async throws -> Planned {
        switch capability {
        case .thread:
            let parts = ["satu", "dua", "tiga"].map { Post.Part(text: $0) }
            return Planned(delivery: try await rehearsal.schedule(parts, in: .minutes(2)), parts: 3)
        case .pictures:
            let count = min(3, rehearsal.platform.rules.maxPictures.value)
            let part = try await PlatformConformanceTests.part("Tiga cangkir", rehearsal, pictures: count)
            return Planned(delivery: try await rehearsal.schedule([part], in: .minutes(2)), parts: 1)
        case .comment:
            let part = try await PlatformConformanceTests.part("Menu baru", rehearsal)
            return Planned(
                delivery: try await rehearsal.schedule([part], comment: "Tautan di sini", in: .minutes(2)), parts: 2)
        case .options:
            let stage = try OptionStage(rehearsal)
            let together = try #require(OptionCase.together[rehearsal.platform.id.raw])
            return Planned(delivery: try await stage.schedule(together), parts: 1, other: stage.other.id)
        }
    }
}
