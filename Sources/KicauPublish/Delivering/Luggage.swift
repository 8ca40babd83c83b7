import KicauCore
import KicauStore

/// What a worker needs to know of a delivery before it sets out, read for all that were claimed together.
struct Luggage: Sendable {
    let workspace: Workspace?
    let rows: [StepRow]
    let signIn: KeptSignIn
    /// Of these parts a duplicate answer may name an earlier try, whatever a look or a person said.
    let takenForAbsent: Set<Int>
    /// So many commits its limits let through, as the claim found them. Nobody else sends from the account meanwhile, so no
    /// question is needed before that many; 0 where others count as well.
    let room: Int
}

extension Transaction {
    borrowing func luggage(for claims: [Claim], limits: [PlatformID: [SendLimit]], at now: Instant) throws
        -> [ID<Delivery>: Luggage]
    {
        guard !claims.isEmpty else { return [:] }
        let workspaces = try self.workspaces(Array(Set(claims.map(\.workspace))))
        let rows = try steps(ofAll: claims.map(\.delivery))
        let signIns = try keptSignIns(of: claims.map(\.account))
        let absent = try partsTakenForAbsent(of: claims.map(\.delivery))
        let rooms = try self.rooms(for: claims, limits, at: now)
        return claims.reduce(into: [:]) { luggage, claim in
            luggage[claim.delivery] = Luggage(
                workspace: workspaces[claim.workspace], rows: rows[claim.delivery] ?? [],
                signIn: signIns[claim.account] ?? KeptSignIn(), takenForAbsent: absent[claim.delivery] ?? [],
                room: rooms[claim.account] ?? 0)
        }
    }

    /// One question for each span of time, whatever the number of accounts.
    private borrowing func rooms(for claims: [Claim], _ limits: [PlatformID: [SendLimit]], at now: Instant) throws
        -> [AccountID: Int]
    {
        let limits = limits.filter { $0.value.allSatisfy { $0.scope == .account } }
        var rooms: [AccountID: Int] = [:]
        for claim in claims where limits[claim.rendition.platform] != nil { rooms[claim.account] = .max }
        for span in Set(limits.values.flatMap { $0.map(\.span) }).sorted() {
            let most: [(AccountID, Int)] = claims.flatMap { claim in
                (limits[claim.rendition.platform] ?? []).filter { $0.span == span }
                    .map { (claim.account, $0.most.value) }
            }
            guard !most.isEmpty else { continue }
            let sent = try commits(of: most.map(\.0), after: now - span)
            for (account, most) in most {
                rooms[account] = min(rooms[account] ?? 0, max(0, most - sent[account, default: 0]))
            }
        }
        return rooms
    }
}
