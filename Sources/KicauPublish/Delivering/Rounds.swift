import KicauCore
import KicauStore

/// What all deliveries write in the same words is written for many of them at once.
struct Rounds: Sendable {
    /// Asks for the right to make one commit. Nil: the claim is no longer ours; nothing may be sent.
    let intents: Round<Intending, Intended?>
    /// Writes down that the last open part of a delivery is live.
    let yeses: Round<Affirming, Void>

    struct Intending: Sendable {
        let claim: Claim
        let position: Int
        let part: Int
        let settleTime: Duration
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
            let made = try await store.write(as: .fenced) { tx in
                try tx.intend(new, at: now, deadline: now + pace.commitDeadline, leaseEnds: now + pace.lease)
            }
            return asked.map { made[$0.claim.delivery] }
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
