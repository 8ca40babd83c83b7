/// Which faults fire.
extension Ground {
    var faults: [FaultRule] { read { $0.faults } }
    func add(_ rule: FaultRule) { change { $0.faults.append(rule) } }
    func clearFaults() { change { $0.faults = [] } }

    /// The faults of one call: all that bend how long things take, and at most one that breaks the call itself.
    func faults(at place: Place, account: String?) -> (breaking: Fault?, bending: [Fault]) {
        let due = read { $0.faults.contains { $0.isMeant(for: place, account: account) } }
        guard due else { return (nil, []) }
        return change { state in
            var breaking: Fault?
            var bending: [Fault] = []
            for index in state.faults.indices {
                let rule = state.faults[index]
                guard rule.isMeant(for: place, account: account) else { continue }
                guard rule.kind.fits(place) else { continue }
                if !rule.kind.bends, breaking != nil { continue }
                if let chance = rule.chance {
                    guard Double.random(in: 0..<1, using: &state.faultRandom) < chance else { continue }
                }
                state.faults[index].fired += 1
                let fault = Fault(kind: rule.kind, ms: rule.ms ?? rule.kind.usualMs)
                if rule.kind.bends { bending.append(fault) } else { breaking = fault }
            }
            return (breaking, bending)
        }
    }
}

extension FaultKind {
    /// It changes how long things take and leaves the call whole.
    var bends: Bool {
        switch self {
        case .lagListing, .processing, .failProcessing: true
        case .dropAfterAccept, .dropBeforeAccept, .delay, .delayAfter, .rateLimit, .creditsGone, .serverErrorBefore,
            .serverErrorAfter, .expiredToken, .slowBytes, .malformed, .html:
            false
        }
    }

    /// A bending fault at `any` waits for a call it can bend.
    func fits(_ place: Place) -> Bool {
        switch self {
        case .lagListing: place == .read
        case .processing, .failProcessing: place == .upload || place == .container
        case .dropAfterAccept, .dropBeforeAccept, .delay, .delayAfter, .rateLimit, .creditsGone, .serverErrorBefore,
            .serverErrorAfter, .expiredToken, .slowBytes, .malformed, .html:
            true
        }
    }

    /// The wait when the rule names none.
    var usualMs: Int64 {
        switch self {
        case .lagListing: 60_000
        case .processing: 30_000
        case .rateLimit: 900_000
        case .delay, .delayAfter, .slowBytes: 2_000
        case .dropAfterAccept, .dropBeforeAccept, .creditsGone, .serverErrorBefore, .serverErrorAfter, .expiredToken,
            .malformed, .html, .failProcessing:
            0
        }
    }
}
