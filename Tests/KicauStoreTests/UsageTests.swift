import KicauCore
import KicauStore
import KicauTesting
import Testing

@Suite("What was used, by day")
struct UsageTests {
    private let store: Store
    private let workspace: ID<Workspace>
    private let day: Int64 = 20_601  // 2026-05-28

    init() async throws {
        let now = Instant(ms: 20_601 * 86_400_000)
        store = try await TestStore.fresh(now: now)
        workspace = try await store.write { try $0.addWorkspace(name: "Kedai", zone: "Asia/Jakarta", at: now) }
    }

    private func instant(_ day: Int64, hour: Int64 = 12) -> Instant { Instant(ms: day * 86_400_000 + hour * 3_600_000) }

    private func spend(
        _ name: String, _ unit: String, count: Int, account: Int64? = 7, campaign: ID<Campaign>? = nil,
        on platform: PlatformID = "x", at now: Instant
    ) async throws {
        let fare = Fare(items: [.init(unit: MeterUnit(unit, count: count), each: Money(microUSD: 10))], book: "")
        let new = NewHold(
            name: name, workspace: workspace, delivery: nil, account: account.map { ID<Account>($0) },
            campaign: campaign, platform: platform, month: "2026-05", fare: fare)
        try await store.write { tx in
            _ = try tx.hold(new, at: now)
            try tx.captureHold(name, at: now)
        }
    }

    private func usage(from: Int64, to: Int64) async throws -> [UsageCount] {
        let workspace = workspace
        return try await store.read { try $0.usage(of: workspace, from: from, to: to) }
    }

    private func note(_ unit: String, _ count: Int, account: Int64? = nil, day: Int64) async throws {
        let key = FreeCallKey(
            workspace: workspace, platform: "bluesky", account: account.map { ID<Account>($0) }, unit: unit, day: day)
        try await store.write { try $0.addFreeCalls([key: count]) }
    }

    @Test func `is summed by unit, account and UTC day, posts apart from calls`() async throws {
        try await spend("delivery/1/part/0", "post_create", count: 1, at: instant(day))
        try await spend("call/a", "post_create", count: 2, at: instant(day, hour: 1))
        try await spend("call/b", "post_create", count: 4, at: instant(day, hour: 23))
        try await spend("call/c", "post_create", count: 8, at: instant(day + 1, hour: 0))
        try await spend("call/d", "post_create", count: 16, account: nil, at: instant(day))

        func use(_ count: Int, posting: Bool = false, account: Int64? = 7, day: Int64) -> UsageCount {
            UsageCount(
                platform: "x", account: account.map { ID<Account>($0) }, unit: "post_create", isPosting: posting,
                day: day, count: count)
        }
        let all: Set = [
            use(1, posting: true, day: day), use(6, day: day), use(8, day: day + 1), use(16, account: nil, day: day),
        ]
        let used = try await usage(from: day, to: day + 2)
        #expect(Set(used) == all)
        #expect(try await usage(from: day + 1, to: day + 2) == [use(8, day: day + 1)])
        let workspace = workspace
        #expect(try await store.read { try $0.firstUsage(of: workspace) } == day)
    }

    @Test func `adds free calls to what was counted before, and counts them like the others`() async throws {
        try await note("read", 3, account: 5, day: day)
        try await note("read", 4, account: 5, day: day)
        try await note("read", 1, day: day - 1)

        #expect(try await usage(from: day - 1, to: day + 1).map(\.count) == [1, 7])
        #expect(try await usage(from: day - 1, to: day + 1).map(\.account) == [nil, ID(5)])
        let (workspace, from, to) = (workspace, instant(day, hour: 0), instant(day + 1, hour: 0))
        let events = try await store.read { try $0.meterEvents(of: workspace, from: from, to: to) }
        #expect(events.map(\.unit) == ["read"] && events.map(\.count) == [7])
        #expect(try await store.read { try $0.firstUsage(of: workspace) } == day - 1)
    }

    @Test func `since an instant is summed by network and unit, with what cost nothing`() async throws {
        try await spend("call/a", "owned_read", count: 2, at: instant(day))
        try await spend("call/b", "owned_read", count: 4, at: instant(day - 1))
        try await note("read", 3, account: 5, day: day)
        try await note("read", 8, account: 5, day: day - 1)

        let (workspace, since) = (workspace, instant(day, hour: 0))
        let used = try await store.read { try $0.usage(of: workspace, since: since) }

        #expect(used.map(\.unit) == ["read", "owned_read"] && used.map(\.count) == [3, 2])
    }

    @Test func `of a campaign and of language models is money by day`() async throws {
        let (workspace, made) = (workspace, instant(day))
        let campaign = try await store.write { tx in
            try tx.insert(
                "INSERT INTO campaign (workspace_id, name, made_ms) VALUES (\(workspace), 'Lebaran', \(made))",
                of: Campaign.self)
        }
        try await spend("delivery/1/part/0", "post_create", count: 2, campaign: campaign, at: instant(day))
        try await spend("delivery/2/part/0", "post_create", count: 1, campaign: campaign, at: instant(day + 1))
        try await spend("delivery/3/part/0", "post_create", count: 9, at: instant(day))
        try await spend("call/ai", "token_out", count: 5, on: .ai, at: instant(day))

        let (from, to) = (day, day + 2)
        let spent = try await store.read {
            try $0.spentByDay(on: campaign, in: workspace, from: from, to: to).sorted { $0.day < $1.day }
        }
        #expect(spent.map(\.amount.microUSD) == [20, 10])
        let ai = try await store.read { try $0.spentByDay(on: nil, in: workspace, from: from, to: to) }
        #expect(ai.map(\.amount.microUSD) == [50] && ai.map(\.day) == [day])
    }

    @Test func `is nothing where nothing was used`() async throws {
        let (workspace, day) = (workspace, day)
        #expect(try await usage(from: 0, to: day) == [])
        #expect(try await store.read { try $0.firstUsage(of: workspace) } == nil)
        #expect(try await store.read { try $0.plannedFares(of: workspace, before: day) } == [])
    }
}
