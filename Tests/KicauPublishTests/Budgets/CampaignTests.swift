import Foundation
import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// A post with one part costs $0.015 in this world.
@Suite("A campaign")
struct CampaignTests {
    private let price: Int64 = 15_000

    private func plan(_ world: World, _ text: String, in campaign: Campaign?, as id: PostID? = nil) async throws
        -> PostID
    {
        try await world.publishing.schedule(
            DraftContent(
                post: Post(parts: [.init(text: text)]), accounts: [world.account], campaign: campaign?.id),
            as: id, version: nil, timing: .at(try Due(at: world.time.now() + .hours(1), zone: "Asia/Jakarta")),
            key: UUID().uuidString, by: world.caller)
    }

    private func metering(_ world: World) -> Metering {
        Metering(store: world.store, prices: world.kit.prices, time: world.time)
    }

    private func held(_ campaign: Campaign, in world: World) async throws -> Int64? {
        try await metering(world).budgets(for: world.caller).first { $0.scope == .campaign(campaign.id) }?.held.microUSD
    }

    private func cap(_ campaign: Campaign, at micros: Int64, in world: World) async throws {
        try await metering(world).setBudget(.campaign(campaign.id), Money(microUSD: micros), by: world.caller)
    }

    @Test func `sums what its posts hold and spend, and refuses what would pass its budget`() async throws {
        let world = try await World.flock()
        let campaign = try await world.publishing.campaigns.make("Ramadan", by: world.caller)
        try await cap(campaign, at: price, in: world)
        _ = try await plan(world, "Satu", in: campaign)

        await #expect {
            _ = try await plan(world, "Dua", in: campaign)
        } throws: { ($0 as? Problem)?.code == .overBudget }
        _ = try await plan(world, "Tiga", in: nil)

