import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A commit to Bluesky")
struct BlueskySendingTests {
    static let did = "did:plc:ayu"
    let signedIn = Sample.signedIn(
        Sample.account("bluesky", remoteID: did, handle: "ayu.example", server: "https://pds.example"))
    let post = Sample.post("kopi")

    func errand(_ post: Post, part: Int = 0, progress: Progress = Progress()) -> Errand {
        Sample.errand(
            Bluesky(), post, step: Step(.commit, "post", part: part), signedIn: signedIn, progress: progress)
    }

    /// What a server that stored exactly this record answers.
    func yes(_ errand: Errand) throws -> (uri: String, cid: String, answer: String) {
        let record = try #require(Bluesky.record(errand))
        let cid = try #require(DagCBOR.cid(record))
        let uri = "at://\(Self.did)/app.bsky.feed.post/\(Bluesky.key(errand))"
        return (uri, cid, #"{"uri":"\#(uri)","cid":"\#(cid)"}"#)
    }

    @Test func `puts one record at its frozen key, only if nothing stands there`() async throws {
        let errand = errand(post)
        let yes = try yes(errand)
        let line = ScriptedLine([.reply(200, yes.answer)])

        let outcome = await Bluesky().commit(errand, via: line)

        let receipt = try #require(outcome.receipt)
        #expect(receipt.remoteID == yes.uri)
        #expect(receipt.url == "https://bsky.app/profile/ayu.example/post/\(Bluesky.key(errand))")
        #expect(receipt.differences == [])
        let asked = line.asked[0]
        #expect(asked.call.isCommit)
        #expect(asked.call.url == "https://pds.example/xrpc/com.atproto.repo.putRecord")
        #expect(asked.json?["swapRecord"] == .null)
        #expect(asked.json?["rkey"]?.string?.count == 13)
        #expect(
            asked.json?["record"] == [
                "$type": "app.bsky.feed.post", "text": "kopi", "createdAt": "2026-11-24T12:00:00.000Z",
            ])
    }

