import KicauCore
import KicauSandbox
import Testing

@testable import kicau

@Suite("The plan of a proof")
struct ProofPlanTests {
    private func plan(_ deliveries: Int, kills: Int = 20, seed: UInt64 = 7) throws -> ProofPlan {
        ProofPlan(try ProofOrder(deliveries: deliveries, kills: kills, nodes: 1, database: nil, seed: seed))
    }

    @Test(arguments: [10, 23, 100, 500, 10_000])
    func `has as many deliveries as were asked for, over all seven networks`(deliveries: Int) throws {
        let plan = try plan(deliveries)

        #expect(plan.posts.reduce(0) { $0 + $1.seats.count } == deliveries)
        #expect(Set(plan.posts.flatMap { $0.seats.map(\.network) }) == Set(ProofPlan.networks))
    }

    @Test func `has pictures, videos, threads and first comments even when it is small`() throws {
        let posts = try plan(100).posts

        #expect(posts.contains { $0.pictures > 0 && !$0.hasVideo })
        #expect(posts.contains { $0.hasVideo && $0.pictures == 1 })
        // On Instagram and Threads a carousel.
        #expect(posts.contains { $0.pictures == 2 && !$0.hasVideo })
        #expect(posts.contains { $0.texts.count == 3 })
        #expect(posts.contains { $0.comment != nil })
    }

    @Test func `tells every text from every other by its marker`() throws {
        let markers = try plan(2_000).posts.flatMap { $0.wanted.map { Marker.found(in: $0) } }

        #expect(!markers.contains(nil))
        #expect(Set(markers).count == markers.count)
    }

    @Test(arguments: [60, 150, 2_000])
    func `lets visitors speak on each network where they can be heard`(deliveries: Int) throws {
        let remarks = try plan(deliveries).remarks

        #expect(Set(remarks.map(\.seat.network)) == Set(ProofPlan.networks).subtracting(["linkedin"]))
        #expect(remarks.allSatisfy { $0.post.seats.contains($0.seat) })
        #expect(Set(remarks.map(\.text)).count == remarks.count)
        #expect(remarks.allSatisfy { Marker.remark(in: $0.text) == $0.number && Marker.found(in: $0.text) == nil })
        #expect(remarks.allSatisfy { Marker.found(in: $0.answer) != nil })
    }

    @Test func `is the same for the same seed and another for another`() throws {
        let one = try plan(200, seed: 1)
        let again = try plan(200, seed: 1)
        let other = try plan(200, seed: 2)

        #expect(one.storm == again.storm)
        #expect(one.posts.map(\.seats) == again.posts.map(\.seats))
        #expect(one.storm != other.storm)
    }

    @Test func `asks no account for more than its network allows`() throws {
        let plan = try plan(10_000)

        let units = plan.posts.flatMap { post in post.seats.map { ($0, post.wanted.count) } }
        let most = Dictionary(units, uniquingKeysWith: +).values.max()

        #expect(try #require(most) <= 60)
        for post in plan.posts {
            for seat in post.seats { #expect(seat.number < plan.accounts[seat.network] ?? 0) }
        }
    }

    @Test func `lets no picture post miss a network and no other go to Instagram`() throws {
        for post in try plan(1_000).posts where post.pictures == 0 {
            #expect(!post.seats.contains { $0.network == "instagram" })
        }
    }

    @Test(arguments: [0, 5, 20, 1_000])
    func `kills as often as was asked for, and does each other thing at least once`(kills: Int) throws {
        let plan = try plan(500, kills: kills)
        let blows = plan.earlyStorm + plan.storm

        #expect(blows.count { if case .kill = $0.kind { true } else { false } } == kills)
        #expect(plan.storm.contains { if case .pause = $0.kind { true } else { false } })
        #expect(plan.storm.contains { if case .fullDisk = $0.kind { true } else { false } })
        #expect(plan.storm.contains { if case .cut(_, .silent, _) = $0.kind { true } else { false } })
        #expect(plan.storm.contains { if case .cut(_, .closed, _) = $0.kind { true } else { false } })
    }

    @Test func `spreads the due minutes over the whole storm`() throws {
        let plan = try plan(10_000, kills: 1_000)

        #expect(Int64(plan.minutes) * 60_000 >= Storm.lengthMs(plan.storm))
        #expect(Set(plan.posts.map(\.minute)) == Set(0..<plan.minutes))
    }
}

@Suite("What a proof is asked for")
struct ProofOrderTests {
    private func field(of order: () throws -> ProofOrder) -> String? {
        do {
            _ = try order()
            return nil
        } catch {
            return (error as? Problem)?.field
        }
    }

    @Test func `several nodes need PostgreSQL`() {
        #expect(
            field { try ProofOrder(deliveries: 100, kills: 1, nodes: 2, database: nil, seed: 1) } == "nodes")
        #expect(
            field { try ProofOrder(deliveries: 100, kills: 1, nodes: 2, database: "postgres:///x", seed: 1) } == nil)
    }

    @Test func `what cannot be is refused by the flag's name`() {
        #expect(field { try ProofOrder(deliveries: 0, kills: 1, nodes: 1, database: nil, seed: 1) } == "deliveries")
        #expect(field { try ProofOrder(deliveries: 99, kills: -1, nodes: 1, database: nil, seed: 1) } == "kills")
        #expect(
            field { try ProofOrder(deliveries: 99, kills: 1, nodes: 1, database: "mysql://x", seed: 1) } == "database")
    }
}

@Suite("The faults of a proof")
struct ProofFaultsTests {
    /// But for credits that are gone: those wait for a person, and a proof has none.
    @Test func `are every one that the networks know and that end by themselves`() {
        let kinds = Set(ProofPlan.networks.flatMap { ProofFaults.rules(on: $0).map(\.kind) })

        #expect(kinds == Set(FaultKind.allCases).subtracting([.creditsGone]))
    }
}
