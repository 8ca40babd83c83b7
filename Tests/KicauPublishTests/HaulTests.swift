import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish
@testable import KicauStore

@Suite("What one look at the plan takes on")
struct HaulTests {
    /// Takes on what is ripe, and gives the state in which it is before anything else is done, and its jobs.
    private func takenOn(_ delivery: DeliveryID, in world: World) async throws -> (Delivery.State, [Dispatcher.Job]) {
        let jobs = await world.dispatcher(named: "two").turn(room: 4)
        return (try await world.state(of: delivery), jobs)
    }

    @Test func `is intended with its claim when nothing is to be done before, and goes out`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Selamat pagi", in: .minutes(1))
        world.time.advance(by: .minutes(1))

        let (state, jobs) = try await takenOn(delivery, in: world)
        #expect(state == .intent)
        let row = try #require(try await world.store.read { try $0.steps(of: delivery).first })
        #expect(row.sends == 1)
        for job in jobs { await job() }

        #expect(try await world.state(of: delivery) == .published)
        #expect(try await world.store.read { try $0.steps(of: delivery).first?.sends } == 1)
    }

    @Test func `is shown as being sent when it takes longer than a moment`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Selamat sore", in: .minutes(1))
        let post = try await world.delivery(delivery).post
        func shown() async throws -> PostState { try await world.publishing.post(post, for: world.caller).state }
        world.time.advance(by: .minutes(1))
        let (_, jobs) = try await takenOn(delivery, in: world)
        #expect(try await shown() == .scheduled)

        world.time.advance(by: .milliseconds(999))
        _ = await world.dispatcher(named: "two").turn(room: 1)
        #expect(try await shown() == .scheduled)
        world.time.advance(by: .milliseconds(1))
        _ = await world.dispatcher(named: "two").turn(room: 1)
        #expect(try await shown() == .sending)
        for job in jobs { await job() }

        #expect(try await shown() == .published)
    }

    @Test func `is in doubt when its worker is gone for good`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Selamat siang", in: .minutes(1))
        world.time.advance(by: .minutes(1))
        _ = try await takenOn(delivery, in: world)

        try await world.restart()

        #expect(try await world.state(of: delivery) == .unknown)
    }

    @Test func `sends nothing when its worker wakes after the deadline`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Selamat malam", in: .minutes(1))
        world.time.advance(by: .minutes(1))
        let (_, jobs) = try await takenOn(delivery, in: world)

        world.time.advance(by: world.kit.pace.commitDeadline)
        for job in jobs { await job() }

        #expect(world.network.commits == 0)
    }

    @Test func `is only claimed when it has a picture`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedulePicture("Foto", in: .minutes(1))
        await world.work()
        world.time.advance(by: .minutes(1))

        #expect(try await takenOn(delivery, in: world).0 == .claimed)
    }

    @Test func `is only claimed when the account is signed out, and then waits`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Siapa saya", in: .minutes(1))
        try await world.store.write {
            try $0.setAccountState(AccountState.signedOut.rawValue, trouble: nil, of: world.account)
        }
        world.time.advance(by: .minutes(1))

        let (state, jobs) = try await takenOn(delivery, in: world)
        #expect(state == .claimed)
        for job in jobs { await job() }

        #expect(try await world.state(of: delivery) == .waiting)
    }

    @Test func `is only claimed when the network takes no more now, and then is put off`() async throws {
        let world = try await World.flock(sendLimits: [
            SendLimit(.account, Fact(1, from: "made up", read: "2026-06-01"), in: .hours(24))
        ])
        try await world.store.allowLateness(.days(2), in: world.caller.workspace)
        _ = try await world.schedule("Pertama", in: .minutes(1))
        try await world.advance(by: .minutes(1))
        let second = try await world.schedule("Kedua", in: .minutes(1))
        world.time.advance(by: .minutes(1))

        let (state, jobs) = try await takenOn(second, in: world)
        #expect(state == .claimed)
        for job in jobs { await job() }

        #expect(try await world.delivery(second).ready > world.time.now())
    }
}
