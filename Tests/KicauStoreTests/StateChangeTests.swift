import KicauTesting
import Testing

@testable import KicauCore
@testable import KicauStore

/// Runs every statement that changes a delivery's state from every state, and compares with the table.
@Suite("The statements that change a delivery's state")
struct StateChangeTests {
    struct Statement: Sendable {
        let name: String
        let by: Delivery.Mover
        /// True: it has changed the row.
        let run: @Sendable (borrowing Transaction, Claim, Instant) throws -> Bool
    }

    private static let story = Settlement.Story("Tested.")
    private static let lease = Duration.seconds(60)

    static let statements: [Statement] =
        [
            Statement(name: "claimDeliveries", by: .anyWorker) { tx, _, now in
                try !tx.claimDeliveries(8, for: "one", at: now, lease: lease).isEmpty
            },
            Statement(name: "claimDoubts", by: .anyWorker) { tx, _, now in
                try !tx.claimDoubts(8, for: "one", at: now, lease: lease).isEmpty
            },
            Statement(name: "askAboutMissed", by: .anyWorker) { tx, _, now in
                try !tx.askAboutMissed(at: now, story: story).isEmpty
            },
            Statement(name: "reapLeases", by: .afterLease) { tx, _, now in
                try !tx.reapLeases(at: now + lease, everything: false).isEmpty
            },
            Statement(name: "intend", by: .holder) { tx, claim, now in
                try tx.intend(
                    claim, position: 0, part: 0, at: now, deadline: now, quietUntil: now, leaseEnds: now + lease) != nil
            },
            Statement(name: "goOn", by: .holder) { tx, claim, now in
                try tx.goOn(claim, at: now, leaseEnds: now + lease, story: story)
            },
            Statement(name: "settle as published", by: .anyoneWithProof) { tx, claim, now in
                try tx.also("UPDATE delivery SET epoch = epoch + 1 WHERE id = \(claim.delivery)")
                return try tx.settle(claim, from: .intent, as: settlement(.published), at: now)
            },
            Statement(name: "cancelUnsent", by: .person) { tx, claim, now in
                let before = try tx.delivery(claim.delivery)?.state
                return try tx.cancelUnsent(of: claim.post, story: story, at: now) && before != .cancelled
            },
            Statement(name: "park", by: .anyWorker) { tx, claim, now in
                guard let row = try tx.delivery(claim.delivery) else { return false }
                return try tx.park(row, for: .handOff, story: story, at: now)
            },
            Statement(name: "callOff", by: .person) { tx, claim, now in
                guard let row = try tx.delivery(claim.delivery) else { return false }
                return try tx.callOff(row, story: story, at: now)
            },
            Statement(name: "inheritDoubt", by: .afterRestore) { tx, claim, now in
                guard try tx.promisedDeliveries(dueBy: now).contains(where: { $0.id == claim.delivery }) else {
                    return false
                }
                try tx.inheritDoubt(
                    claim.delivery, since: now, deadline: now, quietUntil: now, at: now, story: story)
                return true
            },
        ] + settlements + decisions

    /// Whatever a holder may want to settle, from whatever state it believes to be in.
    private static let settlements = Delivery.State.allCases.filter { $0 != .published }.flatMap { to in
        Delivery.State.allCases.map { from in
            Statement(name: "settle \(from) as \(to)", by: .holder) { tx, claim, now in
                try tx.settle(claim, from: from, as: settlement(to), at: now)
            }
        }
    }

    private static let decisions = Delivery.State.allCases.map { to in
        Statement(name: "moveOn to \(to)", by: .person) { tx, claim, now in
            guard let row = try tx.delivery(claim.delivery) else { return false }
            return try tx.moveOn(row, to: to, doubt: to == .unknown, ready: now, at: now, story: story)
        }
    }

    private static func settlement(_ to: Delivery.State) -> Settlement {
        Settlement(
            to: to, waitingFor: to == .waiting ? .doubt : nil, doubt: to == .unknown, hold: .keep, story: story)
    }

    /// A delivery that came due an hour ago, claimed once.
    private func claimed() async throws -> (world: World, claim: Claim) {
        let world = try await World.flock()
        _ = try await world.schedule("Uji", in: .zero)
        world.time.advance(by: .hours(1))
        let now = world.time.now()
        let claims = try await world.store.write { try $0.claimDeliveries(1, for: "one", at: now, lease: .zero) }
        return (world, try #require(claims.first))
    }

    /// The state that a statement makes of this one; nil when it changes nothing.
    private func made(
        of state: Delivery.State, by statement: Statement, epoch: Int64, _ world: World, _ claim: Claim
    ) async throws -> Delivery.State? {
        let now = world.time.now()
        let isHeld = [.claimed, .intent, .reconciling].contains(state)
        return try await world.store.write { tx in
            try tx.also("DELETE FROM attempt")
            // Some statements give the money back, and no intent is written without it.
            try tx.also("UPDATE hold SET state = 'held'")
            try tx.also("UPDATE budget SET pending_micro_usd = 1000000")
            try tx.also(
                """
                UPDATE delivery SET state = \(state), waiting_for = \(state == .waiting ? "doubt" : nil),
                    doubt = \(state == .unknown), epoch = \(epoch), ready_ms = due_ms,
                    lease_ends_ms = \(isHeld ? now + Self.lease : nil)
                WHERE id = \(claim.delivery)
                """)
            do {
                guard try statement.run(tx, claim, now) else { return nil }
            } catch is Delivery.NoSuchTransition {
                return nil
            }
            return try tx.delivery(claim.delivery)?.state
        }
    }

    @Test func `make the changes of the table, all of them and no other`() async throws {
        let (world, claim) = try await claimed()
        var seen: Set<String> = []

        for statement in Self.statements {
            for state in Delivery.State.allCases {
                guard let to = try await made(of: state, by: statement, epoch: claim.epoch, world, claim) else {
                    continue
                }
                seen.insert("\(state) → \(to), \(statement.by)")
            }
        }

        #expect(seen == Set(Delivery.transitions.map { "\($0.from) → \($0.to), \($0.by)" }))
    }

    @Test func `a holder with an old epoch makes none`() async throws {
        let (world, claim) = try await claimed()

        for statement in Self.statements where statement.by == .holder {
            for state in Delivery.State.allCases {
                let to = try await made(of: state, by: statement, epoch: claim.epoch + 1, world, claim)
                #expect(to == nil, "\(statement.name) left \(state)")
            }
        }
    }

    @Test func `a person who read the row before it was sent and came back decides nothing`() async throws {
        let (world, claim) = try await claimed()
        let now = world.time.now()
        _ = try await world.store.write { tx in
            try tx.also("UPDATE delivery SET state = 'waiting', waiting_for = 'missed', lease_ends_ms = NULL")
        }
        let row = try await world.delivery(claim.delivery)
        _ = try await world.store.write { tx in
            try tx.also("UPDATE delivery SET waiting_for = 'doubt', doubt = 1, epoch = epoch + 1")
        }

        let moved = try await world.store.write { tx in
            try tx.moveOn(row, to: .scheduled, doubt: false, ready: now, at: now, story: Self.story)
        }

        #expect(!moved)
        #expect(try await world.delivery(claim.delivery).doubt)
    }
}
