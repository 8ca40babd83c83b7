import Foundation
import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// X's connector against its simulator: what is said to the account, answering it, hiding it, editing, keys of one's own.
@Suite("An inbox on X", .serialized)
struct XInboxConformanceTests {
    private func onX(
        words: String = "old", _ test: @escaping @Sendable (Rehearsal) async throws -> Void
    ) async throws {
        try await Rehearsal.on(
            X(), options: ["vocabulary": words == "old" ? "tweet" : "post"], playing: ["vocabulary": .string(words)],
            test)
    }

    private func signedIn(_ rehearsal: Rehearsal) async throws -> SignedIn {
        try #require(try await TokenKeeper(kit: rehearsal.kit).load(rehearsal.account).0)
    }

    private func line(_ rehearsal: Rehearsal) -> any Line {
        rehearsal.kit.metered(for: rehearsal.caller.workspace, platform: "x", work: .inbox)
    }

    private func listen(
        _ rehearsal: Rehearsal, _ mark: [String: JSONValue] = [:]
    ) async throws -> (said: [Said], mark: [String: JSONValue]) {
        let listening = Listening(
            signedIn: try await signedIn(rehearsal), mark: mark, posts: [], now: rehearsal.time.now())
        guard case .said(let said, let mark, nil) = await X().listen(listening, via: line(rehearsal)) else {
            throw Rehearsal.Missing()
        }
        return (said, mark)
    }

    private func published(_ rehearsal: Rehearsal, _ text: String) async throws -> LivePost {
        _ = try await rehearsal.schedule([Post.Part(text: text)])
        try await rehearsal.advance(by: .minutes(2))
        return try #require(rehearsal.live.first { $0.text == text })
    }

    private func seed(_ rehearsal: Rehearsal, _ who: String, _ text: String, under parent: String? = nil) throws
        -> LivePost
    {
        rehearsal.time.advance(by: .seconds(1))
        return try #require(rehearsal.control.seed(SeedPost(account: who, text: text, parent: parent)))
    }

    private func answer(_ said: Said, _ text: String, _ rehearsal: Rehearsal) async throws -> DeliveryID {
        let content = DraftContent(
            post: Post(parts: [.init(text: text)], answering: said.receipt), accounts: [rehearsal.account])
        let post = try await rehearsal.publishing.schedule(
            content, as: nil, version: nil, timing: .now, key: UUID().uuidString, by: rehearsal.caller)
        return try #require(try await rehearsal.publishing.post(post, for: rehearsal.caller).deliveries.first).id
    }

    @Test func `hears who answered and who named it, once`() async throws {
        try await onX { rehearsal in
            let own = try await published(rehearsal, "Kopi baru")
            let reply = try seed(rehearsal, "bima_pratama", "Enak & murah: https://example.org/a", under: own.id)
            let mention = try seed(rehearsal, "citra_dewi", "Ke @kedaiaksara yuk")

            let first = try await listen(rehearsal)
            let second = try await listen(rehearsal, first.mark)
            let later = try seed(rehearsal, "eka_putri", "Halo @kedaiaksara")
            let third = try await listen(rehearsal, second.mark)

            #expect(first.said.map(\.receipt.remoteID) == [mention.id, reply.id])
            #expect(first.said.map(\.kind) == [.mention, .reply])
            #expect(first.said.map(\.about) == [nil, own.id])
            #expect(first.said.map(\.text) == ["Ke @kedaiaksara yuk", "Enak & murah: https://example.org/a"])
            #expect(first.said.map(\.speaker.name) == ["Citra Dewi", "Bima Pratama"])
            #expect(second.said == [])
            #expect(third.said.map(\.receipt.remoteID) == [later.id])
        }
    }

    @Test func `hears all of what is more than one reading takes`() async throws {
        try await onX { rehearsal in
            var ids: Set<String> = []
            for number in 1...90 { ids.insert(try seed(rehearsal, "citra_dewi", "Hai @kedaiaksara \(number)").id) }

            let first = try await listen(rehearsal)
            let new = try seed(rehearsal, "eka_putri", "Halo @kedaiaksara")
            let second = try await listen(rehearsal, first.mark)
            let third = try await listen(rehearsal, second.mark)

            #expect(first.said.count == 85)
            #expect(Set((first.said + second.said).map(\.receipt.remoteID)) == ids)
            #expect(third.said.map(\.receipt.remoteID) == [new.id])
        }
    }

    @Test(arguments: [nil, FaultKind.dropAfterAccept, .serverErrorAfter, .malformed])
    func `answers once, whatever becomes of the answer`(fault: FaultKind?) async throws {
        try await onX { rehearsal in
            let own = try await published(rehearsal, "Kopi baru")
            for who in ["bima_pratama", "citra_dewi"] { _ = try seed(rehearsal, who, "Enak!", under: own.id) }
            let said = try await listen(rehearsal).said
            // The same words to another, just before.
            let other = try await answer(said[1], "Terima kasih!", rehearsal)
            try await rehearsal.advance(by: .seconds(1))
            if let fault { rehearsal.control.add(FaultRule(fault, at: .commit, times: 1)) }

            let delivery = try await answer(said[0], "Terima kasih!", rehearsal)
            try await rehearsal.advance(by: .minutes(20))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(try await rehearsal.detail(of: other).state == .published)
            let answers = rehearsal.live.filter { $0.text == "Terima kasih!" }
            #expect(answers.map(\.parent) == [said[1].receipt.remoteID, said[0].receipt.remoteID])
            #expect(detail.receipts.map(\.remoteID) == [answers.last?.id])
        }
    }

