import KicauCore
import KicauStore
import KicauTesting

@testable import KicauPublish

/// What is read on the way: each post an hour, a day, a week and four weeks after it went out, and the inboxes.
extension Month {
    /// Lets time pass, sending and reading whenever something becomes due on the way.
    func pass(_ wait: Duration) async throws {
        let x = team.x
        let end = x.time.now() + wait
        await work()
        while let next = try await due(), next <= end {
            x.time.advance(by: max(next - x.time.now(), .milliseconds(1)))
            await work()
        }
        if x.time.now() < end { x.time.advance(by: end - x.time.now()) }
        await work()
    }

    private func due() async throws -> Instant? {
        try await team.x.store.read { tx in
            try [tx.nextReady(), tx.nextRecheck()].compactMap(\.self).min()
        }
    }

    private func work() async {
        await team.x.work()
        // Later checks are planned when a post is sealed.
        await Archivist(kit: team.x.kit).turn()
        let checker = Rechecker(kit: team.x.kit, worker: "one")
        while await checker.turn() > 0 {}
    }

    /// Twice a day: every five minutes, as some networks are listened to, would make the month a long one.
    func listen() async {
        let listener = Listener(kit: team.x.kit)
        while await listener.turn() > 0 {}
    }
}
