import KicauCore
import KicauStore

/// What one look at the plan takes on.
struct Haul: Sendable {
    let claims: [Claim]
    let luggage: [ID<Delivery>: Luggage]
    /// The commits that can be made right away; their intents were written with the claims.
    let intended: [ID<Delivery>: Intended]
    let doubts: [Claim]
}

extension Transaction {
    /// Takes on what is ripe, as much as there is room for. What has nothing to do before its commit is claimed and
    /// intended in one, so that it is written once less and leaves that much sooner.
    borrowing func takeOn(_ room: Int, for worker: String, _ kit: Kit, at now: Instant) throws -> Haul {
        let leaseEnds = now + kit.pace.lease
        let claims = try chooseDeliveries(room, at: now)
        let luggage = try luggage(for: claims, limits: kit.sendLimits, at: now)
        let commitsBy = now + kit.pace.commitDeadline
        let ready = claims.compactMap { claim -> NewIntent? in
            guard let row = luggage[claim.delivery]?.commitAtHand(of: claim, at: now, ends: commitsBy) else {
                return nil
            }
            let quietUntil = kit.pace.quietUntil(now, settleTime: kit.settleTime(of: claim.rendition.platform))
            return NewIntent(claim, position: row.position, part: row.step.part, quietUntil: quietUntil)
        }
        let intended = try intend(chosen: ready, for: worker, at: now, deadline: commitsBy, leaseEnds: leaseEnds)
        try claim(claims.filter { intended[$0.delivery] == nil }, for: worker, leaseEnds: leaseEnds)
        let doubts = try claimDoubts(max(1, room - claims.count), for: worker, at: now, lease: kit.pace.lease)
        for claim in claims + doubts { refreshPost(claim.post) }
        return Haul(claims: claims, luggage: luggage, intended: intended, doubts: doubts)
    }
}

extension Luggage {
    /// The commit that can be made right away: nothing is to be staged, renewed, fetched or asked before it.
    func commitAtHand(of claim: Claim, at now: Instant, ends: Instant) -> StepRow? {
        let itinerary = Itinerary(rendition: claim.rendition, rows: rows)
        guard workspace != nil, room > 0, claim.due <= now, signIn.isLive(at: now), let row = itinerary.next,
            row.step.kind == .commit, !itinerary.staleStaging(of: row.step.part, before: ends),
            claim.rendition.parts[row.step.part].media.isEmpty
        else { return nil }
        return row
    }
}
