import Foundation
import KicauCore
import KicauPublish
import KicauStore

/// Runs a dispatcher until everything that is planned has been published.
struct Draining: Sendable {
    let ground: Ground
    /// How many of the deliveries go through this process; 0 where other nodes carry some too.
    let own: Int

    /// What that took of the machine.
    struct Drained: Sendable {
        let cpu: Double
        let peakMiB: Double
        let written: Store.Written
    }

    func run(as worker: String) async throws -> Drained {
        let dispatcher = Dispatcher(kit: ground.kit, worker: worker)
        let archivist = Archivist(kit: ground.kit)
        Effort.forgetPeak()
        let written = ground.store.written
        let begun = Effort.now()
        try await withThrowingTaskGroup { group in
            group.addTask { try await dispatcher.run() }
            group.addTask { try await archivist.run() }
            while try await isOpen() { try await Task.sleep(for: .milliseconds(own > 0 ? 50 : 500)) }
            group.cancelAll()
            try await group.waitForAll()
        }
        let ended = Effort.now()
        let after = ground.store.written
        return Drained(
            cpu: ended.cpu - begun.cpu, peakMiB: try Effort.peakMiB(),
            written: Store.Written(
                transactions: after.transactions - written.transactions, commits: after.commits - written.commits))
    }

    /// Asking the database while thousands are still to go would slow down what is measured.
    private func isOpen() async throws -> Bool {
        guard ground.line.posts >= own else { return true }
        let left = try await ground.store.read { tx in
            try tx.first("SELECT COUNT(*) AS left_over FROM delivery WHERE state <> 'published'") {
                try $0.int("left_over")
            }
        }
        return left ?? 0 > 0
    }
}
