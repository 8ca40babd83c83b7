public import KicauCore
import KicauMeter
import KicauStore

/// How much the networks still let through: read for pages, and set where only a person can know it.
public struct NetworkLimits: Sendable {
    private let kit: Kit

    init(kit: Kit) { self.kit = kit }

    /// What nobody has met for so long is told by its papers again.
    private static let memory = Duration.days(2)
    public static let most = 100_000_000

    /// Of each network that the workspace has an account on.
    public func list(for caller: Caller) async throws -> [NetworkLimitList] {
        try caller.must(.look)
        await kit.quotas.flush()
        let now = kit.time.now()
        let (rows, quotas, sent) = try await kit.store.read { [kit] tx in
            let rows = try tx.accounts(in: caller.workspace.id)
                .filter { $0.state != AccountState.disconnected.rawValue }
            let ids = rows.map(\.account.id)
            let quotas = try tx.quotas(of: ids, on: Array(Set(rows.map(\.account.platform))))
            var sent: [Duration: [ID<Account>: Int]] = [:]
            for span in Set(kit.sendLimits.values.joined().map(\.span)) {
                sent[span] = try tx.commits(of: ids, after: now - span)
            }
            return (rows, quotas, sent)
        }
        return try Dictionary(grouping: rows, by: \.account.platform).keys.sorted().map { id in
            let platform = try kit.platform(id)
            let accounts = rows.filter { $0.account.platform == id }
            return list(platform, accounts, quotas.filter { $0.key.platform == id }, sent, at: now)
        }
    }

    private func list(
        _ platform: any Platform, _ rows: [AccountRow], _ quotas: [QuotaRow],
        _ sent: [Duration: [ID<Account>: Int]], at now: Instant
    ) -> NetworkLimitList {
        let hosts = rows.map(\.account.server)
        let known = quotas.filter { row in
            let isRecent = max(row.state.opened, row.state.seen ?? row.state.opened) > now - NetworkLimits.memory
            return (isRecent || row.key.kind == .learned) && isOurs(row.key, hosts)
        }
        let unspent = kit.quotas.unspent()
        let details = known.map { row in
            (
                row.key,
                LimitDetail(
                    row, rule: platform.quotas.first { row.key.isOf($0) }, unspent: unspent[row.key] ?? 0, at: now)
            )
        }
        let accounts = rows.map { row in
            let own = details.filter { $0.0.binds == .account && $0.0.subject == row.account.id.description }.map(\.1)
            return (
                account: AccountSummary(row, platform: platform),
                limits: own + posts(of: row.account.id, on: platform, beside: own, sent)
            )
        }
        return NetworkLimitList(
            platform: platform.id, name: platform.name, accounts: accounts,
            shared: details.filter { $0.0.binds != .account }.map(\.1),
            unused: platform.quotas.filter { rule in !known.contains { $0.key.isOf(rule) } }.map(
                LimitDetail.init(unused:)))
    }

    /// Other workspaces' servers are nothing to this one.
    private func isOurs(_ key: QuotaKey, _ servers: [String]) -> Bool {
        guard key.binds == .machine, let host = key.what.split(separator: " ").last, key.what.contains(" to ") else {
            return true
        }
        return servers.contains { $0.hasSuffix("/" + host) }
    }

    /// Where no window of the network counts posts, our own records do.
    private func posts(
        of account: ID<Account>, on platform: any Platform, beside known: [LimitDetail],
        _ sent: [Duration: [ID<Account>: Int]]
    ) -> [LimitDetail] {
        let counted = platform.quotas.contains { $0.kind == .window } || known.contains { $0.kind == .rolling }
        guard !counted else { return [] }
        return platform.rules.sendLimits.filter { $0.scope == .account }.map {
            LimitDetail($0, sent: sent[$0.span]?[account] ?? 0)
        }
    }

    /// Keeps what a person read in the network's portal; nil: forgotten, and learned from refusals alone again.
    ///
    /// - Throws: `Problem` `.notFound`, `.badInput`.
    public func set(
        _ most: Int?, for what: String, binding binds: QuotaRule.Binder, of account: ID<Account>?,
        on id: PlatformID, by caller: Caller
    ) async throws {
        try caller.must(.manage)
        let platform = try kit.platform(id)
        if let most, !(1...NetworkLimits.most).contains(most) {
            throw Problem(
                .badInput, "\"\(String(most))\" is not a number of calls a day.",
                do: "Write a whole number from 1 to 100,000,000, or nothing.", field: "most")
        }
        guard
            let rule = platform.quotas.first(where: { $0.what == what && $0.binds == binds && $0.kind == .learned }),
            let key = QuotaKey(rule, on: id, of: account)
        else {
            throw Problem(
                .notFound, "\(platform.name) has no such limit that a person could set.",
                do: "Choose one that the list shows as unpublished.", field: "what")
        }
        let now = kit.time.now()
        try await kit.store.write { tx in
            if let account {
                guard try tx.account(account, in: caller.workspace.id)?.account.platform == id else {
                    throw Problem(
                        .notFound, "This account is not here.", do: "Go back to the list of accounts.",
                        field: "account")
                }
            }
            var state = (try tx.quota(key) ?? QuotaState(rule, at: now)).turned(rule.kind, rule.span, at: now)
            state.most = most
            state.source = most == nil ? .nowhere : .person
            state.learned = nil
            state.blockedUntil = nil
            try tx.keepQuota(state, of: key)
            tx.noteChange(in: caller.workspace.id)
        }
        kit.quotas.forget(key)
    }
}

extension Publishing {
    public var limits: NetworkLimits { NetworkLimits(kit: kit) }
}

extension QuotaKey {
    fileprivate func isOf(_ rule: QuotaRule) -> Bool {
        guard binds == rule.binds, kind == rule.kind, span == rule.span else { return false }
        return what == rule.what || (binds == .machine && what.hasPrefix(rule.what + " to "))
    }
}
