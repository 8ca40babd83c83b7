import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// The properties of the delivery protocol, by the names its description gives them.
@Suite("The promises of a delivery")
struct DeliveryPropertyTests {
    @Test func `no_post_twice: an answer that never came is looked up, not sent again`() async throws {
        let world = try await World.flock()
        world.network.twist(.takenThenSilent)
        let delivery = try await world.schedule("Selamat pagi")

        try await world.advance(by: .hours(1))

        #expect(try await world.state(of: delivery) == .published)
        #expect(world.network.posted.count == 1)
        #expect(world.network.commits == 1)
    }

    @Test(arguments: [FakeNetwork.Twist.serverErrorAfter, .garbage, .takenLater(.seconds(50))])
    func `no_post_twice: whatever the unclear answer, a post that landed is found`(twist: FakeNetwork.Twist)
        async throws
    {
        let world = try await World.flock()
        world.network.twist(twist)
        let delivery = try await world.schedule("Kopi susu")

        try await world.advance(by: .hours(1))

        #expect(try await world.state(of: delivery) == .published)
        #expect(world.network.posted.count == 1)
    }

    @Test(arguments: [FakeNetwork.Twist.silentBefore, .serverErrorBefore, .unreachable, .busyFor(.minutes(3))])
    func `no_post_lost: what did not land goes out again`(twist: FakeNetwork.Twist) async throws {
        let world = try await World.flock()
        world.network.twist(twist)
        let delivery = try await world.schedule("Hujan lagi")

        try await world.advance(by: .hours(1))

        #expect(try await world.state(of: delivery) == .published)
        #expect(world.network.posted.map(\.text) == ["Hujan lagi"])
    }

    @Test func `no_post_lost: what another delivery sent in the same words is not taken for it`() async throws {
        let world = try await World.flock()
        world.network.twist(.silentBefore)
        let lost = try await world.schedule("Terima kasih!", in: .minutes(5))
        let other = try await world.schedule("Terima kasih!", in: .seconds(303))

        try await world.advance(by: .hours(1))

        let receipts = [try await world.detail(of: lost).receipts, try await world.detail(of: other).receipts]
        #expect(Set(receipts.joined().map(\.remoteID)).count == 2)
        #expect(world.network.posted.map(\.text) == ["Terima kasih!", "Terima kasih!"])
    }

    @Test func `nothing_early: no byte leaves before the due instant`() async throws {
        let world = try await World.flock()
        let due = world.time.now() + .minutes(5)
        _ = try await world.schedule("Tepat waktu", in: .minutes(5))

        try await world.advance(by: .milliseconds(299_999))
        #expect(world.network.commits == 0)
        try await world.advance(by: .milliseconds(1))

        #expect(world.network.posted.map(\.at) == [due])
    }

    @Test func `late_waker_never_sends: a worker held up past its deadline lets go`() async throws {
        let world = try await World.flock()
        let line = GuardedLine(
            line: world.network, time: world.time, deadline: world.time.steadyMs() + 30_000,
            wallDeadline: world.time.now() + .seconds(30), departs: {})
        world.time.advance(by: .seconds(29))

        await #expect(throws: LineFailure.self) {
            try await line.call(
                Call(.post, "fake:post", body: .form([("text", "late")]), isCommit: true),
                unit: MeterUnit("post_create"))
        }

