import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Instagram's and Threads' connectors against their rehearsal networks: hearing, answering, hiding.
@Suite("The inboxes of Instagram and Threads", .serialized)
struct MetaInboxConformanceTests {
    private func on(
        _ name: String, _ test: @escaping @Sendable (Rehearsal, SignedIn, LivePost) async throws -> Void
    ) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            guard case .ready(let signedIn) = try await TokenKeeper(kit: rehearsal.kit).key(for: rehearsal.account)
            else {
                Issue.record("no key")
                return
            }
            let ours = try #require(
                rehearsal.control.seed(SeedPost(account: signedIn.account.remoteID, text: "Kopi pagi")))
            try await test(rehearsal, signedIn, ours)
        }
    }

    private func listen(
        _ rehearsal: Rehearsal, _ signedIn: SignedIn, mark: [String: JSONValue] = [:]
    ) async throws -> (said: [Said], mark: [String: JSONValue]) {
        let heard = await rehearsal.platform.listen(
            Listening(signedIn: signedIn, mark: mark, posts: [], now: rehearsal.time.now()), via: rehearsal.kit.line)
        guard case .said(let said, let mark, nil) = heard else {
            Issue.record("\(heard)")
            return ([], [:])
        }
        return (said, mark)
    }

    private func seed(_ rehearsal: Rehearsal, _ text: String, under parent: LivePost?) throws -> LivePost {
        rehearsal.time.advance(by: .minutes(1))
        return try #require(
            rehearsal.control.seed(SeedPost(account: "bima_pratama", text: text, parent: parent?.id)))
    }

    private func answer(_ rehearsal: Rehearsal, _ text: String, to said: Said) async throws -> DeliveryID {
        let content = DraftContent(
            post: Post(parts: [Post.Part(text: text)], answering: said.receipt), accounts: [rehearsal.account])
        let due = try Due(at: rehearsal.time.now(), zone: "Asia/Jakarta")
        let post = try await rehearsal.publishing.schedule(
            content, as: nil, version: nil, timing: .at(due), key: text, by: rehearsal.caller)
        let deliveries = try await rehearsal.publishing.post(post, for: rehearsal.caller).deliveries
        return try #require(deliveries.first).id
    }

    @Test(arguments: ["instagram", "threads"])
    func `hear what others say, once it is new, and nothing of ours`(name: String) async throws {
        try await on(name) { rehearsal, signedIn, ours in
            let first = try seed(rehearsal, "Buka jam berapa? 日本語", under: ours)
            let nested = try seed(rehearsal, "Saya juga mau tahu", under: first)
            _ = rehearsal.control.seed(
                SeedPost(account: signedIn.account.remoteID, text: "Jam delapan", parent: first.id))

            let (said, mark) = try await listen(rehearsal, signedIn)
            rehearsal.time.advance(by: .hours(3))
            let later = try seed(rehearsal, "Baik", under: ours)
            let (again, _) = try await listen(rehearsal, signedIn, mark: mark)

            #expect(Set(said.map(\.receipt.remoteID)) == [first.id, nested.id])
            #expect(said.allSatisfy { $0.speaker.handle == "bima_pratama" && $0.about == ours.id })
            #expect(said.first { $0.receipt.remoteID == first.id }?.text == "Buka jam berapa? 日本語")
            #expect(again.contains { $0.receipt.remoteID == later.id })
        }
    }

    @Test func `hear mentions on Threads`() async throws {
        try await on("threads") { rehearsal, signedIn, _ in
            let mention = try seed(rehearsal, "Ke @kedai.aksara yuk", under: nil)

            let (said, _) = try await listen(rehearsal, signedIn)

            #expect(said.map(\.receipt.remoteID) == [mention.id])
            #expect(said.map(\.kind) == [.mention] && said[0].about == nil)
        }
    }

    /// The answer to the commit gets lost: it is found, and stands there once.
    @Test(arguments: ["instagram", "threads"], [FaultKind?.none, .dropAfterAccept, .dropBeforeAccept])
    func `answer exactly once, under what is answered`(name: String, fault: FaultKind?) async throws {
        try await on(name) { rehearsal, signedIn, ours in
            let first = try seed(rehearsal, "Buka jam berapa?", under: ours)
            let nested = try seed(rehearsal, "Saya juga mau tahu", under: first)
            for said in try await listen(rehearsal, signedIn).said {
                let isNested = said.receipt.remoteID == nested.id
                let text = isNested ? "Sampai malam" : "Jam delapan"
                if let fault {
                    rehearsal.control.add(
                        FaultRule(fault, at: name == "instagram" ? .comment : .commit, times: 1, ms: 7_000))
                }
                let delivery = try await answer(rehearsal, text, to: said)
                try await rehearsal.advance(by: .minutes(30))

                let detail = try await rehearsal.detail(of: delivery)
                #expect(detail.state == .published, "\(text): \(String(describing: detail.trouble))")
                let there = rehearsal.live.filter { $0.text == text }
                #expect(there.count == 1)
                // Instagram has one level of answers.
                #expect(there.first?.parent == (isNested && name == "threads" ? nested.id : first.id))
            }
            let heard = try await listen(rehearsal, signedIn).said
            #expect(Set(heard.map(\.receipt.remoteID)) == [first.id, nested.id])
        }
    }

    @Test(arguments: ["instagram", "threads"])
    func `say no to answering what is gone`(name: String) async throws {
        try await on(name) { rehearsal, signedIn, ours in
            let theirs = try seed(rehearsal, "Buka?", under: ours)
            let said = try #require(try await listen(rehearsal, signedIn).said.first)
            rehearsal.control.takeDown(theirs)

            let delivery = try await answer(rehearsal, "Ya", to: said)
            try await rehearsal.advance(by: .hours(1))

            #expect(try await rehearsal.detail(of: delivery).state == .refused)
            #expect(rehearsal.live.map(\.text) == ["Kopi pagi"])
        }
    }

    @Test(arguments: ["instagram", "threads"])
    func `hide and show again, as often as one likes`(name: String) async throws {
        try await on(name) { rehearsal, signedIn, ours in
            let theirs = try seed(rehearsal, "Jelek", under: ours)
            let said = try #require(try await listen(rehearsal, signedIn).said.first)
            func act(_ deed: Deed) async -> DeedEnd {
                await rehearsal.platform.act(
                    deed, on: said, of: signedIn, now: rehearsal.time.now(), via: rehearsal.kit.line)
            }
            func isHidden() -> Bool {
                let own = rehearsal.control.posts.first { $0.id == theirs.id }?.own ?? [:]
                return own["hidden"] == true || own["hide_status"] == "HIDDEN"
            }

            for (deed, wanted) in [(Deed.hide, true), (.hide, true), (.unhide, false), (.unhide, false)] {
                #expect(await act(deed) == .done)
                #expect(isHidden() == wanted)
            }
            rehearsal.control.takeDown(theirs)
            guard case .refused = await act(.hide) else {
                Issue.record("it is gone")
                return
            }
        }
    }

    /// An account with less than the usual number of posts a day: the third waits until the first is a day old.
    @Test func `keep to the number of posts that Instagram names`() async throws {
        try await on("instagram") { rehearsal, _, _ in
            try await rehearsal.store.allowLateness(.days(2), in: rehearsal.caller.workspace)
            #expect(rehearsal.control.set(["postsPerDay": 2]))
            let part = try await PlatformConformanceTests.part("Dua", rehearsal, pictures: 1)
            let first = try await rehearsal.schedule([part])
            try await rehearsal.advance(by: .minutes(10))
            let third = try await rehearsal.schedule([part])
            try await rehearsal.advance(by: .hours(2))

            #expect(try await rehearsal.detail(of: first).state == .published)
            #expect(try await rehearsal.detail(of: third).state == .scheduled)
            #expect(rehearsal.control.calls.allSatisfy { $0.status != 400 })

            try await rehearsal.advance(by: .hours(23))
            #expect(try await rehearsal.detail(of: third).state == .published)
        }
    }
}
