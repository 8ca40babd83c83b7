import KicauCore
import KicauStore

/// A way that was taken is planned like any other post.
extension GivingUp {
    /// Where the account is the post's only one, or the time stays, the post itself is planned anew. Else, or where the
    /// rest of it cannot be planned anew, the account's share becomes a post of its own. Either way the old delivery is
    /// called off in the transaction that plans the new one.
    func plan(
        _ content: DraftContent, for account: AccountID, at due: Due, _ given: Case, told: Sentence
    ) async throws {
        let isAlone = given.content.accounts.count == 1
        if isAlone || due == given.due, try await isUntouched(given) {
            do {
                return try await planWhole(content, for: account, at: due, given, told: told)
            } catch let problem as Problem where !isAlone && problem.code != .broken {
                // What stands in the way of the others is not this account's affair.
            }
        }
        try await planShare(content, for: account, at: due, given, told: told)
    }

    private func planWhole(
        _ content: DraftContent, for account: AccountID, at due: Due, _ given: Case, told: Sentence
    ) async throws {
        let now = kit.time.now()
        _ = try await Publishing(kit: kit).schedule(
            content, as: given.post.id, version: given.post.version, timing: .at(due), key: key(given),
            by: given.author
        ) { tx, post in
            try tx.mustBeAlone(account, given)
            for row in try tx.deliveries(of: post) {
                try tx.tell(.init(told), of: row.id, state: .scheduled, at: now)
            }
        }
    }

    private func planShare(
        _ content: DraftContent, for account: AccountID, at due: Due, _ given: Case, told: Sentence
    ) async throws {
        let now = kit.time.now()
        let rest = try PostContent(given.content.without(given.row.account, given.networks))
        _ = try await Publishing(kit: kit).schedule(
            content.only(account, given.networks), as: nil, version: nil, timing: .at(due), key: key(given),
            by: given.author
        ) { tx, post in
            guard try tx.callOff(given.row, story: .init(told), at: now),
                try tx.keepContent(rest, of: given.post.id, version: given.post.version)
            else { throw Publishing.movedOn }
            try tx.join(post, toFamilyOf: given.post.id)
            try tx.mustBeAlone(account, given)
            tx.noteChange(in: given.row.workspace)
        }
    }

    /// Parking raised the epoch, so no two tries have one key.
    private func key(_ given: Case) -> String { "way-\(given.row.id)-\(given.row.epoch)-\(kit.makeName())" }

    /// Nothing of the post is on its way, so that the whole can be planned anew.
    private func isUntouched(_ given: Case) async throws -> Bool {
        try await kit.store.read { try $0.deliveries(of: given.post.id) }.allSatisfy {
            $0.state == .scheduled || $0.id == given.row.id
        }
    }
}

extension Transaction {
    /// Where several accounts of one post give way to the same other, it goes there once.
    fileprivate borrowing func mustBeAlone(_ account: AccountID, _ given: GivingUp.Case) throws {
        guard account != given.row.account else { return }
        guard try liveDeliveries(ofFamilyOf: given.post.id, to: account) == 1 else {
            throw Problem(
                .notPossibleNow, "This post goes to that account already.", do: "Choose another account.",
                field: "accounts")
        }
    }
}
