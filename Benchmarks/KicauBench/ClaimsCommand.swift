import ArgumentParser
import KicauCore
import KicauStore

struct ClaimsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims",
        abstract: "Time claims in a folder that was filled: of the few that are due, and when everything is.",
        discussion: "Each claim is given back, untimed.")

    @Option(help: "A filled folder that no server uses.")
    var data: String

    @Option(help: "How many claims of each size.")
    var rounds = 200

    func run() async throws {
        let folder = try DataFolder(data)
        let store = try await Store.sqlite(in: folder, now: ShiftedTime().now())
        guard let soon = try await instant(of: ClaimsCommand.few, in: store) else {
            throw Problem(.broken, "Too little is planned.", do: "Fill the folder with more posts.")
        }
        let late = soon + .days(3650)
        let reports = [
            "few": try await claims(of: ClaimsCommand.few, room: 128, in: store, now: soon),
            "oneOfAll": try await claims(of: 1, room: 1, in: store, now: late),
            "roomOfAll": try await claims(of: 128, room: 128, in: store, now: late),
        ]
        try store.close()
        folder.unlock()
        print(try JSONText.encode(reports))
    }

    /// So many are due at one look at the plan; the room of a node is the other measure.
    private static let few = 20

    /// When so many accounts have something due.
    private func instant(of count: Int, in store: Store) async throws -> Instant? {
        try await store.read { tx in
            try tx.first(
                """
                SELECT act_ms FROM (SELECT account_id, MIN(act_ms) AS act_ms FROM (
                    SELECT account_id, act_ms FROM delivery WHERE state = 'scheduled' ORDER BY act_ms LIMIT 1000) AS soonest
                    GROUP BY account_id) AS heads
                ORDER BY act_ms LIMIT 1 OFFSET \(count - 1)
                """, { try $0.instant("act_ms") })
        }
    }

    /// Each has to find so many, and has room for more.
    private func claims(of size: Int, room: Int, in store: Store, now: Instant) async throws -> Report {
        var statements: [Int64] = []
        var transactions: [Int64] = []
        for _ in 0..<rounds {
            let begun = ContinuousClock.now
            statements.append(
                try await store.write { tx in
                    let asked = ContinuousClock.now
                    let claims = try tx.claimDeliveries(
                        room, for: "bench", at: now, lease: .days(3650))
                    guard claims.count >= size else {
                        throw Problem(.broken, "Too little is planned.", do: "Fill the folder with more posts.")
                    }
                    return microseconds(since: asked)
                })
            transactions.append(microseconds(since: begun))
            try await store.write { tx in _ = try tx.reapLeases(at: now, everything: true) }
        }
        return Report(statements.sorted(), transactions.sorted())
    }

    struct Report: Encodable {
        /// The claim itself; and with its commit, synced to disk.
        let p50Ms: Double
        let p99Ms: Double
        let durableP50Ms: Double
        let durableP99Ms: Double

        init(_ statements: [Int64], _ transactions: [Int64]) {
            p50Ms = Double(percentile(statements, 0.5)) / 1000
            p99Ms = Double(percentile(statements, 0.99)) / 1000
            durableP50Ms = Double(percentile(transactions, 0.5)) / 1000
            durableP99Ms = Double(percentile(transactions, 0.99)) / 1000
        }
    }
}

private func microseconds(since begun: ContinuousClock.Instant) -> Int64 {
    Int64(begun.duration(to: .now) / .microseconds(1))
}
