import KicauCore

/// What each kind of step makes of a complaint, by class alone.
extension ErrorTable {
    func outcome(of complaint: Complaint) -> Outcome {
        if let wait = wait(of: complaint) { return .postponed(until: wait.until, wait.reason) }
        switch meaning(of: complaint) {
        case .token: return .signedOut(refusal(of: complaint))
        case .duplicate: return .duplicate(of: nil, refusal(of: complaint))
        case .newContainer: return .stageAgain(refusal(of: complaint))
        case .permission, .appConfig, .invalidContent, .media, .spam, .accountLocked, .gone, .clock:
            return .refused(refusal(of: complaint))
        case .unknownOutcome, .retry, .notReady, .rateLimited, .quotaExhausted, .paymentRequired:
            return .unknown(trace(of: complaint))
        }
    }

    func preparation(of complaint: Complaint) -> Preparation {
        if let wait = wait(of: complaint) { return .postponed(until: wait.until, wait.reason) }
        switch meaning(of: complaint) {
        case .token: return .signedOut(refusal(of: complaint))
        case .newContainer: return .stageAgain(refusal(of: complaint))
        case .permission, .appConfig, .duplicate, .invalidContent, .media, .spam, .accountLocked, .gone, .clock:
            return .refused(refusal(of: complaint))
        case .unknownOutcome, .retry, .notReady, .rateLimited, .quotaExhausted, .paymentRequired:
            return .postponed(until: complaint.at + .seconds(30), .platformBusy(answer: complaint.answer))
        }
    }

    /// Already gone counts as deleted.
    func deletion(of complaint: Complaint) -> Deletion {
        if let wait = wait(of: complaint) { return .postponed(until: wait.until, wait.reason) }
        switch meaning(of: complaint) {
        case .token: return .signedOut(refusal(of: complaint))
        case .gone: return .deleted
        case .permission, .appConfig, .duplicate, .invalidContent, .media, .spam, .accountLocked, .clock, .newContainer:
            return .refused(refusal(of: complaint))
        case .unknownOutcome, .retry, .notReady, .rateLimited, .quotaExhausted, .paymentRequired:
            return .unknown(trace(of: complaint))
        }
    }

    /// For a look that met a complaint instead of a list.
    func finding(of complaint: Complaint) -> Finding {
        if meaning(of: complaint) == .token { return .signedOut(refusal(of: complaint)) }
        let wait = wait(of: complaint) ?? (complaint.at + .minutes(2), .platformBusy(answer: complaint.answer))
        return .couldNotLook(until: wait.until, wait.reason)
    }

    /// For a later check: only a clear "it is not here" counts as gone.
    func reread(of complaint: Complaint) -> Reread {
        switch meaning(of: complaint) {
        case .token: return .signedOut(refusal(of: complaint))
        case .gone: return .gone(answer: complaint.answer, status: complaint.status)
        case .retry, .unknownOutcome, .notReady, .newContainer, .rateLimited, .quotaExhausted, .paymentRequired,
            .permission, .appConfig, .duplicate, .invalidContent, .media, .spam, .accountLocked, .clock:
            let wait = wait(of: complaint) ?? (complaint.at + .minutes(10), .platformBusy(answer: complaint.answer))
            return .couldNotLook(until: wait.until, wait.reason)
        }
    }

    /// Only a clear no to the token signs the account out.
    func refreshed(of complaint: Complaint) -> Refreshed {
        switch meaning(of: complaint) {
        case .token: return .signedOut(refusal(of: complaint))
        case .retry, .unknownOutcome, .notReady, .newContainer, .rateLimited, .quotaExhausted, .paymentRequired,
            .permission, .appConfig, .duplicate, .invalidContent, .media, .spam, .accountLocked, .gone, .clock:
            let wait = wait(of: complaint) ?? (complaint.at + .minutes(5), .platformBusy(answer: complaint.answer))
            return .tryLater(wait.until, wait.reason)
        }
    }

    func identity(of complaint: Complaint) -> Identity {
        if meaning(of: complaint) == .token { return .signedOut(refusal(of: complaint)) }
        return .couldNotAsk(wait(of: complaint)?.reason ?? .platformBusy(answer: complaint.answer))
    }

    /// For signing in: the person is told what the network said.
    func problem(of complaint: Complaint) -> Problem {
        let refusal = refusal(of: complaint)
        switch meaning(of: complaint) {
        case .unknownOutcome, .retry, .rateLimited, .quotaExhausted, .notReady:
            return Problem(
                .networkAnswer, "\(network) could not answer just now.", do: "Try again in some minutes.",
                cause: complaint.answer)
        case .newContainer, .paymentRequired, .token, .permission, .appConfig, .duplicate, .invalidContent, .media,
            .spam, .accountLocked, .gone, .clock:
            return Problem(
                .signInRefused, "\(network) refused the sign-in.", do: refusal.toDo, cause: complaint.answer)
        }
    }
}

/// What each kind of step makes of a call that brought no answer.
extension LineFailure {
    var outcome: Outcome {
        switch self {
        case .neverLeft(let retryAt, let reason): .postponed(until: retryAt, reason)
        case .noAnswer(let trace): .unknown(trace)
        }
    }

    /// Reversible steps are simply made again.
    var preparation: Preparation { .postponed(until: waitsUntil, reason) }

    var deletion: Deletion {
        switch self {
        case .neverLeft(let retryAt, let reason): .postponed(until: retryAt, reason)
        case .noAnswer(let trace): .unknown(trace)
        }
    }

    var reread: Reread { .couldNotLook(until: waitsUntil, reason) }
    var finding: Finding { .couldNotLook(until: waitsUntil, reason) }
    var refreshed: Refreshed { .tryLater(waitsUntil, reason) }
    var identity: Identity { .couldNotAsk(reason) }

    func problem(asking network: String) -> Problem {
        if isPrivate {
            return Problem(
                .privateAddress, "\(network) is inside a private network, where Kicau does not go.",
                do: "Use the server's public address.", field: "server")
        }
        return Problem(
            .networkUnreachable, "\(network) could not be reached.", do: "Check the address and try again.",
            cause: "\(reason)")
    }

    var waitsUntil: Instant {
        switch self {
        case .neverLeft(let retryAt, _): retryAt
        case .noAnswer(let trace): trace.at + .seconds(30)
        }
    }

    var reason: Postponement {
        switch self {
        case .neverLeft(_, let reason): reason
        case .noAnswer(let trace): .unreachable(trace.what)
        }
    }
}
