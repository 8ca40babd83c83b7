import KicauCore
import KicauStore

/// What a delivery lacks so that it cannot go out in time. Pure.
enum Shortage: Sendable, Hashable {
    case money
    /// One of the network's windows is spent, and lets nothing through before then.
    case quota(until: Instant)
    /// The credits are used up from which the app's calls are paid; nobody knows when there will be others.
    case credits

    /// What a claim that was given back lacks; nil: it goes on by itself, in time, or something else stands in its way.
    ///
    /// What is later than it may be already was let go by somebody, who does not mind: for a quota it waits.
    ///
    /// - Parameter patience: how late it may be.
    static func of(
        _ outcome: Outcome, as settlement: Settlement, due: Instant, patience: Duration, at now: Instant
    ) -> Shortage? {
        guard case .postponed(let until, let reason) = outcome, !settlement.doubt else { return nil }
        switch reason {
        case .paymentRequired: return settlement.waitingFor == .money ? .credits : nil
        case .overBudget, .overShare, .noPrice: return settlement.waitingFor == .money ? .money : nil
        case .rateLimited, .quotaExhausted:
            let comesTooLate = until > due + patience + grace && now <= due + patience
            return settlement.to == .scheduled && comesTooLate ? .quota(until: until) : nil
        case .notReady, .beingMade, .platformBusy, .unreachable: return nil
        }
    }

    /// Networks round their times up, and a window of a quarter of an hour is no reason to give way where a quarter of an
    /// hour is allowed.
    static let grace = Duration.minutes(1)

    /// What a person is asked for where no way is left.
    var need: Delivery.WaitingFor {
        switch self {
        case .money, .credits: .money
        case .quota: .missed
        }
    }

    /// Every wording of a post goes through the same windows, and is paid from the same credits. So another one is only
    /// worth a look where a budget is short.
    var isHelpedByWording: Bool { self == .money }

    /// Could it go out at a later time?
    ///
    /// Credits do not come back by themselves, but a limit that was set at the network for a month does when the month turns
    /// (docs.x.com, pricing: a spending limit for each billing cycle; read 2026-08-22). The cycle is taken for a month of UTC.
    func isOver(at later: Instant, since now: Instant) -> Bool {
        switch self {
        case .money: true
        case .quota(let until): later >= until
        case .credits: Shortage.month(of: later) > Shortage.month(of: now)
        }
    }

    /// "2026-06", UTC.
    private static func month(of instant: Instant) -> Substring { instant.rfc3339.prefix(7) }

    func words(of yielding: Yielding) -> Sentence {
        switch (yielding, self) {
        case (.say, _): "It goes out in other words, because they can be paid."
        case (.wait, .money): "It goes out later, on the first day it can be paid."
        case (.wait, .quota): "It goes out later, on the first day on which the network lets it through."
        case (.wait, .credits): "It goes out later, when the month has turned: the app's credits are used up."
        case (.goTo, .money): "It goes to another account, because that one can be paid."
        case (.goTo, .quota): "It goes to another account, because this one's quota is used up."
        case (.goTo, .credits): "It goes to another account, because the app's credits are used up."
        case (.ask, _), (.handOff, _): "It is in a person's hands now."
        }
    }

    /// Nil: what was settled says it already.
    func story(on network: String, answer: String?) -> Settlement.Story? {
        switch self {
        case .money, .credits: nil
        case .quota:
            Settlement.Story(
                "\(network) lets nothing more through for now, and longer than your workspace lets a post be late.",
                do: "Send it again when the quota is back, move it, or post it by hand.", answer: answer)
        }
    }
}

extension QuotaRow {
    /// When this window lets a post through; nil: now, or it counts something else.
    func letsPost(at now: Instant) -> Instant? {
        // Networks name what they count by the request; none of these publishes anything.
        guard !["GET ", "DELETE ", "PUT "].contains(where: { key.what.hasPrefix($0) }) else { return nil }
        let state = state.turned(key.kind, key.span, at: now)
        if key.kind == .rolling {
            // It flows back, and the network does not say when: what it said half an hour ago is asked again.
            guard state.remaining == 0, let seen = state.seen, now < seen + .minutes(30) else { return nil }
            return seen + .minutes(30)
        }
        guard case .waits(let until) = state.verdict(key.kind, weight: 1, haste: .publishing, at: now) else {
            return nil
        }
        return until
    }
}

extension Transaction {
    /// When an account may publish again by all that is known of its network's windows; nil: now.
    borrowing func nextRoom(for account: Account, under limits: [SendLimit], at now: Instant) throws -> Instant? {
        let windows = try quotas(of: [account.id], on: [account.platform]).compactMap { $0.letsPost(at: now) }
        let sent = try limits.compactMap { try nextRoom(under: $0, for: account.id, on: account.platform, at: now) }
        return (windows + sent).max()
    }
}
