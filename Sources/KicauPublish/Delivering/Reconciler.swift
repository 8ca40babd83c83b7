import KicauCore
import KicauStore
import Logging

/// Looks on the platform for commits in doubt, before anything else happens to them.
struct Reconciler: Sendable {
    let kit: Kit
    private let keeper: TokenKeeper

    init(kit: Kit) {
        self.kit = kit
        keeper = TokenKeeper(kit: kit)
    }

    func look(for claim: Claim) async {
        await DeliverySpan.around("look", of: claim) { span in
            do {
                try await resolve(claim, span)
            } catch {
                span.failed(with: error)
                kit.log.error(
                    "a doubt could not be looked into",
                    metadata: ["delivery": "\(claim.delivery)", "error": "\(error)"])
            }
        }
    }

    private func resolve(_ claim: Claim, _ span: DeliverySpan) async throws {
        let platform = try kit.platform(claim.rendition.platform)
        let (rows, workspace) = try await kit.store.read {
            (try $0.steps(of: claim.delivery), try $0.workspace(claim.workspace))
        }
        let itinerary = Itinerary(rendition: claim.rendition, rows: rows)
        guard let row = itinerary.openCommit else { return try await DeliveryBook(kit: kit).finish(claim) }
        guard let workspace else { return }
        let doubt = try await kit.store.read { try $0.doubt(of: claim.delivery, part: row.step.part) }
        guard let doubt else {
            return try await write(
                .absent(Evidence("Nothing of it was ever sent.", at: kit.time.now())), row, claim, platform, workspace,
                origin: .own)
        }
        let finding: Finding
        switch try await keeper.key(for: claim.account) {
        case .ready(let signedIn):
            finding = try await look(row, doubt, claim, itinerary, platform, workspace, signedIn)
        case .signedOut(let refusal):
            finding = .signedOut(refusal)
        case .tryLater(let until, let reason):
            finding = .couldNotLook(until: until, reason)
        }
        span.ends(as: finding, part: row.step.part)
        try await write(
            finding, row, claim, platform, workspace, origin: origin(of: doubt, claim, workspace), since: doubt.since)
    }

    private func origin(of doubt: Doubt, _ claim: Claim, _ workspace: Workspace) -> Reconciling.Origin {
        guard doubt.isInherited else { return .own }
        return .inherited(isMissed: kit.time.now() - claim.due > workspace.missedLimit)
    }

    private func look(
        _ row: StepRow, _ doubt: Doubt, _ claim: Claim, _ itinerary: Itinerary, _ platform: any Platform,
        _ workspace: Workspace, _ signedIn: SignedIn
    ) async throws -> Finding {
        let others = try await kit.store.read { try $0.publishedElsewhere(than: claim, since: doubt.since) }
        let errand = Errand(
            rendition: claim.rendition, step: row.step,
            progress: itinerary.progress(for: row.step.part, others: others, adoptsDuplicate: true),
            signedIn: signedIn, key: "\(claim.key)-\(row.step.part)", media: [], now: kit.time.now())
        return await platform.look(
            errand, doubt: doubt,
            via: kit.metered(
                for: workspace, platform: platform.id, account: claim.account, work: .publishing,
                haste: .publishing))
    }

    private func write(
        _ finding: Finding, _ row: StepRow, _ claim: Claim, _ platform: any Platform, _ workspace: Workspace,
        origin: Reconciling.Origin, since: Instant? = nil
    ) async throws {
        let now = kit.time.now()
        let reconciling = Reconciling(
            absence: platform.rules.absence, resendsAfterTwoLooks: workspace.resendsAfterTwoLooks, looks: claim.looks,
            sends: row.sends, now: now, origin: origin)
        let settlement = reconciling.settled(by: finding, betweenLooks: kit.pace.betweenLooks)
        let isTaken = try await kit.store.write(as: .fenced) { tx in
            // While it was looked for, another delivery may have got what was found: one post never settles two.
            if let receipt = settlement.receipt, let since,
                try !tx.publishedElsewhere(than: claim, since: since).isDisjoint(with: receipt.names)
            {
                let again = reconciling.settled(by: .couldNotLook(until: now, .notReady(answer: nil)))
                if try tx.settle(claim, from: .reconciling, as: again, at: now) {
                    try tx.follow(again, of: claim, at: now)
                }
                return true
            }
            if let receipt = settlement.receipt {
                try tx.owe(LivePart(claim, part: row.step.part, in: workspace, since: since), kit, at: now)
                try tx.answerDoubts(of: claim.delivery, part: row.step.part, outcome: "published", at: now)
                _ = try tx.settlePart(
                    row, of: claim, receipt: receipt, story: settlement.story, goOnUntil: nil, at: now)
                return false
            }
            // First the fence: an old look must not answer for a try that was begun after it.
            guard try tx.settle(claim, from: .reconciling, as: settlement, at: now) else { return false }
            if settlement.isAbsence {
                // Parts go out in order: where this one is not, none behind it can be.
                for part in row.step.part..<claim.rendition.parts.count {
                    try tx.answerDoubts(of: claim.delivery, part: part, outcome: "absent", at: now)
                }
            }
            try tx.follow(settlement, of: claim, at: now)
            return false
        }
        guard !isTaken else { return kit.bell.ring() }
        kit.metrics.count(.looks, platform.id.raw, finding.word)
        kit.metrics.count(.settled, platform.id.raw, settlement.to.rawValue)
        kit.bell.ring()
    }
}

extension Transaction {
    /// What the account's other deliveries are known by on the network, of those that were sent about then or later.
    borrowing func publishedElsewhere(than claim: Claim, since: Instant) throws -> Set<String> {
        try publishedElsewhere(than: claim.delivery, of: claim.account, since: since)
    }

    /// What a person posted by hand was attempted by nobody, and counts as well.
    borrowing func publishedElsewhere(than delivery: DeliveryID, of account: AccountID, since: Instant) throws
        -> Set<String>
    {
        let from = since - .minutes(10)
        let others = try Set(
            deliveriesAttempted(of: account, since: from, limit: 1_000)
                + deliveriesPublished(of: account, since: from, limit: 1_000)
                + deliveriesPartlyLive(of: account, limit: 1_000)
        ).filter { $0 != delivery }
        let receipts = try steps(ofAll: Array(others)).values.joined()
            .filter { $0.step.kind == .commit && $0.state == .settled }
            .compactMap { $0.result.flatMap(Receipt.init(stored:)) }
        return Set(receipts.flatMap(\.names))
    }
}

extension Receipt {
    /// All that the network calls it by: a picture in an album has a number of its own beside its post's.
    var names: [String] { [remoteID, extra["photo"]?.string].compactMap(\.self).filter { !$0.isEmpty } }
}

extension Finding: Worded {
    /// The word it is counted under.
    var word: String {
        switch self {
        case .found: "found"
        case .absent: "absent"
        case .notSeen: "not-seen"
        case .askBySending: "ask-by-sending"
        case .couldNotLook: "could-not-look"
        case .signedOut: "signed-out"
        }
    }
}