        #expect(world.network.commits == 0)
    }

    @Test func `doubt_survives_a_later_no: a refusal after a lost answer is looked into`() async throws {
        let world = try await World.flock()
        world.network.twist(.takenThenSilent, .refused)
        world.network.goBlind()
        let delivery = try await world.schedule("Ragu")
        // Two blind looks take absence as proven, and the second try is refused.
        try await world.advance(by: .minutes(8))
        let row = try await world.delivery(delivery)

        #expect(world.network.commits == 2)
        #expect(row.state == .refused)
        let settled = Settling(doubt: true, sends: 2, quietUntil: world.time.now(), now: world.time.now())
            .settled(by: .refused(Refusal(.invalidContent, "No.", do: "Change it.")))
        #expect(settled.to == .unknown)
        #expect(settled.doubt)
    }

    @Test func `absence_waits_for_quiet: nobody looks before the network can have finished`() async throws {
        let world = try await World.flock()
        world.network.twist(.takenLater(.seconds(80)))
        let delivery = try await world.schedule("Pelan", in: .seconds(60))

        try await world.advance(by: .seconds(60 + 85))
        #expect(try await world.state(of: delivery) == .unknown)
        try await world.advance(by: .minutes(10))

        #expect(try await world.state(of: delivery) == .published)
        #expect(world.network.posted.count == 1)
    }

    @Test(arguments: [AbsenceProof.certain, .twoLooks])
    func `absence_waits_for_quiet: a person who asks to look at once changes nothing`(absence: AbsenceProof)
        async throws
    {
        let world = try await World.flock(absence: absence)
        world.network.twist(.takenLater(.seconds(85)))
        let delivery = try await world.schedule("Tidak sabar", in: .zero)
        await world.work()

        try await world.publishing.resolve(delivery, by: .lookNow, link: nil, caller: world.caller)
        try await world.advance(by: .hours(1))

        #expect(try await world.state(of: delivery) == .published)
        #expect(world.network.posted.count == 1)
        #expect(world.network.commits == 1)
    }

    @Test func `old_epoch_settles_nothing_but_a_yes`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Rebutan", in: .zero)
        let now = world.time.now()
        let old = try #require(
            try await world.store.write { try $0.claimDeliveries(1, for: "one", at: now, lease: .seconds(1)) }.first)
        try await world.restart()
        let new = try #require(
            try await world.store.write { try $0.claimDeliveries(1, for: "two", at: now, lease: .seconds(60)) }.first)
        let settling = Settling(doubt: false, sends: 1, quietUntil: now, now: now)

        let refused = settling.settled(by: .refused(Refusal(.spam, "No.", do: "-")))
        #expect(try await world.store.write { try $0.settle(old, from: .claimed, as: refused, at: now) } == false)
        #expect(try await world.state(of: delivery) == .claimed)
        let yes = settling.settled(by: .published(Receipt(remoteID: "post-1", url: nil)))
        #expect(try await world.store.write { try $0.settle(old, from: .intent, as: yes, at: now) })

        #expect(try await world.state(of: delivery) == .published)
        #expect(try await world.store.write { try $0.settle(new, from: .claimed, as: refused, at: now) } == false)
    }

    @Test func `old_epoch_settles_nothing_but_a_yes: an old look answers nothing for a later try`() async throws {
        let world = try await World.flock(absence: .certain)
        world.network.twist(.silentBefore)
        let delivery = try await world.schedule("Terlambat melihat", in: .zero)
        await world.work()
        world.time.advance(by: .minutes(2))
        let old = try await world.claimsDoubt(for: "slow")
        world.time.advance(by: .minutes(2))
        let now = world.time.now()
        try await world.store.write { _ = try $0.takeBack(at: now, everything: false) }
        await Reconciler(kit: world.kit).look(for: try await world.claimsDoubt(for: "quick"))
        let claim = try #require(
            try await world.store.write { try $0.claimDeliveries(1, for: "quick", at: now, lease: .seconds(60)) }.first)
        let intent = try await world.store.write { tx in
            try tx.intend(
                claim, position: 0, part: 0, at: now, deadline: now + .seconds(30), quietUntil: now + .seconds(90),
                leaseEnds: now + .seconds(120))
        }

        await Reconciler(kit: world.kit).look(for: old)

        #expect(try await world.state(of: delivery) == .intent)
        let newest = try #require(try await world.store.read { try $0.attempts(of: delivery) }.last)
        #expect(newest.id == intent?.attempt)
        #expect(newest.outcome == nil)
        #expect(newest.ended == nil)
    }

    @Test func `intent_is_durable_before_bytes: the attempt is written when the network first hears of it`()
        async throws
    {
        let world = try await World.flock()
        let delivery = try await world.schedule("Niat")
        let now = world.time.now()
        try await world.advance(by: .hours(1))

        let attempt = try #require(try await world.store.read { try $0.attempts(of: delivery) }.first)

        let heard = try #require(world.network.posted.first).at
        #expect(attempt.intended <= heard)
        #expect(attempt.intended > now)
    }

    @Test func `crash_before_intent_resends_freely`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Jatuh", in: .zero)
        let now = world.time.now()
        _ = try await world.store.write { try $0.claimDeliveries(1, for: "dies", at: now, lease: .seconds(60)) }

        try await world.restart()
        #expect(try await world.state(of: delivery) == .scheduled)
        await world.work()

        #expect(try await world.state(of: delivery) == .published)
    }

    @Test func `power_loss_turns_intent_into_unknown`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Mati lampu", in: .zero)
        let now = world.time.now()
        let claim = try #require(
            try await world.store.write { try $0.claimDeliveries(1, for: "dies", at: now, lease: .seconds(60)) }.first)
        _ = try await world.store.write { tx in
            try tx.intend(
                claim, position: 0, part: 0, at: now, deadline: now + .seconds(30), quietUntil: now + .seconds(90),
                leaseEnds: now + .seconds(120))
        }

        try await world.restart()

        #expect(try await world.state(of: delivery) == .unknown)
        #expect(try await world.delivery(delivery).doubt)
        #expect(try await world.delivery(delivery).ready == now + .seconds(90))
        #expect(try await world.detail(of: delivery).hold == .inDoubt)
    }

    @Test func `send_bound_asks_a_person: after three sends a machine stops`() async throws {
        let world = try await World.flock()
        world.network.twist(.silentBefore, .silentBefore, .silentBefore, .silentBefore)
        let delivery = try await world.schedule("Tiga kali")

        try await world.advance(by: .hours(3))

        #expect(try await world.state(of: delivery) == .waiting)
        #expect(try await world.delivery(delivery).waitingFor == .sendBound)
        #expect(world.network.commits == 3)
    }

    @Test func `steps_resume_in_order: a thread goes on where it stopped`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("satu", "dua", "tiga")
        world.network.twist(.busyFor(.zero))
        try await world.advance(by: .minutes(6))

        #expect(world.network.posted.map(\.text) == ["satu", "dua", "tiga"])
        #expect(world.network.posted.map(\.parent) == [nil, "post-1", "post-2"])
        #expect(try await world.state(of: delivery) == .published)
    }

    @Test func `steps_resume_in_order: the second part's answer is lost, and the third follows it`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("satu", "dua", "tiga", in: .zero)
        await world.work()
        #expect(world.network.posted.count == 3)
        #expect(try await world.state(of: delivery) == .published)
        let other = try await world.schedule("empat", "lima", "enam", in: .minutes(1))
        world.network.twist(.busyFor(.seconds(1)), .takenThenSilent)

        try await world.advance(by: .hours(1))

        #expect(world.network.posted.dropFirst(3).map(\.text) == ["empat", "lima", "enam"])
        #expect(try await world.state(of: other) == .published)
    }

    @Test func `no_commit_without_its_money: an intent needs what was set aside for its part`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Tanpa uang", in: .zero)
        let now = world.time.now()
        let intended = try await world.store.write { tx -> [Bool] in
            guard let claim = try tx.claimDeliveries(1, for: "one", at: now, lease: .seconds(60)).first else {
                return []
            }
            try tx.releaseHolds(of: delivery, at: now)
            let refused = try tx.intend(
                claim, position: 0, part: 0, at: now, deadline: now, quietUntil: now, leaseEnds: now + .seconds(60))
            try tx.also("UPDATE hold SET state = 'held' WHERE delivery_id = \(delivery)")
            let granted = try tx.intend(
                claim, position: 0, part: 0, at: now, deadline: now, quietUntil: now, leaseEnds: now + .seconds(60))
            return [refused != nil, granted != nil]
        }

        #expect(intended == [false, true])
    }

    @Test func `no_commit_without_its_money: while a try may be live a person is asked, once`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Tanpa uang", in: .minutes(1))
        let now = world.time.now()
        try await world.store.write { tx in
            try tx.also("UPDATE delivery SET doubt = 1 WHERE id = \(delivery)")
            try tx.releaseHolds(of: delivery, at: now)
        }
        try await world.advance(by: .hours(5))

        let detail = try await world.delivery(delivery)
        #expect(detail.state == .waiting && detail.waitingFor == .doubt)
        #expect(world.network.posted.isEmpty)
    }

    @Test func `hold_follows_the_delivery: held, in doubt, captured`() async throws {
        let world = try await World.flock()
        world.network.twist(.takenThenSilent)
        let delivery = try await world.schedule("Biaya", in: .minutes(1))
        #expect(try await world.detail(of: delivery).hold == .held)
        try await world.advance(by: .minutes(1))
        #expect(try await world.detail(of: delivery).hold == .inDoubt)

        try await world.advance(by: .hours(1))

        #expect(try await world.detail(of: delivery).hold == .captured)
        let (unbalanced, leaked) = try await world.store.read { (try $0.unbalancedBookings(), try $0.leakedHolds()) }
        #expect(unbalanced == 0)
        #expect(leaked == 0)
    }

    @Test func `hold_follows_the_delivery: a call whose worker died is booked at a later start`() async throws {
        let world = try await World.flock()
        let now = world.time.now()
        let workspace = world.caller.workspace.id
        let fare = try world.kit.prices.books.fare(for: [MeterUnit("owned_read")], on: "x", at: now)
        let hold = NewHold(
            name: "call/1", workspace: workspace, delivery: nil, account: nil, platform: "x", month: "2026-06",
            fare: fare)
        #expect(try await world.store.write { try $0.hold(hold, at: now) } == nil)

        try await world.dispatcher(named: "soon").takeBack()
        let soon = try await world.store.write { try $0.budget(of: workspace, month: "2026-06") }
        world.time.advance(by: .hours(1))
        try await world.dispatcher(named: "later").takeBack()
        let later = try await world.store.write { try $0.budget(of: workspace, month: "2026-06") }

        #expect(soon.held == fare.total)
        #expect(later.held == .zero)
        #expect(later.spent == fare.total)
    }

    @Test func `hold_follows_the_delivery: a refusal gives the money back`() async throws {
        let world = try await World.flock()
        world.network.twist(.refused)
        let delivery = try await world.schedule("Ditolak")

        try await world.advance(by: .hours(1))

        #expect(try await world.state(of: delivery) == .refused)
        #expect(try await world.detail(of: delivery).hold == .released)
        let budget = try await world.store.write { try $0.budget(of: world.caller.workspace.id, month: "2026-06") }
        #expect(budget.held == .zero)
        #expect(budget.spent == .zero)
    }
}

extension World {
    /// One worker claims the only doubt, for a minute.
    fileprivate func claimsDoubt(for worker: String) async throws -> Claim {
        let now = time.now()
        return try #require(
            try await store.write { try $0.claimDoubts(1, for: worker, at: now, lease: .seconds(60)) }.first)
    }
}