    @Test func `an answer to what was deleted is refused in words`() async throws {
        try await onX { rehearsal in
            let mention = try seed(rehearsal, "citra_dewi", "Ke @kedaiaksara yuk")
            let said = try #require(try await listen(rehearsal).said.first)
            rehearsal.control.takeDown(mention)

            let delivery = try await answer(said, "Ayo!", rehearsal)
            try await rehearsal.advance(by: .minutes(5))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .refused)
            #expect(detail.trouble?.what.description == "The post this answers was deleted or hidden.")
        }
    }

    @Test func `hides an answer and shows it again, each as often as one likes`() async throws {
        try await onX { rehearsal in
            let own = try await published(rehearsal, "Kopi baru")
            let reply = try seed(rehearsal, "bima_pratama", "Spam", under: own.id)
            let said = try #require(try await listen(rehearsal).said.first)
            let signedIn = try await signedIn(rehearsal)

            var seen: [JSONValue?] = []
            for deed in [Deed.hide, .hide, .unhide] {
                let end = await X().act(deed, on: said, of: signedIn, now: rehearsal.time.now(), via: line(rehearsal))
                #expect(end == .done)
                seen.append(rehearsal.live.first { $0.id == reply.id }?.own["hidden"])
            }

            #expect(seen == [true, true, false])
        }
    }

    @Test(arguments: ["old", "new"])
    func `edits a subscriber's post, and finds the edit whose answer was lost`(words: String) async throws {
        try await onX(words: words) { rehearsal in
            let signedIn = try await signedIn(rehearsal)
            let isSet = rehearsal.control.set(["premium": [.string(signedIn.account.remoteID)]])
            let own = try await published(rehearsal, "Kopi lama")
            func part(_ text: String) -> RenderedPart {
                X().render(Post(parts: [.init(text: text)]), for: signedIn.account, at: rehearsal.time.now()).rendition
                    .parts[0]
            }
            let published = PublishedPart(
                part: part("Kopi lama"), receipt: Receipt(remoteID: own.id, url: nil), parent: nil)
            func edit() async -> Edition {
                await X().edit(
                    published, to: part("Kopi baru"), of: signedIn, now: rehearsal.time.now(), via: line(rehearsal))
            }
            rehearsal.control.add(FaultRule(.dropAfterAccept, at: .commit, times: 1))

            let doubt = await edit()
            let found = await edit()

            let new = try #require(rehearsal.live.first { $0.text == "Kopi baru" })
            #expect(isSet)
            guard case .unknown = doubt, case .edited(let receipt) = found else {
                return #expect(Bool(false), "\(doubt) \(found)")
            }
            #expect(receipt.remoteID == new.id)
            #expect(rehearsal.live.count == 2, "the old version and the new one, and no third")
        }
    }

    @Test(arguments: ["old", "new"])
    func `finds a thread whose yes was lost, under what it hangs on`(words: String) async throws {
        try await onX(words: words) { rehearsal in
            rehearsal.control.add(FaultRule(.dropAfterAccept, at: .commit, times: 2))
            let delivery = try await rehearsal.schedule(["Satu", "Dua"].map { Post.Part(text: $0) })

            try await rehearsal.advance(by: .hours(1))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(rehearsal.live.map(\.text).sorted() == ["Dua", "Satu"])
            let first = try #require(rehearsal.live.first { $0.text == "Satu" })
            let second = try #require(rehearsal.live.first { $0.text == "Dua" })
            #expect(second.parent == first.id)
            #expect(detail.receipts.map(\.remoteID) == [first.id, second.id])
        }
    }

    @Test func `somebody with keys of an app of his own connects and publishes`() async throws {
        try await onX { rehearsal in
            let house = try #require(Rehearsal.house(rehearsal.control))
            let secrets = rehearsal.control.secrets(of: house.id)
            func key(_ name: String) -> String { secrets[name]?.string ?? "" }
            let keys = UserKeys(
                consumerKey: key("consumerKey"), consumerSecret: Redacted(key("consumerSecret")),
                token: key("accessToken"), tokenSecret: Redacted(key("accessTokenSecret")))

            let step = try await rehearsal.accounts.beginConnecting(
                ConnectInput(platform: "x", userKeys: keys), redirect: "http://127.0.0.1/connections/callback",
                session: "s", by: rehearsal.caller)
            guard case .connected(let ids) = step else { return #expect(Bool(false)) }
            let delivery = try await rehearsal.schedule([
                Post.Part(text: "Bertanda tangan", media: [try await rehearsal.picture("Cangkir")])
            ])
            try await rehearsal.advance(by: .minutes(5))

            #expect(ids == [rehearsal.account])
            #expect(try await signedIn(rehearsal).credentials.accessToken.reveal().hasPrefix("oauth1 "))
            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            _ = try seed(rehearsal, "citra_dewi", "Ke @kedaiaksara yuk")
            #expect(try await listen(rehearsal).said.count == 1)
        }
    }
}
