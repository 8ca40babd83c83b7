import KicauCore
import KicauMeter
import KicauStore
import Logging

/// Writes down what happens to a delivery. Decisions are `Settling`'s and `Reconciling`'s; here they become rows.
struct DeliveryBook: Sendable {
    let kit: Kit

    /// Nil: the claim is no longer ours, or its money is not set aside any more; nothing may be sent.
    func intend(_ row: StepRow, _ claim: Claim, platform: any Platform) async throws -> Intent? {
        let settleTime = platform.rules.settleTime
        let moment = Moment(of: kit.time)
        let answer = try await kit.rounds.intents.ask(
            .init(claim: claim, position: row.position, part: row.step.part, settleTime: settleTime))
        switch answer {
        case .made(let made): return Intent(made, kit, settleTime: settleTime, since: moment)
        case .lost: return nil
        case .unpaid(let settlement):
            kit.log.error("a delivery's money was not set aside", metadata: ["delivery": "\(claim.delivery)"])
            count(settlement, of: claim)
            try await GivingUp(kit: kit, story: Settling.unpaidStory).decideWaiting(claim.delivery)
            return nil
        }
    }

    /// Writes the end of a commit. True: this claim may go on with the next step.
    ///
    /// - Parameters:
    ///   - isLast: no other part is open. Its yes is the common case, and is written together with others.
    ///   - hadEarlierTry: one of this part had no clear end and was taken for absent. Then a duplicate is no refusal: the
    ///     network knows better than a look, or a person.
    func settle(
        _ claim: Claim, _ row: StepRow, _ intent: Intent, by outcome: Outcome, isLast: Bool, platform: any Platform,
        hadEarlierTry: Bool = false
    ) async throws -> Bool {
        let now = kit.time.now()
        kit.metrics.count(.attempts, platform.id.raw, outcome.word)
        let isEarlier = hadEarlierTry && outcome.isDuplicate
        let settling = Settling(
            doubt: claim.doubt || isEarlier, sends: intent.sends,
            quietUntil: now + .milliseconds(max(0, intent.quietUntil - kit.time.steadyMs())), now: now)
        if isLast, case .published(let receipt) = outcome {
            let settlement = settling.settled(by: outcome)
            let yes = try Yes(row, of: claim, receipt, settlement.story)
            try await kit.rounds.yeses.ask(.init(yes: yes, attempt: intent.attempt, answer: receipt.remoteID))
            count(settlement, of: claim)
            return false
        }
        let leaseEnds = now + kit.pace.lease
        // What a duplicate names is compared with all that is known, and no other may get it meanwhile.
        let isolation: Store.Isolation = outcome.named == nil ? .fenced : .alone
        let (goesOn, settlement, isOurs) = try await kit.store.write(as: isolation) { tx in
            let settlement = settling.settled(by: try tx.ours(outcome, of: claim))
            try tx.endAttempt(
                intent.attempt, at: now, outcome: outcome.word, status: outcome.status ?? settlement.story.status,
                answer: outcome.answer ?? settlement.story.answer)
            if let receipt = settlement.receipt {
                let goesOn = try tx.settlePart(
                    row, of: claim, receipt: receipt, story: settlement.story, goOnUntil: leaseEnds, at: now)
                return (goesOn, settlement, true)
            }
            guard try tx.settle(claim, from: .intent, as: settlement, at: now) else {
                return (false, settlement, false)
            }
            if isEarlier { try tx.reopenDoubts(of: claim.delivery, part: row.step.part) }
            try tx.follow(settlement, of: claim, at: now)
            return (false, settlement, true)
        }
        if !goesOn { count(settlement, of: claim) }
        if isOurs, !goesOn { await giveWay(claim, outcome, settlement) }
        return goesOn
    }

    private func count(_ settlement: Settlement, of claim: Claim) {
        kit.metrics.count(.settled, claim.rendition.platform.raw, settlement.to.rawValue)
    }

    /// Ends a claim under which nothing was committed.
    func settle(_ claim: Claim, by outcome: Outcome, sends: Int, platform: any Platform) async throws {
        let now = kit.time.now()
        let settlement = Settling(doubt: claim.doubt, sends: sends, quietUntil: now, now: now).settled(by: outcome)
        if try await settle(claim, as: settlement, at: now) { await giveWay(claim, outcome, settlement) }
    }

    /// Kicau is stopping: what is left of the delivery is given back, so that whoever runs next takes it up.
    func pause(_ claim: Claim) async throws {
        let now = kit.time.now()
        _ = try await settle(claim, as: Settling.pausing(doubt: claim.doubt, at: now), at: now)
    }

    /// False: the claim was not ours any more, and nothing was written.
    private func settle(_ claim: Claim, as settlement: Settlement, at now: Instant) async throws -> Bool {
        let isOurs = try await kit.store.write(as: .fenced) { tx in
            guard try tx.settle(claim, from: .claimed, as: settlement, at: now) else { return false }
            try tx.follow(settlement, of: claim, at: now)
            return true
        }
        count(settlement, of: claim)
        return isOurs
    }

