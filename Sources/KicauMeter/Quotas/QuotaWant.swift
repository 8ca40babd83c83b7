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
}
