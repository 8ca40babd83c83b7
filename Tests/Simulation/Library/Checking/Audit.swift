import KicauCore
import KicauStore

/// Watches a run: every write, every commit that leaves, every post that lands.
final class Audit: Sendable {
    /// A delivery's row as it stood after the last write.
    struct Seen: Sendable {
        let id: ID<Delivery>
        let post: ID<Post>
        let key: String
        let state: Delivery.State
        let waitingFor: Delivery.WaitingFor?
        let epoch: Int64
        let worker: String?
        let leaseEnds: Instant?
        let doubt: Bool
        let due: Instant
        /// True time of the last move into `intent`.
        let intended: Int64
        /// The commit that wrote it.
        let intentCommit: Int

        var isOver: Bool {
            switch state {
            case .published, .refused, .dropped, .cancelled: true
            case .scheduled, .claimed, .intent, .unknown, .reconciling, .waiting: false
            }
        }
    }

    private struct State {
        var rows: [Seen] = []
        var broken: [Broken] = []
        /// Commits of one part that left and had no clear answer since a person last decided.
        var unclear: [String: Int] = [:]
    }

    private let state = Cell(State())
    private let loop: Loop
    private let note: @Sendable (String, () -> String) -> Void
    private let isFlying: @Sendable (String) -> Bool
    private let progress: @Sendable () -> (commits: Int, synced: Int)

    init(
        loop: Loop, isFlying: @escaping @Sendable (String) -> Bool,
        progress: @escaping @Sendable () -> (commits: Int, synced: Int),
        note: @escaping @Sendable (String, () -> String) -> Void
    ) {
        self.loop = loop
        self.isFlying = isFlying
        self.progress = progress
        self.note = note
    }

    var rows: [Seen] { state.value.rows }
    var broken: [Broken] { state.value.broken }

    func breaks(_ promise: Promise, _ what: String) {
        note("audit") { "\(promise.rawValue) is broken: \(what)" }
        state.value.broken.append(Broken(promise: promise, what: what, at: loop.now))
    }

    /// What is in the database now is where the next write starts from.
    func begin(_ tx: borrowing Transaction) throws { state.value.rows = try read(tx) }

    func wrote(_ tx: borrowing Transaction, by life: Life) {
        do {
            let rows = try read(tx)
            let before = state.value.rows
            state.value.rows = rows
            for (old, new) in zip(before, rows) where old.state != new.state || old.epoch != new.epoch {
                note(life.name) { "\(new.key): \(old.state) → \(new.state)\(new.doubt ? ", in doubt" : "")" }
                check(old, new, by: life)
            }
        } catch {
            breaks(.onlyAllowedTransitions, "the rows could not be read: \(error)")
        }
    }

    private func read(_ tx: borrowing Transaction) throws -> [Seen] {
        let before = state.value.rows
        return try tx.all(
            """
            SELECT id, post_id, key, state, waiting_for, epoch, worker, lease_ends_ms, doubt, due_ms FROM delivery
            ORDER BY id
            """
        ) { row in
            let id = try row.id("id", of: Delivery.self)
            let state: Delivery.State = try row.word("state")
            let old = before.first { $0.id == id }
            let isNew = state == .intent && old?.state != .intent
            return Seen(
                id: id, post: try row.id("post_id"), key: try row.text("key"), state: state,
                waitingFor: try row.wordOrNil("waiting_for"), epoch: try row.int64("epoch"),
                worker: try row.textOrNil("worker"), leaseEnds: try row.instantOrNil("lease_ends_ms"),
                doubt: try row.bool("doubt"), due: try row.instant("due_ms"),
                intended: isNew ? loop.now : old?.intended ?? .min,
                intentCommit: isNew ? progress().commits : old?.intentCommit ?? 0)
        }
    }

    private func check(_ old: Seen, _ new: Seen, by life: Life) {
        if !Transitions.allows(old.state, new.state, epochRaised: new.epoch > old.epoch) {
            breaks(.onlyAllowedTransitions, "\(new.key) went from \(old.state) to \(new.state)")
        }
        // Who holds a delivery alone moves it on; others after its lease, or with proof that it is live.
        let isHeld = old.leaseEnds.map { $0.ms > life.clock.latest } ?? false
        if isHeld, let worker = old.worker, worker != life.name, life.isMortal, !isSuccessor(life, of: worker),
            new.state != .published
        {
            breaks(
                .oldEpochSettlesNothingButAYes, "\(life.name) moved \(new.key), which \(worker) holds, to \(new.state)")
        }
        let clears = old.state == .reconciling && new.state == .scheduled && !new.doubt
        if clears, isFlying(new.key + "-") {
            breaks(.absenceWaitsForQuiet, "\(new.key) counts as absent while a call is still on its way")
        }
        if !life.isMortal, new.state == .scheduled {
            state.value.unclear = state.value.unclear.filter { !$0.key.hasPrefix(new.key + "-") }
        }
    }

    /// A later life of the same node: it may take back what the earlier one held.
    private func isSuccessor(_ life: Life, of worker: String) -> Bool {
        life.name.split(separator: "-").first == worker.split(separator: "-").first && life.name != worker
    }

    private func row(of key: String) -> Seen? { state.value.rows.first { key.hasPrefix($0.key + "-") } }

    func departs(_ request: Request, of life: Life) {
        guard let row = row(of: request.key) else { return breaks(.noPostTwice, "\(request.key) is nobody's") }
        if life.clock.latest < row.due.ms { breaks(.nothingEarly, "\(request.key) left before it was due") }
        if row.state == .intent, loop.now - row.intended > 30_000 {
            breaks(.lateWakerNeverSends, "\(request.key) left \(loop.now - row.intended) ms after its intent")
        }
        if row.state != .published,
            row.state != .intent || row.worker != life.name || row.intentCommit > progress().synced
        {
            breaks(.intentIsDurableBeforeBytes, "\(request.key) left while its delivery was \(row.state)")
        }
        state.value.unclear[request.key, default: 0] += 1
        if state.value.unclear[request.key, default: 0] > Delivery.maxSends {
            breaks(.sendBound, "\(request.key) was sent \(state.value.unclear[request.key, default: 0]) times")
        }
    }

    /// A worker that lives has heard a clear answer.
    func hears(_ request: Request, _ status: Int) {
        guard request.kind == .commit, [201, 400, 401, 409, 410, 422, 429].contains(status) else { return }
        state.value.unclear[request.key, default: 1] -= 1
    }
}
