import KicauCore
import KicauSandbox
import Synchronization

/// Every way a rehearsal network can misbehave and mend by itself, by chance on each call.
enum ProofFaults {
    /// No delay is longer than a network's settle time at rehearsal pace, and no listing lags longer than the quiet
    /// period and the pause between two looks: those would be other networks than the ones Kicau knows.
    static func rules(on network: String) -> [FaultRule] {
        let everywhere = [
            rule(.dropAfterAccept, .commit, 0.06), rule(.dropBeforeAccept, .any, 0.02),
            rule(.delay, .any, 0.05, ms: 1200), rule(.delayAfter, .commit, 0.03, ms: 8000),
            rule(.serverErrorBefore, .any, 0.02), rule(.serverErrorAfter, .commit, 0.04),
            rule(.slowBytes, .any, 0.03, ms: 1500), rule(.malformed, .commit, 0.03), rule(.html, .commit, 0.02),
            rule(.lagListing, .read, 0.5, ms: 8000), rule(.processing, .container, 0.2, ms: 3000),
            rule(.processing, .upload, 0.1, ms: 1000), rule(.failProcessing, .container, 0.02),
            rule(.expiredToken, .commit, 0.05, times: 2),
        ]
        // LinkedIn's 429 lasts until the day turns, and is believed: that would be tomorrow's proof.
        return network == "linkedin" ? everywhere : everywhere + [rule(.rateLimit, .commit, 0.03, ms: 3000)]
    }

    private static func rule(_ kind: FaultKind, _ place: Place, _ chance: Double, ms: Int64? = nil, times: Int? = nil)
        -> FaultRule
    {
        FaultRule(kind, at: place, times: times, chance: chance, ms: ms)
    }

    static func begin(on networks: ProofNetworks) throws {
        for name in ProofPlan.networks {
            let control = try networks.control(name)
            for rule in rules(on: name) { control.add(rule) }
        }
    }

    /// Ends them all; says how often each kind has fired.
    static func end(on networks: ProofNetworks) throws -> [String: Int] {
        var fired: [String: Int] = [:]
        for name in ProofPlan.networks {
            let control = try networks.control(name)
            for rule in control.faults { fired[rule.kind.rawValue, default: 0] += rule.fired }
            control.clearFaults()
        }
        return fired
    }
}

/// What disturbed the run, and when: whoever was late for it had a reason.
final class Journal: Sendable {
    struct Disturbance: Sendable, Hashable {
        let span: ClosedRange<Int64>
        /// Only calls for this person on this network, as "x 18201"; nil is everything.
        let whom: String?
    }

    private struct State {
        var disturbances: [Disturbance] = []
        var counts: [String: Int] = [:]
        var seenUpTo: [String: Int64] = [:]
    }

    private let state = Mutex(State())

    func note(_ kind: String, from start: Instant, to end: Instant) {
        state.withLock { state in
            state.counts[kind, default: 0] += 1
            state.disturbances.append(.init(span: start.ms...max(start.ms, end.ms), whom: nil))
        }
    }

    /// A network keeps its last 2,000 calls, so this has to look often.
    func collect(from networks: ProofNetworks) throws {
        for name in ProofPlan.networks {
            let calls = try networks.control(name).calls
            state.withLock { state in
                let last = state.seenUpTo[name] ?? 0
                // A call is listed when it ends and dated when it came: the last seconds are read twice.
                for call in calls where call.ms > last - 10_000 && call.fault != nil {
                    guard let account = call.account else { continue }
                    state.disturbances.append(.init(span: call.ms...call.ms, whom: "\(name) \(account)"))
                }
                state.seenUpTo[name] = max(last, calls.last?.ms ?? 0)
            }
        }
    }

    var disturbances: [Disturbance] { state.withLock { $0.disturbances } }
    var counts: [String: Int] { state.withLock { $0.counts } }
}
