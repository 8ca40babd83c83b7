import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A video's captions on their way to Bluesky")
struct BlueskyCaptionTests {
    private let signedIn = Sample.signedIn(
        Sample.account("bluesky", remoteID: "did:plc:a", handle: "ayu.example", server: "https://pds.example"))
    private static let words: JSONValue = [
        "$type": "blob", "ref": ["$link": "bafkwords"], "mimeType": "text/vtt", "size": 90,
    ]
    private static let kept = ScriptedLine.Answer.reply(200, #"{"blob":\#(words.text)}"#)

    private func post(_ languages: [String]) -> Post {
        var video = Sample.video()
        video.captions = languages.map { Captions(language: $0, sha256: String(repeating: "ef", count: 32)) }
        return Sample.post("Kopi", pictures: [video])
    }

    private func errand(
        _ languages: [String], step: Step = Step(.prepare, "captions", part: 0, picture: 0),
        done: [(step: Step, result: [String: JSONValue])] = []
    ) -> Errand {
        Sample.errand(
            Bluesky(), post(languages), step: step, signedIn: signedIn, progress: Progress(prepared: done)
        ).captioned(languages)
    }

    @Test func `are a step of their own between upload and post`() {
        func steps(_ languages: String...) -> [String] {
            let rendered = Bluesky().render(post(languages), for: signedIn.account, at: .noon)
            #expect(rendered.broken.isEmpty)
            return Bluesky().steps(for: rendered.rendition).map(\.name)
        }

        #expect(steps("id", "en") == ["upload", "captions", "post"])
        #expect(steps() == ["upload", "post"])
    }

    @Test func `go up as WebVTT, one language after the other`() async {
        let line = ScriptedLine([Self.kept, Self.kept])

        let first = await Bluesky().prepare(errand(["id", "pt-BR"]), before: nil, via: line)
        let second = await Bluesky().prepare(errand(["id", "pt-BR"]), before: first.result, via: line)

        let indonesian: JSONValue = ["lang": "id", "file": Self.words]
        let portuguese: JSONValue = ["lang": "pt-BR", "file": Self.words]
        #expect(first == .working(["captions": [indonesian]], askAgain: .noon + .minutes(5)))
        #expect(second.result == ["captions": [indonesian, portuguese]])
        let files = line.asked.map { asked -> String in
            guard case .file(let path, "text/vtt", nil) = asked.call.body else { return "" }
            return path
        }
        #expect(files == ["/nowhere/id.vtt", "/nowhere/pt-BR.vtt"])
        #expect(
            line.asked.map(\.call.url)
                == Array(repeating: "https://pds.example/xrpc/com.atproto.repo.uploadBlob", count: 2))
    }

    @Test func `stand in the record beside their video`() throws {
        let captions: JSONValue = [["lang": "id", "file": Self.words]]
        let done: [(step: Step, result: [String: JSONValue])] = [
            (Step(.prepare, "upload", part: 0, picture: 0), BlueskyVideoTests.uploaded),
            (Step(.prepare, "captions", part: 0, picture: 0), ["captions": captions]),
        ]

        let record = try #require(Bluesky.record(errand(["id"], step: Step(.commit, "post", part: 0), done: done)))

        #expect(
            record["embed"] == [
                "$type": "app.bsky.embed.video", "video": BlueskyVideoTests.blob, "captions": captions,
                "aspectRatio": ["width": 640, "height": 360],
            ])
    }

    @Test func `whose words are refused come back to the author`() async {
        let line = ScriptedLine([.reply(400, #"{"error":"InvalidRequest","message":"no"}"#)])

        let answer = await Bluesky().prepare(errand(["id"]), before: nil, via: line)

        guard case .refused = answer else {
            Issue.record("it ended as \(answer)")
            return
        }
    }
}
