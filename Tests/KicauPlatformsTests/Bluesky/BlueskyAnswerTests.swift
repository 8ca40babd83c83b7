import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("An answer on Bluesky")
struct BlueskyAnswerTests {
    private let signedIn = BlueskyTalk.signedIn
    private let deep = BlueskyTalk.said(root: BlueskyTalk.ref("far", of: "did:plc:citra"))

    private func post(_ texts: String..., to said: Said) -> Post {
        Post(parts: texts.map { Post.Part(text: $0) }, answering: said.receipt)
    }

    private func errand(_ post: Post, _ step: Step, progress: Progress = Progress()) -> Errand {
        Sample.errand(Bluesky(), post, step: step, signedIn: signedIn, progress: progress)
    }

    @Test func `names what it answers and what began the thread`() throws {
        let post = post("Terima kasih", "Sampai nanti", to: deep)
        let first = Receipt(remoteID: "at://x/y/1", url: nil, extra: ["cid": "c1"])

        let record = try #require(Bluesky.record(errand(post, Step(.commit, "reply", part: 0))))
        let more = try #require(
            Bluesky.record(errand(post, Step(.commit, "reply", part: 1), progress: Progress(receipts: [0: first]))))

        let root = BlueskyTalk.ref("far", of: "did:plc:citra")
        #expect(
            record["reply"] == ["root": root, "parent": ["uri": .string(BlueskyTalk.uri("k1")), "cid": "cid-k1"]])
        #expect(more["reply"] == ["root": root, "parent": ["uri": "at://x/y/1", "cid": "c1"]])
    }

    @Test func `looks first whether what it answers is still there`() async throws {
        let post = post("Terima kasih @bima.bsky.social", to: deep)
        let steps = Bluesky().steps(for: Bluesky().render(post, for: signedIn.account, at: .noon).rendition)
        let errand = errand(post, Step(.prepare, "parent", part: 0))
        func prepare(_ answer: ScriptedLine.Answer) async -> (Preparation, ScriptedLine) {
            let line = ScriptedLine([answer])
            return (await Bluesky().prepare(errand, before: nil, via: line), line)
        }

        #expect(steps.map(\.name) == ["mentions", "parent", "reply"])
        let (there, line) = await prepare(.reply(200, #"{"posts":[{"uri":"u","viewer":{}}]}"#))
        #expect(there == .ready([:], expires: nil))
        #expect(line.asked[0].query("uris") == BlueskyTalk.uri("k1"))
        guard case .refused(let gone) = await prepare(.reply(200, #"{"posts":[]}"#)).0 else {
            return #expect(Bool(false))
        }
        #expect(gone.kind == .gone)
        let shut = #"{"posts":[{"uri":"u","viewer":{"replyDisabled":true}}]}"#
        guard case .refused(let closed) = await prepare(.reply(200, shut)).0 else { return #expect(Bool(false)) }
        #expect(closed.kind == .permission)
    }

    @Test(arguments: [
        ScriptedLine.Answer.noAnswer, .neverLeft, .reply(501, #"{"error":"MethodNotImplemented"}"#),
        .reply(403, #"{"error":"insufficient_scope"}"#), .reply(200, "<html>"),
    ])
    func `is not held up by a view that cannot say`(answer: ScriptedLine.Answer) async {
        let errand = errand(post("Terima kasih", to: deep), Step(.prepare, "parent", part: 0))

        let found = await Bluesky().prepare(errand, before: nil, via: ScriptedLine([answer]))

        #expect(found == .ready([:], expires: nil))
    }

    @Test func `of the same words to two people in one moment is two records`() throws {
        func key(_ said: Said) -> String {
            Bluesky.key(errand(post("Terima kasih", to: said), Step(.commit, "reply", part: 0)))
        }

        #expect(key(BlueskyTalk.said("k1")) != key(BlueskyTalk.said("k2")))
        #expect(key(BlueskyTalk.said("k1")) == key(BlueskyTalk.said("k1")))
    }

    @Test func `is not taken for found where the same words answer somebody else`() async throws {
        let errand = errand(post("Terima kasih", to: deep), Step(.commit, "reply", part: 0))
        func look(_ parent: String) async -> Finding {
            let value = #"{"text":"Terima kasih","reply":{"parent":{"uri":"\#(parent)","cid":"c"}}}"#
            return await Bluesky().look(
                errand, doubt: Sample.doubt, via: ScriptedLine([.reply(200, #"{"cid":"other","value":\#(value)}"#)]))
        }

        #expect(await look(BlueskyTalk.uri("k1")).receipt?.extra["cid"] == "other")
        guard case .notSeen = await look(BlueskyTalk.uri("k2")) else { return #expect(Bool(false)) }
    }

    @Test func `leaves the gate to the post that began the thread, and says so`() {
        var post = post("Terima kasih", to: deep)
        post.options = ["bluesky": ChosenOptions(["threadgate": ["nobody"]])]

        let rendered = Bluesky().render(post, for: signedIn.account, at: .noon)

        #expect(rendered.broken.map(\.weight) == [.warns])
        #expect(rendered.rendition.parts[0].frozen["threadgate"] == nil)
        #expect(rendered.rendition.parts[0].role == .comment)
    }
}

@Suite("A quote on Bluesky")
struct BlueskyQuoteTests {
    private let signedIn = BlueskyTalk.signedIn
    private static let link = "https://bsky.app/profile/bima.example/post/3kx"

    private func post(_ quote: String, pictures: [Media] = []) -> Post {
        var post = Sample.post("Baca ini", "Bagian dua", pictures: pictures)
        post.options = ["bluesky": ChosenOptions(["quote": [quote]])]
        return post
    }

    @Test(arguments: [
        ("https://bsky.app/profile/Bima.example/post/3kx", "bima.example"),
        (" https://deer.example/profile/did:plc:bima/post/3kx?a=b#c ", "did:plc:bima"),
        ("at://did:plc:bima/app.bsky.feed.post/3kx", "did:plc:bima"),
        ("http://127.0.0.1:8087/profile/bima.test/post/3kx", "bima.test"),
    ])
    func `is named by any of a post's addresses`(text: String, author: String) throws {
        let quoted = try #require(QuotedPost(text))

        #expect(quoted.author == author)
        #expect(quoted.key == "3kx")
    }

    @Test(arguments: [
        "3kx", "https://bsky.app/profile/bima.example", "at://did:plc:bima/app.bsky.feed.like/3kx",
        "ftp://bsky.app/profile/bima.example/post/3kx", "https://bsky.app/profile/bima/post/3kx",
        "https://bsky.app/profile/bima.example/post/3kx/liked-by", "at://did:plc:bima/app.bsky.feed.post/a%2Fb", "",
        "https://bsky.app/profile/bima.example/post/3k x",
    ])
    func `of anything else is refused before anything is sent`(text: String) {
        #expect(QuotedPost(text) == nil)
        let refusals = Bluesky().render(post(text), for: signedIn.account, at: .noon).refusals
        #expect(refusals.count == 1)
    }

    @Test func `finds the post's hash and stands in the first part alone`() async throws {
        let post = post(Self.link)
        let rendition = Bluesky().render(post, for: signedIn.account, at: .noon).rendition
        let steps = Bluesky().steps(for: rendition)
        #expect(steps.map(\.name) == ["quote", "post", "reply"])
        let line = ScriptedLine([
            .reply(200, #"{"did":"did:plc:bima"}"#),
            .reply(200, #"{"posts":[{"uri":"at://did:plc:bima/app.bsky.feed.post/3kx","cid":"bafyquoted"}]}"#),
        ])

        let found = await Bluesky().prepare(
            Sample.errand(Bluesky(), post, step: steps[0], signedIn: signedIn), before: nil, via: line)
        let progress = Progress(prepared: [(steps[0], try #require(found.result))])
        let record = try #require(
            Bluesky.record(
                Sample.errand(Bluesky(), post, step: steps[1], signedIn: signedIn, progress: progress)))

        #expect(line.asked[1].query("uris") == "at://did:plc:bima/app.bsky.feed.post/3kx")
        #expect(
            record["embed"] == [
                "$type": "app.bsky.embed.record",
                "record": ["uri": "at://did:plc:bima/app.bsky.feed.post/3kx", "cid": "bafyquoted"],
            ])
        #expect(rendition.parts[1].frozen["quote"] == nil)
        #expect(
            Bluesky.record(Sample.errand(Bluesky(), post, step: steps[1], signedIn: signedIn)) == nil,
            "without its hash it is not sent")
    }

    @Test func `stands beside pictures`() throws {
        let post = post("at://did:plc:bima/app.bsky.feed.post/3kx", pictures: [Sample.picture(alt: "A cup")])
        let steps = Bluesky().steps(for: Bluesky().render(post, for: signedIn.account, at: .noon).rendition)
        let blob: JSONValue = ["$type": "blob", "ref": ["$link": "b"], "mimeType": "image/jpeg", "size": 9]
        let found: JSONValue = ["uri": "at://did:plc:bima/app.bsky.feed.post/3kx", "cid": "bafyquoted"]
        let progress = Progress(prepared: [(steps[0], ["blob": blob]), (steps[1], ["quote": found])])

        let record = try #require(
            Bluesky.record(Sample.errand(Bluesky(), post, step: steps[2], signedIn: signedIn, progress: progress)))

        #expect(steps.map(\.name) == ["upload", "quote", "post", "reply"])
        #expect(record.at("embed", "$type") == "app.bsky.embed.recordWithMedia")
        #expect(record.at("embed", "record") == ["$type": "app.bsky.embed.record", "record": found])
        #expect(record.at("embed", "media", "$type") == "app.bsky.embed.images")
    }

    @Test func `of what is gone, closed or nobody's is refused; what passes is waited for`() async {
        func prepare(_ answers: ScriptedLine.Answer...) async -> Preparation {
            let errand = Sample.errand(
                Bluesky(), post(Self.link), step: Step(.prepare, "quote", part: 0), signedIn: signedIn)
            return await Bluesky().prepare(errand, before: nil, via: ScriptedLine(answers))
        }
        let bima = ScriptedLine.Answer.reply(200, #"{"did":"did:plc:bima"}"#)
        let shut = #"{"posts":[{"uri":"at://a/b/c","cid":"c","viewer":{"embeddingDisabled":true}}]}"#

        guard case .refused(let gone) = await prepare(bima, .reply(200, #"{"posts":[]}"#)),
            case .refused(let closed) = await prepare(bima, .reply(200, shut)),
            case .refused(let nobody) = await prepare(.reply(400, #"{"error":"InvalidRequest"}"#)),
            case .postponed = await prepare(.reply(503, "")), case .postponed = await prepare(bima, .noAnswer),
            case .signedOut = await prepare(bima, .reply(400, #"{"error":"ExpiredToken"}"#))
        else { return #expect(Bool(false)) }
        #expect([gone.kind, closed.kind, nobody.kind] == [.gone, .permission, .gone])
    }
}
