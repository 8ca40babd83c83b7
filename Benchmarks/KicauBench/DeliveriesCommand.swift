import ArgumentParser
import Foundation
import KicauCore
import KicauPublish
import KicauStore

struct DeliveriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "Let many deliveries fall due at one instant, and time them from claim to settlement.",
        discussion: """
            Beside them, before and after, the same disk is asked for bare durable commits: the ratio of the two is what \
            can be compared between machines.
            """
    )

    @Option(help: "How many deliveries, each a post of its own.")
    var count = 10_000

    @Option(help: "The accounts they go to, the seven networks by turns.")
    var accounts = 20

    @Option(help: "The workspaces the accounts are spread over.")
    var workspaces = 1

    @OptionGroup
    var place: Place

    func run() async throws {
        let before = try bare()
        let ground = try await Ground(place, workspaces: workspaces)
        let planning = Planning(
            ground: ground, accounts: try await ground.connect(accounts), count: count,
            due: try Due(at: ground.time.now() + .hours(2), zone: Ground.zone))
        let planned = try await planning.run()
        let due = planning.due.instant
        ground.time.jump(to: due - .seconds(1))
        let drained = try await Draining(ground: ground, own: count).run(as: "bench")
        let late = try await ground.store.read { tx in
            try tx.all("SELECT published_ms - due_ms AS late FROM delivery WHERE state = 'published' ORDER BY late") {
                try $0.int64("late")
            }
        }
        try ground.close()
        let report = Report(
            count: count, planned: planned, drained: drained, due: ground.time.onTheWall(due), late: late,
            line: ground.line, bare: (before + (try bare())) / 2)
        print(try JSONText.encode(report))
        guard late.count == count, ground.line.posts == count, ground.line.sentTwice == 0 else { throw ExitCode(1) }
    }

    private func bare() throws -> Double { try BareCommits.perSecond(min(count, 10_000) / 2, in: place.data) }
}

extension DeliveriesCommand {
    struct Report: Encodable {
        let deliveries: Int
        let settled: Int
        let sentTwice: Int
        let scheduledPerSecond: Double
        let settledPerSecond: Double
        /// When they fell due on the machine's own clock, in seconds, for whoever counts on the other side.
        let due: Double
        let latenessMs: [String: Int64]
        let cpuMsPerDelivery: Double
        let peakMiB: Double
        /// What the protocol asks to be durable, for each delivery, and how many syncs that took.
        let transactionsPerDelivery: Double
        let commitsPerDelivery: Double
        let bareCommitsPerSecond: Double
        /// Deliveries a second over bare commits a second.
        let againstBare: Double
        /// The same over what the bare rate would allow if each durable transaction had a commit of its own.
        let againstBareByTransactions: Double

        init(
            count: Int, planned: Double, drained: Draining.Drained, due: Instant, late: [Int64], line: CountingLine,
            bare: Double
        ) {
            let rate = Double(late.count) * 1000 / Double(max(late.last ?? 1, 1))
            let transactions = Double(drained.written.transactions) / Double(count)
            deliveries = count
            settled = late.count
            sentTwice = line.sentTwice
            scheduledPerSecond = rounded(planned, to: 0)
            settledPerSecond = rounded(rate, to: 0)
            self.due = Double(due.ms) / 1000
            latenessMs = ["p50": percentile(late, 0.5), "p99": percentile(late, 0.99), "max": late.last ?? 0]
            cpuMsPerDelivery = rounded(drained.cpu * 1000 / Double(count))
            peakMiB = rounded(drained.peakMiB, to: 1)
            transactionsPerDelivery = rounded(transactions)
            commitsPerDelivery = rounded(Double(drained.written.commits) / Double(count), to: 3)
            bareCommitsPerSecond = rounded(bare, to: 0)
            againstBare = rounded(rate / bare)
            againstBareByTransactions = rounded(rate * transactions / bare)
        }
    }
}
