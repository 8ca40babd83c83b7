import Foundation
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauTesting
import Testing

@testable import KicauPublish

/// A real video through every network that takes one: encoded, sent, looked through there, published once.
@Suite("Every network that takes videos", .serialized)
struct VideoConformanceTests {
    static let names = Registry.all.filter { $0.rules.videos != nil }.map(\.id.raw).sorted()

    typealias Trial = FaultConformanceTests.Trial

    static let faults: [(FaultKind, [Place])] = [
        (.dropAfterAccept, [.commit, .upload, .container]), (.dropBeforeAccept, [.commit, .upload, .container]),
        (.serverErrorAfter, [.commit, .upload, .container]), (.serverErrorBefore, [.commit, .upload, .container]),
        (.malformed, [.commit, .upload, .container]), (.rateLimit, [.commit, .upload, .container]),
        (.processing, [.upload, .container]),
    ]

    /// Networks that fetch have containers, the others uploads.
    static let trials = Registry.all.filter { names.contains($0.id.raw) }.flatMap { platform in
        let other: Place = platform.rules.fetchesMedia ? .upload : .container
        return faults.flatMap { kind, places in
            places.filter { $0 != other }.map { Trial(network: platform.id.raw, kind: kind, place: $0) }
        }
    }

    private static func part(_ text: String, _ rehearsal: Rehearsal) async throws -> Post.Part {
        Post.Part(text: text, media: [try await rehearsal.film("Kopi dituang")])
    }

    @Test(arguments: names)
    func `publishes a video`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            let delivery = try await rehearsal.schedule([try await Self.part("Dari biji ke cangkir", rehearsal)])

            try await rehearsal.advance(by: .minutes(30))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(detail.receipts.first?.differences == [])
            let live = try #require(rehearsal.live.first)
            #expect(rehearsal.live.count == 1)
            #expect(live.media.map(\.type) == ["video/mp4"])
            #expect(live.text.contains("Dari biji ke cangkir"))
        }
    }

    @Test(arguments: names)
    func `reads a video back as it was sent, and takes it off`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            let delivery = try await rehearsal.schedule([try await Self.part("Dibaca lagi", rehearsal)])
            try await rehearsal.advance(by: .minutes(30))

            try await rehearsal.publishing.resolve(delivery, by: .checkNow, link: nil, caller: rehearsal.caller)
            let last = try #require(try await rehearsal.detail(of: delivery).checks.last)
            #expect([.unchanged, .notOffered].contains(last.sighting), "\(last.parts)")

            guard platform.rules.canDelete else { return }
            try await rehearsal.publishing.resolve(delivery, by: .delete, link: nil, caller: rehearsal.caller)
            #expect(rehearsal.live.isEmpty)
        }
    }

    /// A reel has words, a story has none.
    @Test(arguments: [("facebook", "reel", "Tegak"), ("facebook", "story", ""), ("instagram", "story", "")])
    func `publishes an upright video in the format that is asked for`(
        name: String, format: String, text: String
    ) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            var film = Film()
            (film.width, film.height) = (540, 960)
            let part = Post.Part(text: text, media: [try await rehearsal.film("", film)])
            let delivery = try await rehearsal.schedule([part], options: ChosenOptions(["format": [format]]))

            try await rehearsal.advance(by: .minutes(30))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(detail.receipts.first?.differences == [])
            #expect(rehearsal.live.map { $0.media.map(\.type) } == [["video/mp4"]])
        }
    }

    @Test(arguments: ["facebook", "instagram"])
    func `publishes a picture as a story`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            let part = Post.Part(text: "", media: [try await rehearsal.picture("")])
            let delivery = try await rehearsal.schedule([part], options: ChosenOptions(["format": ["story"]]))

            try await rehearsal.advance(by: .minutes(30))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(rehearsal.live.count == 1)
        }
    }

    @Test(arguments: Trials.chosen(of: trials))
    func `ends with exactly one video, or before a person`(trial: Trial) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == trial.network })
        try await Rehearsal.on(platform) { rehearsal in
            let wait: Int64 = trial.kind == .processing ? 45_000 : 7_000
            try await rehearsal.store.allowLateness(.days(2), in: rehearsal.caller.workspace)
            rehearsal.control.add(FaultRule(trial.kind, at: trial.place, times: 1, ms: wait))
            let due = rehearsal.time.now() + .minutes(2)
            let delivery = try await rehearsal.schedule(
                [try await Self.part("Uji \(trial.kind.rawValue)", rehearsal)], in: .minutes(2))

            try await rehearsal.advance(by: .hours(2))

            try await FaultConformanceTests.check(delivery, due, rehearsal)
        }
    }
}
