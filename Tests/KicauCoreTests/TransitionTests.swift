import KicauCore
import Testing

/// Every outcome and every finding, with all that they can carry.
private enum Answers {
    static let now = Instant(ms: 1_000_000)
    static let receipt = Receipt(remoteID: "1", url: nil)
    static let refusal = Refusal(.invalidContent, "No.", do: "Change it.")
    static let evidence = Evidence("Looked.", at: now)
    static let reasons: [Postponement] = [
        .rateLimited(answer: nil), .quotaExhausted(answer: nil), .notReady(answer: nil), .platformBusy(answer: nil),
        .unreachable("x"), .paymentRequired(answer: nil), .overBudget("x"), .noPrice("x"), .beingMade,
        .overShare("x"),
    ]
    static let outcomes: [Outcome] =
        [
            .published(receipt), .refused(refusal), .signedOut(refusal), .unknown(Trace(what: "cut", at: now)),
            .duplicate(of: receipt, refusal), .duplicate(of: nil, refusal), .stageAgain(refusal),
        ] + reasons.map { .postponed(until: now, $0) }
    static let findings: [Finding] =
        [
            .found(receipt), .absent(evidence), .notSeen(evidence), .askBySending(evidence), .signedOut(refusal),
        ] + reasons.map { .couldNotLook(until: now, $0) }

    static func number(_ outcome: Outcome) -> Int {
        switch outcome {
        case .published: 0
        case .refused: 1
        case .postponed: 2
        case .signedOut: 3
        case .unknown: 4
        case .duplicate: 5
        case .stageAgain: 6
        }
    }

    static func number(_ finding: Finding) -> Int {
        switch finding {
        case .found: 0
        case .absent: 1
        case .notSeen: 2
        case .askBySending: 3
        case .couldNotLook: 4
        case .signedOut: 5
        }
    }

    static func number(_ reason: Postponement) -> Int {
        switch reason {
        case .rateLimited: 0
        case .quotaExhausted: 1
        case .notReady: 2
        case .platformBusy: 3
        case .unreachable: 4
        case .paymentRequired: 5
        case .overBudget: 6
        case .noPrice: 7
        case .beingMade: 8
        case .overShare: 9
        }
    }

    /// What each answer makes of a delivery, in every situation.
    static var settled: [Settlement] {
        outcomes.flatMap { outcome in
            [false, true].flatMap { doubt in
                (0...Delivery.maxSends + 1).map { sends in
                    Settling(doubt: doubt, sends: sends, quietUntil: now, now: now).settled(by: outcome)
                }
            }
        }
    }

    /// What each look makes of it, in every situation.
    static var reconciled: [Settlement] {
        let parts = [false, true].map { Reconciling.goesOn(at: now, inDoubt: $0) }
        return parts + situations.flatMap { situation in findings.map { situation.settled(by: $0) } }
    }

    private static var situations: [Reconciling] {
        let origins: [Reconciling.Origin] = [.own, .inherited(isMissed: false), .inherited(isMissed: true)]
        let looks = [(false, 0), (false, 1), (false, 2), (true, 0), (true, 1), (true, 2)]
        return origins.flatMap { origin in
            [AbsenceProof.certain, .twoLooks, .weak].flatMap { absence in
                looks.flatMap { resends, looks in
                    (0...Delivery.maxSends + 1).map { sends in
                        Reconciling(
                            absence: absence, resendsAfterTwoLooks: resends, looks: looks, sends: sends, now: now,
                            origin: origin)
                    }
                }
            }
        }
    }
}

@Suite("The table of a delivery's changes of state")
struct TransitionTests {
    /// Where a delivery may be led to from here by its holder; a yes needs no holder.
    private func ways(from state: Delivery.State) -> Set<Delivery.State> {
        Set(
            Delivery.transitions.filter { $0.from == state && [.holder, .anyoneWithProof].contains($0.by) }.map(\.to))
    }

    @Test func `the answers tried are all there are`() {
        #expect(Set(Answers.outcomes.map(Answers.number)).count == 7)
        #expect(Set(Answers.findings.map(Answers.number)).count == 6)
        #expect(Set(Answers.reasons.map(Answers.number)).count == 10)
    }

    @Test func `what an answer to a commit makes of it is what may follow an intent, but for going on`() {
        let made = Set(Answers.settled.map(\.to))

        #expect(made == ways(from: .intent).subtracting([.claimed]))
    }

    @Test func `what ends a claim before its commit is what may follow a claim, but for the intent`() {
        let made = Set(Answers.settled.map(\.to))

        #expect(made == ways(from: .claimed).subtracting([.intent]))
    }

    @Test func `what a look makes of it is what may follow a look`() {
        let made = Set(Answers.reconciled.map(\.to))

        #expect(made == ways(from: .reconciling))
    }

    @Test func `what is unknown is in doubt, and what has ended is not`() {
        for settlement in Answers.settled + Answers.reconciled {
            switch settlement.to {
            case .unknown: #expect(settlement.doubt)
            case .published, .refused, .dropped, .cancelled: #expect(!settlement.doubt)
            case .scheduled, .claimed, .intent, .reconciling, .waiting: break
            }
        }
    }

    @Test func `no row stands there twice, and each says why`() {
        let rows = Delivery.transitions
        #expect(Set(rows.map { "\($0.from) \($0.to) \($0.by)" }).count == rows.count)
        #expect(rows.allSatisfy { !$0.why.isEmpty })
    }

    @Test func `every state can be reached, and from every state an end`() {
        #expect(Set(reached(from: .scheduled)) == Set(Delivery.State.allCases))
        let ends = Delivery.State.allCases.filter { state in !Delivery.transitions.contains { $0.from == state } }
        #expect(Set(ends) == [.published, .dropped, .cancelled])
        for state in Delivery.State.allCases {
            #expect(!reached(from: state).isDisjoint(with: ends), "\(state) never ends")
        }
    }

    private func reached(from start: Delivery.State) -> Set<Delivery.State> {
        var found: Set<Delivery.State> = [start]
        var next = [start]
        while let state = next.popLast() {
            for row in Delivery.transitions where row.from == state && found.insert(row.to).inserted {
                next.append(row.to)
            }
        }
        return found
    }

    @Test func `no worker moves what waits or was refused`() {
        let movers = Set(Delivery.transitions.filter { [.waiting, .refused].contains($0.from) }.map(\.by))

        #expect(movers == [.person, .afterRestore, .anyoneWithProof])
    }

    @Test func `nobody but a look, a person or an answer to the commit leaves a doubt`() {
        let ways = Delivery.transitions.filter { $0.from == .unknown }.map { "\($0.to) \($0.by)" }

        let wanted = ["reconciling anyWorker", "unknown person", "unknown afterRestore", "published anyoneWithProof"]
        #expect(Set(ways) == Set(wanted))
    }
}
