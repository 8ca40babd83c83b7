import KicauCore
import Testing

/// The whole table: every outcome, with and without an earlier try in doubt.
@Suite("What an answer makes of a delivery")
struct SettlingTests {
    static let now = Instant(ms: 1_000_000)
    static let quiet = Instant(ms: 1_090_000)
    static let receipt = Receipt(remoteID: "1", url: nil)
    static let refusal = Refusal(.invalidContent, "No.", do: "Change it.")

    func settled(_ outcome: Outcome, doubt: Bool) -> Settlement {
        Settling(doubt: doubt, sends: 1, quietUntil: Self.quiet, now: Self.now).settled(by: outcome)
    }

    static let table: [(Outcome, Bool, Delivery.State, Delivery.WaitingFor?, Settlement.HoldMove)] = [
        (.published(receipt), false, .published, nil, .capture),
        (.published(receipt), true, .published, nil, .capture),
        (.refused(refusal), false, .refused, nil, .release),
        (.refused(refusal), true, .unknown, nil, .keep),
        (.unknown(Trace(what: "cut", at: now)), false, .unknown, nil, .keep),
        (.unknown(Trace(what: "cut", at: now)), true, .unknown, nil, .keep),
        (.signedOut(refusal), false, .waiting, .reconnect, .keep),
        (.signedOut(refusal), true, .unknown, nil, .keep),
        (.duplicate(of: nil, refusal), false, .refused, nil, .release),
        (.duplicate(of: nil, refusal), true, .unknown, nil, .keep),
        (.duplicate(of: receipt, refusal), false, .refused, nil, .release),
        (.duplicate(of: receipt, refusal), true, .published, nil, .capture),
        (.stageAgain(refusal), false, .scheduled, nil, .keep),
        (.stageAgain(refusal), true, .unknown, nil, .keep),
        (.postponed(until: now, .rateLimited(answer: nil)), false, .scheduled, nil, .keep),
        (.postponed(until: now, .rateLimited(answer: nil)), true, .unknown, nil, .keep),
        (.postponed(until: now, .paymentRequired(answer: nil)), false, .waiting, .money, .keep),
        (.postponed(until: now, .overBudget("x")), false, .waiting, .money, .keep),
        (.postponed(until: now, .overShare("x")), false, .waiting, .money, .keep),
        (.postponed(until: now, .unreachable("x")), false, .scheduled, nil, .keep),
    ]

    @Test(arguments: table.indices)
    func `follows the table`(index: Int) {
        let (outcome, doubt, state, waiting, hold) = Self.table[index]

        let settlement = settled(outcome, doubt: doubt)

        #expect(settlement.to == state)
        #expect(settlement.waitingFor == waiting)
        #expect(settlement.hold == hold)
        #expect((settlement.to == .unknown) == settlement.doubt)
    }

    @Test func `in doubt waits for the quiet period`() {
        #expect(settled(.unknown(Trace(what: "cut", at: Self.now)), doubt: false).notBefore == Self.quiet)
        #expect(settled(.postponed(until: Self.now, .rateLimited(answer: nil)), doubt: true).notBefore == Self.quiet)
    }

    @Test func `that is postponed is never tried in a tight loop`() throws {
        let soon = try #require(
            settled(.postponed(until: Self.now - .minutes(5), .platformBusy(answer: nil)), doubt: false).notBefore)

        #expect(soon >= Self.now + .seconds(1))
    }
}

@Suite("What a look makes of a delivery in doubt")
struct ReconcilingTests {
    static let now = Instant(ms: 1_000_000)
    static let evidence = Evidence("Looked.", at: now)

    func settled(
        _ finding: Finding, absence: AbsenceProof, looks: Int = 0, sends: Int = 1, resends: Bool = false
    ) -> Settlement {
        Reconciling(absence: absence, resendsAfterTwoLooks: resends, looks: looks, sends: sends, now: Self.now)
            .settled(by: finding)
    }

