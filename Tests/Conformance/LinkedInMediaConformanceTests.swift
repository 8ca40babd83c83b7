import Foundation
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// What only LinkedIn takes of us: documents, and one language of captions beside a video.
@Suite("Documents and captions on LinkedIn", .serialized)
struct LinkedInMediaConformanceTests {
    typealias Trial = FaultConformanceTests.Trial

    /// A member, and a page, which may ask how far LinkedIn is.
    static let audiences = [[:], ["audience": "organisations"]]

    static let trials = VideoConformanceTests.faults.flatMap { kind, places in
        places.filter { $0 != .container }.map { Trial(network: "linkedin", kind: kind, place: $0) }
    }

    static func menu(_ rehearsal: Rehearsal) async throws -> Media {
        let path = rehearsal.kit.media.incomingPath()
        let pages = "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 2 >>\nendobj\n"
        try Data("%PDF-1.4\n\(pages)startxref\n9\n%%EOF\n".utf8).write(to: URL(fileURLWithPath: path))
        var media = try await rehearsal.kit.media.takeIn(fileAt: path, by: rehearsal.caller)
        media.alt = "Menu November"
        return media
    }

    static func film(_ rehearsal: Rehearsal, _ languages: String...) async throws -> Media {
        var film = try await rehearsal.film("Kopi dituang")
        for language in languages {
            let path = rehearsal.kit.media.incomingPath()
            let words = "WEBVTT\n\n00:00.500 --> 00:02.000\nKopi (\(language))\n"
            try Data(words.utf8).write(to: URL(fileURLWithPath: path))
            let kept = try await rehearsal.kit.media.takeInCaptions(fileAt: path, by: rehearsal.caller)
            film.captions.append(Captions(language: language, sha256: kept.sha256))
        }
        return film
    }

    @Test(arguments: audiences)
    func `a document goes out once, with its title`(options: [String: String]) async throws {
        try await Rehearsal.on(LinkedIn(), options: options) { rehearsal in
            let delivery = try await rehearsal.schedule([
                Post.Part(text: "Menu baru", media: [try await Self.menu(rehearsal)])
            ])

            try await rehearsal.advance(by: .minutes(30))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(detail.receipts.first?.differences == [])
            #expect(rehearsal.live.count == 1)
            let hung = try #require(rehearsal.live.first).media
            #expect(hung.map(\.type) == ["application/pdf"] && hung.map(\.alt) == ["Menu November"])

            try await rehearsal.publishing.resolve(delivery, by: .checkNow, link: nil, caller: rehearsal.caller)
            let last = try #require(try await rehearsal.detail(of: delivery).checks.last)
            #expect(last.sighting == (options.isEmpty ? .notOffered : .unchanged), "\(last.parts)")
        }
    }

    @Test(arguments: Trials.chosen(of: trials))
    func `a document ends as exactly one post, or before a person`(trial: Trial) async throws {
        try await Rehearsal.on(LinkedIn()) { rehearsal in
            try await rehearsal.store.allowLateness(.days(2), in: rehearsal.caller.workspace)
            rehearsal.control.add(FaultRule(trial.kind, at: trial.place, times: 1, ms: 7000))
            let due = rehearsal.time.now() + .minutes(2)
            let delivery = try await rehearsal.schedule(
                [Post.Part(text: "Uji \(trial.kind.rawValue)", media: [try await Self.menu(rehearsal)])],
                in: .minutes(2))

            try await rehearsal.advance(by: .hours(2))

            try await FaultConformanceTests.check(delivery, due, rehearsal)
        }
    }

    @Test(arguments: audiences)
    func `captions go with their video, as SRT, in their first language`(options: [String: String]) async throws {
        try await Rehearsal.on(LinkedIn(), options: options) { rehearsal in
            let delivery = try await rehearsal.schedule([
                Post.Part(text: "Dengan takarir", media: [try await Self.film(rehearsal, "id", "en")])
            ])

            try await rehearsal.advance(by: .minutes(30))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(detail.rendition.parts[0].media[0].original.captions.map(\.language) == ["id"])
            #expect(rehearsal.live.count == 1)
            let said = try #require(rehearsal.live.first?.own["captions"]?.string)
            let words = "1\n00:00:00,500 --> 00:00:02,000\nKopi (id)\n"
            #expect(said == "ID \(Digest.hex(words))")
        }
    }

    @Test(arguments: Trials.chosen(of: trials))
    func `a video with captions ends as exactly one post, or before a person`(trial: Trial) async throws {
        try await Rehearsal.on(LinkedIn()) { rehearsal in
            let wait: Int64 = trial.kind == .processing ? 45_000 : 7_000
            try await rehearsal.store.allowLateness(.days(2), in: rehearsal.caller.workspace)
            rehearsal.control.add(FaultRule(trial.kind, at: trial.place, times: 1, ms: wait))
            let due = rehearsal.time.now() + .minutes(2)
            let delivery = try await rehearsal.schedule(
                [Post.Part(text: "Uji \(trial.kind.rawValue)", media: [try await Self.film(rehearsal, "id")])],
                in: .minutes(2))

            try await rehearsal.advance(by: .hours(2))

            try await FaultConformanceTests.check(delivery, due, rehearsal)
            for post in rehearsal.live { #expect(post.own["captions"] != nil) }
        }
    }
}
