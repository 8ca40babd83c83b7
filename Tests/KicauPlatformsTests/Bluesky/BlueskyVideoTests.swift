import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A video on its way to Bluesky")
struct BlueskyVideoTests {
    let signedIn = Sample.signedIn(
        Sample.account("bluesky", remoteID: "did:plc:a", handle: "ayu.example", server: "https://pds.example:8443"))
    static let word = ScriptedLine.Answer.reply(200, #"{"token":"w1"}"#)
    static let mayUpload = ScriptedLine.Answer.reply(200, #"{"canUpload":true,"remainingDailyVideos":24}"#)
    static let blob: JSONValue = [
        "$type": "blob", "ref": ["$link": "bafk"], "mimeType": "video/mp4", "size": 9,
    ]

    static let uploaded: [String: JSONValue] = ["blob": blob, "shape": ["width": 640, "height": 360]]

    func errand(alt: String = "Kopi dituang", step: Step = Step(.prepare, "upload", part: 0, picture: 0)) -> Errand {
        let media = Media(
            sha256: "cd", mimeType: "video/mp4", width: 640, height: 360, bytes: 9, alt: alt,
            motion: Motion(milliseconds: 4000, milliFPS: 30_000, codec: "h264"))
        let rendition = Bluesky().render(Sample.post("Kopi", pictures: [media]), for: signedIn.account, at: .noon)
            .rendition
        let done = Step(.prepare, "upload", part: 0, picture: 0)
        return Errand(
            rendition: rendition, step: step, progress: Progress(prepared: [(done, Self.uploaded)]),
            signedIn: signedIn, key: "key-1",
            media: [
                FittedMedia(
                    path: "/nowhere/film", mimeType: "video/mp4", width: 640, height: 360, bytes: 9, alt: alt,
                    publicURL: nil)
            ], now: .noon)
    }

    @Test func `its server vouches for each call, and the service is asked how far it is`() async throws {
        let line = ScriptedLine([
            Self.word, Self.mayUpload, Self.word,
            .reply(200, #"{"jobStatus":{"jobId":"j1","did":"did:plc:a","state":"JOB_STATE_CREATED"}}"#),
            .reply(200, #"{"jobStatus":{"jobId":"j1","did":"did:plc:a","state":"JOB_STATE_ENCODING"}}"#),
        ])

        let first = await Bluesky().prepare(errand(), before: nil, via: line)
        let second = await Bluesky().prepare(errand(), before: first.result, via: line)

        #expect(first == .working(["job": "j1", "asked": 0], askAgain: .noon + .seconds(1)))
        #expect(second == .working(["job": "j1", "asked": 1], askAgain: .noon + .seconds(2)))
        #expect(line.asked[0].query("lxm") == "app.bsky.video.getUploadLimits")
        #expect(line.asked[0].query("aud") == "did:web:video.bsky.app")
        #expect(line.asked[2].query("lxm") == "com.atproto.repo.uploadBlob")
        #expect(line.asked[2].query("aud") == "did:web:pds.example")
        #expect(line.asked[2].query("exp") == "\((Instant.noon + .minutes(30)).ms / 1000)")
        let upload = line.asked[3]
        #expect(upload.call.url == "https://video.bsky.app/xrpc/app.bsky.video.uploadVideo")
        #expect(upload.query("did") == "did:plc:a" && upload.header("authorization") == "Bearer w1")
        guard case .file(_, "video/mp4", nil) = upload.call.body else { return #expect(Bool(false)) }
        #expect(line.asked[4].query("jobId") == "j1")
    }

    @Test func `one that was sent before is taken from the refusal`() async {
        let line = ScriptedLine([
            Self.word, Self.mayUpload, Self.word,
            .reply(
                409,
                #"{"jobId":"j1","state":"JOB_STATE_COMPLETED","error":"already_exists","blob":\#(Self.blob.text)}"#),
        ])

        let answer = await Bluesky().prepare(errand(), before: nil, via: line)

        #expect(answer == .ready(Self.uploaded, expires: .noon + .minutes(50)))
    }

    @Test func `what cannot be encoded comes back to the author`() async {
        let line = ScriptedLine([
            .reply(200, #"{"jobStatus":{"jobId":"j1","state":"JOB_STATE_FAILED","error":"encoding_failed"}}"#)
        ])

        let answer = await Bluesky().prepare(errand(), before: ["job": "j1", "asked": 3], via: line)

        guard case .refused(let refusal) = answer else { return #expect(Bool(false)) }
        #expect(refusal.kind == .media)
    }

    @Test(arguments: [
        (401, #"{"error":"InvalidToken","message":"jwt expired"}"#),
        (400, #"{"error":"InvalidRequest","message":"No such job: j1"}"#),
    ])
    func `a no of the service signs nobody out; it is begun anew`(status: Int, words: String) async {
        let line = ScriptedLine([.reply(status, words)])

        let answer = await Bluesky().prepare(errand(), before: ["job": "j1", "asked": 3], via: line)

        guard case .stageAgain = answer else {
            Issue.record("it ended as \(answer)")
            return
        }
    }

    @Test func `goes straight to a server that cannot vouch`() async {
        let unknown = ScriptedLine.Answer.reply(501, #"{"error":"MethodNotImplemented"}"#)
        let line = ScriptedLine([unknown, unknown, .reply(200, #"{"blob":\#(Self.blob.text)}"#)])

        let answer = await Bluesky().prepare(errand(), before: nil, via: line)

        #expect(answer == .ready(Self.uploaded, expires: .noon + .minutes(50)))
        #expect(line.asked.last?.call.url == "https://pds.example:8443/xrpc/com.atproto.repo.uploadBlob")
    }

    @Test func `is not asked after for ever`() async {
        let line = ScriptedLine([.reply(200, #"{"jobStatus":{"jobId":"j1","state":"JOB_STATE_ENCODING"}}"#)])

        let answer = await Bluesky().prepare(errand(), before: ["job": "j1", "asked": 120], via: line)

        guard case .refused = answer else {
            Issue.record("it ended as \(answer)")
            return
        }
    }

    @Test(arguments: [
        (#"{"canUpload":false,"remainingDailyVideos":0}"#, true),
        (#"{"canUpload":false,"error":"unconfirmed"}"#, false),
    ])
    func `a full day waits, an unconfirmed address is told`(limits: String, waits: Bool) async {
        let line = ScriptedLine([Self.word, .reply(200, limits)])

        let answer = await Bluesky().prepare(errand(), before: nil, via: line)

        switch answer {
        case .postponed(let until, .quotaExhausted): #expect(waits && until == .noon + .hours(1))
        case .refused(let refusal): #expect(!waits && refusal.kind == .permission)
        default: Issue.record("it ended as \(answer)")
        }
        #expect(line.asked.count == 2)
    }

    @Test func `stands in the record with its shape and its description`() throws {
        let record = try #require(Bluesky.record(errand(step: Step(.commit, "post", part: 0))))

        #expect(
            record["embed"] == [
                "$type": "app.bsky.embed.video", "video": Self.blob, "alt": "Kopi dituang",
                "aspectRatio": ["width": 640, "height": 360],
            ])
    }
}
