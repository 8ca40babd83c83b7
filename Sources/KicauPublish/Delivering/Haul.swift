import KicauCore
import KicauStore

/// What is ripe, with all that its worker needs to know; nothing of it is taken yet.
struct Choice: Sendable {
    fileprivate let claims: [Claim]
    fileprivate let luggage: [ID<Delivery>: Luggage]
}

/// What one look at the plan takes on.
struct Haul: Sendable {
    let claims: [Claim]
    let luggage: [ID<Delivery>: Luggage]
    /// The commits that can be made right away; their intents were written with the claims.
    let intended: [ID<Delivery>: Intended]
    let doubts: [Claim]

    /// A post is written down as being sent when it takes longer than that; most are live before.
    static let unnoticed = Duration.seconds(1)
}

extension Transaction {
    borrowing func choose(_ room: Int, _ kit: Kit, at now: Instant) throws -> Choice {
        let claims = try chooseDeliveries(room, at: now)
        return Choice(claims: claims, luggage: try luggage(for: claims, limits: kit.sendLimits, at: now))
    }

    /// Takes on what was chosen, and doubts while there is room. What has nothing to do before its commit is claimed and
    /// intended in one, so that it is written once less and leaves that much sooner.
    borrowing func takeOn(_ choice: Choice, _ room: Int, for worker: String, _ kit: Kit, at now: Instant) throws -> Haul
    {
        let leaseEnds = now + kit.pace.lease
        let commitsBy = now + kit.pace.commitDeadline
        let ready = choice.claims.compactMap { claim -> NewIntent? in
            guard let settleTime = kit.settleTime(of: claim.rendition.platform),
                let row = choice.luggage[claim.delivery]?.commitAtHand(of: claim, at: now, ends: commitsBy)
            else { return nil }
            let quietUntil = kit.pace.quietUntil(now, settleTime: settleTime)
            return NewIntent(claim, position: row.position, part: row.step.part, quietUntil: quietUntil)
        }
        let intended = try intend(chosen: ready, for: worker, at: now, deadline: commitsBy, leaseEnds: leaseEnds)
        // What is ready and not paid for is only claimed: its sender finds out, and lets it give way.
        let claimed = try claim(
            choice.claims.filter { intended[$0.delivery] == nil }, for: worker, at: now, leaseEnds: leaseEnds)
        let taken = choice.claims.filter { intended[$0.delivery] != nil || claimed.contains($0.delivery) }
        let doubts = try claimDoubts(max(1, room - taken.count), for: worker, at: now, lease: kit.pace.lease)
        try beginPosts(withLeasesUntil: leaseEnds - Haul.unnoticed)
        for claim in doubts { refreshPost(claim.post) }
        return Haul(claims: taken, luggage: choice.luggage, intended: intended, doubts: doubts)
    }
}

extension Luggage {
    /// The commit that can be made right away: nothing is to be staged, renewed, fetched or asked before it.
    func commitAtHand(of claim: Claim, at now: Instant, ends: Instant) -> StepRow? {
        let itinerary = Itinerary(rendition: claim.rendition, rows: rows)
        guard workspace != nil, room > 0, claim.due <= now, signIn.isLive(at: now), let row = itinerary.next,
            row.step.kind == .commit, itinerary.staleParts(before: row, ending: ends).isEmpty,
            claim.rendition.parts[row.step.part].media.isEmpty
        else { return nil }
        return row
    }
}
