import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// What is published is taken off or changed while its network misbehaves: it is done, or the person is told so.
@Suite("Published posts under faults", .serialized)
struct ChangeFaultTests {
    enum Deed: String, CaseIterable, Sendable {
        case delete, edit

        func isOffered(by rules: PlatformRules) -> Bool { self == .delete ? rules.canDelete : rules.canEdit }
    }

    struct Trial: CustomTestStringConvertible, Sendable {
        let network: String
        let deed: Deed
        let kind: FaultKind

        var testDescription: String { "\(network): \(deed.rawValue), \(kind.rawValue)" }
    }

    static let trials = Registry.all.flatMap { platform in
        Deed.allCases.filter { $0.isOffered(by: platform.rules) }.flatMap { deed in
            (CapabilityFaultTests.kinds + [.expiredToken]).map {
                Trial(network: platform.id.raw, deed: deed, kind: $0)
            }
        }
    }

    /// They hand out refresh tokens: nobody has to be asked.
    private static let renewing = ["x", "bluesky"]
    private static let (old, new) = ("Buka pukul tujuh", "Buka pukul delapan")

    @Test(arguments: Trials.chosen(of: trials))
    func `are as they are said to be, and a second try does what the first did not`(trial: Trial) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == trial.network })
        try await Rehearsal.on(platform) { rehearsal in
            let delivery = try await published(rehearsal)
            let place: Place = trial.deed == .delete ? .delete : .commit
            rehearsal.control.add(FaultRule(trial.kind, at: place, times: 1, ms: 7_000))

            let trouble = try await told { try await perform(trial.deed, delivery, rehearsal) }

            #expect(rehearsal.control.faults.map(\.fired) == [1])
            try await check(trial.deed, delivery, rehearsal, after: trouble)
            if trial.kind == .expiredToken {
                #expect((trouble == nil) == Self.renewing.contains(trial.network), "\(String(describing: trouble))")
                return
            }
            guard trouble != nil else { return }
            // X lets a post be edited for half an hour; LinkedIn says "until the day turns".
            rehearsal.time.advance(by: trial.network == "x" ? .minutes(1) : .hours(25))
            let again = try await told { try await perform(trial.deed, delivery, rehearsal) }
            #expect(again == nil)
            try await check(trial.deed, delivery, rehearsal, after: again)
        }
    }

    private func published(_ rehearsal: Rehearsal) async throws -> DeliveryID {
        if rehearsal.platform.id == "x" {
            let house = try #require(Rehearsal.house(rehearsal.control))
            #expect(rehearsal.control.set(["premium": [.string(house.id)]]))
        }
        let delivery = try await rehearsal.schedule([try await PlatformConformanceTests.part(Self.old, rehearsal)])
        try await rehearsal.advance(by: .minutes(10))
        return delivery
    }

    private func perform(_ deed: Deed, _ delivery: DeliveryID, _ rehearsal: Rehearsal) async throws {
        switch deed {
        case .delete:
            try await rehearsal.publishing.resolve(delivery, by: .delete, link: nil, caller: rehearsal.caller)
        case .edit: try await rehearsal.publishing.edit(delivery, part: 0, to: Self.new, by: rehearsal.caller)
        }
    }

    private func told(_ work: () async throws -> Void) async throws -> Problem? {
        do {
            try await work()
            return nil
        } catch let problem as Problem {
            return problem
        }
    }

    /// Whatever became of the call.
    private func check(
        _ deed: Deed, _ delivery: DeliveryID, _ rehearsal: Rehearsal, after trouble: Problem?
    ) async throws {
        let detail = try await rehearsal.detail(of: delivery)
        let texts = standing(rehearsal).map(\.text)
        #expect(detail.state == .published)
        #expect(trouble?.toDo.description.isEmpty != true)
        switch deed {
        case .delete:
            #expect((detail.removed != nil) == (trouble == nil), "\(String(describing: trouble))")
            #expect(detail.removed == nil || texts.isEmpty, "said to be removed, and it is there")
            #expect([[], [Self.old]].contains(texts))
        case .edit:
            #expect(detail.words(of: 0) == (trouble == nil ? Self.new : Self.old))
            #expect(trouble == nil ? texts == [Self.new] : [[Self.old], [Self.new]].contains(texts), "\(texts)")
        }
        let (unbalanced, leaked) = try await rehearsal.store.read {
            (try $0.unbalancedBookings(), try $0.leakedHolds())
        }
        #expect(unbalanced == 0 && leaked == 0)
    }

    /// On X an edit is a post that takes another's place.
    private func standing(_ rehearsal: Rehearsal) -> [LivePost] {
        let earlier = Set(rehearsal.live.flatMap { $0.own["edits"]?.array?.compactMap(\.string) ?? [] })
        return rehearsal.live.filter { !earlier.contains($0.id) }
    }
}
