import Foundation
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// What is said to an account on the rehearsal network has to be heard, answered, liked and hidden there.
@Suite("Bluesky's inbox, on its rehearsal network", .serialized)
struct BlueskyInboxConformanceTests {
    private static let bima = "bima-pratama.test"
    private static let citra = "citra-dewi.test"

    /// The account, its own post, and the calls of its inbox.
    private struct Scene {
        let rehearsal: Rehearsal
        let ours: LivePost
        let signedIn: SignedIn

        func say(_ text: String, by handle: String = bima, to parent: LivePost? = nil) throws -> LivePost {
            rehearsal.time.advance(by: .seconds(2))
            return try #require(
                rehearsal.control.seed(SeedPost(account: handle, text: text, parent: parent?.id)))
        }

        func listen(_ mark: [String: JSONValue] = [:]) async throws -> (said: [Said], mark: [String: JSONValue]) {
            let heard = await rehearsal.platform.listen(
                Listening(signedIn: signedIn, mark: mark, posts: [], now: rehearsal.time.now()),
                via: rehearsal.kit.line)
            guard case .said(let said, let mark, nil) = heard else {
                Issue.record("\(heard)")
                return ([], [:])
            }
            return (said, mark)
        }

        func act(_ deed: Deed, on said: Said) async -> DeedEnd {
            await rehearsal.platform.act(
                deed, on: said, of: signedIn, now: rehearsal.time.now(), via: rehearsal.kit.line)
        }

