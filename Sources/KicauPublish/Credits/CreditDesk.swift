import KicauCore
import KicauStore
import Logging
import Synchronization

/// Remembers whose credits are used up, for all nodes: kept in the database, looked at in memory.
final class CreditDesk: Sendable {
    private let store: Store
    private let time: any TimeSource
    private let log: Logger
    private let shelf = Mutex(Shelf())

    private struct Shelf {
        var gone: [CreditsGone] = []
        /// When the database was last asked.
        var asked: Instant?
    }

    /// What another node has met or ended is noticed within that time.
    static let freshness = Duration.seconds(10)

    init(store: Store, time: any TimeSource, log: Logger) {
        self.store = store
        self.time = time
        self.log = log
    }

    /// As far as this node knows.
    func gone(on platform: PlatformID) -> [CreditsGone] {
        shelf.withLock { $0.gone.filter { $0.platform == platform } }
    }

    /// Asks the database, if it was not asked just now.
    func lookAgain() async {
        let now = time.now()
        let isDue = shelf.withLock { shelf in
            if let asked = shelf.asked, now >= asked, now < asked + CreditDesk.freshness { return false }
            shelf.asked = now
            return true
        }
        if isDue { await refresh() }
    }

    func refresh() async {
        do {
            let gone = try await store.read { try $0.creditsGone() }
            shelf.withLock { $0.gone = gone }
        } catch {
            log.warning("whose credits are used up could not be read", metadata: ["error": "\(error)"])
        }
    }

    /// A network has just said that there are none left.
    func refused(_ platform: PlatformID, payer: String, answer: String?) async {
        let now = time.now()
        await change(platform, payer) { old in
            old?.refused(answer: answer, at: now) ?? CreditsGone(platform, payer: payer, answer: answer, at: now)
        }
    }

    /// Somebody says that they have paid: whatever comes next is tried.
    func saidPaid(_ platform: PlatformID, payer: String) async {
        await change(platform, payer) { $0?.saidPaid }
    }

    /// A call that costs something was answered, or a question.
    func paid(_ gone: CreditsGone) async {
        do {
            try await store.write { try $0.forgetCreditsGone(gone) }
        } catch {
            // The next call that is answered does it.
            log.warning("that there are credits again could not be kept", metadata: ["error": "\(error)"])
        }
        await refresh()
    }

    /// What cannot be written is said again by the next answer; on this node it holds at once.
    private func change(
        _ platform: PlatformID, _ payer: String, _ made: @escaping @Sendable (CreditsGone?) -> CreditsGone?
    ) async {
        do {
            try await store.write { tx in
                let old = try tx.creditsGone(platform, payer: payer)
                guard let new = made(old) else { return }
                _ = try tx.keepCreditsGone(new, insteadOf: old)
            }
            await refresh()
        } catch {
            log.error("whose credits are used up could not be kept", metadata: ["error": "\(error)"])
            shelf.withLock { shelf in
                let old = shelf.gone.first { $0.platform == platform && $0.payer == payer }
                shelf.gone.removeAll { $0.platform == platform && $0.payer == payer }
                if let new = made(old) { shelf.gone.append(new) }
            }
        }
    }
}
