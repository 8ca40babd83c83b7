/// The pure heart of exactly-once: what each answer makes of a delivery.
public struct Settling: Hashable, Sendable {
    /// May some earlier commit of this delivery still land?
    public let doubt: Bool
    /// Commits made so far of the part at hand, this one included.
    public let sends: Int
    /// The end of the quiet period if this commit is now in doubt.
    public let quietUntil: Instant
    public let now: Instant

    public init(doubt: Bool, sends: Int, quietUntil: Instant, now: Instant) {
        self.doubt = doubt
        self.sends = sends
        self.quietUntil = quietUntil
        self.now = now
    }

    public func settled(by outcome: Outcome) -> Settlement {
        switch outcome {
        case .published(let receipt):
            Settlement(
                to: .published, doubt: false, hold: .capture, receipt: receipt, story: .init("The network took it."))
        case .unknown(let trace):
            inDoubt("No clear answer came, so it may or may not be live. We will look before anything else.", trace)
        case .refused(let refusal):
            // A definite no counts only for the request it answers: an earlier one may be the one that is live.
            doubt
                ? inDoubt("The network said no, but an earlier try may be live. We will look.", refusal.trace(at: now))
                : Settlement(to: .refused, doubt: false, hold: .release, story: refusal.story)
        case .duplicate(let receipt, let refusal):
            settledDuplicate(receipt, refusal)
        case .postponed(let until, let reason):
            postponed(until: until, reason)
        case .signedOut(let refusal):
            doubt
                ? inDoubt("The account is signed out, and an earlier try may be live.", refusal.trace(at: now))
                : Settlement(to: .waiting, waitingFor: .reconnect, doubt: false, hold: .keep, story: refusal.story)
        case .stageAgain(let refusal):
            doubt
                ? inDoubt("What was staged is gone, and an earlier try may have used it.", refusal.trace(at: now))
                : Settlement(
                    to: .scheduled, doubt: false, hold: .keep, notBefore: now + .seconds(5), restages: true,
                    story: refusal.story)
        }
    }

    /// All that may be done before the due time is done: nothing visible happens until then.
    public static func staged(until due: Instant) -> Settlement {
        Settlement(
            to: .scheduled, doubt: false, hold: .keep, notBefore: due,
            story: .init("All that can be done beforehand is done; it goes out at its time."))
    }

    /// Between two steps, when the process stops: nothing is in the air, so whoever runs next goes on.
    public static func pausing(doubt: Bool, at now: Instant) -> Settlement {
        Settlement(
            to: .scheduled, doubt: doubt, hold: .keep, notBefore: now,
            story: .init("Kicau is stopping; the rest follows when it runs again."))
    }

    /// The money of a part is not set aside where its intent would be written: nothing is sent. It gives way; while an earlier
    /// try may be live nothing may give way, and only a person can say whether it is there.
    public static func unpaid(doubt: Bool) -> Settlement {
        doubt
            ? Settlement(
                to: .waiting, waitingFor: .doubt, doubt: true, hold: .keep,
                story: .init(
                    "An earlier try may be live, and the money to try again is not set aside any more.",
                    do: "Look at the account: is it there?"))
            : Settlement(to: .waiting, waitingFor: .money, doubt: false, hold: .release, story: unpaidStory)
    }

    public static let unpaidStory = Settlement.Story(
        "The money for it is not set aside any more, so it cannot go out as it is.",
        do: "Send it again once it can be paid, change it, or post it by hand.")

    private func settledDuplicate(_ receipt: Receipt?, _ refusal: Refusal) -> Settlement {
        guard doubt else {
            return Settlement(to: .refused, doubt: false, hold: .release, story: refusal.story)
        }
        if let receipt {
            return Settlement(
                to: .published, doubt: false, hold: .capture, receipt: receipt,
                story: .init("The network named our earlier try as the one that is live.", answer: refusal.answer))
        }
        return inDoubt("The network says it has this already: our earlier try may be live.", refusal.trace(at: now))
    }

    private func postponed(until: Instant, _ reason: Postponement) -> Settlement {
        let story = reason.story
        if doubt {
            return Settlement(
                to: .unknown, doubt: true, hold: .keep, notBefore: max(until, quietUntil), story: story)
        }
        switch reason {
        case .paymentRequired, .overBudget, .overShare, .noPrice:
            return Settlement(to: .waiting, waitingFor: .money, doubt: false, hold: .keep, story: story)
        case .rateLimited, .quotaExhausted, .notReady, .beingMade, .platformBusy, .unreachable:
            return Settlement(
                to: .scheduled, doubt: false, hold: .keep, notBefore: max(until, now + .seconds(1)), story: story)
        }
    }

    private func inDoubt(_ what: Sentence, _ trace: Trace) -> Settlement {
        Settlement(
            to: .unknown, doubt: true, hold: .keep, notBefore: quietUntil,
            story: .init(what, answer: trace.answer ?? trace.what, status: trace.status))
    }
}

extension Refusal {
    public var story: Settlement.Story { .init(what, do: toDo, answer: answer, status: status) }

    func trace(at now: Instant) -> Trace { Trace(what: what.description, status: status, answer: answer, at: now) }
}

extension Postponement {
    public var story: Settlement.Story {
        switch self {
        case .rateLimited(let answer):
            .init("The network asked us to slow down; we wait as long as it says.", answer: answer)
        case .quotaExhausted(let answer):
            .init("The network's quota for this account or app is used up; we wait until it turns.", answer: answer)
        case .notReady(let answer): .init("The network is still working on what we uploaded.", answer: answer)
        case .beingMade: .init("The video is being encoded for this network; it goes out as soon as it is ready.")
        case .platformBusy(let answer):
            .init("The network was too busy to take it; nothing was published.", answer: answer)
        case .unreachable(let why): .init("The network could not be reached; nothing left this machine.", answer: why)
        case .paymentRequired(let answer):
            .init(
                "The network wants to be paid first: the app's credits are used up.",
                do: "Top up the app's credits at the network, then send it again.", answer: answer)
        case .overBudget(let why): .init(why, do: "Raise the month's budget, or move the post to another month.")
        case .overShare(let why): .init(why, do: "Raise that share on Budget, Giving way, or raise the budget.")
        case .noPrice(let why): .init(why, do: "Add the price to a price book, then send it again.")
        }
    }
}
