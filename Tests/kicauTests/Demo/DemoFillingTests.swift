import Foundation
import KicauCore
import KicauMeter
import KicauPublish
import KicauSandbox
import KicauStore
import KicauWeb
import Logging
import ServiceLifecycle
import Testing

@testable import kicau

@Suite("A demo that was just filled")
struct DemoFillingTests {
    /// Runs the seven networks on free ports, fills a demo in a folder of its own, and hands it over.
    private func filled(_ check: @escaping @Sendable (Stage) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.path + "/kicau-demo-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }  // the system empties its own folder
        let networks = try RehearsalNetworks()
        let group = ServiceGroup(services: [networks], logger: Logger(label: "test"))
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            let origins = await networks.addresses().map { (PlatformID($0.key), "http://127.0.0.1:\($0.value)") }
            let settings = try Settings(flags: [.data: path, .log: "error"], environment: [:], file: nil)
            let rehearsals = Dictionary(uniqueKeysWithValues: origins)
            let building = try await Building(settings, mode: .demo, rehearsals: rehearsals)
            try await RehearsalApps.install(rehearsals, in: building.accounts)
            let stage = Stage(building: building, networks: networks, origins: rehearsals, port: settings.port)
            try await stage.fill()
            try await check(stage)
            try building.store.close()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `has its people, its past in the books and on the networks, and something ahead`()
        async throws
    {
        try await filled { stage in
            let store = stage.building.store
            let cast = try #require(try await Casting(stage: stage).find())
            #expect(cast.callers.map(\.role) == [.owner, .admin, .editor, .writer, .viewer])
            #expect(Set(cast.accounts.keys) == Set(DemoWorld.Place.allCases))

            let home = cast.owner.workspace.id
            let now = SystemTime().now()
            let facts = try await store.read { tx in
                (
                    published: try tx.countPosts(PostsAsked(states: ["published"], limit: 1), in: home),
                    drafts: try tx.countPosts(PostsAsked(states: ["draft"], limit: 1), in: home),
                    ahead: try tx.postsDue(
                        from: now, to: now + .days(9), PostsAsked(states: ["scheduled"], limit: 99), in: home
                    ).count,
                    unbalanced: try tx.unbalancedBookings(), leaked: try tx.leakedHolds()
                )
            }
            #expect(facts.published == WorldTexts.past.count)
            #expect(facts.drafts == WorldTexts.drafts.count)
            #expect(facts.ahead >= WorldTexts.soon.count + WorldTexts.week.count)
            #expect(facts.unbalanced == 0)
            #expect(facts.leaked == 0)
            try await Self.checkLinks(stage, home)
            try await Self.checkMoney(stage, cast.owner)
            try await Self.checkCampaign(stage, cast.owner)
            try await Self.checkLaterStart(stage, cast)
        }
    }

    /// Each published delivery's link is a post on its network.
    private static func checkLinks(_ stage: Stage, _ home: ID<Workspace>) async throws {
        let rows = try await stage.building.store.read { tx in
            let posts = try tx.posts(PostsAsked(states: ["published"], limit: 500), in: home)
            return try tx.deliveries(ofAll: posts.map(\.id))
        }
        let live = Set(
            RehearsalPorts.order.flatMap { name -> [String] in
                guard let control = stage.networks.control(name) else { return [] }
                return control.posts.map(control.url(of:))
            })
        #expect(rows.count > 300)
        for row in rows { #expect(row.url.map(live.contains) == true, "\(row.url ?? "no link")") }
        let numbers = try await stage.building.store.read { tx in try rows.map { try tx.readings(of: $0.id) } }
        #expect(Set(numbers.joined().map(\.metric)) == ["likes", "replies", "reposts", "views"])
        #expect(numbers.allSatisfy { !$0.isEmpty })
    }

    /// X costs money, and this month's limit is nearly used.
    private static func checkMoney(_ stage: Stage, _ owner: Caller) async throws {
        let status = try await stage.building.house.metering.status(for: owner)
        let cap = try #require(status.cap)
        #expect(status.spent + status.held <= cap)
        let question = LedgerQuestion(account: "expenses:x:post_create_url")
        let ledger = try await stage.building.house.metering.bookings(question, for: owner)
        #expect(ledger.bookings.contains { $0.entries.contains { $0.amount == Money(microUSD: 200_000) } })
        #expect(try await stage.building.store.read { try $0.setting(DemoFolder.mark) } == DemoFolder.done)
    }

    /// The week's campaign has posts ahead, and a budget that some of them use.
    private static func checkCampaign(_ stage: Stage, _ owner: Caller) async throws {
        let campaign = try #require(try await stage.building.publishing.campaigns.all(for: owner).first)
        let posts = try await stage.building.store.read { tx in
            try tx.posts(PostsAsked(campaign: campaign.id, limit: 99), in: owner.workspace.id)
        }
        #expect(posts.count == WorldTexts.week.filter { Season.belongs($0) }.count)
        let scope = BudgetScope.campaign(campaign.id)
        let budgets = try await stage.building.house.metering.budgets(for: owner)
        let budget = try #require(budgets.first { $0.scope == scope })
        #expect(budget.used <= budget.cap ?? .zero)
    }

    /// A start after ten days moves what is late, and plans fresh posts when few are left.
    private static func checkLaterStart(_ stage: Stage, _ cast: Cast) async throws {
        let season = Season(stage: stage, company: Company(cast: cast, pictures: [:]))
        #expect(try await season.topUp() == 0)
        let home = cast.owner.workspace.id
        _ = try await stage.building.store.write { tx in
            try tx.also("UPDATE post SET due_ms = due_ms - 864000000 WHERE state = 'scheduled'")
        }
        let late = try await stage.building.store.read { tx in
            try tx.postsDue(
                from: Instant(ms: 0), to: SystemTime().now(), PostsAsked(states: ["scheduled"], limit: 99), in: home)
        }

        #expect(try await season.moveOn() == late.count)

        for row in late {
            try await stage.building.publishing.cancel(row.id, by: cast.owner)
        }
        #expect(try await season.topUp() == 6)
        #expect(try await season.topUp() == 0)
    }
}
