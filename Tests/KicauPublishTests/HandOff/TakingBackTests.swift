import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("What a look says of a post that is taken back")
struct TakingBackVerdictTests {
    private static let now = Instant(ms: 1_780_000_000_000)
    private static let seen = Evidence("12 posts were compared.", at: now, compared: 12)
    private static let blind = Evidence("Nothing can be told.", at: now, isBlind: true)
    private static let away = Postponement.unreachable("no route")
    private static let dead = Refusal(.token, "The token is dead.", do: "Reconnect.")

    private func verdict(
        _ finding: Finding, _ absence: AbsenceProof, after wait: Duration? = nil, isNotThere: Bool = false
    ) -> TakingBack.Verdict {
        TakingBack(
            absence: absence, notSeen: wait.map { Self.now - $0 }, now: Self.now, betweenLooks: .seconds(60)
        ).verdict(after: finding, isNotThere: isNotThere)
    }

    @Test func `two looks a minute apart prove it, where that is the network's rule`() {
        #expect(verdict(.notSeen(Self.seen), .twoLooks) == .lookOnceMore)
        #expect(verdict(.notSeen(Self.seen), .twoLooks, after: .seconds(59)) == .lookOnceMore)
        #expect(verdict(.notSeen(Self.seen), .twoLooks, after: .seconds(60)) == .send)
        #expect(verdict(.notSeen(Self.blind), .twoLooks, after: .hours(1)) == .ask)
    }

    @Test(arguments: [AbsenceProof.weak, .certain])
    func `nowhere else does any look`(_ absence: AbsenceProof) {
        #expect(verdict(.notSeen(Self.seen), absence, after: .hours(1)) == .ask)
        // By our record's key, or by our container: a person's post has neither.
        #expect(verdict(.absent(Self.seen), absence, after: .hours(1)) == .ask)
        #expect(verdict(.askBySending(Self.seen), absence, after: .hours(1)) == .ask)
    }

    @Test func `no look is no proof, and a person's word is one`() {
        let failed = Finding.couldNotLook(until: Self.now, Self.away)

        #expect(verdict(failed, .twoLooks, after: .hours(1)) == .couldNotLook(Self.away))
        #expect(verdict(failed, .weak, isNotThere: true) == .send)
        #expect(verdict(.absent(Self.seen), .certain, isNotThere: true) == .send)
        #expect(verdict(.signedOut(Self.dead), .twoLooks, isNotThere: true) == .signedOut(Self.dead))
    }
}

@Suite("A post that a person was to post by hand, taken back")
struct TakingBackTests {
    private func refused(_ world: World, _ id: DeliveryID) async throws -> Problem? {
        let problem = await #expect(throws: Problem.self) { try await world.takeBack(id) }
        #expect(try await world.delivery(id).waitingFor == .handOff)
        return problem
    }

    @Test func `is sent once two looks have not seen it`() async throws {
        let world = try await World.flock()
        let id = try await world.handedOff("Halo")
        #expect(try await refused(world, id)?.field == "is_not_there")
        #expect(try await world.detail(of: id).events.last?.story == HandOff.notSeen)
        world.time.advance(by: .seconds(61))

        try await world.takeBack(id)
        try await world.advance(by: .hours(2))
        await HandOffKeeper(kit: world.kit).turn()

        #expect(try await world.state(of: id) == .published)
        #expect(world.network.posted.map(\.text) == ["Halo"])
        let budget = try await world.store.budget(of: world.caller.workspace.id, month: "2026-06")
        #expect(budget.held == .zero && budget.spent >= Money(microUSD: 15_000))
    }

    @Test(arguments: [Duration.zero, .hours(1)])
    func `is not sent when a look finds what the person posted, at its time or before`(_ wait: Duration) async throws {
        let world = try await World.flock()
        let id = try await world.handedOff("Halo")
        world.time.advance(by: wait)
        try await world.writeByHand("Halo")

        try await world.takeBack(id, isNotThere: true)
        try await world.advance(by: .hours(2))

        #expect(try await world.state(of: id) == .published)
        #expect(world.network.posted.count == 1)
    }

    @Test func `is not sent when it could not be looked for`() async throws {
        let world = try await World.flock()
        let id = try await world.handedOff("Halo")
        try await world.writeByHand("Halo")
        let workspace = world.caller.workspace.id
        try await world.store.write(as: .shut) { try $0.setCap(.zero, of: workspace, fromMonth: "2026-06") }

        let problem = try await refused(world, id)
        try await world.publishing.resolve(id, by: .lookNow, link: nil, caller: world.caller)
        try await world.advance(by: .hours(2))

        #expect(problem?.code == .networkUnreachable)
        #expect(try await world.detail(of: id).events.last?.story.what == "We could not look yet.")
        #expect(world.network.posted.count == 1)
    }

    @Test(arguments: [AbsenceProof.weak, .certain])
    func `is sent on a person's word alone where no look can tell`(_ absence: AbsenceProof) async throws {
        let world = try await World.flock(absence: absence)
        let id = try await world.handedOff("Halo")
        _ = try await refused(world, id)
        world.time.advance(by: .minutes(2))
        #expect(try await refused(world, id)?.field == "is_not_there")

        try await world.takeBack(id, isNotThere: true)
        try await world.advance(by: .hours(2))

        #expect(try await world.state(of: id) == .published)
        #expect(world.network.posted.map(\.text) == ["Halo"])
    }

    @Test func `is not changed or called off with its post once its time has come`() async throws {
        let world = try await World.flock()
        let id = try await world.handedOff("Halo")
        let post = try await world.delivery(id).post
        #expect(try await world.publishing.post(post, for: world.caller).acts.contains(.cancel))
        world.time.advance(by: .hours(1))
        try await world.writeByHand("Halo")

        #expect(try await world.publishing.post(post, for: world.caller).acts == [.duplicate])
        let timing = Timing.at(try Due(at: world.time.now() + .hours(1), zone: "Asia/Jakarta"))
        let cancelled = await #expect(throws: Problem.self) {
            try await world.publishing.cancel(post, by: world.caller)
        }
        let moved = await #expect(throws: Problem.self) {
            try await world.publishing.reschedule(post, timing: timing, by: world.caller)
        }
        #expect(cancelled?.code == .alreadySent && moved?.code == .alreadySent)
        try await world.advance(by: .hours(2))

        #expect(try await world.delivery(id).waitingFor == .handOff)
        #expect(world.network.posted.count == 1)
    }

    @Test func `is called off with its post as long as its time has not come`() async throws {
        let world = try await World.flock()
        let id = try await world.handedOff("Halo")

        try await world.publishing.cancel(try await world.delivery(id).post, by: world.caller)

        #expect(try await world.state(of: id) == .cancelled)
    }
}
