import ArgumentParser
import KicauCore
import KicauMeter
import KicauStore

struct WhatIfCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if",
        abstract: "Price two months over many price-free events, beside a bare walk of the database over the same rows."
    )

    @Option(help: "Events, spread over the last 28 days, 20 accounts and seven networks.")
    var events = 1_000_000

    @Option(help: "How often each is measured; the median counts.")
    var times = 5

    @OptionGroup
    var place: Place

    func run() async throws {
        let ground = try await Ground(place)
        try await fill(ground)
        let metering = Metering(store: ground.store, prices: ground.prices, time: ground.time)
        let scenario = try Scenario(plans: ["x": "Enterprise Small"], postsPercent: 200)
        var asked: [Double] = []
        var walked: [Double] = []
        for _ in 0..<times {
            walked.append(try await seconds { try await self.walk(ground) })
            asked.append(try await seconds { _ = try await metering.whatIf(scenario, for: ground.caller) })
        }
        let (whatIf, walk) = (asked.sorted()[times / 2] * 1000, walked.sorted()[times / 2] * 1000)
        let report = Report(
            events: events, whatIfMs: rounded(whatIf, to: 1), walkMs: rounded(walk, to: 1),
            againstWalk: rounded(whatIf / walk))
        try ground.close()
        print(try JSONText.encode(report))
    }

    func validate() throws {
        guard (1...100_000_000).contains(events), (1...1000).contains(times) else {
            throw ValidationError("--events is from 1 to 100000000, --times from 1 to 1000.")
        }
    }

    /// Written by the database itself: what is measured is the reading.
    private func fill(_ ground: Ground) async throws {
        let (workspace, now, events) = (ground.caller.workspace.id, ground.time.now().ms, Int64(events))
        let span: Int64 = 28 * 86_400_000
        try await ground.store.write { tx in
            try tx.also(
                """
                WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < \(events) - 1)
                INSERT INTO meter_event (workspace_id, name, platform, unit, count, account_id, at_ms)
                SELECT \(workspace), CASE n % 4 WHEN 0 THEN 'delivery/' ELSE 'call/' END || n,
                    CASE n % 7 WHEN 0 THEN 'x' WHEN 1 THEN 'facebook' WHEN 2 THEN 'instagram' WHEN 3 THEN 'threads'
                        WHEN 4 THEN 'linkedin' WHEN 5 THEN 'mastodon' ELSE 'bluesky' END,
                    CASE n % 7 WHEN 0 THEN CASE n % 4 WHEN 0 THEN 'post_create_url' ELSE 'owned_read' END
                        ELSE CASE n % 4 WHEN 0 THEN 'publish' ELSE 'read' END END,
                    1 + n % 3, 1 + n % 20, \(now) - \(span) + n * (\(span) / \(events)) FROM number
                """)
        }
    }

    /// The least that any answer needs: each of the rows once, and what is counted in it.
    private func walk(_ ground: Ground) async throws {
        let workspace = ground.caller.workspace.id
        let found = try await ground.store.read { tx in
            try tx.first(
                """
                SELECT COUNT(*) AS rows_seen, SUM(count) AS sum, MAX(at_ms) AS last, MAX(account_id) AS account,
                    MAX(platform) AS platform, MAX(unit) AS unit, MAX(substr(name, 1, 9)) AS name
                FROM meter_event WHERE workspace_id = \(workspace) AND at_ms >= 0
                """, { try $0.int("rows_seen") })
        }
        guard found == events else {
            throw Problem(.broken, "Not all events were written.", do: "Choose an empty data folder.")
        }
    }

    private func seconds(_ work: () async throws -> Void) async throws -> Double {
        let begun = Effort.now()
        try await work()
        return begun.wall(to: .now())
    }

    struct Report: Encodable {
        let events: Int
        let whatIfMs: Double
        let walkMs: Double
        let againstWalk: Double
    }
}
