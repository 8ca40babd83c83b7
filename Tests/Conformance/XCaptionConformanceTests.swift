import Foundation
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("Captions on X", .serialized)
struct XCaptionConformanceTests {
    @Test(arguments: ["old", "new"])
    func `go with their video, as SRT, in every language that X can name`(words: String) async throws {
        try await Rehearsal.on(X()) { rehearsal in
            #expect(rehearsal.control.set(["vocabulary": .string(words)]))
            let film = try await LinkedInMediaConformanceTests.film(rehearsal, "id", "jav", "en")
            let delivery = try await rehearsal.schedule([Post.Part(text: "Dengan takarir", media: [film])])

            try await rehearsal.advance(by: .minutes(30))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(rehearsal.live.count == 1)
            let said = ["ID": "id", "EN": "en"].mapValues { language in
                JSONValue.string(Digest.hex("1\n00:00:00,500 --> 00:00:02,000\nKopi (\(language))\n"))
            }
            #expect(rehearsal.live.first?.own["subtitles"] == .object(said))
        }
    }

    @Test(arguments: Trials.chosen(of: CaptionTrials.of("x")))
    func `end with exactly one post, or before a person`(trial: FaultConformanceTests.Trial) async throws {
        try await CaptionTrials.endsOnce(trial, on: X(), keptAs: "subtitles")
    }
}
