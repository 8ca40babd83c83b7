import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Facebook's connector against its rehearsal network, where it differs from the others: mentions, two levels of
/// comments, hiding, and answers whose own answer is lost.
@Suite("The inbox of a Facebook page", .serialized)
struct FacebookInboxConformanceTests {
    private struct Stand: Sendable {
        let rehearsal: Rehearsal
        let signedIn: SignedIn
        let ours: LivePost

        func seed(_ text: String, under parent: LivePost?) throws -> LivePost {
            rehearsal.time.advance(by: .minutes(1))
            return try #require(
                rehearsal.control.seed(SeedPost(account: "eka_putri", text: text, parent: parent?.id)))
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

        func answer(_ text: String, to said: Said, media: [Media] = []) async throws -> DeliveryID {
            let content = DraftContent(
                post: Post(parts: [Post.Part(text: text, media: media)], answering: said.receipt),
                accounts: [rehearsal.account])
            let due = try Due(at: rehearsal.time.now(), zone: "Asia/Jakarta")
            let post = try await rehearsal.publishing.schedule(
                content, as: nil, version: nil, timing: .at(due), key: text, by: rehearsal.caller)
            let deliveries = try await rehearsal.publishing.post(post, for: rehearsal.caller).deliveries
            return try #require(deliveries.first).id
        }

        func act(_ deed: Deed, on said: Said) async -> DeedEnd {
            await rehearsal.platform.act(
                deed, on: said, of: signedIn, now: rehearsal.time.now(), via: rehearsal.kit.line)
        }
    }

    private func on(_ test: @escaping @Sendable (Stand) async throws -> Void) async throws {
        try await Rehearsal.on(Facebook()) { rehearsal in
            guard case .ready(let signedIn) = try await TokenKeeper(kit: rehearsal.kit).key(for: rehearsal.account)
            else {
                Issue.record("no key")
                return
            }
            let ours = try #require(
                rehearsal.control.seed(SeedPost(account: signedIn.account.remoteID, text: "Kopi pagi")))
            try await test(Stand(rehearsal: rehearsal, signedIn: signedIn, ours: ours))
        }
    }

    @Test func `holds comments of both levels and mentions, once each, and nothing of the page`() async throws {
        try await on { stand in
            let first = try stand.seed("Buka jam berapa?", under: stand.ours)
            let nested = try stand.seed("Saya juga mau tahu", under: first)
            let mention = try stand.seed("Sore di @kedaiaksara", under: nil)
            _ = stand.rehearsal.control.seed(
                SeedPost(account: stand.signedIn.account.remoteID, text: "Jam delapan", parent: first.id))

            let (said, mark) = try await stand.listen()
            stand.rehearsal.time.advance(by: .hours(3))
            let later = try stand.seed("Baik", under: stand.ours)
            let (again, _) = try await stand.listen(mark)

            #expect(Set(said.map(\.receipt.remoteID)) == [first.id, nested.id, mention.id])
            #expect(said.filter { $0.kind == .comment }.allSatisfy { $0.about == stand.ours.id })
            #expect(said.first { $0.kind == .mention }?.about == nil)
            #expect(said.allSatisfy { $0.speaker.name == "Eka Putri" })
            #expect(again.map(\.receipt.remoteID).contains(later.id))
        }
    }

    @Test func `reads a long talk to its end over several readings`() async throws {
        try await on { stand in
            for number in 0..<620 { _ = try stand.seed("Komentar \(number)", under: stand.ours) }

            var heard: Set<String> = []
            var mark: [String: JSONValue] = [:]
            for _ in 0..<3 {
                let (said, next) = try await stand.listen(mark)
                #expect(said.count <= 500)
                heard.formUnion(said.map(\.text))
                mark = next
            }

            #expect(heard.count == 620)
            #expect(Set(mark.keys) == ["since"])
        }
    }

    @Test(arguments: [FaultKind?.none, .dropAfterAccept, .dropBeforeAccept, .serverErrorAfter])
    func `answers once, on either level`(fault: FaultKind?) async throws {
        try await on { stand in
            let first = try stand.seed("Buka jam berapa?", under: stand.ours)
            let nested = try stand.seed("Saya juga mau tahu", under: first)
            for said in try await stand.listen().said {
                let text = said.receipt.remoteID == nested.id ? "Sampai malam" : "Jam delapan"
                // Somebody else happens to say the same.
                _ = try stand.seed(text, under: first)
                if let fault {
                    stand.rehearsal.control.add(FaultRule(fault, at: .comment, times: 1, ms: 7_000))
                }
                let delivery = try await stand.answer(text, to: said)
                try await stand.rehearsal.advance(by: .hours(2))

                let there = stand.rehearsal.live.filter {
                    $0.text == text && $0.account == stand.signedIn.account.remoteID
                }
                let detail = try await stand.rehearsal.detail(of: delivery)
                switch detail.state {
                case .published:
                    #expect(there.map(\.id) == detail.receipts.map(\.remoteID))
                    #expect(there.first?.parent == first.id)
                case .waiting: #expect(fault == .dropBeforeAccept && there.isEmpty)
                default: Issue.record("\(detail.state): \(String(describing: detail.trouble))")
                }
            }
        }
    }

    @Test func `answers with a picture, and a mention too`() async throws {
        try await on { stand in
            let mention = try stand.seed("Sore di @kedaiaksara", under: nil)
            let said = try #require(try await stand.listen().said.first)
            let picture = try await stand.rehearsal.picture("Dua cangkir")

            let delivery = try await stand.answer("Sampai nanti", to: said, media: [picture])
            try await stand.rehearsal.advance(by: .minutes(30))

            let detail = try await stand.rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            let there = try #require(stand.rehearsal.live.last)
            #expect(there.parent == mention.id)
            #expect(there.media.map(\.alt) == ["Dua cangkir"])
        }
    }

    @Test func `says no to answering what is gone`() async throws {
        try await on { stand in
            let theirs = try stand.seed("Buka?", under: stand.ours)
            let said = try #require(try await stand.listen().said.first)
            stand.rehearsal.control.takeDown(theirs)

            let delivery = try await stand.answer("Ya", to: said)
            try await stand.rehearsal.advance(by: .hours(1))

            #expect(try await stand.rehearsal.detail(of: delivery).state == .refused)
            #expect(stand.rehearsal.live.map(\.text) == ["Kopi pagi"])
        }
    }

    @Test func `likes and hides, and shows it`() async throws {
        try await on { stand in
            let theirs = try stand.seed("Jelek", under: stand.ours)
            let said = try #require(try await stand.listen().said.first)
            func own() -> [String: JSONValue] {
                stand.rehearsal.control.posts.first { $0.id == theirs.id }?.own ?? [:]
            }

            for deed in [Deed.like, .like, .hide, .hide] { #expect(await stand.act(deed, on: said) == .done) }
            #expect(own()["is_hidden"] == true && own()["liked_by"]?.array?.count == 1)
            for deed in [Deed.unlike, .unlike, .unhide, .unhide] {
                #expect(await stand.act(deed, on: said) == .done)
            }
            #expect(own()["is_hidden"] == false && own()["liked_by"] == [])
            stand.rehearsal.control.takeDown(theirs)
            guard case .refused = await stand.act(.hide, on: said) else {
                Issue.record("it is gone")
                return
            }
        }
    }
}
