import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("Saying it for less")
struct CheaperWayTests {
    private static let words = "Link in profile"

    private func cents(_ post: Post) -> Money {
        let texts = post.parts.map(\.text) + [post.firstComment].compactMap(\.self)
        return texts.reduce(.zero) { $0 + Money(microUSD: $1.contains("https://") ? 200_000 : 15_000) }
    }

    private func ways(_ post: Post) -> [CheaperWay] {
        CheaperWay.all(for: post, costing: cents(post), profile: Self.words) { cents($0) }
    }

    @Test func `with one link offers no reply, because the reply's own link costs the same and more`() {
        let found = ways(Post(parts: [.init(text: "Menu baru: https://kedai.example/menu")]))

        #expect(found.map(\.kind) == [.linkInProfile, .withoutLink, .leaveOut])
        #expect(found.map(\.fare.microUSD) == [15_000, 15_000, 0])
        #expect(found.map(\.saving.microUSD) == [185_000, 185_000, 200_000])
    }

    @Test func `with two links in a thread puts both into one reply, and prices both parts`() throws {
        let post = Post(parts: [.init(text: "Satu https://a.example/1"), .init(text: "Dua https://a.example/2")])

        let reply = try #require(ways(post).first { $0.kind == .linkInReply })

        #expect(reply.fare.microUSD == 15_000 * 2 + 200_000)
        #expect(reply.saving.microUSD == 170_000)
        let worded = try #require(post.worded(.linkInReply, profile: Self.words))
        #expect(worded.parts.map(\.text) == ["Satu", "Dua"])
        #expect(worded.firstComment == "https://a.example/1\nhttps://a.example/2")
    }

    @Test func `leaves no hole where the link was`() {
        let post = Post(parts: [.init(text: "Menu baru: https://kedai.example/menu\nDatang ya")])

        #expect(post.worded(.withoutLink, profile: Self.words)?.parts.map(\.text) == ["Menu baru\nDatang ya"])
        #expect(
            post.worded(.linkInProfile, profile: Self.words)?.parts.map(\.text)
                == ["Menu baru\nDatang ya\n\nLink in profile"])
    }

    @Test func `offers nothing for what is free, has no link, or is nothing but its link`() {
        #expect(ways(Post(parts: [.init(text: "Halo")])).map(\.kind) == [.leaveOut])
        #expect(Post(parts: [.init(text: "https://a.example")]).worded(.withoutLink, profile: "") == nil)
        #expect(CheaperWay.all(for: Post(parts: []), costing: .zero, profile: "") { _ in .zero }.isEmpty)
    }

    @Test func `offers only what the network would take`() {
        let post = Post(parts: [.init(text: "Menu https://kedai.example")])

        let found = CheaperWay.all(for: post, costing: Money(microUSD: 200_000), profile: Self.words) { _ in nil }

        #expect(found.map(\.kind) == [.leaveOut])
    }

    @Test func `changes the words of one account only`() throws {
        let content = DraftContent(
            post: Post(parts: [.init(text: "Menu https://kedai.example")]), accounts: [ID(1), ID(2)])

        let cheaper = try #require(content.cheaper(.withoutLink, for: ID(1), profile: ""))
        let left = try #require(content.cheaper(.leaveOut, for: ID(1), profile: ""))

        #expect(cheaper.post(for: ID(1)).parts.map(\.text) == ["Menu"])
        #expect(cheaper.post(for: ID(2)) == content.post)
        #expect(left.accounts == [ID(2)])
        #expect(content.cheaper(.withoutLink, for: ID(3), profile: "") == nil)
    }
}

@Suite("The price of a post that is being written")
struct PricedPlanTests {
    private func content(_ world: World, _ text: String) -> DraftContent {
        DraftContent(post: Post(parts: [.init(text: text)]), accounts: [world.account])
    }

    @Test func `says how much of it is the link's, and what is planned besides`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 1_000_000))
        _ = try await world.schedule("Satu")
        _ = try await world.schedule("Dua")

        let preview = try await world.publishing.preview(
            content(world, "Menu https://kedai.example"), at: nil, for: world.caller)

        #expect(preview.accounts.first?.cheaper?.description == "$0.20 because of the link; $0.015 without it.")
        let plan = try #require(preview.plan)
        #expect(plan.calendar.microUSD == 30_000 && plan.deliveries == 2)
        #expect(plan.shares.map(\.budget.scope) == [.workspace])
        #expect(plan.shares.first?.left?.microUSD == 970_000)
        #expect(plan.shares.first?.takes.microUSD == 200_000)
        #expect(!plan.isOver)
    }

    @Test func `shows each budget that applies, and which of them is short`() async throws {
        let world = try await World.flock()
        let (workspace, account) = (world.caller.workspace.id, world.account)
        try await world.store.write(as: .shut) { tx in
            try tx.setAllowance(
                Money(microUSD: 100_000), isHard: true, for: .network("x"), of: workspace, fromMonth: "2026-06")
            try tx.setAllowance(
                Money(microUSD: 900_000), isHard: true, for: .account(account), of: workspace, fromMonth: "2026-06")
            try tx.setAllowance(
                Money(microUSD: 1), isHard: true, for: .network("mastodon"), of: workspace, fromMonth: "2026-06")
        }

        let plan = try #require(
            try await world.publishing.preview(
                content(world, "Menu https://kedai.example"), at: nil, for: world.caller
            ).plan)

        #expect(plan.shares.map(\.budget.scope) == [.network("x"), .account(account)])
        #expect(plan.shares.map(\.isShort) == [true, false])
        #expect(plan.shares.map(\.name) == ["Fake", "ayu"])
        #expect(plan.isOver)
    }

    @Test func `is not in the way of the post that already holds it`() async throws {
        let world = try await World.flock(cap: Money(microUSD: 20_000))
        let delivery = try await world.delivery(try await world.schedule("Satu"))

        let plan = try #require(
            try await world.publishing.preview(
                content(world, "Satu lagi"), at: nil, except: delivery.post, for: world.caller
            ).plan)

        #expect(plan.shares.first?.left?.microUSD == 20_000)
        #expect(plan.deliveries == 0 && !plan.isOver)
    }
}
