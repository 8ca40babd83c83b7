import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A thread on Bluesky, written at once")
struct BlueskyThreadTests {
    static let did = "did:plc:ayu"
    let signedIn = Sample.signedIn(
        Sample.account("bluesky", remoteID: did, handle: "ayu.example", server: "https://pds.example"))

    func errand(_ post: Post, part: Int = 0, _ progress: Progress = Progress()) -> Errand {
        Sample.errand(
            Bluesky(), post, step: Step(.commit, part == 0 ? "post" : "reply", part: part), signedIn: signedIn,
            progress: progress)
    }

    var thread: Post { Sample.post("satu", "dua", "tiga") }

    func gated(_ post: Post) -> Post {
        var post = post
        post.options = ["bluesky": ChosenOptions(["threadgate": ["nobody"], "postgate": ["disableRule"]])]
        return post
    }

    /// What a server says that stored exactly these records.
    func yes(_ errand: Errand) throws -> ScriptedLine.Answer {
        let results = try Bluesky.records(errand).enumerated().map { number, record -> JSONValue in
            let cid = try #require(DagCBOR.cid(record))
            return [
                "$type": "com.atproto.repo.applyWrites#createResult",
                "uri": .string(Bluesky.address(of: number, errand)), "cid": .string(cid),
            ]
        }
        return .reply(200, JSONValue.object(["results": .array(results)]).text)
    }

    func found(_ number: Int, _ errand: Errand, text: String? = nil) throws -> ScriptedLine.Answer {
        let record = Bluesky.records(errand)[number - errand.step.part]
        let value = text.map { JSONValue.object(["text": .string($0)]) } ?? record
        let cid = text == nil ? try #require(DagCBOR.cid(record)) : "bafyother"
        return .reply(200, JSONValue.object(["uri": "u", "cid": .string(cid), "value": value]).text)
    }

    let missing = ScriptedLine.Answer.reply(400, #"{"error":"RecordNotFound","message":"Could not locate record"}"#)
    let unheard = ScriptedLine.Answer.reply(501, #"{"error":"MethodNotImplemented","message":"m"}"#)
    let broken = ScriptedLine.Answer.reply(500, #"{"error":"InternalServerError","message":"Internal Server Error"}"#)

    @Test func `makes all its parts ready before the first goes out`() {
        var post = Sample.post("satu", "dua @bima.bsky.social", pictures: [Sample.picture()])
        post.parts[1].media = [Sample.picture()]
        let rendition = Bluesky().render(gated(post), for: signedIn.account, at: .noon).rendition

        let steps = Bluesky().steps(for: rendition)

        #expect(steps.map(\.name) == ["upload", "upload", "mentions", "post", "reply"])
        #expect(steps.map(\.part) == [0, 1, 1, 0, 1])
    }

    @Test func `goes out in one write, each part naming the one before`() async throws {
        let errand = errand(thread)
        let line = ScriptedLine([try yes(errand)])

        let outcome = await Bluesky().commit(errand, via: line)

        let asked = try #require(line.asked.first)
        #expect(asked.call.isCommit)
        #expect(asked.call.url == "https://pds.example/xrpc/com.atproto.repo.applyWrites")
        #expect(asked.unit == BlueskyUnit.publish)
        #expect(asked.json?["repo"] == .string(Self.did))
        let writes = try #require(asked.json?["writes"]?.array)
        let keys = (0..<3).map { Bluesky.key(of: $0, errand) }
        #expect(writes.map { $0["rkey"]?.string } == keys)
        #expect(Set(writes.map { $0["$type"] }) == ["com.atproto.repo.applyWrites#create"])
        #expect(writes.map { $0.at("value", "text") } == ["satu", "dua", "tiga"])
        let refs = try writes.prefix(2).enumerated().map { number, write -> JSONValue in
            let cid = try #require(write["value"].flatMap(DagCBOR.cid))
            return ["uri": .string("at://\(Self.did)/app.bsky.feed.post/\(keys[number])"), "cid": .string(cid)]
        }
        #expect(writes[0].at("value", "reply") == nil)
        #expect(writes[1].at("value", "reply") == ["root": refs[0], "parent": refs[0]])
        #expect(writes[2].at("value", "reply") == ["root": refs[0], "parent": refs[1]])
        let receipt = try #require(outcome.receipt)
        #expect(receipt.remoteID == Bluesky.address(of: 0, errand))
        #expect(receipt.extra["thread"]?.array?.count == 3)
    }

    @Test func `its gates go with it, before what they guard`() async throws {
        let errand = errand(gated(Sample.post("satu", "dua")))
        let line = ScriptedLine([try yes(errand)])

        _ = await Bluesky().commit(errand, via: line)

        let writes = try #require(line.asked.first?.json?["writes"]?.array)
        #expect(
            writes.map { $0["collection"]?.string } == [
                "app.bsky.feed.threadgate", "app.bsky.feed.postgate", "app.bsky.feed.post", "app.bsky.feed.postgate",
                "app.bsky.feed.post",
            ])
        #expect(Set(writes.prefix(3).map { $0["rkey"] }).count == 1)
        #expect(
            writes[0]["value"] == [
                "$type": "app.bsky.feed.threadgate", "post": .string(Bluesky.address(of: 0, errand)), "allow": [],
                "createdAt": "2026-11-24T12:00:00.000Z",
            ])
    }

    @Test func `its other parts have nothing left to write`() async throws {
        let first = try #require(
            await Bluesky().commit(errand(thread), via: ScriptedLine([try yes(errand(thread))])).receipt)
        let quiet = ScriptedLine([])

        let second = await Bluesky().commit(errand(thread, part: 1, Progress(receipts: [0: first])), via: quiet)
        let receipt = try #require(second.receipt)
        let third = await Bluesky().commit(
            errand(thread, part: 2, Progress(receipts: [0: first, 1: receipt])), via: quiet)

        #expect(quiet.asked.isEmpty)
        #expect(receipt.differences.isEmpty)
        let cids: [JSONValue?] = [first, receipt, third.receipt].map { $0?.extra["cid"] }
        #expect(first.extra["thread"] == .array(cids.compactMap { $0 }))
    }

