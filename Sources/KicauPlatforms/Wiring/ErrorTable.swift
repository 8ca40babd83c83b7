import KicauCore

/// A network's complaints and what they mean, as data.
struct ErrorTable {
    /// The network's name as people write it.
    let network: String
    let rows: [ErrorRow]

    func row(for complaint: Complaint) -> ErrorRow? {
        var best: (row: ErrorRow, weight: Int)?
        for row in rows {
            guard let weight = row.weight(for: complaint) else { continue }
            if weight > (best?.weight ?? -1) { best = (row, weight) }
        }
        return best?.row
    }

    /// The class of a complaint. A server's failure, and whatever is not the network's own words, says nothing clear.
    func meaning(of complaint: Complaint) -> ErrorClass {
        if complaint.status == 429, row(for: complaint) == nil { return .rateLimited }
        guard complaint.isOwnShape || complaint.status == 429 else { return .unknownOutcome }
        if let row = row(for: complaint) { return row.meaning }
        switch complaint.status {
        case 400, 422: return .invalidContent
        case 401: return .token
        case 402: return .paymentRequired
        case 403: return .permission
        case 404, 410: return .gone
        case 413, 415: return .media
        default: return .unknownOutcome
        }
    }

    func refusal(of complaint: Complaint) -> Refusal {
        let row = row(for: complaint)
        let meaning = meaning(of: complaint)
        let standard = meaning.sentences(network)
        return Refusal(
            meaning.refusalKind, row?.what ?? standard.what, do: row?.toDo ?? standard.toDo,
            answer: complaint.answer, status: complaint.status)
    }

    func trace(of complaint: Complaint) -> Trace {
        Trace(
            what: "\(network) answered \(complaint.status) without a clear yes or no", status: complaint.status,
            answer: complaint.answer, at: complaint.at)
    }

    /// Nil when the class is not one of waiting.
    func wait(of complaint: Complaint) -> (until: Instant, reason: Postponement)? {
        let at = complaint.at
        let answer = complaint.answer
        switch meaning(of: complaint) {
        case .retry: return (complaint.resets ?? at + .minutes(1), .platformBusy(answer: answer))
        case .notReady: return (at + .seconds(15), .notReady(answer: answer))
        case .rateLimited: return (complaint.resets ?? at + .minutes(15), .rateLimited(answer: answer))
        case .quotaExhausted: return (complaint.resets ?? at.nextDayUTC, .quotaExhausted(answer: answer))
        case .paymentRequired: return (at + .hours(1), .paymentRequired(answer: answer))
        case .unknownOutcome, .newContainer, .token, .permission, .appConfig, .duplicate, .invalidContent, .media,
            .spam, .accountLocked, .gone, .clock:
            return nil
        }
    }
}

extension Instant {
    /// Midnight UTC that comes next: when daily quotas turn.
    var nextDayUTC: Instant { Instant(ms: (ms / 86_400_000 + 1) * 86_400_000) }
}

extension ErrorClass {
    var refusalKind: Refusal.Kind {
        switch self {
        case .newContainer: .newContainer
        case .paymentRequired: .paymentRequired
        case .token: .token
        case .permission: .permission
        case .appConfig: .appConfig
        case .duplicate: .duplicate
        case .media: .media
        case .spam: .spam
        case .accountLocked: .accountLocked
        case .gone: .gone
        case .clock: .clock
        case .invalidContent, .retry, .unknownOutcome, .notReady, .rateLimited, .quotaExhausted: .invalidContent
        }
    }

    /// What is said when a row has no words of its own.
    func sentences(_ network: String) -> (what: Sentence, toDo: Sentence) {
        switch self {
        case .token:
            ("\(network) no longer takes our sign-in for this account.", "Connect the account again.")
        case .permission:
            (
                "\(network) does not let this account do this.",
                "Look at the account's rights and at what Kicau was allowed, then connect it again."
            )
        case .appConfig:
            (
                "\(network) refuses the developer app Kicau speaks through.",
                "Ask whoever runs Kicau to check the app's keys and plan."
            )
        case .duplicate:
            (
                "\(network) says it has this very post already.",
                "Look at the account; change the text if you want it twice."
            )
        case .media:
            ("\(network) does not take one of the pictures.", "Use another picture or another format.")
        case .spam:
            (
                "\(network) takes this for spam and holds the account back.",
                "Wait some hours, look at the account, then change the post."
            )
        case .accountLocked:
            ("\(network) has locked or limited this account.", "Sign in at \(network) yourself and do what it asks.")
        case .gone:
            ("What this refers to is no longer on \(network).", "Look whether the post or account still exists.")
        case .clock:
            ("\(network) says this machine's clock is wrong.", "Ask whoever runs Kicau to set the clock.")
        case .newContainer:
            ("What was uploaded to \(network) has expired there; it is uploaded again.", "Nothing to do.")
        case .paymentRequired:
            ("\(network) wants to be paid first.", "Ask whoever runs Kicau to top up the app's credits.")
        case .retry, .notReady, .rateLimited, .quotaExhausted:
            ("\(network) asks us to wait.", "Try again later.")
        case .invalidContent, .unknownOutcome:
            (
                "\(network) does not take this post as it is.",
                "Read its answer below, change the post and send it again."
            )
        }
    }
}
