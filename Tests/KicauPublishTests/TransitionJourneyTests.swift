import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Whole lives of deliveries, and what their pages tell of them.
@Suite("The story of a delivery")
struct TransitionJourneyTests {
    struct Journey: Sendable, CustomTestStringConvertible {
        let name: String
        var absence = AbsenceProof.twoLooks
        let end: Delivery.State
        let act: @Sendable (World) async throws -> DeliveryID

        var testDescription: String { name }
    }

    static let journeys = smooth + doubtful + decided

    private static let smooth: [Journey] = [
        Journey(name: "taken at once", end: .published) { try await sent($0) },
        Journey(name: "a thread", end: .published) { try await sent($0, thread: true) },
        Journey(name: "refused", end: .refused) { try await sent($0, twists: [.refused]) },
        Journey(name: "busy, unreachable, then taken", end: .published) {
            try await sent($0, twists: [.busyFor(.minutes(2)), .unreachable])
        },
        Journey(name: "signed out, then reconnected", end: .published) { world in
            let delivery = try await sent(world, twists: [.signedOut])
            _ = try await world.accounts.beginConnecting(
                ConnectInput(platform: "x", handle: "ayu"), redirect: "", session: "s", by: world.caller)
            try await world.advance(by: .minutes(1))
            return delivery
        },
        Journey(name: "its worker dies before the intent", end: .published) { world in
            let delivery = try await world.schedule("Jatuh", in: .zero)
            let now = world.time.now()
            _ = try await world.store.write { try $0.claimDeliveries(1, for: "dies", at: now, lease: .seconds(60)) }
            try await world.restart()
            try await world.advance(by: .minutes(1))
            return delivery
        },
    ]

    private static let doubtful: [Journey] = [
        Journey(name: "the answer lost, found", end: .published) { try await sent($0, twists: [.takenThenSilent]) },
        Journey(name: "lost before it arrived", end: .published) { try await sent($0, twists: [.silentBefore]) },
        Journey(name: "the same, where absence is certain", absence: .certain, end: .published) {
            try await sent($0, twists: [.silentBefore])
        },
        Journey(name: "in the middle of a thread", end: .published) {
            try await sent($0, thread: true, twists: [.busyFor(.zero), .takenThenSilent])
        },
        Journey(name: "three sends that never arrived", end: .waiting) {
            try await sent($0, twists: [.silentBefore, .silentBefore, .silentBefore])
        },
        Journey(name: "no proof of absence", absence: .weak, end: .waiting) {
            try await sent($0, twists: [.silentBefore])
        },
        Journey(name: "its worker dies after the intent", end: .published) { world in
            let delivery = try await world.schedule("Mati lampu", in: .zero)
            let now = world.time.now()
            let claims = try await world.store.write {
                try $0.claimDeliveries(1, for: "dies", at: now, lease: .seconds(60))
            }
            let claim = try #require(claims.first)
            _ = try await world.store.write { tx in
                try tx.intend(
                    claim, position: 0, part: 0, at: now, deadline: now + .seconds(30), quietUntil: now + .seconds(90),
                    leaseEnds: now + .seconds(120))
            }
            try await world.advance(by: .hours(1))
            return delivery
        },
    ]

    private static let decided: [Journey] = [
        Journey(name: "a person says it is there", absence: .weak, end: .published) {
            try await resolved($0, .itIsThere, twists: [.silentBefore])
        },
        Journey(name: "a person looks now, and it is still not seen", absence: .weak, end: .waiting) {
            try await resolved($0, .lookNow, twists: [.silentBefore])
        },
        Journey(name: "a person sends it again", absence: .weak, end: .published) {
            try await resolved($0, .sendAgain, twists: [.silentBefore])
        },
        Journey(name: "a person drops it", absence: .weak, end: .dropped) {
            try await resolved($0, .drop, twists: [.silentBefore])
        },
        Journey(name: "refused, changed at the network, sent again", end: .published) {
            try await resolved($0, .sendAgain, twists: [.refused])
        },
        Journey(name: "refused and dropped", end: .dropped) { try await resolved($0, .drop, twists: [.refused]) },
        Journey(name: "missed, then sent", end: .published) { world in
            let delivery = try await world.schedule("Terlambat")
            world.time.advance(by: .hours(2))
            await world.work()
            try await world.publishing.resolve(delivery, by: .sendAgain, link: nil, caller: world.caller)
            await world.work()
            return delivery
        },
        Journey(name: "called off", end: .cancelled) { world in
            let delivery = try await world.schedule("Batal")
            try await world.publishing.cancel(try await world.delivery(delivery).post, by: world.caller)
            return delivery
        },
    ]

    private static func sent(_ world: World, thread: Bool = false, twists: [FakeNetwork.Twist] = []) async throws
        -> DeliveryID
    {
        for twist in twists { world.network.twist(twist) }
        let delivery =
            thread
            ? try await world.schedule("satu", "dua", "tiga", in: .minutes(1))
            : try await world.schedule("Selamat pagi", in: .minutes(1))
        try await world.advance(by: .hours(1))
        return delivery
    }

    private static func resolved(_ world: World, _ act: DeliveryAct, twists: [FakeNetwork.Twist]) async throws
        -> DeliveryID
    {
        let delivery = try await sent(world, twists: twists)
        try await world.publishing.resolve(delivery, by: act, link: nil, caller: world.caller)
        try await world.advance(by: .hours(1))
        return delivery
    }

    @Test(arguments: journeys)
    func `tells only changes that the table knows`(journey: Journey) async throws {
        let world = try await World.flock(absence: journey.absence)

        let delivery = try await journey.act(world)

        #expect(try await world.state(of: delivery) == journey.end)
        let told = try await world.store.read { try $0.events(of: delivery) }.map(\.state)
        #expect(told.first == .scheduled)
        #expect(told.last == journey.end)
        for (from, to) in zip(told, told.dropFirst()) {
            #expect(Told.mayFollow(from, to), "\(from) → \(to) in \(told)")
        }
    }

    @Test func `and the check can fail`() {
        #expect(!Told.mayFollow(.published, .scheduled))
        #expect(!Told.mayFollow(.scheduled, .dropped))
        #expect(!Told.mayFollow(.waiting, .refused))
    }
}

/// Claims and intents are not told: a page would be full of them. What is told next may be a few changes away.
private enum Told {
    private static let untold: Set<Delivery.State> = [.claimed, .intent, .reconciling]

    static func mayFollow(_ from: Delivery.State, _ to: Delivery.State) -> Bool {
        var reached: Set<Delivery.State> = [from]
        var next = [from]
        while let state = next.popLast() {
            for row in Delivery.transitions where row.from == state {
                if row.to == to { return true }
                let isSilent = untold.contains(row.to) && !(row.from == .intent && row.to == .claimed)
                if isSilent, reached.insert(row.to).inserted { next.append(row.to) }
            }
        }
        return false
    }
}
