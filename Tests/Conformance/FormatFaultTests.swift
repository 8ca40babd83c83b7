import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauTesting
import Testing

@testable import KicauPublish

/// Stories and Facebook's reels go through the networks by ways of their own. Instagram's videos are reels anyway.
@Suite("Stories and reels under faults", .serialized)
struct FormatFaultTests {
    enum Format: String, Sendable { case pictureStory, filmStory, reel }

    struct Trial: CustomTestStringConvertible, Sendable {
        let network: String
        let format: Format
        let kind: FaultKind
        let place: Place

        var testDescription: String { "\(network): \(format.rawValue), \(kind.rawValue) at \(place.rawValue)" }
    }

    static let formats: [(network: String, format: Format, staging: Place)] = [
        ("facebook", .pictureStory, .upload), ("facebook", .filmStory, .upload), ("facebook", .reel, .upload),
        ("instagram", .pictureStory, .container), ("instagram", .filmStory, .container),
    ]

    static let trials = formats.flatMap { network, format, staging in
        CapabilityFaultTests.kinds.map { Trial(network: network, format: format, kind: $0, place: .commit) }
            + [FaultKind.dropAfterAccept, .serverErrorAfter, .malformed].map {
                Trial(network: network, format: format, kind: $0, place: staging)
            }
    }

    @Test(arguments: Trials.chosen(of: trials))
    func `end with exactly one, or before a person`(trial: Trial) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == trial.network })
        try await Rehearsal.on(platform) { rehearsal in
            rehearsal.control.add(FaultRule(trial.kind, at: trial.place, times: 1, ms: 7_000))
            let due = rehearsal.time.now() + .minutes(2)
            let delivery = try await rehearsal.schedule(
                [try await part(trial.format, rehearsal)],
                options: ChosenOptions(["format": [trial.format == .reel ? "reel" : "story"]]), in: .minutes(2))

            try await rehearsal.advance(by: .hours(2))

            #expect(rehearsal.control.faults.map(\.fired) == [1])
            try await FaultConformanceTests.check(delivery, due, rehearsal)
            #expect(rehearsal.live.count <= 1)
        }
    }

    private func part(_ format: Format, _ rehearsal: Rehearsal) async throws -> Post.Part {
        var film = Film()
        (film.width, film.height) = (540, 960)
        return switch format {
        case .pictureStory: Post.Part(text: "", media: [try await rehearsal.picture("")])
        case .filmStory: Post.Part(text: "", media: [try await rehearsal.film("", film)])
        case .reel: Post.Part(text: "Tegak", media: [try await rehearsal.film("", film)])
        }
    }
}
