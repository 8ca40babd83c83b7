import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Liking and hiding on Bluesky")
struct BlueskyDeedTests {
    private func act(
        _ deed: Deed, on said: Said = BlueskyTalk.said(), _ answers: ScriptedLine.Answer...
    ) async -> (DeedEnd, ScriptedLine) {
        let line = ScriptedLine(answers)
        return (await Bluesky().act(deed, on: said, of: BlueskyTalk.signedIn, now: .noon, via: line), line)
    }

    private let swapped = ScriptedLine.Answer.reply(400, #"{"error":"InvalidSwap","message":"Record was at c"}"#)
    private let missing = ScriptedLine.Answer.reply(400, #"{"error":"RecordNotFound","message":"Could not locate"}"#)
    private let yes = ScriptedLine.Answer.reply(200, #"{"uri":"at://x/y/z","cid":"c"}"#)

    @Test func `like puts one record at one key, only if nothing stands there`() async throws {
        let (end, line) = await act(.like, yes)
        let (again, second) = await act(.like, swapped)

        #expect(end == .done)
        #expect(again == .done)
        let asked = try #require(line.asked.first)
        #expect(asked.call.url == "https://pds.example/xrpc/com.atproto.repo.putRecord")
        #expect(asked.unit == BlueskyUnit.act)
        #expect(asked.json?["collection"] == "app.bsky.feed.like")
        #expect(asked.json?["swapRecord"] == .null)
        #expect(asked.json?["rkey"]?.string?.count == 13)
        #expect(asked.json?["rkey"] == second.asked[0].json?["rkey"])
        #expect(
            asked.json?["record"] == [
                "$type": "app.bsky.feed.like", "createdAt": "2026-11-24T12:00:00.000Z",
                "subject": ["uri": .string(BlueskyTalk.uri("k1")), "cid": "cid-k1"],
            ])
    }

    @Test func `each post is liked at a key of its own`() async {
        let account = BlueskyTalk.signedIn.account

        #expect(Bluesky.likeKey(BlueskyTalk.said("k1"), account) != Bluesky.likeKey(BlueskyTalk.said("k2"), account))
    }

    @Test func `unlike deletes that record, and one made in Bluesky's own app`() async {
        let foreign = #"{"posts":[{"uri":"u","viewer":{"like":"at://did:plc:ayu/app.bsky.feed.like/3kother"}}]}"#
        let (plain, first) = await act(.unlike, yes, .reply(200, #"{"posts":[{"uri":"u","viewer":{}}]}"#))
        let (both, second) = await act(.unlike, yes, .reply(200, foreign), yes)
        let (without, third) = await act(.unlike, missing, .reply(501, #"{"error":"MethodNotImplemented"}"#))

        #expect([plain, both, without] == [.done, .done, .done])
        let key = Bluesky.likeKey(BlueskyTalk.said(), BlueskyTalk.signedIn.account)
        #expect(first.asked.map { $0.json?["rkey"]?.string } == [key, nil])
        #expect(first.asked[0].call.url.hasSuffix("com.atproto.repo.deleteRecord"))
        #expect(second.asked.map { $0.json?["rkey"]?.string } == [key, nil, "3kother"])
        #expect(third.asked.count == 2)
    }

    @Test func `unlike touches no record of anybody else, and not its own again when the view lags`() async {
        let key = Bluesky.likeKey(BlueskyTalk.said(), BlueskyTalk.signedIn.account)
        for like in ["at://did:plc:eve/app.bsky.feed.like/3kx", "at://did:plc:ayu/app.bsky.feed.like/\(key)"] {
            let (end, line) = await act(.unlike, yes, .reply(200, #"{"posts":[{"viewer":{"like":"\#(like)"}}]}"#))

            #expect(end == .done)
            #expect(line.asked.count == 2)
        }
    }

    @Test func `hide adds a line to the gate and keeps the rest of it`() async throws {
        let gate =
            #"{"uri":"g","cid":"gate-1","value":{"$type":"app.bsky.feed.threadgate","post":"p","createdAt":"t","allow":[{"$type":"app.bsky.feed.threadgate#mentionRule"}],"hiddenReplies":["at://a/b/c"]}}"#
        let (end, line) = await act(.hide, .reply(200, gate), yes)

        #expect(end == .done)
        #expect(line.asked[0].query("collection") == "app.bsky.feed.threadgate")
        #expect(line.asked[0].query("rkey") == "ours")
        let put = try #require(line.asked[1].json)
        #expect(put["swapRecord"] == "gate-1")
        #expect(put["rkey"] == "ours")
        #expect(put.at("record", "hiddenReplies") == ["at://a/b/c", .string(BlueskyTalk.uri("k1"))])
        #expect(put.at("record", "allow") == [["$type": "app.bsky.feed.threadgate#mentionRule"]])
        #expect(put.at("record", "createdAt") == "t")
    }

    @Test func `hide makes the gate where there is none, and leaves the thread open`() async throws {
        let (end, line) = await act(.hide, missing, yes)

        #expect(end == .done)
        let put = try #require(line.asked[1].json)
        #expect(put["swapRecord"] == .null)
        #expect(
            put["record"] == [
                "$type": "app.bsky.feed.threadgate", "createdAt": "2026-11-24T12:00:00.000Z",
                "post": .string(BlueskyTalk.uri("ours", of: BlueskyTalk.ours)),
                "hiddenReplies": [.string(BlueskyTalk.uri("k1"))],
            ])
    }

    @Test func `unhide takes the line out, and what is so already is not written`() async throws {
        let hidden = #"{"cid":"c1","value":{"post":"p","hiddenReplies":["\#(BlueskyTalk.uri("k1"))"]}}"#
        let (shown, line) = await act(.unhide, .reply(200, hidden), yes)
        let (again, second) = await act(.unhide, missing)
        let (twice, third) = await act(.hide, .reply(200, hidden))

        #expect([shown, again, twice] == [.done, .done, .done])
        #expect(try #require(line.asked[1].json).at("record", "hiddenReplies") == [])
        #expect(second.asked.count == 1)
        #expect(third.asked.count == 1)
    }

    @Test func `a gate that changed meanwhile is read again`() async {
        let one = ScriptedLine.Answer.reply(200, #"{"cid":"c1","value":{"post":"p"}}"#)
        let two = ScriptedLine.Answer.reply(200, #"{"cid":"c2","value":{"post":"p"}}"#)
        let (end, line) = await act(.hide, one, swapped, two, yes)
        let (never, _) = await act(.hide, one, swapped, two, swapped, one, swapped)

        #expect(end == .done)
        #expect(line.asked[3].json?["swapRecord"] == "c2")
        guard case .postponed(let until, _) = never else { return #expect(Bool(false)) }
        #expect(until == .noon + .minutes(1))
    }

    @Test func `only answers in a thread of one's own are hidden`() async {
        let theirs = BlueskyTalk.said(root: BlueskyTalk.ref("far", of: "did:plc:citra"))
        let (end, line) = await act(.hide, on: theirs)

        guard case .refused(let refusal) = end else { return #expect(Bool(false)) }
        #expect(refusal.kind == .permission)
        #expect(line.asked.isEmpty)
    }

    @Test func `a full gate is said to be full`() async {
        let many = (0..<50).map { #""at://a/app.bsky.feed.post/\#($0)""# }.joined(separator: ",")
        let gate = ScriptedLine.Answer.reply(200, #"{"cid":"c1","value":{"hiddenReplies":[\#(many)]}}"#)
        let (end, _) = await act(.hide, gate, .reply(400, #"{"error":"InvalidRequest","message":"too long"}"#))

        guard case .refused(let refusal) = end else { return #expect(Bool(false)) }
        #expect(refusal.what.values == ["50"])

        let quotes = ScriptedLine.Answer.reply(200, #"{"cid":"c1","value":{"detachedEmbeddingUris":[\#(many)]}}"#)
        let (full, _) = await act(.hide, on: quote, quotes, .reply(400, #"{"error":"InvalidRequest","message":"m"}"#))
        guard case .refused(let other) = full else { return #expect(Bool(false)) }
        #expect(other.what != refusal.what)
    }

    private let quote = BlueskyTalk.said(
        root: BlueskyTalk.ref("k1", of: BlueskyTalk.theirs),
        quoting: .string(BlueskyTalk.uri("ours", of: BlueskyTalk.ours)))

    @Test func `hide takes a quote off our post, and keeps who may quote it`() async throws {
        let gate =
            #"{"cid":"gate-1","value":{"$type":"app.bsky.feed.postgate","post":"p","createdAt":"t","embeddingRules":[{"$type":"app.bsky.feed.postgate#disableRule"}]}}"#
        let (end, line) = await act(.hide, on: quote, .reply(200, gate), yes)
        let (made, second) = await act(.hide, on: quote, missing, yes)

        #expect([end, made] == [.done, .done])
        #expect(line.asked[0].query("collection") == "app.bsky.feed.postgate")
        #expect(line.asked[0].query("rkey") == "ours")
        let put = try #require(line.asked[1].json)
        #expect(put["collection"] == "app.bsky.feed.postgate")
        #expect(put["swapRecord"] == "gate-1")
        #expect(
            put["record"] == [
                "$type": "app.bsky.feed.postgate", "post": "p", "createdAt": "t",
                "embeddingRules": [["$type": "app.bsky.feed.postgate#disableRule"]],
                "detachedEmbeddingUris": [.string(BlueskyTalk.uri("k1"))],
            ])
        #expect(second.asked[1].json?["swapRecord"] == .null)
        #expect(
            second.asked[1].json?["record"] == [
                "$type": "app.bsky.feed.postgate", "createdAt": "2026-11-24T12:00:00.000Z",
                "post": .string(BlueskyTalk.uri("ours", of: BlueskyTalk.ours)),
                "detachedEmbeddingUris": [.string(BlueskyTalk.uri("k1"))],
            ])
    }

    @Test func `unhide puts a quote back`() async {
        let gate =
            #"{"cid":"c1","value":{"post":"p","detachedEmbeddingUris":["\#(BlueskyTalk.uri("k1"))","at://a/b/c"]}}"#
        let (end, line) = await act(.unhide, on: quote, .reply(200, gate), yes)

        #expect(end == .done)
        #expect(line.asked[1].json?.at("record", "detachedEmbeddingUris") == ["at://a/b/c"])
    }

    @Test func `what answers us and quotes us is hidden in both places`() async {
        let both = BlueskyTalk.said(quoting: .string(BlueskyTalk.uri("older", of: BlueskyTalk.ours)))
        let (end, line) = await act(.hide, on: both, missing, yes, missing, yes)

        #expect(end == .done)
        #expect(line.asked.map { $0.query("rkey") ?? $0.json?["rkey"]?.string } == ["older", "older", "ours", "ours"])
        #expect(line.asked[3].json?["collection"] == "app.bsky.feed.threadgate")
    }

    @Test func `quotes of somebody else's post are not ours to take off`() async {
        let (end, line) = await act(
            .hide,
            on: BlueskyTalk.said(
                root: BlueskyTalk.ref("k1", of: BlueskyTalk.theirs), quoting: .string(BlueskyTalk.uri("k9"))))

        guard case .refused(let refusal) = end else { return #expect(Bool(false)) }
        #expect(refusal.kind == .permission)
        #expect(line.asked.isEmpty)
    }

    @Test(arguments: [Deed.like, .unlike, .hide, .unhide])
    func `each ends clearly without a clear answer`(deed: Deed) async {
        guard case .unknown = await act(deed, .noAnswer).0 else { return #expect(Bool(false)) }
        guard case .postponed = await act(deed, .neverLeft).0 else { return #expect(Bool(false)) }
        guard case .unknown = await act(deed, .reply(502, "<html>")).0 else { return #expect(Bool(false)) }
        guard case .signedOut = await act(deed, .reply(401, #"{"error":"AuthMissing"}"#)).0 else {
            return #expect(Bool(false))
        }
        guard case .postponed = await act(deed, .reply(429, #"{"error":"RateLimitExceeded"}"#)).0 else {
            return #expect(Bool(false))
        }
    }
}
