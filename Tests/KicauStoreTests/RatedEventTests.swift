import KicauCore
import KicauTesting
import Testing

@testable import KicauStore

@Suite("The moment by which an event was rated")
struct RatedEventTests {
    private let now = Instant(ms: 1_780_279_200_000)

    private struct Written: Equatable {
        let name: String
        let rated: Instant
        let plan: String
    }

    private func written(_ store: Store) async throws -> [Written] {
        try await store.read { tx in
            try tx.all("SELECT name, rated_ms, plan FROM meter_event ORDER BY name") {
                Written(name: try $0.text("name"), rated: try $0.instant("rated_ms"), plan: try $0.text("plan"))
            }
        }
    }

    /// A post of two units that was due two days before it was booked, and a call without a plan.
    private func booked() async throws -> Store {
        let (store, now) = (try await TestStore.fresh(now: now), now)
        func fare(_ units: [String], _ plan: String?) -> Fare {
            Fare(
                items: units.map { .init(unit: MeterUnit($0), each: Money(microUSD: 10)) }, book: "a \"test\"",
                plan: plan, included: plan.map { [Included(plan: $0, units: units, count: 9)] })
        }
        let (post, call) = (fare(["post_create", "media_upload"], "Basic \"2\""), fare(["owned_read"], nil))
        try await store.write { tx in
            let workspace = try tx.addWorkspace(name: "Kedai", zone: "Asia/Jakarta", at: now)
            for (name, fare, priced) in [
                ("delivery/12/part/10", post, now + .days(3)), ("call/abc-9", call, now),
            ] {
                let new = NewHold(
                    name: name, workspace: workspace, delivery: nil, account: nil, platform: "x", month: "2026-06",
                    fare: fare, priced: priced)
                _ = try tx.hold(new, at: now)
                try tx.captureHold(name, at: now + .days(5))
            }
        }
        return store
    }

    private var expected: [Written] {
        [
            Written(name: "call/abc-9/0", rated: now, plan: ""),
            Written(name: "delivery/12/part/10/0", rated: now + .days(3), plan: "Basic \"2\""),
            Written(name: "delivery/12/part/10/1", rated: now + .days(3), plan: "Basic \"2\""),
        ]
    }

    @Test func `is written with it: a post's due time, a call's begin, and the plan that was paid for`() async throws {
        let store = try await booked()

        #expect(try await written(store) == expected)
    }

    @Test func `is taken from its hold where an older version wrote it`() async throws {
        let store = try await booked()
        try await store.write { tx in
            try tx.also("UPDATE meter_event SET rated_ms = 0, plan = ''")
            let own = tx.dialect == .sqlite ? RatedEventSchema.onSQLite : RatedEventSchema.onPostgres
            for statement in own {
                try tx.also(Query(stringLiteral: statement))
            }
        }

        #expect(try await written(store) == expected)
    }
}
