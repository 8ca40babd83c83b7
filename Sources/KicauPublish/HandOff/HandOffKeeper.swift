import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Says when it is time to post by hand, and looks whether it was done.
public struct HandOffKeeper: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    public func run() async throws {
        await takeTurns(every: .seconds(20)) { await turn() }
    }

    /// After its time it is looked for so often; on networks where a look costs money, that is what it may cost at most.
    private static let pauses: [Duration] = [.minutes(3), .minutes(15), .hours(1), .hours(6), .days(1)]
    private static let never = Duration.days(3650)
    private static let most = 50

    package func turn() async {
        do {
            let now = kit.time.now()
            for row in try await kit.store.read({ try $0.handedOff(by: now, limit: HandOffKeeper.most) }) {
                let pause =
                    row.looks < HandOffKeeper.pauses.count ? HandOffKeeper.pauses[row.looks] : HandOffKeeper.never
                guard try await isOurs(row, next: now + pause) else { continue }
                // At its very time nobody can have posted it yet: that turn only says so.
                if row.looks > 0 { _ = try await HandOffLook(kit: kit).look(for: row.id) }
            }
        } catch {
            kit.log.error("what was handed off could not be looked after", metadata: ["error": "\(error)"])
        }
    }

    private func isOurs(_ row: DeliveryRow, next: Instant) async throws -> Bool {
        let now = kit.time.now()
        return try await kit.store.write { tx in
            guard try tx.beginLook(forHandedOff: row, next: next) else { return false }
            if row.looks == 0 {
                try tx.tell(HandOffKeeper.isTime, of: row.id, state: .waiting, at: now)
                tx.noteChange(in: row.workspace)
            }
            return true
        }
    }

    private static let isTime = Settlement.Story(
        "It is time to post this by hand.", do: "Post it, then press \"I have posted it\".")
}
