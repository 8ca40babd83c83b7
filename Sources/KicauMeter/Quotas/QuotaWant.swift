import KicauCore

/// What a call takes of one window.
struct QuotaWant: Sendable {
    let key: QuotaKey
    let rule: QuotaRule

    var weight: Int { rule.weight }

    /// Does each call take a place in it? A gauge has none to take.
    var isCounted: Bool {
        switch rule.kind {
        case .window, .learned: true
        case .gauge, .rolling: false
        }
    }

    /// Of all windows that bind a call of this account, or of nobody.
    static func all(_ rules: [QuotaRule], on platform: PlatformID, of account: ID<Account>?) -> [QuotaWant] {
        rules.compactMap { rule in
            QuotaKey(rule, on: platform, of: account).map { QuotaWant(key: $0, rule: rule) }
        }
    }

    /// The window that is open now, with the number that is in force now.
    func open(_ kept: QuotaState?, at now: Instant) -> QuotaState {
        guard var state = kept else { return QuotaState(rule, at: now) }
        switch state.source {
        case .papers, .nowhere:
            state.most = rule.most?.value
            state.source = rule.most == nil ? .nowhere : .papers
        case .answers, .refusals, .person: break
        }
        return state.turned(rule.kind, rule.span, at: now)
    }

    /// Until when the call waits for this window; nil: it goes.
    ///
    /// - Parameter isHeld: its place was counted when the node took it, so that a full window does not stop it; a block does.
    func wait(in state: QuotaState, _ haste: QuotaHaste, isHeld: Bool, at now: Instant) -> Instant? {
        if isHeld { return state.blockedUntil.flatMap { $0 > now ? $0 : nil } }
        guard case .waits(let until) = state.verdict(rule.kind, weight: weight, haste: haste, at: now) else {
            return nil
        }
        return until
    }
}
