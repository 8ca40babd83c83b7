import KicauCore

/// What a look-up of people makes of a complaint, by class alone. Who is not there is nobody.
extension ErrorTable {
    func people(of complaint: Complaint) -> PeopleFound {
        if let wait = wait(of: complaint) { return .postponed(until: wait.until, wait.reason) }
        switch meaning(of: complaint) {
        case .token: return .signedOut(refusal(of: complaint))
        case .gone: return .people([])
        case .permission, .appConfig, .spam, .accountLocked, .clock: return .refused(refusal(of: complaint))
        case .invalidContent, .media, .duplicate, .newContainer: return .refused(unfit(complaint))
        case .unknownOutcome, .retry, .notReady, .rateLimited, .quotaExhausted, .paymentRequired:
            return .postponed(until: complaint.at + .minutes(1), .platformBusy(answer: complaint.answer))
        }
    }

    private func unfit(_ complaint: Complaint) -> Refusal {
        Refusal(
            .invalidContent, "\(network) does not take this as a name to look for.", do: "Check how it is written.",
            answer: complaint.answer, status: complaint.status)
    }
}

extension LineFailure {
    var people: PeopleFound { .postponed(until: waitsUntil, reason) }
}

extension String {
    /// ASCII letters and digits, and what else a network's names may hold.
    func isName(_ length: ClosedRange<Int>, and others: String) -> Bool {
        length.contains(utf8.count)
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: others.utf8.contains(byte)
                }
            }
    }
}
