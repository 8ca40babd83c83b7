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
    public let origin: Origin

    /// Where the doubt comes from.
    public enum Origin: Hashable, Sendable {
        /// A commit of this database.
        case own
        /// A machine that was lost after the backup was made; `isMissed` when the post is later than its workspace allows.
        case inherited(isMissed: Bool)
    }

    /// Between two looks.
    public static let betweenLooks = Duration.seconds(60)

    public init(
        absence: AbsenceProof, resendsAfterTwoLooks: Bool, looks: Int, sends: Int, now: Instant, origin: Origin = .own
    ) {
        self.absence = absence
        self.resendsAfterTwoLooks = resendsAfterTwoLooks
        self.looks = looks
        self.sends = sends
        self.now = now
        self.origin = origin
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
            askBySending(evidence)
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

    /// One part of several was found: the sender takes the next ones up at once, unless one may be live as well.
    public static func goesOn(at now: Instant, inDoubt: Bool) -> Settlement {
        if inDoubt {
            return Settlement(
                to: .unknown, doubt: true, hold: .keep, notBefore: now,
                story: .init("We looked, and this part is live; we look for the next one."))
        }
        return Settlement(
            to: .scheduled, doubt: false, hold: .keep, notBefore: now,
            story: .init("We looked, and this part is live; the next ones follow."))
    }

    /// The second try is the look: doubt stays until its answer.
    private func askBySending(_ evidence: Evidence) -> Settlement {
        switch origin {
        case .own: sendAgain(evidence, doubt: true)
        // How long a network remembers the first try is not known, and a restore may come days later.
        case .inherited: ask(evidence)
        }
    }

    private func notSeen(_ evidence: Evidence, _ betweenLooks: Duration) -> Settlement {
        guard looks >= 1 else {
            return Settlement(
                to: .unknown, doubt: true, hold: .keep, notBefore: now + betweenLooks, looks: 1,
                story: .init(
                    "We looked and did not see it; lists lag, so we look once more.", answer: evidence.what.description)
            )
        }
        switch evidence.isBlind ? .weak : proof {
        case .twoLooks:
            return sendAgain(evidence, doubt: false)
        // Where one look can prove it, the look says "certainly absent". One that only did not see it proves nothing.
        case .certain, .weak:
            return resendsAfterTwoLooks ? sendAgain(evidence, doubt: false) : ask(evidence)
        }
    }

    /// Without what a lost machine staged and sent, only a look that says "certainly absent" proves anything.
    private var proof: AbsenceProof {
        switch origin {
        case .own: absence
        case .inherited: .weak
        }
    }

    private func sendAgain(_ evidence: Evidence, doubt: Bool) -> Settlement {
        if case .inherited(isMissed: true) = origin { return missed(evidence) }
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

    private func missed(_ evidence: Evidence) -> Settlement {
        Settlement(
            to: .waiting, waitingFor: .missed, doubt: false, hold: .keep,
            story: .init(
                "It came due before this backup was restored, was not sent, and is now later than your workspace allows.",
                do: "Send it now, move it, or drop it.", answer: evidence.what.description))
    }

    private func ask(_ evidence: Evidence) -> Settlement {
        Settlement(
            to: .waiting, waitingFor: .doubt, doubt: true, hold: .keep, looks: looks + 1,
            story: .init(
                "We looked twice and did not see it, but this network gives no proof.",
                do: "Look at the account: is it there?", answer: evidence.what.description))
    }
}
