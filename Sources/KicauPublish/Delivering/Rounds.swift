import KicauCore
import KicauStore

/// What all deliveries write in the same words is written for many of them at once.
struct Rounds: Sendable {
    /// Asks for the right to make one commit.
    let intents: Round<Intending, IntentAnswer>
    /// Writes down that the last open part of a delivery is live.
    let yeses: Round<Affirming, Void>

    struct Intending: Sendable {
        let claim: Claim
        let position: Int
        let part: Int
        let settleTime: Duration
    }

    enum IntentAnswer: Sendable {
        case made(Intended)
        /// The claim is no longer ours; nothing may be sent.
        case lost
        /// Its money is not set aside; nothing may be sent, and this has been made of it.
        case unpaid(Settlement)
    }

    struct Affirming: Sendable {
        let yes: Yes
        let attempt: ID<Attempt>
        let answer: String
    }

    init(store: Store, time: any TimeSource, pace: Pace, pulse: Pulse) {
        intents = Round { asked in
            // Read when the round begins: later than anyone asked and before anyone's bytes leave, so every deadline that
            // its worker keeps to lies inside the one written here.
            let now = time.now()
            let new = asked.map {
                NewIntent(
                    $0.claim, position: $0.position, part: $0.part,
                    quietUntil: pace.quietUntil(now, settleTime: $0.settleTime))
            }
            return try await store.write(as: .fenced) { tx in
                let made = try tx.intend(
                    new, at: now, deadline: now + pace.commitDeadline, leaseEnds: now + pace.lease)
                return try new.map { one -> IntentAnswer in
                    if let intended = made[one.claim.delivery] { return .made(intended) }
                    return try tx.giveBackUnpaid(one, at: now).map(IntentAnswer.unpaid) ?? .lost
                }
            }
        }
        yeses = Round { asked in
            let now = time.now()
            // Sending comes first: in a crowd the archivist works out what the posts have come to.
            let refreshing = !pulse.isCrowded
            try await store.write(as: .fenced) { tx in
                try tx.endAttempts(asked.map { (attempt: $0.attempt, answer: $0.answer) }, at: now)
                try tx.publish(asked.map(\.yes), refreshingPosts: refreshing, at: now)
            }
            return asked.map { _ in () }
        }
    }
}

extension Transaction {
    /// What is still its worker's, and got no intent because its part is not paid for. Nil: it is neither.
    fileprivate borrowing func giveBackUnpaid(_ asked: NewIntent, at now: Instant) throws -> Settlement? {
        guard try !isPaid(asked) else { return nil }
        let settlement = Settling.unpaid(doubt: asked.claim.doubt)
        guard try settle(asked.claim, from: .claimed, as: settlement, at: now) else { return nil }
        try follow(settlement, of: asked.claim, at: now)
        return settlement
    }
}
