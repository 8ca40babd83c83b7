import KicauCore
import KicauSandbox
import KicauTesting
import Testing

@testable import KicauPublish

/// A video with captions in two languages under one fault.
enum CaptionTrials {
    /// All faults that a video meets where no container is made of it.
    static func of(_ network: String) -> [FaultConformanceTests.Trial] {
        VideoConformanceTests.faults.flatMap { kind, places in
            places.filter { $0 != .container }
                .map { FaultConformanceTests.Trial(network: network, kind: kind, place: $0) }
        }
    }

    /// - Parameter kept: under which name the rehearsal network keeps captions by their language.
    static func endsOnce(
        _ trial: FaultConformanceTests.Trial, on platform: any Platform, keptAs kept: String
    ) async throws {
        try await Rehearsal.on(platform) { rehearsal in
            let wait: Int64 = trial.kind == .processing ? 45_000 : 7_000
            rehearsal.control.add(FaultRule(trial.kind, at: trial.place, times: 1, ms: wait))
            let due = rehearsal.time.now() + .minutes(2)
            let film = try await LinkedInMediaConformanceTests.film(rehearsal, "id", "en")
            let delivery = try await rehearsal.schedule(
                [Post.Part(text: "Uji \(trial.kind.rawValue)", media: [film])], in: .minutes(2))

            try await rehearsal.advance(by: .hours(2))

            try await FaultConformanceTests.check(delivery, due, rehearsal)
            for post in rehearsal.live { #expect(post.own[kept]?.object?.count == 2) }
        }
    }
}
