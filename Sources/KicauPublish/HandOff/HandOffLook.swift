import KicauCore
import KicauStore

/// Looks on the network for what a person was to post by hand, and adopts it when it is there.
struct HandOffLook: Sendable {
    let kit: Kit

    /// How it ended.
    enum Looked: Sendable {
        /// All of it was found, and the delivery is published.
        case published
        /// What the look for the first part that is not known to be there showed.
        case ended(Finding)
        /// It is no longer a person's to post by hand.
        case movedOn
    }

    func look(for delivery: DeliveryID) async throws -> Looked {
        for _ in 0..<Publishing.Limits.parts {
            guard let sought = try await next(of: delivery) else { return .movedOn }
            let finding = try await finding(sought)
            guard case .found(let receipt) = finding else { return .ended(finding) }
            switch try await adopt([receipt], sought) {
            case .adopted: if sought.openParts.count == 1 { return .published }
            case .isAnothers: return .ended(.couldNotLook(until: kit.time.now(), .notReady(answer: nil)))
            case .movedOn: return .movedOn
            }
        }
        return .movedOn
    }

    private enum Adopted { case adopted, isAnothers, movedOn }

    /// What is to be looked for, with all that its connector needs.
    struct Sought: Sendable {
        let row: DeliveryRow
        let rendition: Rendition
        let itinerary: Itinerary
        let open: StepRow
        let since: Instant
        let workspace: Workspace
        let others: Set<String>

        var openParts: [Int] { itinerary.openParts }
    }

    private func next(of delivery: DeliveryID) async throws -> Sought? {
        try await kit.store.read { tx in
            guard let row = try tx.delivery(delivery), row.state == .waiting, row.waitingFor == .handOff,
                let rendition = try tx.rendition(of: delivery), let workspace = try tx.workspace(row.workspace)
            else { return nil }
            let itinerary = Itinerary(rendition: rendition, rows: try tx.steps(of: delivery))
            guard let open = itinerary.openCommit else { return nil }
            // What stood there before it was handed over is not it.
            let since = try tx.events(of: delivery).reversed().prefix { $0.state == .waiting }.last?.at ?? row.due
            return Sought(
                row: row, rendition: rendition, itinerary: itinerary, open: open, since: since, workspace: workspace,
                others: try tx.publishedElsewhere(than: delivery, of: row.account, since: since))
        }
    }

    private func finding(_ sought: Sought) async throws -> Finding {
        let platform = try kit.platform(sought.rendition.platform)
        switch try await TokenKeeper(kit: kit).key(for: sought.row.account) {
        case .signedOut(let refusal): return .signedOut(refusal)
        case .tryLater(let until, let reason): return .couldNotLook(until: until, reason)
        case .ready(let signedIn):
            let now = kit.time.now()
            let part = sought.open.step.part
            let errand = Errand(
                rendition: sought.rendition, step: sought.open.step,
                progress: sought.itinerary.progress(for: part, others: sought.others, adoptsDuplicate: false),
                signedIn: signedIn, key: "\(sought.row.key)-\(part)", media: [], now: now)
            return await platform.look(
                errand, doubt: Doubt(since: sought.since, quietUntil: now, part: part, maker: .person),
                via: kit.metered(
                    for: sought.workspace, platform: platform.id, account: sought.row.account, work: .publishing))
        }
    }

    private func adopt(_ receipts: [Receipt], _ sought: Sought) async throws -> Adopted {
        let now = kit.time.now()
        return try await kit.store.write { tx in
            let others = try tx.publishedElsewhere(than: sought.row.id, of: sought.row.account, since: sought.since)
            guard receipts.allSatisfy({ others.isDisjoint(with: $0.names) }) else { return .isAnothers }
            let isAdopted = try tx.adopt(
                receipts, of: sought.row, isAll: sought.openParts.count <= receipts.count,
                story: .init("We looked, and it is live: a person posted it."), at: now)
            return isAdopted ? .adopted : .movedOn
        }
    }
}

extension Transaction {
    /// Settles the next open parts by what is on the network. False: the delivery has moved on meanwhile.
    ///
    /// - Parameter isAll: nothing is left open then, named or not.
    borrowing func adopt(
        _ receipts: [Receipt], of row: DeliveryRow, isAll: Bool, story: Settlement.Story, at now: Instant
    ) throws -> Bool {
        // Read again: between the look and now it may have been taken back, and is somebody else's then.
        guard let fresh = try delivery(row.id), fresh.state == .waiting, fresh.epoch == row.epoch else { return false }
        let open = try steps(of: row.id).filter { $0.step.kind == .commit && $0.state != .settled }
        for (place, step) in open.enumerated() {
            guard let receipt = receipts.indices.contains(place) ? receipts[place] : isAll ? HandOff.unnamed : nil
            else { break }
            try saveStep(step.position, of: row.id, state: .settled, result: receipt.stored, expires: nil, settled: now)
            if step.step.part == 0 { try setURL(receipt.url, of: row.id) }
        }
        guard isAll else {
            try noteLivePart(of: row.id)
            try tell(story, of: row.id, state: .waiting, at: now)
            noteChange(in: row.workspace)
            return true
        }
        guard try moveOn(fresh, to: .published, doubt: false, ready: now, at: now, story: story) else { return false }
        refreshPost(row.post)
        noteChange(in: row.workspace)
        return true
    }
}
