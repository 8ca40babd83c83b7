import KicauCore
import KicauMeter
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// The connector for Mastodon against the rehearsal server: hearing, answering, marking, editing and quoting.
@Suite("A Mastodon account that listens", .serialized)
struct MastodonInboxConformanceTests {
    private let mastodon = Mastodon()

    private func signedIn(_ rehearsal: Rehearsal) async throws -> SignedIn {
        guard case .ready(let signedIn) = try await rehearsal.accounts.keeper.key(for: rehearsal.account) else {
            throw Rehearsal.Missing()
        }
        return signedIn
    }

    private func line(_ rehearsal: Rehearsal) -> MeteredLine {
        rehearsal.kit.metered(for: rehearsal.caller.workspace, platform: mastodon.id, work: .inbox)
    }

    private func heard(
        _ rehearsal: Rehearsal, mark: [String: JSONValue] = [:]
    ) async throws -> (said: [Said], mark: [String: JSONValue]) {
        let listening = Listening(
            signedIn: try await signedIn(rehearsal), mark: mark, posts: [], now: rehearsal.time.now())
        guard case .said(let said, let mark, _) = await mastodon.listen(listening, via: line(rehearsal)) else {
            throw Rehearsal.Missing()
        }
        return (said, mark)
    }

    private func seed(_ rehearsal: Rehearsal, _ post: SeedPost) throws -> LivePost {
        rehearsal.time.advance(by: .seconds(1))
        return try #require(rehearsal.control.seed(post))
    }

    private func published(
        _ rehearsal: Rehearsal, _ post: Post
    ) async throws -> DeliveryDetail {
        let now = rehearsal.time.now()
        let due = try Due(at: now, zone: "Asia/Jakarta")
        let id = try await rehearsal.publishing.schedule(
            DraftContent(post: post, accounts: [rehearsal.account]), as: nil, version: nil,
            timing: .at(Due(wall: due.wall, zone: due.zone, instant: now)), key: "\(now.ms)", by: rehearsal.caller)
        try await rehearsal.advance(by: .minutes(10))
        let detail = try await rehearsal.publishing.post(id, for: rehearsal.caller).deliveries.first
        return try #require(detail)
    }

    @Test func `hears what is said, once, page after page`() async throws {
        try await Rehearsal.on(mastodon) { rehearsal in
            let house = try #require(Rehearsal.house(rehearsal.control))
            let mine = try seed(rehearsal, SeedPost(account: house.id, text: "Kopi"))
            let answer = try seed(rehearsal, SeedPost(account: "bima_pratama", text: "Enak!", parent: mine.id))
            for number in 1...500 {
                _ = try seed(rehearsal, SeedPost(account: "citra_dewi", text: "@\(house.handle) \(number)"))
            }

            let first = try await heard(rehearsal)
            let second = try await heard(rehearsal, mark: first.mark)
            let mention = try seed(rehearsal, SeedPost(account: "eka_putri", text: "Halo @\(house.handle)"))
            let third = try await heard(rehearsal, mark: second.mark)
            let fourth = try await heard(rehearsal, mark: third.mark)

            #expect(first.said.count == 400 && second.said.count == 101)
            #expect(Set((first.said + second.said).map(\.receipt.remoteID)).count == 501)
            let reply = try #require(second.said.first { $0.receipt.remoteID == answer.id })
            #expect(reply.kind == .reply && reply.about == mine.id && reply.text == "Enak!")
            #expect(reply.speaker.handle == "bima_pratama" && reply.speaker.name == "Bima Pratama")
            #expect(third.said.map(\.receipt.remoteID) == [mention.id])
            #expect(third.said.map(\.kind) == [.mention])
            #expect(fourth.said == [])
        }
    }

