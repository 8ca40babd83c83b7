public import KicauCore
import KicauStore

/// Does a network call us when somebody says something to an account? Pure.
public struct AccountRinging: Sendable, Hashable {
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// It says so, or it has done so.
        case rings
        /// It does not know our address.
        case notSetUp = "not-set-up"
        /// It knows our address, and is asked soon to call for this account.
        case asking
        /// It was asked, and something is wrong.
        case trouble
        /// It knows our address and has never called for this account; asking for it is the operator's.
        case unheard
    }

    public let state: State
    /// When it called last.
    public let last: Instant?
    /// When it was asked last whether it calls.
    public let looked: Instant?
    /// Why it does not, or why nobody knows.
    public let trouble: Settlement.Story?

    init(state: State, last: Instant? = nil, looked: Instant? = nil, trouble: Settlement.Story? = nil) {
        self.state = state
        self.last = last
        self.looked = looked
        self.trouble = trouble
    }

    /// - Parameters:
    ///   - hasCalled: the network knows our address.
    ///   - asks: Kicau itself asks it to call.
    init(_ row: RingingRow?, hasCalled: Bool, asks: Bool) {
        let state = AccountRinging.state(row, hasCalled: hasCalled, asks: asks)
        self.init(
            state: state, last: row?.rung, looked: row?.looked, trouble: state == .trouble ? row?.trouble : nil)
    }

    private static func state(_ row: RingingRow?, hasCalled: Bool, asks: Bool) -> State {
        guard let row else { return hasCalled ? (asks ? .asking : .unheard) : .notSetUp }
        // What it did after it was asked outweighs what was said then; a look that failed takes nothing back.
        let hasRungSince = row.rung.map { rung in row.looked.map { rung > $0 } ?? true } ?? false
        if row.trouble != nil, !row.isSubscribed, !hasRungSince { return .trouble }
        if row.isSubscribed || row.rung != nil { return .rings }
        guard hasCalled else { return .notSetUp }
        return asks && row.looked == nil ? .asking : .unheard
    }

    public var what: Sentence {
        switch state {
        case .rings where last == nil: "Yes, nothing so far"
        case .rings: "Yes, the last time"
        case .notSetUp: "Not set up, so it is read at intervals"
        case .asking: "Is being asked for"
        case .trouble: "No, so it is read at intervals"
        case .unheard: "Not heard so far, so it is read at intervals"
        }
    }
}
