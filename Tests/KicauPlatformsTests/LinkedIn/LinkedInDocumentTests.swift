import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A document on LinkedIn")
struct LinkedInDocumentTests {
    static func menu(alt: String = "Menu November", bytes: Int = 2_000_000, pages: Int? = 12) -> Media {
        Media(
            sha256: "9b", mimeType: Media.documentType, width: 0, height: 0, bytes: bytes, alt: alt, pages: pages)
    }

    static func rendered(_ media: Media...) -> Rendered {
        LinkedIn().render(
            Sample.post("menu", pictures: media), for: LinkedInVideoSample.member.account, at: .noon)
    }

    static func errand(
        _ step: Step = LinkedInVideoSample.upload, of signedIn: SignedIn = LinkedInVideoSample.house,
        progress: Progress = Progress()
    ) -> Errand {
        Errand(
            rendition: rendered(menu()).rendition, step: step, progress: progress, signedIn: signedIn, key: "key-1",
            media: [
                FittedMedia(
                    path: "/nowhere/menu", mimeType: Media.documentType, width: 0, height: 0, bytes: 2_000_000,
                    alt: "Menu November", publicURL: nil)
            ], now: .noon)
    }

    static let begun = ScriptedLine.Answer.reply(
        200,
        #"{"value":{"uploadUrlExpiresAt":1795608000000,"document":"urn:li:document:D","uploadUrl":"https://www.linkedin.com/dms/0"}}"#
    )

    @Test func `is put to its own place as it is`() async {
        let line = ScriptedLine([Self.begun, .reply(201, "")])

        let answer = await LinkedIn().prepare(Self.errand(), before: nil, via: line)

        #expect(answer == .working(["document": "urn:li:document:D"], askAgain: .noon + .seconds(3)))
        #expect(line.asked[0].call.url == "https://api.linkedin.com/rest/documents")
        #expect(line.asked[0].query("action") == "initializeUpload")
        #expect(line.asked[0].json == ["initializeUploadRequest": ["owner": "urn:li:organization:9"]])
        guard case .file("/nowhere/menu", "application/pdf", nil) = line.asked[1].call.body else {
            Issue.record("\(line.asked[1].call.body)")
            return
        }
        #expect(line.asked[1].call.method == .put)
    }

    @Test func `is asked after ever more seldom until it is ready, where that is allowed`() async {
        let line = ScriptedLine([
            .reply(200, #"{"status":"PROCESSING"}"#), .reply(200, #"{"status":"AVAILABLE"}"#),
        ])
        let first = await LinkedIn().prepare(Self.errand(), before: ["document": "urn:li:document:D"], via: line)
        let second = await LinkedIn().prepare(Self.errand(), before: first.result, via: line)
        let member = await LinkedIn().prepare(
            Self.errand(of: LinkedInVideoSample.member), before: ["document": "urn:li:document:D"], via: line)

        #expect(first == .working(["document": "urn:li:document:D", "asked": 1], askAgain: .noon + .seconds(10)))
        #expect(second == .ready(["document": "urn:li:document:D"], expires: nil))
        #expect(member == second)
        #expect(line.asked[0].call.url.hasSuffix("/rest/documents/urn%3Ali%3Adocument%3AD"))
    }

    @Test func `that cannot be read there is refused`() async {
        let line = ScriptedLine([.reply(200, #"{"status":"PROCESSING_FAILED"}"#)])

        let answer = await LinkedIn().prepare(Self.errand(), before: ["document": "urn:li:document:D"], via: line)

        guard case .refused(let refusal) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(refusal.what == "LinkedIn could not read the document.")
    }

    @Test func `hangs on the post with its title`() async {
        let uploaded = Progress(prepared: [
            (step: LinkedInVideoSample.upload, result: ["document": "urn:li:document:D"])
        ])
        let line = ScriptedLine([.reply(201, "", [("x-restli-id", "urn:li:ugcPost:1")])])

        let outcome = await LinkedIn().commit(
            Self.errand(Step(.commit, "post", part: 0), progress: uploaded), via: line)

        #expect(
            line.asked[0].json?["content"] == ["media": ["id": "urn:li:document:D", "title": "Menu November"]])
        guard case .published(let receipt) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(receipt.remoteID == "urn:li:ugcPost:1")
    }

    @Test func `has a title, stands alone, and is neither too large nor too long`() {
        let picture = Media(sha256: "aa", mimeType: "image/png", width: 9, height: 9, bytes: 9)

        #expect(Self.rendered(Self.menu()).broken.isEmpty)
        #expect(Self.rendered(Self.menu(pages: nil)).broken.isEmpty)
        #expect(Self.rendered(Self.menu(alt: " ")).refusals.count == 1)
        #expect(Self.rendered(Self.menu(), picture).refusals.count == 1)
        #expect(Self.rendered(Self.menu(bytes: 100_000_001)).refusals.count == 1)
        #expect(Self.rendered(Self.menu(pages: 301)).refusals.count == 1)
    }

    @Test func `is not taken for a picture or a video when it is looked for`() {
        let part = Self.rendered(Self.menu()).rendition.parts[0]

        #expect(LinkedIn.areOfOneKind([["id": "urn:li:document:1"]], part))
        #expect(!LinkedIn.areOfOneKind([["id": "urn:li:image:1"]], part))
        #expect(!LinkedIn.areOfOneKind([["id": "urn:li:video:1"]], part))
    }
}
