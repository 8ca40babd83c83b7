import KicauCore

/// What many writes have in common is done once, just before their commit, and always in the same order.
///
/// A post's state, a month's budget and a workspace's change number are touched by every delivery. Done one by one, each
/// delivery would lock these rows for the next; done here, a hundred deliveries that share a commit share these few
/// statements too, and two nodes that lock the same rows lock them in the same order.
final class Aftermath {
    struct Month: Hashable {
        let workspace: ID<Workspace>
        let month: String
    }

    private(set) var posts: Set<ID<Post>> = []
    /// Posts that are being sent now, of which nothing else has changed.
    private(set) var begun: Set<ID<Post>> = []
    private(set) var workspaces: Set<ID<Workspace>> = []
    private(set) var budgets: [Month: (posted: Money, pending: Money)] = [:]
    private(set) var purses: [Int64: (posted: Money, pending: Money)] = [:]
    /// Something may have become due: other nodes are woken.
    private(set) var rings = false
    /// So many writes in one, each of which could have been one by itself: what was made durable is counted by these.
    private(set) var writes = 1

    func refresh(_ post: ID<Post>) { posts.insert(post) }
    func begin(_ post: ID<Post>) { begun.insert(post) }
    func noteChange(in workspace: ID<Workspace>) { workspaces.insert(workspace) }
    func ring() { rings = true }
    func count(writes: Int) { self.writes += writes - 1 }

    /// Out of every budget that it was taken from.
    func move(posted: Money, pending: Money, of hold: HoldRow) {
        move(posted: posted, pending: pending, of: hold.workspace, month: hold.month)
        for purse in hold.purses { move(posted: posted, pending: pending, ofPurse: purse) }
    }

    private func move(posted: Money, pending: Money, ofPurse purse: Int64) {
        let sum = purses[purse] ?? (.zero, .zero)
        purses[purse] = (sum.posted + posted, sum.pending + pending)
    }

    private func move(posted: Money, pending: Money, of workspace: ID<Workspace>, month: String) {
        let month = Month(workspace: workspace, month: month)
        let sum = budgets[month] ?? (.zero, .zero)
        budgets[month] = (sum.posted + posted, sum.pending + pending)
    }

    /// Gives the sums and forgets them: who is about to ask a budget has them written first.
    func takeBudgets() -> [(month: Month, posted: Money, pending: Money)] {
        defer { budgets = [:] }
        return budgets.map { (month: $0.key, posted: $0.value.posted, pending: $0.value.pending) }
            .sorted { ($0.month.workspace.raw, $0.month.month) < ($1.month.workspace.raw, $1.month.month) }
    }

    func takePurses() -> [(purse: Int64, posted: Money, pending: Money)] {
        defer { purses = [:] }
        return purses.map { (purse: $0.key, posted: $0.value.posted, pending: $0.value.pending) }
            .sorted { $0.purse < $1.purse }
    }

    func take(_ other: Aftermath) {
        posts.formUnion(other.posts)
        begun.formUnion(other.begun)
        workspaces.formUnion(other.workspaces)
        for (month, sums) in other.budgets {
            move(posted: sums.posted, pending: sums.pending, of: month.workspace, month: month.month)
        }
        for (purse, sums) in other.purses { move(posted: sums.posted, pending: sums.pending, ofPurse: purse) }
        rings = rings || other.rings
    }
}

extension Transaction {
    /// Does what `aftermath` has gathered. The engines call it in a transaction of its own view, as the last thing before a
    /// commit.
    func settle(_ aftermath: Aftermath) throws {
        self.aftermath.take(aftermath)
        try moveBudgets()
        try refreshPosts(self.aftermath.posts, begun: self.aftermath.begun)
        try noteChanges(in: self.aftermath.workspaces.sorted { $0.raw < $1.raw })
        if self.aftermath.rings, dialect == .postgres { try also("NOTIFY kicau") }
    }

    /// Writes what the budgets have come to so far.
    func moveBudgets() throws {
        for sums in aftermath.takeBudgets() {
            try also(
                """
                UPDATE budget SET posted_micro_usd = posted_micro_usd + \(sums.posted),
                    pending_micro_usd = pending_micro_usd + \(sums.pending)
                WHERE workspace_id = \(sums.month.workspace) AND month = \(sums.month.month)
                """)
        }
        for sums in aftermath.takePurses() {
            try also(
                """
                UPDATE purse SET posted_micro_usd = posted_micro_usd + \(sums.posted),
                    pending_micro_usd = pending_micro_usd + \(sums.pending) WHERE id = \(sums.purse)
                """)
        }
    }
}
