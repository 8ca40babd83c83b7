import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A Bluesky session that is tied to a key")
struct BlueskyBoundSessionTests {
    let signedIn = Sample.bound(
        Sample.account("bluesky", remoteID: "did:plc:ayu", handle: "ayu.example", server: "https://pds.example"))

    enum Entry: CaseIterable { case commit, upload, gates, delete, read, count, whoAmI, listen, like, look }

    private func enter(_ entry: Entry, via line: StampedLine) async {
        let bluesky = Bluesky()
        let post = Sample.post("kopi", pictures: [Sample.picture()])
        let made = Said(
            kind: .reply,
            receipt: Receipt(remoteID: "at://did:plc:b/app.bsky.feed.post/3k", url: nil, extra: ["cid": "c"]),
            speaker: Speaker(remoteID: "did:plc:b", handle: "b.example", name: "B"), text: "halo", at: .noon, about: nil
        )
        let receipt = Receipt(remoteID: "at://did:plc:ayu/app.bsky.feed.post/3k", url: nil, extra: ["cid": "c"])
        func errand(_ step: Step, _ post: Post) -> Errand {
            Sample.errand(bluesky, post, step: step, signedIn: signedIn)
        }
        switch entry {
        case .commit:
            _ = await bluesky.commit(errand(Step(.commit, "post", part: 0), Sample.post("kopi")), via: line)
        case .upload:
            _ = await bluesky.prepare(
                errand(Step(.prepare, "upload", part: 0, picture: 0), post), before: nil, via: line)
        case .gates:
            let gated = Post(
                parts: [.init(text: "kopi")], options: ["bluesky": ChosenOptions(["threadgate": ["nobody"]])])
            _ = await bluesky.prepare(errand(Step(.prepare, "gates", part: 0), gated), before: nil, via: line)
        case .delete: _ = await bluesky.delete(receipt, of: signedIn, via: line)
        case .read:
            let part = bluesky.render(Sample.post("kopi"), for: signedIn.account, at: .noon).rendition.parts[0]
            _ = await bluesky.read(
                PublishedPart(part: part, receipt: receipt, parent: nil), of: signedIn, now: .noon, via: line)
        case .count: _ = await bluesky.count(signedIn, via: line)
        case .whoAmI: _ = await bluesky.whoAmI(signedIn, via: line)
        case .listen:
            _ = await bluesky.listen(Listening(signedIn: signedIn, mark: [:], posts: [], now: .noon), via: line)
        case .like: _ = await bluesky.act(.like, on: made, of: signedIn, now: .noon, via: line)
        case .look:
            _ = await bluesky.look(
                errand(Step(.commit, "post", part: 0), Sample.post("kopi")), doubt: Sample.doubt, via: line)
        }
    }

