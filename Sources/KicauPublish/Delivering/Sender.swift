import KicauCore
import KicauMeter
import KicauStore
import Logging

/// Carries claimed deliveries: step by step, an intent before each visible call, a settlement after it.
struct Sender: Sendable {
    let kit: Kit
    private let ledger: DeliveryBook
    private let keeper: TokenKeeper

    init(kit: Kit) {
        self.kit = kit
        ledger = DeliveryBook(kit: kit)
        keeper = TokenKeeper(kit: kit)
    }

    /// Never throws: what fails here ends with the lease, and a look decides.
    ///
    /// - Parameter intent: for the first commit, where it was written with the claim.
    func carry(_ claim: Claim, with luggage: Luggage, _ intent: Intent? = nil) async {
        await DeliverySpan.around("delivery", of: claim) { span in
            do {
                guard let journey = try await begin(claim, luggage, intent, span) else { return }
                try await carry(claim, journey)
            } catch {
                span.failed(with: error)
                kit.log.error(
                    "a delivery could not be carried",
                    metadata: ["delivery": "\(claim.delivery)", "error": "\(error)"])
            }
        }
    }

    /// All that stays the same while one delivery is carried.
    private struct Journey {
        let platform: any Platform
        let signedIn: SignedIn
        let line: MeteredLine
        /// Where the steps stood when the journey began.
        let rows: [StepRow]
        let takenForAbsent: Set<Int>
        /// The first commit's, where it was written with the claim.
        let intent: Intent?
        /// How many commits need not ask whether there is room.
        let room: Int
    }

    private func begin(
        _ claim: Claim, _ luggage: Luggage, _ intent: Intent?, _ span: DeliverySpan
    ) async throws -> Journey? {
        let platform = try kit.platform(claim.rendition.platform)
        guard let workspace = luggage.workspace else { return nil }
        switch try await keeper.key(of: luggage.signIn, for: claim.account) {
        case .ready(let signedIn):
            let covered = Set(claim.rendition.parts.flatMap(\.units).map(\.name))
            return Journey(
                platform: platform, signedIn: signedIn,
                line: kit.metered(
                    for: workspace, platform: platform.id, account: claim.account, covered: covered,
                    work: .publishing, haste: .publishing),
                rows: luggage.rows,
                takenForAbsent: luggage.takenForAbsent, intent: intent, room: luggage.room)
        case .signedOut(let refusal):
            try await give(back: claim, by: .signedOut(refusal), luggage, intent, span)
        case .tryLater(let until, let reason):
            try await give(back: claim, by: .postponed(until: until, reason), luggage, intent, span)
        }
        return nil
    }

    /// Before any step of it was taken.
    private func give(
        back claim: Claim, by outcome: Outcome, _ luggage: Luggage, _ intent: Intent?, _ span: DeliverySpan
    ) async throws {
        span.ends(as: outcome)
        let platform = try kit.platform(claim.rendition.platform)
        guard let intent, let row = Itinerary(rendition: claim.rendition, rows: luggage.rows).next else {
            return try await ledger.settle(claim, by: outcome, sends: 0, platform: platform)
        }
        _ = try await ledger.settle(claim, row, intent, by: outcome, isLast: false, platform: platform)
    }

    private func carry(_ claim: Claim, _ journey: Journey) async throws {
        var rows = journey.rows
        var commits = 0
        while true {
            var itinerary = Itinerary(rendition: claim.rendition, rows: rows)
            guard let open = itinerary.openCommit else { return try await ledger.finish(claim) }
            let ready = commits == 0 ? journey.intent : nil
            let stale = itinerary.staleParts(before: open, ending: kit.time.now() + kit.pace.commitDeadline)
            if ready == nil, !claim.doubt, !stale.isEmpty {
                try await kit.store.write(as: .fenced) { try $0.reopenPreparations(of: claim.delivery, parts: stale) }
                itinerary = Itinerary(
                    rendition: claim.rendition, rows: try await kit.store.read { try $0.steps(of: claim.delivery) })
            }
            guard let next = itinerary.next else { return }
            let goesOn =
                switch next.step.kind {
                case .prepare: try await prepare(next, claim, itinerary, journey)
                case .commit: try await commit(next, claim, itinerary, journey, ready, after: commits)
                }
            if next.step.kind == .commit { commits += 1 }
            guard goesOn, !Task.isCancelled else { return }
            guard !kit.pulse.isDraining else { return try await ledger.pause(claim) }
            rows = try await kit.store.read { try $0.steps(of: claim.delivery) }
        }
    }

    private func errand(_ row: StepRow, _ claim: Claim, _ itinerary: Itinerary, _ journey: Journey) async throws
        -> Errand
    {
        let part = claim.rendition.parts[row.step.part]
        let adopts = claim.doubt || journey.takenForAbsent.contains(row.step.part)
        var twinWasRemoved = false
        if adopts, row.step.kind == .commit {
            let now = kit.time.now()
            twinWasRemoved = try await kit.store.read { try $0.twinWasRemoved(of: part, on: claim.account, at: now) }
        }
        return Errand(
            rendition: claim.rendition, step: row.step,
            progress: itinerary.progress(
                for: row.step.part, adoptsDuplicate: adopts, twinWasRemoved: twinWasRemoved),
            signedIn: journey.signedIn, key: "\(claim.key)-\(row.step.part)",
            media: try await kit.media.fitted(part.fittings, fetchedByNetwork: journey.platform.rules.fetchesMedia),
            now: kit.time.now())
    }