    @Test func `found is published, whatever the network's proof is worth`() {
        for absence in [AbsenceProof.certain, .twoLooks, .weak] {
            #expect(settled(.found(Receipt(remoteID: "1", url: nil)), absence: absence).to == .published)
        }
    }

    @Test func `not seen is proof nowhere: lists lag, also where another look could prove it`() {
        for absence in [AbsenceProof.certain, .twoLooks, .weak] {
            let settlement = settled(.notSeen(Self.evidence), absence: absence)
            #expect(settlement.to == .unknown)
            #expect(settlement.doubt)
        }
    }

    @Test func `the second look sends again on one's own server, and asks a person on others`() {
        #expect(settled(.notSeen(Self.evidence), absence: .twoLooks, looks: 1).to == .scheduled)
        let asked = settled(.notSeen(Self.evidence), absence: .weak, looks: 1)
        #expect(asked.to == .waiting)
        #expect(asked.waitingFor == .doubt)
        #expect(asked.doubt)
        #expect(settled(.notSeen(Self.evidence), absence: .weak, looks: 1, resends: true).to == .scheduled)
        #expect(settled(.notSeen(Self.evidence), absence: .certain, looks: 1).to == .waiting)
    }

    @Test func `what cannot be told from other posts is never sent again without a person`() {
        let blind = Finding.notSeen(Evidence("Nothing to tell it by.", at: Self.now, isBlind: true))
        for absence in [AbsenceProof.certain, .twoLooks, .weak] {
            let asked = settled(blind, absence: absence, looks: 1)
            #expect(asked.to == .waiting && asked.waitingFor == .doubt)
        }
    }

    @Test func `two looks are a minute apart`() {
        #expect(settled(.notSeen(Self.evidence), absence: .weak).notBefore == Self.now + .seconds(60))
    }

    @Test func `a network that answers only to a second try keeps the doubt while it is asked`() {
        let settlement = settled(.askBySending(Self.evidence), absence: .weak)

        #expect(settlement.to == .scheduled)
        #expect(settlement.doubt)
    }

    @Test func `after three sends a person is asked`() {
        let settlement = settled(.absent(Self.evidence), absence: .certain, sends: 3)

        #expect(settlement.to == .waiting)
        #expect(settlement.waitingFor == .sendBound)
    }

    @Test func `what could not be looked up stays in doubt`() {
        let settlement = settled(.couldNotLook(until: Self.now, .platformBusy(answer: nil)), absence: .weak, looks: 1)

        #expect(settlement.to == .unknown)
        #expect(settlement.looks == 1)
    }

    private func inherited(_ finding: Finding, absence: AbsenceProof, looks: Int = 0, isMissed: Bool = false)
        -> Settlement
    {
        Reconciling(
            absence: absence, resendsAfterTwoLooks: false, looks: looks, sends: 0, now: Self.now,
            origin: .inherited(isMissed: isMissed)
        ).settled(by: finding)
    }

    @Test(arguments: [AbsenceProof.certain, .twoLooks, .weak])
    func `after a restore not being seen proves nothing on any network`(absence: AbsenceProof) {
        #expect(inherited(.notSeen(Self.evidence), absence: absence).to == .unknown)
        #expect(inherited(.notSeen(Self.evidence), absence: absence, looks: 1).waitingFor == .doubt)
        #expect(inherited(.askBySending(Self.evidence), absence: absence).waitingFor == .doubt)
    }

    @Test func `after a restore what is certainly absent goes out, or waits for a person when it is too late`() {
        #expect(inherited(.absent(Self.evidence), absence: .certain).to == .scheduled)

        let missed = inherited(.absent(Self.evidence), absence: .certain, isMissed: true)

        #expect(missed.waitingFor == .missed)
        #expect(!missed.doubt)
        #expect(missed.isAbsence)
    }
}