    /// Writes the end of a reversible step. True: go on.
    func note(_ answer: Preparation, of row: StepRow, _ claim: Claim, platform: any Platform) async throws -> Bool {
        let now = kit.time.now()
        switch answer {
        case .ready(let result, let expires):
            return try await kit.store.write(as: .fenced, durability: .relaxed) { tx in
                guard try tx.extendLease(of: claim, to: now + kit.pace.lease) else { return false }
                try tx.saveStep(
                    row.position, of: claim.delivery, state: .settled, result: result, expires: expires, settled: now)
                return true
            }
        case .working(let result, let askAgain):
            try await kit.store.write(as: .fenced, durability: .relaxed) { tx in
                guard try tx.extendLease(of: claim, to: now + kit.pace.lease) else { return }
                try tx.saveStep(
                    row.position, of: claim.delivery, state: .working, result: result, expires: nil, settled: nil)
            }
            try await settle(
                claim, by: .postponed(until: askAgain, .notReady(answer: nil)), sends: 0, platform: platform)
        case .refused(let refusal):
            try await settle(claim, by: .refused(refusal), sends: 0, platform: platform)
        case .postponed(let until, let reason):
            try await settle(claim, by: .postponed(until: until, reason), sends: 0, platform: platform)
        case .signedOut(let refusal):
            try await settle(claim, by: .signedOut(refusal), sends: 0, platform: platform)
        case .stageAgain(let refusal):
            let tries = try await kit.store.write(as: .fenced) {
                try $0.countRestaging(row.position, of: claim.delivery)
            }
            let isHopeless = tries >= DeliveryBook.mostRestagings
            try await settle(
                claim, by: isHopeless ? .refused(refusal) : .stageAgain(refusal), sends: 0, platform: platform)
        }
        return false
    }

    /// A container that dies so often will not live the next time either.
    private static let mostRestagings = 5

    /// Staged, and not due yet: the claim is given back.
    func rest(_ claim: Claim) async throws {
        let now = kit.time.now()
        try await kit.store.write(as: .fenced, durability: .relaxed) { tx in
            _ = try tx.settle(claim, from: .claimed, as: Settling.staged(until: claim.due), at: now)
        }
    }

    /// Every part is live.
    func finish(_ claim: Claim) async throws {
        let now = kit.time.now()
        let done = Settling(doubt: false, sends: 0, quietUntil: now, now: now).settled(
            by: .published(Receipt(remoteID: "", url: nil)))
        try await kit.store.write(as: .fenced) { tx in
            guard try tx.settle(claim, from: .claimed, as: done, at: now) else { return }
            try tx.releaseHolds(of: claim.delivery, at: now)
        }
        count(done, of: claim)
    }
}

extension Transaction {
    /// One part is live: the receipt is kept and its money booked, whoever owns the claim now. True: the claim may go on.
    borrowing func settlePart(
        _ row: StepRow, of claim: Claim, receipt: Receipt, story: Settlement.Story, goOnUntil leaseEnds: Instant?,
        at now: Instant
    ) throws -> Bool {
        let open = try steps(of: claim.delivery).first {
            $0.step.kind == .commit && $0.state != .settled && $0.position != row.position
        }
        guard let open else {
            try publish([try Yes(row, of: claim, receipt, story)], at: now)
            return false
        }
        try saveStep(
            row.position, of: claim.delivery, state: .settled, result: receipt.stored, expires: nil, settled: now)
        try captureProven([HoldNames.part(row.step.part, of: claim.delivery)], at: now)
        if row.step.part == 0 { try setURL(receipt.url, of: claim.delivery) }
        try noteLivePart(of: claim.delivery)
        // Who only looked does not send: it gives the claim back for the next part.
        guard let leaseEnds else {
            let next = try doubt(of: claim.delivery, part: open.step.part)
            let settlement = Reconciling.goesOn(at: now, inDoubt: next != nil)
            return try settle(claim, from: .reconciling, as: settlement, at: now)
        }
        return try goOn(claim, at: now, leaseEnds: leaseEnds, story: story)
    }

    /// What goes with a settlement besides the row: money, staging.
    borrowing func follow(_ settlement: Settlement, of claim: Claim, at now: Instant) throws {
        switch settlement.hold {
        case .release:
            try releaseHolds(of: claim.delivery, at: now)
        case .keep:
            if settlement.doubt { try markHoldsInDoubt(of: claim.delivery) }
        case .capture:
            break
        }
        if settlement.restages {
            let open = try steps(of: claim.delivery).filter { $0.step.kind == .commit && $0.state != .settled }
            try reopenPreparations(of: claim.delivery, parts: open.map(\.step.part))
        }
        if settlement.waitingFor == .reconnect {
            try setAccountState(AccountState.signedOut.rawValue, trouble: settlement.story, of: claim.account)
        }
    }
}

extension Yes {
    init(_ row: StepRow, of claim: Claim, _ receipt: Receipt, _ story: Settlement.Story) throws {
        try self.init(
            claim, position: row.position, result: receipt.stored, url: row.step.part == 0 ? receipt.url : nil,
            hold: HoldNames.part(row.step.part, of: claim.delivery), story: story)
    }
}

extension Outcome: Worded {
    /// The word kept with the attempt.
    var word: String {
        switch self {
        case .published: "published"
        case .refused: "refused"
        case .postponed: "postponed"
        case .signedOut: "refused"
        case .unknown: "unknown"
        case .duplicate: "duplicate"
        case .stageAgain: "refused"
        }
    }

    var isDuplicate: Bool {
        if case .duplicate = self { true } else { false }
    }

    var status: Int? {
        switch self {
        case .published, .postponed: nil
        case .refused(let refusal), .signedOut(let refusal), .stageAgain(let refusal), .duplicate(_, let refusal):
            refusal.status
        case .unknown(let trace): trace.status
        }
    }

    var answer: String? {
        switch self {
        case .published(let receipt): receipt.remoteID
        case .refused(let refusal), .signedOut(let refusal), .stageAgain(let refusal), .duplicate(_, let refusal):
            refusal.answer
        case .unknown(let trace): trace.answer ?? trace.what
        case .postponed(_, let reason): reason.story.answer
        }
    }
}
