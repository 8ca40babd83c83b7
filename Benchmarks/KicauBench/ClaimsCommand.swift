import ArgumentParser
import KicauCore
import KicauStore

struct ClaimsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims",
        abstract: "Time claims in a folder that was filled, one delivery and a room full at once.",
        discussion:
            "Everything counts as due, so each claim chooses among all that is planned. It is given back at the end.")

    @Option(help: "A filled folder that no server uses.")
    var data: String

    @Option(help: "How many claims of each size.")
    var rounds = 500

    func run() async throws {
        let folder = try DataFolder(data)
        let now = ShiftedTime().now()
        let store = try await Store.sqlite(in: folder, now: now)
        let one = try await claims(of: 1, in: store, now: now)
        let room = try await claims(of: 32, in: store, now: now)
        try await store.write { tx in _ = try tx.reapLeases(at: now, everything: true) }
        try store.close()
        folder.unlock()
        print(try JSONText.encode(["one": one, "room": room]))
    }

    private func claims(of size: Int, in store: Store, now: Instant) async throws -> Report {
        var statements: [Int64] = []
        var transactions: [Int64] = []
        for _ in 0..<rounds {
            let begun = ContinuousClock.now
            statements.append(
                try await store.write { tx in
                    let asked = ContinuousClock.now
                    let claims = try tx.claimDeliveries(
                        size, for: "bench", at: now + .days(3650), lease: .days(3650))
                    guard claims.count == size else {
                        throw Problem(.broken, "Too little is planned.", do: "Fill the folder with more posts.")
                    }
                    return microseconds(since: asked)
                })
            transactions.append(microseconds(since: begun))
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
