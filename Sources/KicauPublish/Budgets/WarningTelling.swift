import KicauCore
import KicauStore
import Logging

/// Telling what was written: a letter leaves once at most, a call is repeated until it is heard or given up.
extension WarningRound {
    private static let atOnce = 16
    /// A letter or a call ends long before.
    private static let lease = Duration.minutes(5)
    private static let patience = Duration.seconds(20)
    /// How long after each failed try the next one comes; after the last it is given up.
    static let pauses: [Duration] = [.minutes(1), .minutes(5), .minutes(30), .hours(2)]

    func tell() async throws {
        let now = kit.time.now()
        guard try await kit.store.read({ try $0.noticesAreDue(at: now) }) else { return }
        let taken = try await kit.store.write { tx in
            try tx.letGoOfNotices(takenBefore: now, but: WarningReader.hook.stored)
            return try tx.takeNotices(
                WarningRound.atOnce, repeatable: WarningReader.hook.stored, at: now, lease: WarningRound.lease)
        }
        for notice in taken { try await settle(notice, await tell(notice)) }
        if !taken.isEmpty { try await forget() }
    }

    /// How the telling of one notice ended.
    private enum End {
        case posted(Posting)
        /// There is nobody to tell it to any more, or nothing to tell.
        case pointless(why: String)
    }

    private func settle(_ notice: WarningNoticeRow, _ end: End) async throws {
        let now = kit.time.now()
        let settled: Settled =
            switch end {
            case .pointless(let why): Settled(state: .givenUp, trouble: why, pause: .zero)
            case .posted(let posting):
                WarningRound.settled(
                    posting, after: notice.tries, isRepeatable: notice.reader == WarningReader.hook.stored)
            }
        let next = now + settled.pause
        try await kit.store.write { tx in
            try tx.settleNotice(notice.id, as: settled.state, trouble: settled.trouble, next: next)
            tx.noteChange(in: notice.workspace)
        }
        guard settled.state == .givenUp else { return }
        kit.log.error(
            "a warning could not be told",
            metadata: [
                "workspace": "\(notice.workspace)", "reader": "\(notice.reader)", "why": "\(settled.trouble ?? "")",
            ])
    }

    struct Settled: Hashable {
        let state: WarningNoticeRow.State
        let trouble: String?
        let pause: Duration
    }

    /// - Parameter tries: this one included.
    /// - Parameter isRepeatable: to be said twice does no harm there.
    static func settled(_ posting: Posting, after tries: Int, isRepeatable: Bool) -> Settled {
        switch posting {
        case .taken: return Settled(state: .told, trouble: nil, pause: .zero)
        case .unknown(let why) where !isRepeatable: return Settled(state: .unsure, trouble: why, pause: .zero)
        case .refused(let why), .unknown(let why):
            guard tries <= pauses.count else { return Settled(state: .givenUp, trouble: why, pause: .zero) }
            return Settled(state: .open, trouble: why, pause: pauses[max(tries, 1) - 1])
        }
    }

    private func tell(_ notice: WarningNoticeRow) async -> End {
        do {
            guard let told = try await told(notice) else {
                return .pointless(why: "the limit was changed before it could be told")
            }
            guard notice.reader != WarningReader.hook.stored else { return try await call(told) }
            return try await mail(told, to: notice.reader)
        } catch {
            let why = (error as? Problem).map { "\($0.what)" } ?? "\(error)"
            return .posted(.refused(why: "it could not be read: \(why)"))
        }
    }

    private func told(_ notice: WarningNoticeRow) async throws -> Told? {
        guard let workspace = try await kit.store.read({ try $0.workspace(notice.workspace) }) else { return nil }
        let name = "warning-\(notice.id)"
        switch notice.about {
        case .limit(let id): return try await told(limit: id, as: name, in: workspace).map(Told.limit)
        case .credits(let platform, let payer):
            return try await told(credits: platform, payer: payer, as: name, in: workspace).map(Told.credits)
        case .budget(let scope, let month, let crossing):
            let rows = try await kit.store.read { try $0.budgetWarnings(of: notice.workspace, fromMonth: month) }
            let row = rows.first {
                $0.warning.scope == scope && $0.warning.month == month && $0.warning.crossing == crossing
            }
            guard let row else { return nil }
            let subjects = try await kit.subjects(of: [scope], in: workspace.id)
            return .budget(
                ToldWarning(
                    name: name, workspace: workspace, warning: row.warning, subject: subjects[scope] ?? .workspace,
                    at: row.at))
        }
    }

    private func mail(_ told: Told, to reader: String) async throws -> End {
        guard let postman else { return .posted(.refused(why: "no mail server is set up on this node")) }
        let members = try await kit.store.read { try $0.members(of: told.workspace.id) }
        let member = members.first { WarningReader.person($0.user.id).stored == reader }
        guard let member, member.role.may(.manage) else {
            return .pointless(why: "whom it was for does not manage this workspace's money any more")
        }
        return .posted(await postman.post(writer.letter(told, member.user.email, member.user.language)))
    }

    private func call(_ told: Told) async throws -> End {
        let workspace = told.workspace.id
        guard let hook = try await kit.store.read({ try $0.warningHook(of: workspace) }) else {
            return .pointless(why: "the webhook was taken away")
        }
        let secret: String = try kit.vault.open(hook.sealedSecret, for: BudgetWarnings.place(workspace))
        let body = writer.json(told).bytes
        let signature = WarningSignature.value(of: body, at: kit.time.now(), secret: Redacted(secret))
        let call = Call(
            .post, hook.url, headers: [(WarningSignature.header, Redacted(signature))],
            body: .bytes(body, type: "application/json"), deadline: WarningRound.patience)
        // Public addresses only, whichever networks are let through: anybody who manages a workspace may name one.
        return .posted(await kit.pages.post(call, unit: MeterUnit("warning")))
    }
}
