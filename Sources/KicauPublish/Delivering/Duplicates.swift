import KicauCore
import KicauStore

/// Duplicate answers: is the post that a network names really the earlier try of this delivery?
extension Outcome {
    /// What a duplicate answer names, if it names something.
    var named: Receipt? {
        guard case .duplicate(let receipt, _) = self else { return nil }
        return receipt
    }

    /// What it names is not ours: then it says no more than that there is one.
    var disowned: Outcome {
        guard case .duplicate(_, let refusal) = self else { return self }
        return .duplicate(of: nil, refusal)
    }
}

extension Transaction {
    /// One post never settles two deliveries. Tested where it is settled, so that no other gets it in between.
    borrowing func ours(_ outcome: Outcome, of claim: Claim) throws -> Outcome {
        guard let receipt = outcome.named, try isSettled(receipt, on: claim.account) else { return outcome }
        return outcome.disowned
    }

    /// Is anything of the account known by that? However long ago it was, and whether or not it was taken off since.
    private borrowing func isSettled(_ receipt: Receipt, on account: AccountID) throws -> Bool {
        let names = Set(receipt.names)
        for name in names {
            let known = try settledSteps(of: account, mentioning: name)
                .filter { $0.step.kind == .commit }
                .compactMap { $0.result.flatMap(Receipt.init(stored:)) }
            if known.contains(where: { !names.isDisjoint(with: $0.names) }) { return true }
        }
        return false
    }

    /// Was a post with the same words taken off the account, by us, so lately that its network may still hold on to it?
    borrowing func twinWasRemoved(of part: RenderedPart, on account: AccountID, at now: Instant) throws -> Bool {
        try renditionsRemoved(of: account, since: now - Twins.memory, limit: Twins.most)
            .contains { rendition in rendition.parts.contains { $0.wireText == part.wireText } }
    }
}

private enum Twins {
    /// LinkedIn refuses a deleted post's words for 24 to 48 hours, as a report says, and writes it nowhere
    /// (ComposioHQ/composio, issue 2710, February 2026): a week leaves room.
    static let memory = Duration.days(7)
    static let most = 1_000
}
