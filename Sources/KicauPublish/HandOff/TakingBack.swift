import KicauCore

/// May Kicau send after all what a person was to post by hand? Pure.
///
/// A person's post has neither our record's key nor our container, and is named by no second try: so "absent" proves
/// nothing here. Only two looks that compare what stands on the account do, where two looks are the network's rule.
struct TakingBack: Sendable {
    let absence: AbsenceProof
    /// When a look that a person asked for did not see it, if nothing else has happened to the delivery since.
    let notSeen: Instant?
    let now: Instant
    let betweenLooks: Duration

    enum Verdict: Sendable, Hashable {
        case send
        /// Lists lag.
        case lookOnceMore
        /// No look can tell: a person says that it is not there.
        case ask
        case couldNotLook(Postponement)
        case signedOut(Refusal)
    }

    /// - Parameter isNotThere: a person has looked, and says so.
    func verdict(after finding: Finding, isNotThere: Bool) -> Verdict {
        switch finding {
        case .signedOut(let refusal): .signedOut(refusal)
        case _ where isNotThere: .send
        case .couldNotLook(_, let reason): .couldNotLook(reason)
        case .notSeen(let evidence) where absence == .twoLooks && !evidence.isBlind: afterNotSeen
        case .notSeen, .absent, .askBySending, .found: .ask
        }
    }

    private var afterNotSeen: Verdict {
        guard let notSeen, now - notSeen >= betweenLooks else { return .lookOnceMore }
        return .send
    }
}

extension HandOff {
    static let notSeen = Settlement.Story(
        "We looked, and did not see it there.",
        do: "If you have posted it, press \"I have posted it\" and paste its link.")

    /// What is told of a look that did not find it.
    static func story(of finding: Finding) -> Settlement.Story {
        switch finding {
        case .signedOut(let refusal): refusal.story
        case .couldNotLook(_, let reason):
            .init("We could not look yet.", answer: reason.story.answer ?? reason.story.what.description)
        case .found, .absent, .notSeen, .askBySending: notSeen
        }
    }
}