    @Test(arguments: [
        ScriptedLine.Answer.noAnswer, .reply(502, "<html>"), .reply(200, "{}"), .reply(200, #"{"results":[]}"#),
        .reply(400, "plain text"),
    ])
    func `is in doubt as a whole without a clear answer`(answer: ScriptedLine.Answer) async {
        #expect(await Bluesky().commit(errand(thread), via: ScriptedLine([answer])).isUnknown)
    }

    @Test func `a look at its first part finds the thread`() async throws {
        let errand = errand(thread)
        let line = ScriptedLine([try found(2, errand)])

        let finding = await Bluesky().look(errand, doubt: Sample.doubt, via: line)

        #expect(finding.receipt?.extra["thread"]?.array?.count == 3)
        #expect(line.asked.map { $0.query("rkey") } == [Bluesky.key(of: 2, errand)])
    }

    @Test func `whose last part was deleted meanwhile is found by any other that is there`() async throws {
        let errand = errand(thread)
        let middle = ScriptedLine([missing, try found(1, errand)])
        let late = ScriptedLine([broken, missing, try found(1, errand)])

        let finding = await Bluesky().look(errand, doubt: Sample.doubt, via: middle)
        let receipt = try #require(finding.receipt)
        let quiet = ScriptedLine([])
        let second = await Bluesky().commit(self.errand(thread, part: 1, Progress(receipts: [0: receipt])), via: quiet)
        let last = await Bluesky().commit(
            self.errand(thread, part: 2, Progress(receipts: [0: receipt, 1: try #require(second.receipt)])), via: quiet)

        #expect(receipt.extra["thread"]?.array?.count == 3)
        #expect(receipt.remoteID == Bluesky.address(of: 0, errand))
        #expect(await Bluesky().commit(errand, via: late).receipt?.extra["thread"]?.array?.count == 3)
        #expect(last.receipt != nil && quiet.asked.isEmpty, "what a person deleted is not put again")
    }

    @Test func `is not concluded on where one of its parts cannot be read`() async throws {
        let errand = errand(thread)
        let looks = ScriptedLine([missing, .noAnswer, try found(0, errand)])
        let tries = ScriptedLine([broken, missing, .noAnswer, try found(0, errand)])

        guard case .couldNotLook = await Bluesky().look(errand, doubt: Sample.doubt, via: looks) else {
            return #expect(Bool(false))
        }
        #expect(looks.asked.count == 2)
        #expect(await Bluesky().commit(errand, via: tries).isUnknown)
        #expect(tries.asked.count == 3)
    }

    @Test func `where no later part is there, each is looked for before it is put`() async throws {
        let alone = await Bluesky().look(
            errand(thread), doubt: Sample.doubt, via: ScriptedLine([missing, missing, try found(0, errand(thread))]))
        let first = try #require(alone.receipt)
        #expect(first.extra["thread"] == nil)
        let errand = errand(thread, part: 1, Progress(receipts: [0: first]))
        let put = #"{"uri":"\#(Bluesky.address(of: 1, errand))","cid":"c"}"#
        func commit(_ answers: ScriptedLine.Answer...) async -> (Outcome, ScriptedLine) {
            let line = ScriptedLine(answers)
            return (await Bluesky().commit(errand, via: line), line)
        }

        let (there, reads) = await commit(try found(1, errand))
        let (absent, puts) = await commit(missing, .reply(200, put))
        let (taken, _) = await commit(try found(1, errand, text: "teh"))
        let (unsure, asks) = await commit(.noAnswer)

        #expect(there.receipt != nil && reads.asked.count == 1)
        #expect(absent.receipt != nil)
        #expect(puts.asked[1].json?["swapRecord"] == .null)
        #expect(taken.refusal?.kind == .invalidContent)
        guard case .postponed = unsure else { return #expect(Bool(false)) }
        #expect(asks.asked.allSatisfy { !$0.call.isCommit })
    }

    @Test func `goes out part by part where the server knows no other way`() async throws {
        let errand = errand(gated(thread))
        let put = #"{"uri":"\#(Bluesky.address(of: 0, errand))","cid":"c"}"#
        let line = ScriptedLine([unheard, .reply(200, "{}"), .reply(200, "{}"), .reply(200, put)])

        let outcome = await Bluesky().commit(errand, via: line)

        #expect(
            line.asked.map { $0.json?["collection"]?.string } == [
                nil, "app.bsky.feed.threadgate", "app.bsky.feed.postgate", "app.bsky.feed.post",
            ])
        #expect(line.asked[3].json?["swapRecord"] == .null)
        #expect(outcome.receipt?.extra["thread"] == nil && outcome.receipt != nil)
    }

    @Test func `tells apart what a server broke over`() async throws {
        let errand = errand(thread)
        let taken = ScriptedLine([broken, try found(2, errand, text: "teh"), missing, missing])
        let late = ScriptedLine([broken, try found(2, errand)])
        let unclear = ScriptedLine([broken, missing, missing, missing])
        let inUse = #"{"error":"InvalidRequest","message":"There is already a value at key"}"#
        let inOtherWords = ScriptedLine([.reply(400, inUse), try found(2, errand)])
        let invalid = ScriptedLine([.reply(400, inUse), missing, missing, missing])
        let unseen = ScriptedLine([.reply(400, inUse), .noAnswer])

        #expect(await Bluesky().commit(errand, via: taken).refusal?.kind == .invalidContent)
        #expect(await Bluesky().commit(errand, via: late).receipt?.extra["thread"]?.array?.count == 3)
        #expect(await Bluesky().commit(errand, via: unclear).isUnknown)
        #expect(await Bluesky().commit(errand, via: inOtherWords).receipt?.extra["thread"]?.array?.count == 3)
        #expect(await Bluesky().commit(errand, via: invalid).refusal?.kind == .invalidContent)
        #expect(await Bluesky().commit(errand, via: unseen).isUnknown)
    }

    @Test func `a swept picture of a later part has all of it staged again`() async {
        let line = ScriptedLine([.reply(400, #"{"error":"BlobNotFound","message":"m"}"#)])

        guard case .stageAgain = await Bluesky().commit(errand(thread), via: line) else { return #expect(Bool(false)) }
    }

    @Test func `more than a server takes at once goes out part by part`() {
        let parts = (0..<201).map { Post.Part(text: "Bagian \($0)") }
        let long = errand(Post(parts: parts))
        let whole = errand(Post(parts: Array(parts.dropLast())))

        #expect(Bluesky.writes(of: Bluesky.records(long), long) == nil)
        #expect(Bluesky.writes(of: Bluesky.records(whole), whole)?["writes"]?.array?.count == 200)
    }

    @Test func `what an earlier edition staged goes out in its order`() async throws {
        let post = Sample.post("satu", "dua @bima.bsky.social")
        let put = #"{"uri":"\#(Bluesky.address(of: 0, errand(post)))","cid":"c"}"#
        let line = ScriptedLine([.reply(200, put)])
        #expect(await Bluesky().commit(errand(post), via: line).receipt != nil)
        #expect(line.asked[0].call.url.hasSuffix("com.atproto.repo.putRecord"))

        let done = errand(gated(thread), Progress(prepared: [(Step(.prepare, "gates", part: 0), [:])]))
        let writes = Bluesky.writes(of: Bluesky.records(done), done)?["writes"]?.array ?? []
        #expect(writes.count == 5)
        #expect(writes.first?["collection"] == "app.bsky.feed.post", "its gates were put before")
    }

    @Test func `a single post stays a single record, and takes its gates along`() {
        let plain = errand(Sample.post("kopi"))
        let gated = errand(gated(Sample.post("kopi")))

        #expect(Bluesky.writes(of: Bluesky.records(plain), plain) == nil)
        #expect(Bluesky.writes(of: Bluesky.records(gated), gated)?["writes"]?.array?.count == 3)
    }
}
