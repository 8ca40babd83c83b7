import Foundation
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("Captions on Bluesky", .serialized)
struct BlueskyCaptionConformanceTests {
    private static func words(_ language: String) -> JSONValue {
        .string(Digest.hex("WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nKopi (\(language))\n"))
    }

    @Test func `go with their video, as WebVTT, in every language`() async throws {
        try await Rehearsal.on(Bluesky()) { rehearsal in
            let film = try await LinkedInMediaConformanceTests.film(rehearsal, "id", "jav", "pt-BR")
            let delivery = try await rehearsal.schedule([Post.Part(text: "Dengan takarir", media: [film])])

            try await rehearsal.advance(by: .minutes(30))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(detail.receipts.first?.differences == [])
            #expect(rehearsal.live.count == 1)
            let kept: JSONValue = [
                "id": Self.words("id"), "jav": Self.words("jav"), "pt-BR": Self.words("pt-BR"),
            ]
            #expect(rehearsal.live.first?.own["captions"] == kept)
        }
    }

    @Test(arguments: Trials.chosen(of: CaptionTrials.of("bluesky")))
    func `end with exactly one post, or before a person`(trial: FaultConformanceTests.Trial) async throws {
        try await CaptionTrials.endsOnce(trial, on: Bluesky(), keptAs: "captions")
    }
}
