import KicauCore

/// What reading the inbox, acting on what was said there, and editing make of a complaint, by class alone.
extension ErrorTable {
    /// For a reading that met a complaint instead of a list. A missing permission is a clear no; the rest passes.
    func heard(of complaint: Complaint) -> Heard {
        switch meaning(of: complaint) {
        case .token: return .signedOut(refusal(of: complaint))
        case .permission, .appConfig: return .refused(refusal(of: complaint))
        case .retry, .unknownOutcome, .notReady, .newContainer, .rateLimited, .quotaExhausted, .paymentRequired,
            .duplicate, .invalidContent, .media, .spam, .accountLocked, .gone, .clock:
            let wait = wait(of: complaint) ?? (complaint.at + .minutes(10), .platformBusy(answer: complaint.answer))
            return .postponed(until: wait.until, wait.reason)
        }
    }

    /// A like that is there already is done.
    func deed(of complaint: Complaint) -> DeedEnd {
        if let wait = wait(of: complaint) { return .postponed(until: wait.until, wait.reason) }
        switch meaning(of: complaint) {
        case .token: return .signedOut(refusal(of: complaint))
        case .duplicate: return .done
        case .permission, .appConfig, .gone, .invalidContent, .media, .spam, .accountLocked, .clock, .newContainer:
            return .refused(refusal(of: complaint))
        case .unknownOutcome, .retry, .notReady, .rateLimited, .quotaExhausted, .paymentRequired:
            return .unknown(trace(of: complaint))
        }
    }

    func edition(of complaint: Complaint) -> Edition {
        if let wait = wait(of: complaint) { return .postponed(until: wait.until, wait.reason) }
        switch meaning(of: complaint) {
        case .token: return .signedOut(refusal(of: complaint))
        case .permission, .appConfig, .duplicate, .gone, .invalidContent, .media, .spam, .accountLocked, .clock,
            .newContainer:
            return .refused(refusal(of: complaint))
        case .unknownOutcome, .retry, .notReady, .rateLimited, .quotaExhausted, .paymentRequired:
            return .unknown(trace(of: complaint))
        }
    }
}

extension Heard {
    /// Why nothing was heard.
    var story: Settlement.Story? {
        switch self {
        case .postponed(_, let why): why.story
        case .refused(let refusal), .signedOut(let refusal): refusal.story
        case .said, .notOffered: nil
        }
    }
}

extension LineFailure {
    var heard: Heard { .postponed(until: waitsUntil, reason) }

    var deed: DeedEnd {
        switch self {
        case .neverLeft(let retryAt, let reason): .postponed(until: retryAt, reason)
        case .noAnswer(let trace): .unknown(trace)
        }
    }

    var edition: Edition {
        switch self {
        case .neverLeft(let retryAt, let reason): .postponed(until: retryAt, reason)
        case .noAnswer(let trace): .unknown(trace)
        }
    }
}