    @Test func `chains a thread by root and parent`() async throws {
        let root = Receipt(remoteID: "at://x/y/1", url: nil, extra: ["cid": "c1"])
        let parent = Receipt(remoteID: "at://x/y/2", url: nil, extra: ["cid": "c2"])
        let errand = errand(Sample.post("a", "b", "c"), part: 2, progress: Progress(receipts: [0: root, 1: parent]))

        let record = try #require(Bluesky.record(errand))

        #expect(
            record["reply"] == [
                "root": ["uri": "at://x/y/1", "cid": "c1"], "parent": ["uri": "at://x/y/2", "cid": "c2"],
            ])
        #expect(Bluesky.record(self.errand(Sample.post("a", "b"), part: 1)) == nil)
    }

    @Test func `tells when the server stored something else`() async throws {
        let errand = errand(post)
        let answer = #"{"uri":"\#(try yes(errand).uri)","cid":"bafyother"}"#

        let outcome = await Bluesky().commit(errand, via: ScriptedLine([.reply(200, answer)]))

        #expect(outcome.receipt?.differences.count == 1)
    }

    @Test func `knows its own record at an occupied key`() async throws {
        let errand = errand(post)
        let yes = try yes(errand)
        let swap = ScriptedLine.Answer.reply(400, #"{"error":"InvalidSwap","message":"Record was at c"}"#)
        let ours = #"{"uri":"\#(yes.uri)","cid":"\#(yes.cid)","value":{"text":"kopi"}}"#
        let other = #"{"uri":"\#(yes.uri)","cid":"bafyother","value":{"text":"teh"}}"#

        let same = await Bluesky().commit(errand, via: ScriptedLine([swap, .reply(200, ours)]))
        let taken = await Bluesky().commit(errand, via: ScriptedLine([swap, .reply(200, other)]))
        let unsure = await Bluesky().commit(errand, via: ScriptedLine([swap, .noAnswer]))

        #expect(same.receipt?.remoteID == yes.uri)
        #expect(taken.refusal?.kind == .invalidContent)
        #expect(unsure.isUnknown)
    }

    @Test(arguments: [
        ScriptedLine.Answer.noAnswer, .reply(500, "{}"), .reply(502, "<html>"), .reply(200, "{}"),
        .reply(200, #"{"uri":"at://x/app.bsky.feed.post/other","cid":"c"}"#), .reply(400, "plain text"),
    ])
    func `is in doubt without a clear answer`(answer: ScriptedLine.Answer) async {
        #expect(await Bluesky().commit(errand(post), via: ScriptedLine([answer])).isUnknown)
    }

    @Test func `says clearly what is clear`() async {
        func outcome(_ status: Int, _ error: String) async -> Outcome {
            await Bluesky().commit(
                errand(post), via: ScriptedLine([.reply(status, #"{"error":"\#(error)","message":"m"}"#)]))
        }

        guard case .signedOut = await outcome(400, "ExpiredToken") else { return #expect(Bool(false)) }
        guard case .stageAgain = await outcome(400, "BlobNotFound") else { return #expect(Bool(false)) }
        #expect(await outcome(400, "InvalidRequest").refusal?.kind == .invalidContent)
        #expect(await outcome(403, "AccountTakedown").refusal?.kind == .accountLocked)
    }

    @Test func `waits until the server's reset`() async {
        let answer = ScriptedLine.Answer.reply(
            429, #"{"error":"RateLimitExceeded"}"#, [("RateLimit-Reset", "1795522200")])

        guard
            case .postponed(let until, .rateLimited) = await Bluesky().commit(errand(post), via: ScriptedLine([answer]))
        else { return #expect(Bool(false)) }
        #expect(until == .noon + .minutes(10))
    }

    @Test func `uploads pictures and finds the people mentioned`() async throws {
        let post = Sample.post("@bima.bsky.social dan @siapa.bsky.social", pictures: [Sample.picture(alt: "A cup")])
        let rendition = Bluesky().render(post, for: signedIn.account, at: .noon).rendition
        let steps = Bluesky().steps(for: rendition)
        #expect(steps.map(\.name) == ["upload", "mentions", "post"])
        let line = ScriptedLine([
            .reply(
                200,
                #"{"blob":{"$type":"blob","ref":{"$link":"bafkreic7jcs56xrozmjifsouhrcj7ddlx3mkt2gy224sga3etg7e7rxrpu"},"mimeType":"image/jpeg","size":9}}"#
            ),
            .reply(200, #"{"did":"did:plc:bima"}"#), .reply(400, #"{"error":"InvalidRequest"}"#),
        ])

        let upload = await Bluesky().prepare(
            Sample.errand(Bluesky(), post, step: steps[0], signedIn: signedIn), before: nil, via: line)
        let people = await Bluesky().prepare(
            Sample.errand(Bluesky(), post, step: steps[1], signedIn: signedIn), before: nil, via: line)
        let progress = Progress(prepared: [
            (steps[0], try #require(upload.result)), (steps[1], try #require(people.result)),
        ])
        let record = try #require(Bluesky.record(errand(post, progress: progress)))

        #expect(record.at("embed", "images")?[0]?["alt"] == "A cup")
        #expect(record.at("embed", "images")?[0]?["aspectRatio"] == ["width": 800, "height": 600])
        #expect(record["facets"]?.array?.count == 1)
        #expect(DagCBOR.cid(record) != nil)
    }

    @Test func `deletes, also where the server answers no and has done it`() async {
        let receipt = Receipt(remoteID: "at://\(Self.did)/app.bsky.feed.post/k1", url: nil)
        let gone = ScriptedLine.Answer.reply(400, #"{"error":"RecordNotFound"}"#)

        let plain = await Bluesky().delete(receipt, of: signedIn, via: ScriptedLine([.reply(200, "{}")]))
        let odd = await Bluesky().delete(
            receipt, of: signedIn, via: ScriptedLine([.reply(400, #"{"error":"InvalidRequest"}"#), gone]))
        let refused = await Bluesky().delete(
            receipt, of: signedIn,
            via: ScriptedLine([.reply(400, #"{"error":"InvalidRequest"}"#), .reply(200, #"{"cid":"c"}"#)]))

        #expect(plain == .deleted)
        #expect(odd == .deleted)
        guard case .refused = refused else { return #expect(Bool(false)) }
    }
}
