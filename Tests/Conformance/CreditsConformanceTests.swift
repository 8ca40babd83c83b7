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

    private static func schedule(_ text: String, in wait: Duration, ways: [Way], _ rehearsal: Rehearsal) async throws
        -> DeliveryID
    {
        let post = try await rehearsal.publishing.schedule(
            DraftContent(post: Post(parts: [Post.Part(text: text)]), accounts: [rehearsal.account], ways: ways),
            as: nil, version: nil, timing: .at(try Due(at: rehearsal.time.now() + wait, zone: "Asia/Jakarta")),
            key: text, by: rehearsal.caller)
        return try #require(
            try await rehearsal.publishing.post(post, for: rehearsal.caller).deliveries.first
        ).id
    }

    private static func refusals(_ rehearsal: Rehearsal) -> Int {
        rehearsal.control.calls.filter { $0.status == 402 }.count
    }

    /// The first post of the day takes the credit a little below zero; somebody tops up soon after the second was refused.
    @Test func `in the middle of a day holds up what is due, and all of it goes out when there are credits again`()
        async throws
    {
        try await Rehearsal.on(X()) { rehearsal in
            let keeper = CreditKeeper(kit: rehearsal.kit)
            try await rehearsal.store.allowLateness(.hours(1), in: rehearsal.caller.workspace)
            #expect(rehearsal.control.set(["creditMicroUSD": 10_000]))
            let texts = ["Pagi", "Siang", "Lewat siang"]
            for (text, minute) in zip(texts, [1, 60, 62]) {
                _ = try await Self.schedule(text, in: .minutes(minute), ways: [.ask], rehearsal)
            }

            try await rehearsal.advance(by: .minutes(63))
            await keeper.turn()
            #expect(rehearsal.live.map(\.text) == ["Pagi"])
            #expect(Self.refusals(rehearsal) == 1)
            // A cheap question tells that it is still empty, and the next one that it is not.
            rehearsal.time.advance(by: .minutes(3))
            await keeper.turn()
            await keeper.turn()
            #expect(Self.refusals(rehearsal) == 2)
            #expect(rehearsal.control.set(["creditMicroUSD": 1_000_000]))
            rehearsal.time.advance(by: .minutes(11))
            await keeper.turn()
            try await rehearsal.advance(by: .minutes(5))

            #expect(rehearsal.live.map(\.text).sorted() == texts.sorted())
            #expect(Self.refusals(rehearsal) == 2)
            #expect(try await rehearsal.publishing.creditsGone(for: rehearsal.caller).isEmpty)
            let leaked = try await rehearsal.store.read { try $0.leakedHolds() }
            #expect(leaked == 0)
        }
    }

    @Test func `gives way as was chosen, and tries nothing for it`() async throws {
        try await Rehearsal.on(X()) { rehearsal in
            #expect(rehearsal.control.set(["creditMicroUSD": 0]))
            let first = try await Self.schedule("Satu", in: .minutes(1), ways: [.cheaper, .handOff], rehearsal)
            let second = try await Self.schedule("Dua", in: .minutes(2), ways: [.later(days: 3), .handOff], rehearsal)
            let third = try await Self.schedule("Tiga", in: .minutes(3), ways: [.later(days: 31)], rehearsal)

            try await rehearsal.advance(by: .minutes(10))

            #expect(try await rehearsal.detail(of: first).waitingFor == .handOff)
            #expect(try await rehearsal.detail(of: second).waitingFor == .handOff)
            let moved = try await rehearsal.store.read { try $0.delivery(third) }
            #expect(moved?.state == .cancelled)
            let list = try await rehearsal.publishing.list(PostFilter(), for: rehearsal.caller).items
            #expect(list.contains { $0.due?.wall.hasPrefix("2026-07-01T") == true })
            #expect(Self.refusals(rehearsal) == 1)
            #expect(rehearsal.live.isEmpty)
        }
    }

    /// Each question may be billed, so answers that tell nothing of credits are no reason to ask again at once.
    @Test func `is asked no more often when the answers tell nothing`() async throws {
        try await Rehearsal.on(X()) { rehearsal in
            #expect(rehearsal.control.set(["creditMicroUSD": 0]))
            _ = try await Self.scheduled("Masih kosong", rehearsal)
            try await rehearsal.advance(by: .minutes(10))
            rehearsal.control.add(FaultRule(.serverErrorBefore, at: .read, times: nil))
            let before = rehearsal.control.calls.count

            for _ in 1...180 {
                rehearsal.time.advance(by: .seconds(10))
                await CreditKeeper(kit: rehearsal.kit).turn()
            }

            let asked = rehearsal.control.calls.count - before
            #expect((1...6).contains(asked), "\(asked) questions in half an hour")
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