        func schedule(_ parts: [String], to said: Said? = nil, options: ChosenOptions = ChosenOptions()) async throws
            -> DeliveryID
        {
            let content = DraftContent(
                post: Post(
                    parts: parts.map { .init(text: $0) }, options: [rehearsal.platform.id: options],
                    answering: said?.receipt),
                accounts: [rehearsal.account])
            let post = try await rehearsal.publishing.schedule(
                content, as: nil, version: nil, timing: .now, key: rehearsal.kit.makeName(), by: rehearsal.caller)
            return try #require(
                try await rehearsal.publishing.post(post, for: rehearsal.caller).deliveries.first?.id)
        }

        /// As the account's repository lists them.
        func likeRecords() async throws -> Int? {
            let call = Call(
                .get, rehearsal.control.origin + "/xrpc/com.atproto.repo.listRecords",
                query: [("repo", signedIn.account.remoteID), ("collection", "app.bsky.feed.like")])
            let reply = try await rehearsal.kit.line.call(call, unit: MeterUnit("read"))
            return JSONValue(reading: Data(reply.body))?["records"]?.array?.count
        }

        var last: LivePost? { rehearsal.live.last }
    }

    private func scene(_ test: @escaping @Sendable (Scene) async throws -> Void) async throws {
        try await Rehearsal.on(Bluesky()) { rehearsal in
            _ = try await rehearsal.schedule([Post.Part(text: "Kopi baru")])
            try await rehearsal.advance(by: .minutes(2))
            let ours = try #require(rehearsal.live.first)
            guard case .ready(let signedIn) = try await TokenKeeper(kit: rehearsal.kit).key(for: rehearsal.account)
            else { throw Rehearsal.Missing() }
            try await test(Scene(rehearsal: rehearsal, ours: ours, signedIn: signedIn))
        }
    }

    @Test func `hears what is new and what it is about`() async throws {
        try await scene { scene in
            let answer = try scene.say("Enak?", to: scene.ours)
            _ = try scene.say("Ke @kedai-aksara.test yuk")
            let first = try await scene.listen()
            let again = try await scene.listen(first.mark)
            _ = try scene.say("Setuju", by: Self.citra, to: answer)
            let later = try await scene.listen(again.mark)

            #expect(first.said.map(\.text) == ["Ke @kedai-aksara.test yuk", "Enak?"])
            #expect(first.said.map(\.kind) == [.mention, .reply])
            #expect(first.said.map(\.about) == [nil, scene.ours.id])
            #expect(first.said[1].speaker.name == "Bima Pratama")
            #expect(again.mark == first.mark)
            #expect(later.said.first?.text == "Setuju")
            #expect(later.said.first?.about == scene.ours.id)
        }
    }

    @Test func `answers in the right thread, once, even when the yes is lost`() async throws {
        try await scene { scene in
            _ = try scene.say("Enak?", to: scene.ours)
            let said = try #require(try await scene.listen().said.first)
            scene.rehearsal.control.add(FaultRule(.dropAfterAccept, at: .commit, times: 1))

            let delivery = try await scene.schedule(["Enak sekali", "Mampir ya"], to: said)
            try await scene.rehearsal.advance(by: .minutes(20))

            #expect(try await scene.rehearsal.detail(of: delivery).state == .published)
            let thread = scene.rehearsal.live.filter { $0.account == scene.ours.account }.dropFirst()
            #expect(thread.map(\.text) == ["Enak sekali", "Mampir ya"])
            #expect(thread.map(\.root) == [scene.ours.id, scene.ours.id])
            #expect(thread.map(\.parent) == [said.receipt.remoteID, thread.first?.id])
            #expect(try await scene.listen().said.count == 1)
        }
    }

    @Test func `does not answer what is gone`() async throws {
        try await scene { scene in
            let answer = try scene.say("Enak?", to: scene.ours)
            let said = try #require(try await scene.listen().said.first)
            scene.rehearsal.control.takeDown(answer)
            let count = scene.rehearsal.live.count

            let delivery = try await scene.schedule(["Enak sekali"], to: said)
            try await scene.rehearsal.advance(by: .minutes(10))

            #expect(try await scene.rehearsal.detail(of: delivery).state == .refused)
            #expect(scene.rehearsal.live.count == count)
        }
    }

    @Test func `likes once, and takes it back`() async throws {
        try await scene { scene in
            _ = try scene.say("Enak?", to: scene.ours)
            let said = try #require(try await scene.listen().said.first)

            #expect(await scene.act(.like, on: said) == .done)
            #expect(await scene.act(.like, on: said) == .done)
            #expect(try await scene.listen().said.first == said)
            #expect(try await scene.likeRecords() == 1)
            #expect(await scene.act(.unlike, on: said) == .done)
            #expect(await scene.act(.unlike, on: said) == .done)
            #expect(try await scene.likeRecords() == 0)
        }
    }

    @Test func `hides an answer in its own thread, and shows it again`() async throws {
        try await scene { scene in
            _ = try scene.say("Beli sekarang", to: scene.ours)
            _ = try scene.say("Enak?", by: Self.citra, to: scene.ours)
            let spam = try #require(try await scene.listen().said.last)

            #expect(await scene.act(.hide, on: spam) == .done)
            #expect(await scene.act(.hide, on: spam) == .done)
            #expect(try await scene.listen().said.map(\.text) == ["Enak?"])
            #expect(await scene.act(.unhide, on: spam) == .done)
            #expect(try await scene.listen().said.count == 2)
        }
    }

    @Test func `takes a quote off its own post, and lets it back`() async throws {
        try await scene { scene in
            let quote = try #require(
                scene.rehearsal.control.seed(
                    SeedPost(account: Self.bima, text: "Jelek", own: ["quote": .string(scene.ours.id)])))
            let said = try #require(try await scene.listen().said.first)
            #expect(said.receipt.remoteID == quote.id)
            func shown() async throws -> JSONValue? {
                let address = scene.rehearsal.control.origin + "/xrpc/app.bsky.feed.getPosts"
                let call = Call(.get, address, query: [("uris", quote.id)])
                let reply = try await scene.rehearsal.kit.line.call(call, unit: MeterUnit("read"))
                return JSONValue(reading: Data(reply.body))?["posts"]?[0]?["embed"]?["record"]
            }

            #expect(await scene.act(.hide, on: said) == .done)
            #expect(await scene.act(.hide, on: said) == .done)
            #expect(try await shown()?["detached"] == true)
            #expect(await scene.act(.unhide, on: said) == .done)
            #expect(try await shown()?["uri"] == .string(scene.ours.id))
            #expect(try await shown()?["detached"] == nil)
        }
    }

    @Test func `refuses to hide what stands in somebody else's thread`() async throws {
        try await scene { scene in
            _ = try scene.say("Ke @kedai-aksara.test yuk")
            let said = try #require(try await scene.listen().said.first)

            guard case .refused = await scene.act(.hide, on: said) else { return #expect(Bool(false)) }
            #expect(try await scene.listen().said.count == 1)
        }
    }

    @Test func `quotes a post by its link`() async throws {
        try await scene { scene in
            let quoted = try scene.say("Hujan di Yogya")
            let link = scene.rehearsal.control.url(of: quoted)

            let delivery = try await scene.schedule(
                ["Benar"], options: ChosenOptions(["quote": [link]]))
            try await scene.rehearsal.advance(by: .minutes(10))

            let detail = try await scene.rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(detail.receipts.first?.differences == [])
            let embed = scene.last?.own["record"]?["embed"]
            #expect(embed?["record"]?["uri"]?.string == quoted.id)
            #expect(embed?["record"]?["cid"] == quoted.own["cid"])
        }
    }

    @Test(arguments: [FaultKind.serverErrorBefore, .html, .malformed, .dropBeforeAccept, .rateLimit])
    func `loses nothing while the network is broken`(kind: FaultKind) async throws {
        try await scene { scene in
            _ = try scene.say("Enak?", to: scene.ours)
            scene.rehearsal.control.add(FaultRule(kind, at: .read, times: 1))
            let heard = await scene.rehearsal.platform.listen(
                Listening(signedIn: scene.signedIn, mark: [:], posts: [], now: scene.rehearsal.time.now()),
                via: scene.rehearsal.kit.line)

            guard case .postponed = heard else { return #expect(Bool(false), "\(heard)") }
            #expect(try await scene.listen().said.count == 1)
        }
    }
}
