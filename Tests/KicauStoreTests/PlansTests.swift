import Foundation
import KicauCore
import KicauTesting
import Synchronization
import Testing

@testable import KicauStore

/// Lets statements through, and keeps what SQLite says it does for each.
private final class Explaining: Connection {
    let connection: any Connection
    private(set) var plans: [String] = []

    init(_ connection: any Connection) { self.connection = connection }

    var dialect: Dialect { connection.dialect }

    func also(_ query: Query) throws { _ = try run(query) }

    func run(_ query: Query) throws -> Int {
        try explain(query)
        return try connection.run(query)
    }

    func rows(_ query: Query) throws -> [Row] {
        try explain(query)
        return try connection.rows(query)
    }

    private func explain(_ query: Query) throws {
        plans += try connection.rows("EXPLAIN QUERY PLAN " + query).map { try $0.text("detail") }
    }
}

@Suite("A question that is asked all the time")
struct PlansTests {
    let now = HandTime().now()

    private func plans(_ work: @escaping @Sendable (borrowing Transaction) throws -> Void) async throws -> [String] {
        let store = try await Store.inMemory(named: UUID().uuidString, now: now)
        return try await store.write { tx in
            let explaining = Explaining(tx.connection)
            try work(Transaction(connection: explaining))
            return explaining.plans
        }
    }

    /// The table, or an index over all that is planned, from its one end to the other.
    private func walksOverThePlan(_ step: String) -> Bool { step.hasPrefix("SCAN delivery") }

    @Test func `claims what is due and leaves out what is planned`() async throws {
        let plans = try await plans { [now] tx in
            _ = try tx.claimDeliveries(8, for: "one", at: now, lease: .seconds(60))
            _ = try tx.claimDoubts(8, for: "one", at: now, lease: .seconds(60))
        }

        #expect(plans.contains("SEARCH delivery USING INTEGER PRIMARY KEY (rowid=?)"))
        #expect(!plans.contains(where: walksOverThePlan))
        // Threads under way are few; all that an account has planned is not.
        #expect(!plans.contains { $0.hasSuffix("delivery_lane (account_id=?)") })
    }

    @Test func `finds what was missed and leaves out what is planned`() async throws {
        let plans = try await plans { [now] tx in _ = try tx.askAboutMissed(at: now, story: .init("Missed.")) }

        #expect(plans.contains { $0.contains("delivery_ripe (act_ms<?)") })
        #expect(!plans.contains(where: walksOverThePlan))
    }

    @Test func `writes many intents and yeses by the numbers of their rows`() async throws {
        let plans = try await plans { [now] tx in
            try tx.also(
                """
                INSERT INTO workspace (name, zone, missed_limit_ms, resends_after_two_looks, created_ms)
                VALUES ('A', 'UTC', 0, 0, 0)
                """)
            let claim = try Claim(
                Row(
                    columns: [
                        "id", "epoch", "workspace_id", "account_id", "post_id", "key", "due_ms", "doubt", "looks",
                        "rendition",
                    ],
                    values: [
                        .integer(1), .integer(1), .integer(1), .integer(1), .integer(1), .text("key"), .integer(0),
                        .integer(0), .integer(0), .text(#"{"platform":"x","parts":[]}"#),
                    ]))
            _ = try tx.intend(
                [NewIntent(claim, position: 0, part: 0, quietUntil: now)], at: now, deadline: now, leaseEnds: now)
            try tx.endAttempts([(attempt: ID(1), answer: "1")], at: now)
            try tx.publish(
                [try Yes(claim, position: 0, result: [:], url: nil, hold: "hold", story: .init("Live."))], at: now)
        }

        #expect(!plans.contains { $0.hasPrefix("SCAN ") && !$0.contains("asked") && !$0.contains("CONSTANT") })
        // The two changes of state, and the outbox.
        #expect(plans.filter { $0 == "SEARCH delivery USING INTEGER PRIMARY KEY (rowid=?)" }.count == 3)
    }

    @Test func `takes leases back by their end`() async throws {
        let plans = try await plans { [now] tx in _ = try tx.reapLeases(at: now, everything: false) }

        #expect(plans.contains { $0.contains("delivery_lease (lease_ends_ms<?)") })
    }

    @Test func `shows what needs a person without walking over the whole list`() async throws {
        let plans = try await plans { tx in
            _ = try tx.posts(PostsAsked(states: ["needs-you", "refused", "partly"], limit: 8), in: ID(1))
        }

        #expect(plans.count == 3)
        #expect(plans.allSatisfy { $0.contains("post_state (workspace_id=? AND state=?)") })
    }

    @Test func `counts who needs a person, day by day, among few`() async throws {
        let plans = try await plans { [now] tx in
            _ = try tx.countPostsInNeed(from: now, to: now + .hours(24), PostsAsked(limit: 1), in: ID(1))
        }

        #expect(plans.count == 1)
        #expect(plans.allSatisfy { $0.contains("post_in_need (workspace_id=? AND due_ms>? AND due_ms<?)") })
    }

    @Test func `goes from one planned zone to the next`() async throws {
        let plans = try await plans { [now] tx in _ = try tx.zonesPlannedIn(after: now) }

        #expect(!plans.contains { $0.hasPrefix("SCAN post") })
    }

    @Test func `counts deliveries of every state without reading a row`() async throws {
        let plans = try await plans { [now] tx in
            _ = try tx.deliveryCounts()
            _ = try tx.countOverdue(at: now, grace: .seconds(60))
        }

        #expect(!plans.contains("SCAN delivery"))
    }
}