    @Test(arguments: Entry.allCases)
    func `no call of it carries the token without a proof`(entry: Entry) async {
        let line = StampedLine(Array(repeating: .reply(200, #"{"cid":"c","value":{"text":"kopi"}}"#), count: 9))

        await enter(entry, via: line)

        let tokens = line.left.filter { $0.headers["authorization"] != nil }
        #expect(!line.left.isEmpty && (entry == .look || !tokens.isEmpty))
        #expect(tokens.allSatisfy { $0.headers["authorization"] == "DPoP a1" && $0.proof?["ath"]?.string != nil })
    }

    @Test func `a commit goes again with the server's word, and is published once`() async throws {
        let errand = Sample.errand(
            Bluesky(), Sample.post("kopi"), step: Step(.commit, "post", part: 0), signedIn: signedIn)
        let uri = "at://did:plc:ayu/app.bsky.feed.post/\(Bluesky.key(errand))"
        let line = StampedLine([
            .reply(401, "", [("WWW-Authenticate", #"DPoP error="use_dpop_nonce""#), ("DPoP-Nonce", "n1")]),
            .reply(200, #"{"uri":"\#(uri)","cid":"bafy"}"#),
        ])

        let outcome = await Bluesky().commit(errand, via: line)

        #expect(outcome.receipt?.remoteID == uri)
        #expect(line.left.map { $0.proof?["nonce"]?.string } == [nil, "n1"])
        #expect(line.left.map(\.call.isCommit) == [true, true])
    }

    @Test(arguments: [#"{"error":"use_dpop_nonce"}"#, ""])
    func `a server that never has enough is waited for, not taken for a dead token`(body: String) async {
        let wants = ScriptedLine.Answer.reply(
            401, body, [("WWW-Authenticate", #"DPoP error="use_dpop_nonce""#), ("DPoP-Nonce", "n1")])
        let errand = Sample.errand(
            Bluesky(), Sample.post("kopi"), step: Step(.commit, "post", part: 0), signedIn: signedIn)

        let outcome = await Bluesky().commit(errand, via: StampedLine([wants, wants]))

        guard case .postponed = outcome else { return #expect(Bool(false)) }
    }

    @Test func `a lost answer after the word is a doubt, and a dead token signs out`() async {
        let errand = Sample.errand(
            Bluesky(), Sample.post("kopi"), step: Step(.commit, "post", part: 0), signedIn: signedIn)
        let wants = ScriptedLine.Answer.reply(401, #"{"error":"use_dpop_nonce"}"#, [("DPoP-Nonce", "n1")])

        let doubt = await Bluesky().commit(errand, via: StampedLine([wants, .noAnswer]))
        let dead = await Bluesky().commit(
            errand,
            via: StampedLine([
                .reply(401, #"{"error":"InvalidToken"}"#, [("WWW-Authenticate", "DPoP error=\"invalid_token\"")])
            ]))

        #expect(doubt.isUnknown)
        guard case .signedOut = dead else { return #expect(Bool(false)) }
    }

    @Test func `is renewed at the server that gave it, with the same key and the client's word`() async throws {
        let line = StampedLine([
            BlueskyOAuthTests.door,
            .reply(400, #"{"error":"use_dpop_nonce"}"#, [("DPoP-Nonce", "n1")]), .reply(200, BlueskyOAuthTests.token),
        ])

        guard case .renewed(let fresh) = await Bluesky().refresh(signedIn, now: .noon, via: line) else {
            return #expect(Bool(false))
        }

        #expect(fresh.accessToken.reveal() == "a9" && fresh.refreshToken?.reveal() == "r9")
        #expect(fresh.binding == signedIn.credentials.binding)
        #expect(line.left[2].form["refresh_token"] == "r1" && line.left[2].form["grant_type"] == "refresh_token")
        #expect(line.left[2].form["client_id"] == "https://kicau.example/oauth/client-metadata.json")
        #expect(line.left[2].form["client_assertion"] != nil)
        #expect(line.left[2].proof?["nonce"] == "n1")
    }

    @Test(
        arguments: [
            ([ScriptedLine.Answer.reply(400, #"{"error":"invalid_grant"}"#)], true),
            ([.reply(200, BlueskyOAuthTests.token.replacing("did:plc:ayu", with: "did:plc:eve"))], true),
            ([.reply(503, "")], false), ([.noAnswer], false), ([.reply(401, #"{"error":"invalid_client"}"#)], false),
            ([.reply(400, #"{"error":"invalid_dpop_proof"}"#)], false), ([.reply(200, "<html>")], false),
        ] as [([ScriptedLine.Answer], Bool)])
    func `only a clear no signs out`(answers: [ScriptedLine.Answer], isOut: Bool) async {
        let line = StampedLine([BlueskyOAuthTests.door] + answers)

        switch await Bluesky().refresh(signedIn, now: .noon, via: line) {
        case .signedOut: #expect(isOut)
        case .tryLater: #expect(!isOut)
        case .renewed, .notNeeded: #expect(Bool(false))
        }
    }

    @Test func `is not renewed while the server cannot say where`() async {
        guard case .tryLater = await Bluesky().refresh(signedIn, now: .noon, via: StampedLine([.reply(502, "")])) else {
            return #expect(Bool(false))
        }
    }

    @Test func `is given back, and a session of an app password too`() async {
        let line = StampedLine([BlueskyOAuthTests.door, .reply(200, "{}")])
        let plain = StampedLine([.reply(200, "")])

        await Bluesky().signOut(signedIn, now: .noon, via: line)
        await Bluesky().signOut(
            Sample.signedIn(Sample.account("bluesky", server: "https://pds.example")), now: .noon, via: plain)

        #expect(line.left.last?.call.url == "https://door.example/oauth/revoke")
        #expect(line.left.last?.form["token"] == "r1" && line.left.last?.headers["dpop"] != nil)
        #expect(plain.left[0].call.url == "https://pds.example/xrpc/com.atproto.server.deleteSession")
        #expect(plain.left[0].headers["authorization"] == "Bearer r1")
    }
}
