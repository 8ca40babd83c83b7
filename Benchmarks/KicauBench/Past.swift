import Foundation
import KicauCore
import KicauPublish
import KicauStore

/// Posts that went out long ago, written with the queries a live delivery uses, many in one transaction.
struct Past: Sendable {
    let ground: Ground
    let bulk: Bulk
    let count: Int
    let days: Int

    private static let batch = 500

    /// Three in ten posts go to a second account.
    private func targets(_ number: Int) -> Int { number % 10 < 3 ? 2 : 1 }

    func deliveries(before end: Int) -> Int { (0..<end).reduce(0) { $0 + targets($1) } }

    func write() async throws {
        for from in stride(from: 0, to: count, by: Past.batch) {
            let drafts = try (from..<min(from + Past.batch, count)).map(draft)
            let now = ground.time.now()
            try await ground.store.write { tx in
                for draft in drafts { try bulk.plan(draft, tx) }
                // What was just planned lies in the past, so one claim takes all of it.
                let claims = try tx.claimDeliveries(Past.batch * 2, for: "bench", at: now, lease: .hours(1))
                for claim in claims { try settle(claim, tx) }
            }
        }
    }

    /// The post in the middle of the list, where it is deepest from both ends.
    func middle() async throws -> PostRow? {
        let number = count / 2
        return try await ground.store.read { [workspace = ground.caller.workspace.id] tx in
            try tx.post(scheduledWith: "past-\(number)", in: workspace).flatMap { try tx.post($0, in: workspace) }
        }
    }

    private func draft(_ number: Int) throws -> Bulk.Draft {
        let span = Int64(days) * 86_400_000
        let due = ground.time.now() - .milliseconds(span - span * Int64(number) / Int64(count))
        return try bulk.draft(number, key: "past-\(number)", due: due, targets: targets(number))
    }

    private func settle(_ claim: Claim, _ tx: borrowing Transaction) throws {
        let at = claim.due + .milliseconds(800)
        let outcome = outcome(of: claim)
        let intent = try tx.intend(
            claim, position: 0, part: 0, at: claim.due + .milliseconds(50), deadline: at, quietUntil: at,
            leaseEnds: ground.time.now() + .hours(1))
        guard let intent else { throw Problem(.broken, "A claim was lost.", do: "Choose an empty data folder.") }
        let settlement = Settling(doubt: false, sends: 1, quietUntil: at, now: at).settled(by: outcome)
        try tx.endAttempt(intent.attempt, at: at, outcome: settlement.to.rawValue, status: 200, answer: nil)
        if let receipt = settlement.receipt {
            let result: [String: JSONValue] = ["remoteID": .string(receipt.remoteID)]
            try tx.saveStep(0, of: claim.delivery, state: .settled, result: result, expires: nil, settled: at)
            try tx.captureHold(Bulk.hold(claim.delivery), at: at)
            try tx.setURL(receipt.url, of: claim.delivery)
        } else if settlement.hold == .release {
            try tx.releaseHolds(of: claim.delivery, at: at)
        }
        guard try tx.settle(claim, from: .intent, as: settlement, at: at) else {
            throw Problem(.broken, "A delivery was not settled.", do: "Choose an empty data folder.")
        }
    }

    private func outcome(of claim: Claim) -> Outcome {
        let number = claim.delivery.raw
        if number % 1000 == 1 {
            return .signedOut(Refusal(.token, "The token is dead.", do: "Reconnect.", status: 401))
        }
        if number % 100 == 2 {
            return .refused(Refusal(.spam, "The network took it for spam.", do: "Change the wording.", status: 403))
        }
        return .published(Receipt(remoteID: "live-\(number)", url: "https://instant.example/live-\(number)"))
    }
}