        #expect(try await held(campaign, in: world) == price)
        let summary = try #require(try await world.publishing.campaigns.list(for: world.caller).first)
        #expect(summary.posts == 1 && summary.held == Money(microUSD: price) && summary.spent == .zero)
        try await world.advance(by: .hours(2))
        #expect(try await world.publishing.campaigns.list(for: world.caller).first?.spent == Money(microUSD: price))
    }

    @Test func `takes a post's holds over when it moves there, and what is spent stays`() async throws {
        let world = try await World.flock()
        let campaigns = world.publishing.campaigns
        let (one, other) = (
            try await campaigns.make("Satu", by: world.caller), try await campaigns.make("Dua", by: world.caller)
        )
        try await cap(one, at: 40_000, in: world)
        try await cap(other, at: 20_000, in: world)
        let post = try await plan(world, "Halo", in: one)
        let before = try await world.publishing.post(post, for: world.caller)

        try await campaigns.move(post, to: other.id, by: world.caller)

        let after = try await world.publishing.post(post, for: world.caller)
        #expect(try await held(one, in: world) == 0)
        #expect(try await held(other, in: world) == price)
        #expect(after.campaign == other && after.content.campaign == other.id)
        #expect(after.deliveries.map(\.id) == before.deliveries.map(\.id))
        #expect(after.version == before.version + 1)
        try await world.advance(by: .hours(2))
        try await campaigns.move(post, to: one.id, by: world.caller)
        let spent = try await metering(world).budgets(for: world.caller).first { $0.scope == .campaign(other.id) }?
            .spent
        #expect(spent == Money(microUSD: price))
    }

    @Test func `leaves a post where it is when there is no money for it`() async throws {
        let world = try await World.flock()
        let campaigns = world.publishing.campaigns
        let (one, poor) = (
            try await campaigns.make("Satu", by: world.caller), try await campaigns.make("Miskin", by: world.caller)
        )
        try await cap(one, at: 40_000, in: world)
        try await cap(poor, at: price - 1, in: world)
        let post = try await plan(world, "Halo", in: one)

        await #expect {
            try await campaigns.move(post, to: poor.id, by: world.caller)
        } throws: { ($0 as? Problem)?.code == .overBudget }

        #expect(try await held(one, in: world) == price)
        #expect(try await held(poor, in: world) == 0)
        #expect(try await world.publishing.post(post, for: world.caller).campaign == one)
    }

    @Test func `that gets its budget later counts what its posts hold, once`() async throws {
        let world = try await World.flock()
        let campaigns = world.publishing.campaigns
        let (one, other) = (
            try await campaigns.make("Satu", by: world.caller), try await campaigns.make("Dua", by: world.caller)
        )
        let post = try await plan(world, "Halo", in: one)
        try await campaigns.move(post, to: other.id, by: world.caller)

        try await cap(one, at: 40_000, in: world)
        try await cap(other, at: 40_000, in: world)

        #expect(try await held(one, in: world) == 0)
        #expect(try await held(other, in: world) == price)
        try await campaigns.move(post, to: nil, by: world.caller)
        #expect(try await held(other, in: world) == 0)
    }

    @Test func `that has ended takes no new posts, and those it has can still be planned anew`() async throws {
        let world = try await World.flock()
        let campaigns = world.publishing.campaigns
        let campaign = try await campaigns.make("Ramadan", by: world.caller)
        let post = try await plan(world, "Halo", in: campaign)
        _ = try await campaigns.change(campaign.id, isEnded: true, by: world.caller)

        await #expect {
            _ = try await plan(world, "Terlambat", in: campaign)
        } throws: { ($0 as? Problem)?.field == "campaign" }
        _ = try await plan(world, "Halo lagi", in: campaign, as: post)
        let copy = try await world.publishing.duplicate(post, by: world.caller)

        #expect(try await world.publishing.post(copy, for: world.caller).campaign == nil)
        _ = try await campaigns.change(campaign.id, isEnded: false, by: world.caller)
        _ = try await plan(world, "Tepat waktu", in: campaign)
        #expect(try await campaigns.list(for: world.caller).map(\.posts) == [2])
    }

    @Test func `has a name of its own`() async throws {
        let world = try await World.flock()
        let campaigns = world.publishing.campaigns
        let one = try await campaigns.make("  Ramadan ", by: world.caller)
        let other = try await campaigns.make("Idulfitri", by: world.caller)

        #expect(one.name == "Ramadan")
        for name in ["Ramadan", "", "   ", "a\nb", String(repeating: "a", count: 81)] {
            await #expect {
                _ = try await campaigns.make(name, by: world.caller)
            } throws: { ($0 as? Problem)?.field == "name" }
        }
        await #expect {
            _ = try await campaigns.change(other.id, name: "Ramadan", by: world.caller)
        } throws: { ($0 as? Problem)?.field == "name" }
        #expect(try await campaigns.change(one.id, name: "Ramadan", by: world.caller).name == "Ramadan")
    }

    @Test func `of another workspace is not here`() async throws {
        let world = try await World.flock()
        let stranger = try await World.settle(world.store, world.time, cap: nil, email: "budi@example.test")
        let theirs = try await world.publishing.campaigns.make("Milik mereka", by: stranger)

        await #expect {
            _ = try await plan(world, "Halo", in: theirs)
        } throws: { ($0 as? Problem)?.code == .notFound }
        await #expect {
            _ = try await world.publishing.campaigns.change(theirs.id, isEnded: true, by: world.caller)
        } throws: { ($0 as? Problem)?.code == .notFound }
        #expect(try await world.publishing.campaigns.list(for: world.caller).isEmpty)
    }

    @Test func `is what lists and series go by`() async throws {
        let world = try await World.flock()
        let campaign = try await world.publishing.campaigns.make("Tiap Selasa", by: world.caller)
        _ = try await plan(world, "Tidak termasuk", in: nil)
        _ = try await world.publishing.startSeries(
            DraftContent(
                post: Post(parts: [.init(text: "Selasa")]), accounts: [world.account], campaign: campaign.id),
            try Recurrence(.weekly([.tuesday]), from: "2026-06-01T09:00", zone: "Asia/Jakarta", end: .never), key: "s",
            by: world.caller)
        var filter = PostFilter()
        filter.campaign = campaign.id

        let found = try await world.publishing.list(filter, for: world.caller)

        #expect(found.total == 5)
        #expect(Set(found.items.map(\.excerpt)) == ["Selasa"])
        #expect(Set(found.items.map(\.campaign)) == [campaign.id])
    }
}