    /// A reversible step: no intent is needed, it may be made again.
    private func prepare(_ row: StepRow, _ claim: Claim, _ itinerary: Itinerary, _ journey: Journey) async throws
        -> Bool
    {
        let errand: Errand
        do {
            errand = try await self.errand(row, claim, itinerary, journey)
        } catch is MediaRoom.BeingMade {
            try await ledger.settle(
                claim, by: .postponed(until: kit.time.now() + .seconds(2), .beingMade), sends: 0,
                platform: journey.platform)
            return false
        } catch let problem as Problem {
            let refusal = Refusal(.media, problem.what, do: problem.toDo)
            try await ledger.settle(claim, by: .refused(refusal), sends: 0, platform: journey.platform)
            return false
        }
        let leaseEnds = kit.time.now() + kit.pace.lease
        let holdsOn = try await kit.store.write(as: .fenced, durability: .relaxed) {
            try $0.extendLease(of: claim, to: leaseEnds)
        }
        guard holdsOn else { return false }
        var answer = await DeliverySpan.step("prepare", of: claim, part: row.step.part) {
            await holding(claim, whileSending: errand.fitted) {
                await journey.platform.prepare(errand, before: row.result, via: journey.line)
            }
        }
        if case .signedOut = answer, try await isFirstTime(row, claim), let when = try await renewal(journey) {
            answer = .postponed(until: when, .platformBusy(answer: nil))
        }
        return try await ledger.note(answer, of: row, claim, platform: journey.platform)
    }

    /// Long uploads outlive a lease: it is renewed while the bytes are on their way.
    private func holding(
        _ claim: Claim, whileSending media: FittedMedia?, _ work: () async -> Preparation
    ) async -> Preparation {
        guard let media, media.bytes > Sender.quick else { return await work() }
        return await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    await Task.rest(for: kit.pace.lease / 4)
                    guard !Task.isCancelled else { return }
                    let ends = kit.time.now() + kit.pace.lease
                    do {
                        let holdsOn = try await kit.store.write(as: .fenced, durability: .relaxed) {
                            try $0.extendLease(of: claim, to: ends)
                        }
                        guard holdsOn else { return }
                    } catch {
                        // The upload goes on: whether the claim still holds, the fenced write after it says.
                        kit.log.warning("a lease could not be renewed", metadata: ["error": "\(error)"])
                    }
                }
            }
            defer { group.cancelAll() }
            return await work()
        }
    }

    /// Bytes that are sent well within a lease.
    private static let quick = 8_000_000

    /// The visible step: never early, intent first, guard last.
    private func commit(
        _ row: StepRow, _ claim: Claim, _ itinerary: Itinerary, _ journey: Journey, _ ready: Intent?,
        after commits: Int
    ) async throws -> Bool {
        if ready == nil {
            guard try await mayCommit(claim, journey, after: commits) else { return false }
        }
        let errand = try await self.errand(row, claim, itinerary, journey)
        let written = if let ready { ready } else { try await ledger.intend(row, claim, platform: journey.platform) }
        guard let intent = written else { return false }
        let isFirst = row.step.part == 0 && intent.sends == 1
        let line = GuardedLine(
            line: journey.line, time: kit.time, deadline: intent.deadline, wallDeadline: intent.wallDeadline
        ) {
            guard isFirst else { return }
            kit.metrics.observe(.lateness, claim.rendition.platform.raw, value: kit.time.now() - claim.due)
        }
        var outcome = await DeliverySpan.step("commit", of: claim, part: row.step.part) {
            await journey.platform.commit(errand, via: line)
        }
        if case .signedOut = outcome, intent.sends == 1, let when = try await renewal(journey) {
            outcome = .postponed(until: when, .platformBusy(answer: nil))
        }
        return try await ledger.settle(
            claim, row, intent, by: outcome, isLast: itinerary.openParts.count == 1, platform: journey.platform,
            hadEarlierTry: journey.takenForAbsent.contains(row.step.part))
    }

    /// False: it is not due, or the network takes no more now; the claim has been given back.
    private func mayCommit(_ claim: Claim, _ journey: Journey, after commits: Int) async throws -> Bool {
        let now = kit.time.now()
        guard now >= claim.due else {
            try await ledger.rest(claim)
            return false
        }
        guard commits >= journey.room, let until = try await full(claim, journey.platform, at: now) else { return true }
        try await ledger.settle(
            claim, by: .postponed(until: until, .rateLimited(answer: nil)), sends: 0, platform: journey.platform)
        return false
    }

    /// Our own records say that the network would refuse one more now: it waits until there is room, whichever node sent
    /// the others.
    private func full(_ claim: Claim, _ platform: any Platform, at now: Instant) async throws -> Instant? {
        guard !platform.rules.sendLimits.isEmpty else { return nil }
        return try await kit.store.read { tx in
            try platform.rules.sendLimits.compactMap {
                try tx.nextRoom(under: $0, for: claim.account, on: platform.id, at: now)
            }.max()
        }
    }

    /// A token can die before its time: where it can be renewed, nobody has to be asked. Tried once, so that a network
    /// that takes no token at all still comes before a person.
    ///
    /// - Returns: when to go on; nil where a person has to be asked.
    private func renewal(_ journey: Journey) async throws -> Instant? {
        switch try await keeper.renew(journey.signedIn) {
        case .renewed: kit.time.now()
        case .later(let until, _): until
        case .needsPerson: nil
        }
    }

    private func isFirstTime(_ row: StepRow, _ claim: Claim) async throws -> Bool {
        try await kit.store.write(as: .fenced) { try $0.countRestaging(row.position, of: claim.delivery) } == 1
    }
}
