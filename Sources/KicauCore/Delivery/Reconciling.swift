/// What a look on the platform makes of a delivery in doubt. Called only after the quiet period.
public struct Reconciling: Hashable, Sendable {
    public let absence: AbsenceProof
    /// Does the workspace allow sending again after two looks where absence is no proof?
    public let resendsAfterTwoLooks: Bool
    /// Looks so far in this doubt that did not see it, this one not counted.
    public let looks: Int
    /// Commits made so far of the part at hand.
    public let sends: Int
    public let now: Instant

    /// Between two looks.
    public static let betweenLooks = Duration.seconds(60)

    public init(absence: AbsenceProof, resendsAfterTwoLooks: Bool, looks: Int, sends: Int, now: Instant) {
        self.absence = absence
        self.resendsAfterTwoLooks = resendsAfterTwoLooks
        self.looks = looks
        self.sends = sends
        self.now = now
    }

    public func settled(by finding: Finding, betweenLooks: Duration = Reconciling.betweenLooks) -> Settlement {
        switch finding {
        case .found(let receipt):
            Settlement(
                to: .published, doubt: false, hold: .capture, receipt: receipt,
                story: .init("We looked, and it is live."))
        case .absent(let evidence):
            sendAgain(evidence, doubt: false)
        case .askBySending(let evidence):
            // The second try is the look: doubt stays until its answer.
            sendAgain(evidence, doubt: true)
        case .notSeen(let evidence):
            notSeen(evidence, betweenLooks)
        case .couldNotLook(let until, let reason):
            Settlement(
                to: .unknown, doubt: true, hold: .keep, notBefore: max(until, now + .seconds(1)), looks: looks,
                story: .init("We could not look yet.", answer: reason.story.answer ?? reason.story.what.description))
        case .signedOut(let refusal):
            Settlement(
                to: .waiting, waitingFor: .reconnect, doubt: true, hold: .keep, looks: looks, story: refusal.story)
        }
    }

    /// One part of several was found: the sender takes the next ones up at once.
    public static func goesOn(at now: Instant) -> Settlement {
        Settlement(
            to: .scheduled, doubt: false, hold: .keep, notBefore: now,
            story: .init("We looked, and this part is live; the next ones follow."))
    }

    private func notSeen(_ evidence: Evidence, _ betweenLooks: Duration) -> Settlement {
        switch absence {
        case .certain:
            return sendAgain(evidence, doubt: false)
        case .twoLooks, .weak:
            guard looks >= 1 else {
                return Settlement(
                    to: .unknown, doubt: true, hold: .keep, notBefore: now + betweenLooks, looks: 1,
                    story: .init(
                        "We looked and did not see it; lists lag, so we look once more.",
                        answer: evidence.what.description))
            }
            return absence == .twoLooks || resendsAfterTwoLooks ? sendAgain(evidence, doubt: false) : ask(evidence)
        }
    }

    private func sendAgain(_ evidence: Evidence, doubt: Bool) -> Settlement {
        guard sends < Delivery.maxSends else {
            return Settlement(
                to: .waiting, waitingFor: .sendBound, doubt: doubt, hold: .keep, looks: looks,
                story: .init(
                    "It was tried \(sends) times and did not arrive.",
                    do: "Look at the account; then send it again or drop it.", answer: evidence.what.description))
        }
        return Settlement(
            to: .scheduled, doubt: doubt, hold: .keep, notBefore: now,
            story: .init(
                doubt
                    ? "Only a second try with the same content can tell; the network names the first if it arrived."
                    : "We looked, and it is certainly not there: it goes out again.", answer: evidence.what.description)
        )
    }

    private func ask(_ evidence: Evidence) -> Settlement {
        Settlement(
            to: .waiting, waitingFor: .doubt, doubt: true, hold: .keep, looks: looks + 1,
            story: .init(
                "We looked twice and did not see it, but this network gives no proof.",
                do: "Look at the account: is it there?", answer: evidence.what.description))
    }
}
