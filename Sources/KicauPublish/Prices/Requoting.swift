import KicauCore
import KicauMeter
import KicauStore
import Logging

/// Works out what was set aside anew, when prices or a plan have changed.
struct Requoting: Sendable {
    let kit: Kit

    /// What cannot be paid for any more, and why.
    struct Unpaid: Sendable {
        let planned: PlannedHold
        let requote: Requote
        let why: Problem

        var delivery: DeliveryID { planned.delivery }
    }

    /// So many planned parts of posts are looked at for one workspace.
    static let most = 20_000
    private static let batch = 100
    private static let quoted = "prices_quoted"

    /// All workspaces, unless it was done with these very prices. Said twice it does nothing the second time.
    func all() async throws {
        let fingerprint = kit.prices.books.fingerprint
        guard try await kit.store.read({ try $0.setting(Requoting.quoted) }) != fingerprint else { return }
        try await Correcting(kit: kit).all()
        for workspace in try await kit.store.read({ try $0.allWorkspaces() }) { try await workspaceAnew(workspace) }
        try await kit.store.write { try $0.setSetting(Requoting.quoted, to: fingerprint) }
    }

    /// What was quoted may be out of date: whoever finds this does it again.
    static func forget(in tx: borrowing Transaction) throws { try tx.setSetting(quoted, to: "") }

    func workspaceAnew(_ workspace: Workspace) async throws {
        let holds = try await kit.store.read { try $0.plannedHolds(of: workspace.id, limit: Requoting.most) }
        let terms = Terms(books: kit.prices.books, plans: workspace.plans)
        let now = kit.time.now()
        var changes: [(planned: PlannedHold, requote: Requote)] = []
        for planned in holds {
            let hold = planned.hold
            let requote = Requote.of(hold.fare, on: hold.platform, due: max(planned.due, now), under: terms)
            if requote != .same { changes.append((planned, requote)) }
        }
        var waiting: [Unpaid] = []
        for start in stride(from: 0, to: changes.count, by: Requoting.batch) {
            let part = Array(changes[start..<min(start + Requoting.batch, changes.count)])
            let unpaid = try await carryOut(part, in: workspace)
            for item in unpaid { try await giveWay(item, in: workspace) }
            waiting += unpaid
        }
        // Whoever gave way after it has left its money too: a way that could not be paid then may be by now.
        for item in waiting {
            await WayKeeper(kit: kit).lookAgain(at: item.delivery, because: Requoting.story(item.why))
        }
        guard !changes.isEmpty else { return }
        kit.log.info("what was set aside was worked out anew", metadata: ["changed": "\(changes.count)"])
    }

    /// One batch in one transaction; it may be run again when another writer came between.
    private func carryOut(_ changes: [(planned: PlannedHold, requote: Requote)], in workspace: Workspace) async throws
        -> [Unpaid]
    {
        let now = kit.time.now()
        return try await kit.store.write(as: .apart) { tx in
            var unpaid: [Unpaid] = []
            for (planned, requote) in changes {
                guard let why = try Requoting.carryOut(requote, on: planned, at: now, in: tx) else { continue }
                unpaid.append(Unpaid(planned: planned, requote: requote, why: why))
            }
            tx.noteChange(in: workspace.id)
            return unpaid
        }
    }

    /// - Returns: why it cannot be paid for.
    private static func carryOut(
        _ requote: Requote, on planned: PlannedHold, at now: Instant, in tx: borrowing Transaction
    ) throws -> Problem? {
        let hold = planned.hold
        switch requote {
        case .same: return nil
        case .stops(let problem): return problem
        case .costs(let fare):
            switch try tx.requote(hold, to: fare, priced: max(planned.due, now)) {
            case .moved, .gone: return nil
            case .usedUp(let problem): return problem
            case .short(let short): return short.problem(fare, on: hold.platform.raw, month: hold.month)
            }
        }
    }

    /// It gives way as its workspace chose, today and not on the day on which it is due. It is not dropped: where nothing
    /// else is to be had it waits for a person.
    private func giveWay(_ unpaid: Unpaid, in workspace: Workspace) async throws {
        // Whoever gave way before it has left its money, which may be enough by now.
        guard
            let unpaid = try await carryOut([(planned: unpaid.planned, requote: unpaid.requote)], in: workspace).first
        else { return }
        let story = Requoting.story(unpaid.why)
        await WayKeeper(kit: kit).giveWay(unpaid.delivery, because: story)
        let now = kit.time.now()
        try await kit.store.write { tx in
            guard try tx.askForMoney(unpaid.delivery, story: story, at: now) else { return }
            tx.noteChange(in: workspace.id)
        }
    }

    private static func story(_ why: Problem) -> Settlement.Story { .init(why.what, do: why.toDo) }
}
