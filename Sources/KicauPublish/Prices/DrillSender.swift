import KicauCore
import KicauStore

/// Sends what is due as a worker does, claim, intent and settlement, but for the call itself: a drill's network takes all.
struct DrillSender: Sendable {
    let kit: Kit
    /// Sets the clock on.
    let goOn: @Sendable (Instant) -> Void

    private static let worker = "drill"
    private static let room = 100
    private static let lease = Duration.minutes(5)

    /// - Returns: how many deliveries went out.
    func turn() async throws -> Int {
        let now = kit.time.now()
        let claims = try await kit.store.write {
            try $0.claimDeliveries(DrillSender.room, for: DrillSender.worker, at: now, lease: DrillSender.lease)
        }
        var sent = 0
        for claim in claims {
            // What may be staged before it is due is claimed before: it goes out on its second all the same.
            goOn(claim.due)
            let at = kit.time.now()
            if try await kit.store.write({ try $0.send(claim, at: at) }) { sent += 1 }
        }
        return sent
    }
}

extension Transaction {
    /// False: it was not ours any more, or not paid for.
    fileprivate borrowing func send(_ claim: Claim, at now: Instant) throws -> Bool {
        let rows = try steps(of: claim.delivery)
        let last = rows.last { $0.step.kind == .commit }?.position
        for row in rows {
            guard row.step.kind == .commit else {
                try saveStep(
                    row.position, of: claim.delivery, state: .settled, result: [:], expires: nil, settled: now)
                continue
            }
            let ends = now + .minutes(5)
            let made = try intend(
                claim, position: row.position, part: row.step.part, at: now, deadline: now + .seconds(30),
                quietUntil: now + .seconds(90), leaseEnds: ends)
            guard let made else { return false }
            let receipt = Receipt(remoteID: "drill-\(claim.delivery)-\(row.step.part)", url: nil)
            let settlement = Settling(doubt: false, sends: made.sends, quietUntil: now, now: now)
                .settled(by: .published(receipt))
            try endAttempt(made.attempt, at: now, outcome: "published", status: nil, answer: receipt.remoteID)
            try saveStep(
                row.position, of: claim.delivery, state: .settled, result: receipt.stored, expires: nil, settled: now)
            try captureHold(HoldNames.part(row.step.part, of: claim.delivery), at: now)
            if row.position == last {
                guard try settle(claim, from: .intent, as: settlement, at: now) else { return false }
            } else {
                guard try goOn(claim, at: now, leaseEnds: ends, story: settlement.story) else { return false }
            }
        }
        return true
    }
}
