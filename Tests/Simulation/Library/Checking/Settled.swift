import KicauCore
import KicauMeter
import KicauStore

/// What must be true when a run has come to rest.
struct Settled {
    let audit: Audit
    let server: Server
    let plan: Plan

    func check(_ tx: borrowing Transaction) throws {
        for row in audit.rows {
            guard row.isOver else {
                audit.breaks(.noPostLost, "\(row.key) is still \(row.state) \(row.waitingFor?.rawValue ?? "")")
                continue
            }
            try check(row, tx.steps(of: row.id), tx.holds(of: row.id))
        }
        try checkMoney(tx)
    }

    private func check(_ row: Audit.Seen, _ steps: [StepRow], _ holds: [HoldRow]) {
        var before: Server.Standing?
        for step in steps where step.step.kind == .commit {
            let part = step.step.part
            let key = "\(row.key)-\(part)"
            let standing = server.standing(key)
            if standing.count > 1 { audit.breaks(.noPostTwice, "\(key) stands there \(standing.count) times") }
            let isLive = !standing.isEmpty
            if row.state == .published, !isLive { audit.breaks(.noPostLost, "\(key) is published, and is not there") }
            if row.state != .published, step.state != .settled, isLive {
                audit.breaks(.doubtSurvivesALaterNo, "\(key) is live, and its delivery is \(row.state)")
            }
            if let post = standing.first, part > 0, post.parent != before?.id {
                audit.breaks(.stepsResumeInOrder, "\(key) hangs under \(post.parent ?? "nothing")")
            }
            before = standing.first
            check(holds, part, of: row, isSettled: step.state == .settled)
        }
    }

    /// Booked for each part that is live, given back for the rest.
    private func check(_ holds: [HoldRow], _ part: Int, of row: Audit.Seen, isSettled: Bool) {
        let expected: HoldRow.State = isSettled ? .captured : .released
        for hold in holds where hold.name.hasSuffix("/part/\(part)") && hold.state != expected {
            audit.breaks(
                .holdFollowsTheDelivery, "\(hold.name) is \(hold.state.rawValue), and \(row.key) is \(row.state)")
        }
    }

    private func checkMoney(_ tx: borrowing Transaction) throws {
        let leaked = try tx.leakedHolds()
        let unbalanced = try tx.unbalancedBookings()
        if leaked > 0 { audit.breaks(.holdFollowsTheDelivery, "\(leaked) holds are open though all is over") }
        if unbalanced > 0 { audit.breaks(.holdFollowsTheDelivery, "\(unbalanced) bookings do not balance") }
        let off = try tx.all(
            """
            SELECT budget.month AS month FROM budget
            WHERE pending_micro_usd <> (SELECT COALESCE(SUM(micro_usd), 0) FROM hold WHERE state IN ('held', 'in-doubt')
                AND hold.workspace_id = budget.workspace_id AND hold.month = budget.month)
               OR posted_micro_usd <> (SELECT COALESCE(SUM(micro_usd), 0) FROM hold WHERE state = 'captured'
                AND hold.workspace_id = budget.workspace_id AND hold.month = budget.month)
            """
        ) { try $0.text("month") }
        if !off.isEmpty { audit.breaks(.holdFollowsTheDelivery, "the budget of \(off) is not the sum of its holds") }
    }
}
