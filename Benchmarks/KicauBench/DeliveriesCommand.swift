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

    @Option(help: "An empty folder on the disk to measure.")
    var data: String

    func run() async throws {
        let before = try BareCommits.perSecond(count / 2, in: folder())
        let ground = try await Ground(in: data)
        let planned = try await plan(on: ground)
        let drained = try await drain(ground, due: planned.due)
        let late = try await ground.store.read { tx in
            try tx.all("SELECT published_ms - due_ms AS late FROM delivery WHERE state = 'published' ORDER BY late") {
                try $0.int64("late")
            }
        }
        try ground.close()
        let after = try BareCommits.perSecond(count / 2, in: folder())
        let report = Report(
            count: count, planned: planned.perSecond, drained: drained, late: late, line: ground.line,
            bare: (before + after) / 2)
        print(try JSONText.encode(report))
        guard late.count == count, ground.line.keys == count, ground.line.sentTwice == 0 else { throw ExitCode(1) }
    }

    private func folder() throws -> String {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        return data
    }

    /// Schedules through the front door, so many at once as a busy server would.
    private func plan(on ground: Ground) async throws -> (due: Instant, perSecond: Double) {
        let accounts = try await ground.connect(20).map(\.account)
        let publishing = Publishing(kit: ground.kit)
        let wall = try Due(at: ground.time.now() + .hours(2), zone: Ground.zone)
        let timing = Timing.at(try Due(wall: wall.wall, zone: wall.zone))
        let begun = Effort.now()
        try await withThrowingTaskGroup { group in
            for lane in 0..<32 {
                group.addTask {
                    for number in stride(from: lane, to: count, by: 32) {
                        let post = Post(parts: [.init(text: Texts.text(number))])
                        let content = DraftContent(post: post, accounts: [accounts[number % accounts.count]])
                        _ = try await publishing.schedule(
                            content, as: nil, version: nil, timing: timing, key: "bench-\(number)", by: ground.caller)
                    }
                }
            }
            try await group.waitForAll()
        }
        let perSecond = Double(count) / begun.wall(to: .now())
        guard case .at(let due) = timing else { return (ground.time.now(), perSecond) }
        return (due.instant, perSecond)
    }

    struct Drained {
        let seconds: Double
        let cpu: Double
        let peakMiB: Double
        let written: Store.Written
    }

    /// Runs the dispatcher from a second before the instant until nothing is left.
    private func drain(_ ground: Ground, due: Instant) async throws -> Drained {
        let dispatcher = Dispatcher(kit: ground.kit, worker: "bench")
        ground.time.jump(to: due - .seconds(1))
        Effort.forgetPeak()
        let written = ground.store.written
        let begun = Effort.now()
        try await withThrowingTaskGroup { group in
            group.addTask { try await dispatcher.run() }
            while try await isOpen(ground) { try await Task.sleep(for: .milliseconds(50)) }
            group.cancelAll()
            try await group.waitForAll()
        }
        let ended = Effort.now()
        let last = try await ground.store.read { tx in
            try tx.first("SELECT MAX(published_ms) - MIN(due_ms) AS ms FROM delivery") { try $0.int64("ms") } ?? 0
        }
        let after = ground.store.written
        return Drained(
            seconds: Double(last) / 1000, cpu: ended.cpu - begun.cpu, peakMiB: try Effort.peakMiB(),
            written: Store.Written(
                transactions: after.transactions - written.transactions, commits: after.commits - written.commits))
    }

    /// Asking the database while thousands are still to go would slow down what is measured.
    private func isOpen(_ ground: Ground) async throws -> Bool {
        guard ground.line.keys >= count else { return true }
        return try await ground.store.read { tx in
            try tx.first("SELECT EXISTS (SELECT 1 FROM delivery WHERE state <> 'published') AS open") {
                try $0.bool("open")
            } ?? false
        }
    }
}

extension DeliveriesCommand {
    struct Report: Encodable {
        let deliveries: Int
        let settled: Int
        let sentTwice: Int
        let scheduledPerSecond: Double
        let settledPerSecond: Double
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

        init(count: Int, planned: Double, drained: Drained, late: [Int64], line: InstantLine, bare: Double) {
            let rate = Double(late.count) / drained.seconds
            let transactions = Double(drained.written.transactions) / Double(count)
            deliveries = count
            settled = late.count
            sentTwice = line.sentTwice
            scheduledPerSecond = rounded(planned, to: 0)
            settledPerSecond = rounded(rate, to: 0)
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
