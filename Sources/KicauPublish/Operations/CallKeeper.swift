import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Settles calls whose node died before their answer: on a shared database the others go on, and nothing starts anew.
public struct CallKeeper: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    private static let pause = Duration.minutes(1)

    public func run() async throws {
        await takeTurns(every: CallKeeper.pause) { await turn() }
    }

    /// Never throws: what fails here is tried again at the next turn.
    func turn() async {
        let now = kit.time.now()
        do {
            // There are none nearly always, and a look keeps no writer waiting.
            guard try await kit.store.read({ try !$0.abandonedCalls(at: now).isEmpty }) else { return }
            try await kit.store.write(as: .fenced) { try $0.settleAbandonedCalls(at: now) }
        } catch {
            kit.log.error("calls of other nodes could not be settled", metadata: ["error": "\(error)"])
        }
    }
}

extension Transaction {
    /// No single call lives that long, on whichever node.
    private static let longestCall = Duration.minutes(10)

    borrowing func abandonedCalls(at now: Instant) throws -> [(name: String, platform: PlatformID)] {
        try openCallHolds(madeBefore: now - Transaction.longestCall)
    }

    /// Whoever made such a call died before its answer; the network may have billed it. What a model can have cost is far
    /// more than a reading, so a person looks at the bill.
    borrowing func settleAbandonedCalls(at now: Instant) throws {
        for call in try abandonedCalls(at: now) {
            if call.platform == .ai {
                try markHoldInDoubt(call.name)
            } else {
                try captureHold(call.name, at: now)
            }
        }
    }
}