    @Test(arguments: [false, true])
    func `answers a private message privately, exactly once`(isLost: Bool) async throws {
        try await Rehearsal.on(mastodon) { rehearsal in
            let house = try #require(Rehearsal.house(rehearsal.control))
            let quiet = try seed(
                rehearsal,
                SeedPost(
                    account: "bima_pratama", text: "@\(house.handle) buka?",
                    own: ["visibility": "direct", "spoiler": "Jam"]))
            let said = try #require(try await heard(rehearsal).said.first)
            if isLost { rehearsal.control.add(FaultRule(.dropAfterAccept, at: .commit, times: 1)) }

            let detail = try await published(
                rehearsal,
                Post(parts: [Post.Part(text: "@\(said.speaker.handle) buka")], answering: said.receipt))

            #expect(detail.state == .published)
            #expect(detail.receipts.first?.differences == [])
            let answers = rehearsal.live.filter { $0.parent == quiet.id }
            #expect(answers.map { $0.own["visibility"] } == ["direct"])
            #expect(answers.map { $0.own["spoiler"] } == ["Jam"])
        }
    }

    @Test func `marks a favourite and takes it back`() async throws {
        try await Rehearsal.on(mastodon) { rehearsal in
            let house = try #require(Rehearsal.house(rehearsal.control))
            let post = try seed(rehearsal, SeedPost(account: "bima_pratama", text: "@\(house.handle) enak"))
            let said = try #require(try await heard(rehearsal).said.first)
            let signedIn = try await signedIn(rehearsal)
            var likes: [Int?] = []
            for deed in [Deed.like, .like, .unlike, .unlike] {
                let end = await mastodon.act(
                    deed, on: said, of: signedIn, now: rehearsal.time.now(), via: line(rehearsal))
                #expect(end == .done)
                likes.append(rehearsal.live.first { $0.id == post.id }?.counts.likes)
            }

            #expect(likes == [1, 1, 0, 0])
        }
    }

    @Test func `edits words and keeps the picture, or the poll with its votes`() async throws {
        try await Rehearsal.on(mastodon) { rehearsal in
            let picture = try await rehearsal.picture("Secangkir kopi")
            let poll = ["poll": ["Kopi", "Teh"]]
            for (media, options) in [([picture], [:]), ([], poll)] as [([Media], [String: [String]])] {
                var post = Post(
                    parts: [Post.Part(text: "Salah tulis", media: media)],
                    options: [mastodon.id: ChosenOptions(options)])
                let detail = try await published(rehearsal, post)
                let receipt = try #require(detail.receipts.first)
                let signedIn = try await signedIn(rehearsal)
                let before = mastodon.render(post, for: signedIn.account, at: rehearsal.time.now()).rendition.parts[0]
                post.parts[0].text = "Benar tulis"
                let after = mastodon.render(post, for: signedIn.account, at: rehearsal.time.now()).rendition.parts[0]

                let edition = await mastodon.edit(
                    PublishedPart(part: before, receipt: receipt, parent: nil), to: after, of: signedIn,
                    now: rehearsal.time.now(), via: line(rehearsal))

                guard case .edited(let fresh) = edition else { return #expect(Bool(false), "\(edition)") }
                #expect(fresh.remoteID == receipt.remoteID && fresh.differences == [])
                let live = rehearsal.live.first { $0.id == fresh.remoteID }
                #expect(live?.text == "Benar tulis" && live?.media.count == media.count)
                #expect(live?.media.first?.alt == media.first?.alt)
                #expect((live?.own["poll"] != nil) == !options.isEmpty)
            }
        }
    }

    @Test func `quotes a post of its own server and one of another`() async throws {
        try await Rehearsal.on(mastodon) { rehearsal in
            let here = try seed(rehearsal, SeedPost(account: "bima_pratama", text: "Kopi"))
            let far = "https://lain.example/@citra/9"
            _ = try seed(rehearsal, SeedPost(account: "citra_dewi", text: "Teh", own: ["remote": .string(far)]))
            for (link, differences) in [(rehearsal.control.url(of: here), 0), (far, 1)] {
                let detail = try await published(
                    rehearsal,
                    Post(
                        parts: [Post.Part(text: "Setuju dengan \(differences)")],
                        options: [mastodon.id: ChosenOptions(["quote": [link]])]))

                #expect(detail.state == .published, "\(String(describing: detail.trouble))")
                #expect(detail.receipts.first?.differences.count == differences)
            }
            #expect(rehearsal.live.filter { $0.own["quote"] != nil }.count == 2)
        }
    }
}
