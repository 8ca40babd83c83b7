import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A video on its way to LinkedIn")
struct LinkedInVideoUploadTests {
    typealias It = LinkedInVideoSample

    func puts(_ line: ScriptedLine) -> [(String, Range<Int>)] {
        line.asked.compactMap { asked in
            guard asked.call.method == .put, case .file(_, "application/octet-stream", let piece?) = asked.call.body
            else { return nil }
            return (asked.call.url, piece)
        }
    }

    @Test func `is announced, and each part is put to its own address`() async {
        let line = ScriptedLine([It.begun(), It.taken("a"), It.taken("b"), It.taken("c")])

        let answer = await LinkedIn().prepare(It.errand(), before: nil, via: line)

        #expect(answer == .working(It.full, askAgain: .noon))
        #expect(line.asked[0].call.url == "https://api.linkedin.com/rest/videos")
        #expect(line.asked[0].query("action") == "initializeUpload")
        #expect(line.asked[0].header("linkedin-version") == LinkedInWire.version.value)
        #expect(
            line.asked[0].json == [
                "initializeUploadRequest": [
                    "owner": "urn:li:person:abc", "fileSizeBytes": 9_000_000, "uploadCaptions": false,
                    "uploadThumbnail": false,
                ]
            ])
        #expect(puts(line).map(\.0) == (0...2).map { "https://www.linkedin.com/dms/\($0)" })
        #expect(puts(line).map(\.1) == [0..<4_194_304, 4_194_304..<8_388_608, 8_388_608..<9_000_000])
        #expect(line.asked.dropFirst().allSatisfy { $0.header("authorization") == nil })
        #expect(line.asked.allSatisfy { !$0.call.isCommit })
    }

    @Test func `goes on in the middle with what was noted`() async {
        let late = ScriptedLine([It.begun(), It.taken("a")], now: .noon + .seconds(11))
        let first = await LinkedIn().prepare(It.errand(), before: nil, via: late)
        let line = ScriptedLine([It.taken("b"), It.taken("c")])

        let second = await LinkedIn().prepare(It.errand(), before: first.result, via: line)

        guard case .working(let noted, let again) = first else { return #expect(Bool(false)) }
        #expect(again == .noon + .seconds(11))
        #expect(noted["tags"] == ["a"])
        #expect(puts(line).map(\.1.lowerBound) == [4_194_304, 8_388_608])
        #expect(second == .working(It.full, askAgain: .noon))
    }

    @Test func `has its parts put together in their order, and is then asked after`() async {
        let line = ScriptedLine([.reply(200, "")])

        let answer = await LinkedIn().prepare(It.errand(), before: It.full, via: line)

        #expect(answer == .working(["video": "urn:li:video:V", "asked": 0], askAgain: .noon + .seconds(5)))
        #expect(line.asked[0].query("action") == "finalizeUpload")
        #expect(
            line.asked[0].json == [
                "finalizeUploadRequest": [
                    "video": "urn:li:video:V", "uploadToken": "T", "uploadedPartIds": ["a", "b", "c"],
                ]
            ])
    }

    @Test func `is not begun anew when only the yes to the last call was lost`() async {
        let no = ScriptedLine.Answer.reply(400, #"{"status":400,"code":"ILLEGAL_ARGUMENT","message":"over"}"#)

        let together = await LinkedIn().prepare(
            It.errand(), before: It.full, via: ScriptedLine([no, It.standing("PROCESSING")]))
        let apart = await LinkedIn().prepare(
            It.errand(), before: It.full, via: ScriptedLine([no, It.standing("WAITING_UPLOAD")]))

        #expect(together.result?["asked"] == 0)
        guard case .stageAgain = apart else { return #expect(Bool(false)) }
    }

    @Test(arguments: [
        ScriptedLine.Answer.reply(403, "<html>expired</html>"), .reply(404, ""), .reply(200, ""),
    ])
    func `is begun anew when an address is dead or names no part`(answer: ScriptedLine.Answer) async {
        let ended = await LinkedIn().prepare(It.errand(), before: nil, via: ScriptedLine([It.begun(), answer]))

        guard case .stageAgain = ended else { return #expect(Bool(false)) }
    }

    @Test func `is begun anew when its addresses have run out, without a call`() async {
        var noted = It.full
        noted["places"] = [["https://www.linkedin.com/dms/0", 0, 8_999_999]]
        noted["ends"] = 1_795_521_600_000
        let line = ScriptedLine([])

        let answer = await LinkedIn().prepare(It.errand(), before: noted, via: line)

        guard case .stageAgain = answer else { return #expect(Bool(false)) }
        #expect(line.asked.isEmpty)
    }

    @Test(arguments: [
        ScriptedLine.Answer.noAnswer, .neverLeft, .reply(503, ""), .reply(429, #"{"status":429}"#),
    ])
    func `waits when a part does not get there`(answer: ScriptedLine.Answer) async {
        let ended = await LinkedIn().prepare(It.errand(), before: nil, via: ScriptedLine([It.begun(), answer]))

        guard case .postponed = ended else { return #expect(Bool(false)) }
    }

    @Test func `is not sent in parts that do not make up the file`() async {
        let line = ScriptedLine([It.begun(bytes: 8_000_000)])

        guard case .postponed = await LinkedIn().prepare(It.errand(), before: nil, via: line) else {
            return #expect(Bool(false))
        }
        #expect(line.asked.count == 1)
    }

    @Test func `of too few bytes is refused here, without a call`() async {
        let line = ScriptedLine([])

        let answer = await LinkedIn().prepare(It.errand(It.film(bytes: 76_799)), before: nil, via: line)

        guard case .refused(let refusal) = answer else { return #expect(Bool(false)) }
        #expect(refusal.kind == .media)
        #expect(line.asked.isEmpty)
    }
}
