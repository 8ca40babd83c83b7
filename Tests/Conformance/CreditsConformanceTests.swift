import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// 402: the app's credits at X are used up. Nothing was taken, so nothing is in doubt; a person has to pay first.
@Suite("A post for which the network wants to be paid first", .serialized)
struct CreditsConformanceTests {
    private static func scheduled(_ text: String, _ rehearsal: Rehearsal, pictures: Int = 0) async throws -> DeliveryID
    {
        try await rehearsal.schedule(
            [try await PlatformConformanceTests.part(text, rehearsal, pictures: pictures)], in: .minutes(2))
    }

    /// It stands still where a person sees it, with what to do, and its money stays set aside.
    private static func waits(_ delivery: DeliveryID, _ rehearsal: Rehearsal) async throws {
        let detail = try await rehearsal.detail(of: delivery)
        #expect(detail.state == .waiting, "\(detail.state)")
        #expect(detail.waitingFor == .money)
        #expect(detail.acts.contains(.sendAgain))
        let trouble = try #require(detail.trouble)
        #expect(
            trouble.what.description == "The network wants to be paid first: the app's credits are used up.")
        #expect(trouble.toDo?.description == "Top up the app's credits at the network, then send it again.")
        #expect(trouble.answer?.contains("no credits left") == true)
        #expect(rehearsal.live.isEmpty)
    }

    private static func sendAgain(_ delivery: DeliveryID, _ rehearsal: Rehearsal) async throws {
        try await rehearsal.publishing.resolve(delivery, by: .sendAgain, link: nil, caller: rehearsal.caller)
        try await rehearsal.advance(by: .minutes(10))
    }

    private static func isThereOnce(_ delivery: DeliveryID, _ rehearsal: Rehearsal) async throws {
        let detail = try await rehearsal.detail(of: delivery)
        #expect(detail.state == .published, "\(String(describing: detail.trouble))")
        #expect(detail.receipts.first?.differences == [])
        #expect(rehearsal.live.count == 1)
        let (unbalanced, leaked) = try await rehearsal.store.read {
            (try $0.unbalancedBookings(), try $0.leakedHolds())
        }
        #expect(unbalanced == 0)
        #expect(leaked == 0)
    }

    @Test(arguments: [(Place.commit, 0), (.commit, 1), (.upload, 1)])
    func `waits for a person, and goes out once when there are credits again`(
        place: Place, pictures: Int
    ) async throws {
        try await Rehearsal.on(X()) { rehearsal in
            rehearsal.control.add(FaultRule(.creditsGone, at: place, times: 1))
            let delivery = try await Self.scheduled("Tanpa kredit", rehearsal, pictures: pictures)

            try await rehearsal.advance(by: .hours(25))

            try await Self.waits(delivery, rehearsal)
            try await Self.sendAgain(delivery, rehearsal)
            try await Self.isThereOnce(delivery, rehearsal)
            try await rehearsal.advance(by: .hours(2))
            #expect(rehearsal.live.count == 1)
        }
    }

    /// No rule, but the account itself: it is empty until somebody fills it.
    @Test func `waits again as long as nobody has paid`() async throws {
        try await Rehearsal.on(X()) { rehearsal in
            #expect(rehearsal.control.set(["creditMicroUSD": 0]))
            let delivery = try await Self.scheduled("Masih kosong", rehearsal)
            try await rehearsal.advance(by: .minutes(10))
            try await Self.waits(delivery, rehearsal)

            try await Self.sendAgain(delivery, rehearsal)
            try await Self.waits(delivery, rehearsal)
            #expect(rehearsal.control.set(["creditMicroUSD": 1_000_000]))
            try await Self.sendAgain(delivery, rehearsal)

            try await Self.isThereOnce(delivery, rehearsal)
        }
    }

    /// The post is there and its answer was lost; without credits X does not even show it. That is no reason to send it again.
    @Test func `is not sent twice when there is nothing left to look with`() async throws {
        try await Rehearsal.on(X()) { rehearsal in
            rehearsal.control.add(FaultRule(.dropAfterAccept, at: .commit, times: 1))
            rehearsal.control.add(FaultRule(.creditsGone, at: .read, times: 3))
            let delivery = try await Self.scheduled("Di mana?", rehearsal)

            try await rehearsal.advance(by: .minutes(30))
            let between = try await rehearsal.detail(of: delivery)
            #expect(rehearsal.live.count == 1)
            #expect([.unknown, .reconciling].contains(between.state), "\(between.state)")

            try await rehearsal.advance(by: .hours(8))
            try await Self.isThereOnce(delivery, rehearsal)
        }
    }

    /// Who is not paid by the call has no such answer to give.
    @Test(arguments: PlatformConformanceTests.names.filter { $0 != "x" })
    func `is nothing that a network without prices asks for`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            rehearsal.control.add(FaultRule(.creditsGone, times: nil))
            let delivery = try await Self.scheduled("Gratis", rehearsal)

            try await rehearsal.advance(by: .minutes(10))

            try await Self.isThereOnce(delivery, rehearsal)
        }
    }
}
