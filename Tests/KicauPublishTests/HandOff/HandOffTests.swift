import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A post that a person posts by hand")
struct HandOffTests {
    @Test func `is told of at its time, seen on the network, and adopted`() async throws {
        let world = try await World.flock()
        let id = try await world.handedOff("Halo")
        let keeper = HandOffKeeper(kit: world.kit)
        await keeper.turn()
        #expect(try await world.detail(of: id).handOff?.isDue == false)

        world.time.advance(by: .hours(1))
        await keeper.turn()
        let told = try await world.detail(of: id)
        #expect(told.handOff?.isDue == true)
        #expect(told.events.last?.story.what == "It is time to post this by hand.")
        try await world.writeByHand("Halo")
        world.time.advance(by: .minutes(4))
        await keeper.turn()

        let detail = try await world.detail(of: id)
        #expect(detail.state == .published)
        #expect(detail.receipts.map(\.remoteID) == ["post-1"])
        #expect(world.network.posted.count == 1)
    }

    @Test func `is settled by the link that is pasted, without a look`() async throws {
        let world = try await World.flock()
        let id = try await world.handedOff("Satu", "Dua")

        try await world.publishing.resolve(
            id, by: .itIsThere, link: "https://fake.example/post-7", caller: world.caller)
        try await world.advance(by: .hours(2))

        let detail = try await world.detail(of: id)
        #expect(detail.state == .published)
        #expect(detail.receipts.map(\.remoteID) == ["post-7", ""])
        #expect(world.network.posted.isEmpty)
    }

    @Test func `does not take a link that another post has`() async throws {
        let world = try await World.flock()
        _ = try await world.schedule("Lain", in: .minutes(1))
        try await world.advance(by: .minutes(2))
        let id = try await world.handedOff("Halo")

        for link in ["https://fake.example/post-1", "javascript:alert(1)"] {
            let problem = await #expect(throws: Problem.self) {
                try await world.publishing.resolve(id, by: .itIsThere, link: link, caller: world.caller)
            }
            #expect(problem?.field == "link")
        }
        #expect(try await world.state(of: id) == .waiting)
    }

    @Test func `adopts one post for one delivery, however alike two are`() async throws {
        let world = try await World.flock()
        let first = try await world.handedOff("Halo")
        let second = try await world.handedOff("Halo")
        world.time.advance(by: .hours(1))
        try await world.writeByHand("Halo")

        try await world.publishing.resolve(first, by: .lookNow, link: nil, caller: world.caller)
        try await world.publishing.resolve(second, by: .lookNow, link: nil, caller: world.caller)

        #expect(try await world.state(of: first) == .published)
        #expect(try await world.state(of: second) == .waiting)
    }

    @Test func `adopts one post for one delivery, where of the other only a part is out`() async throws {
        let world = try await World.flock()
        let thread = try await world.handedOff("Halo", "Dua")
        let second = try await world.handedOff("Halo")
        world.time.advance(by: .hours(1))
        try await world.writeByHand("Halo")

        try await world.publishing.resolve(thread, by: .lookNow, link: nil, caller: world.caller)
        try await world.publishing.resolve(second, by: .lookNow, link: nil, caller: world.caller)

        #expect(try await world.detail(of: thread).receipts.map(\.remoteID) == ["post-1"])
        #expect(try await world.state(of: second) == .waiting)
        let problem = await #expect(throws: Problem.self) {
            try await world.publishing.resolve(
                second, by: .itIsThere, link: "https://fake.example/post-1", caller: world.caller)
        }
        #expect(problem?.field == "link")
    }

    @Test func `can be asked for where it waits for money`() async throws {
        let world = try await World.flock()
        let id = try await world.schedule("Halo", in: .hours(1))
        let row = try await world.delivery(id)
        let now = world.time.now()
        try await world.store.write { _ = try $0.park(row, for: .money, story: World.unpaid, at: now) }
        #expect(try await world.detail(of: id).acts.contains(.handOff))

        try await world.publishing.resolve(id, by: .handOff, link: nil, caller: world.caller)

        #expect(try await world.delivery(id).waitingFor == .handOff)
        #expect(try await world.publishing.today(for: world.caller).handOffs.count == 1)
    }

    @Test func `is said to be due by one node of two`() async throws {
        let world = try await World.flock()
        let id = try await world.handedOff("Halo")
        world.time.advance(by: .hours(1))

        async let one: Void = HandOffKeeper(kit: world.kit).turn()
        async let two: Void = HandOffKeeper(kit: world.kit).turn()
        _ = await (one, two)

        let times = try await world.detail(of: id).events.filter { $0.story.what == "It is time to post this by hand." }
        #expect(times.count == 1)
    }
}
