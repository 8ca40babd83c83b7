import KicauCore
import KicauStore

/// What a worker needs to know of a delivery before it sets out, read for all that were claimed together.
struct Luggage: Sendable {
    let workspace: Workspace?
    let rows: [StepRow]
    let signIn: KeptSignIn
    /// Of these parts a duplicate answer may name an earlier try, whatever a look or a person said.
    let takenForAbsent: Set<Int>
}

extension Transaction {
    borrowing func luggage(for claims: [Claim]) throws -> [ID<Delivery>: Luggage] {
        guard !claims.isEmpty else { return [:] }
        let workspaces = try self.workspaces(Array(Set(claims.map(\.workspace))))
        let rows = try steps(ofAll: claims.map(\.delivery))
        let signIns = try keptSignIns(of: claims.map(\.account))
        let absent = try partsTakenForAbsent(of: claims.map(\.delivery))
        return claims.reduce(into: [:]) { luggage, claim in
            luggage[claim.delivery] = Luggage(
                workspace: workspaces[claim.workspace], rows: rows[claim.delivery] ?? [],
                signIn: signIns[claim.account] ?? KeptSignIn(), takenForAbsent: absent[claim.delivery] ?? [])
        }
    }
}
