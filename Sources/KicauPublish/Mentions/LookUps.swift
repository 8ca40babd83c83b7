import KicauCore
import Synchronization

/// What look-ups found lately, so that nobody asks, or pays, twice for the same; and how often each account asked.
final class LookUps: Sendable {
    static let life = Duration.minutes(10)
    static let mostKept = 1000
    static let mostPerMinute = 30

    private struct Key: Hashable {
        let account: AccountID
        let name: String

        /// Networks do not tell capitals from small letters in handles.
        init(_ name: String, of account: AccountID) {
            self.account = account
            self.name = name.lowercased()
        }
    }

    private struct State {
        var kept: [Key: (people: [FoundPerson], ends: Instant)] = [:]
        var asked: [AccountID: [Instant]] = [:]
    }

    private let state = Mutex(State())

    /// Nil: it was not looked up, or too long ago.
    func found(_ name: String, by account: AccountID, at now: Instant) -> [FoundPerson]? {
        state.withLock { state in
            guard let entry = state.kept[Key(name, of: account)], entry.ends > now else { return nil }
            return entry.people
        }
    }

    func keep(_ people: [FoundPerson], for name: String, by account: AccountID, at now: Instant) {
        state.withLock { state in
            if state.kept.count >= LookUps.mostKept { state.kept = state.kept.filter { $0.value.ends > now } }
            // Still full of what is young: begun anew, at the price of asking some of it again.
            if state.kept.count >= LookUps.mostKept { state.kept = [:] }
            state.kept[Key(name, of: account)] = (people, now + LookUps.life)
        }
    }

    /// May this account ask once more? Then it counts as asked.
    func mayAsk(_ account: AccountID, at now: Instant) -> Bool {
        state.withLock { state in
            let lately = (state.asked[account] ?? []).filter { $0 > now - .minutes(1) }
            let may = lately.count < LookUps.mostPerMinute
            state.asked[account] = may ? lately + [now] : lately
            return may
        }
    }
}
