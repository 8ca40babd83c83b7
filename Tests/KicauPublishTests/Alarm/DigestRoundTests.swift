import KicauCore
import KicauStore
import KicauTesting
import Synchronization
import Testing

@testable import KicauPublish

/// Takes letters, or refuses them as it is told.
private final class Box: Postman {
    private let state = Mutex((posting: Posting.taken, letters: [Letter]()))

    var letters: [Letter] { state.withLock { $0.letters } }
    func ends(_ posting: Posting) { state.withLock { $0.posting = posting } }

    func post(_ letter: Letter) async -> Posting {
        state.withLock { state in
            state.letters.append(letter)
            return state.posting
        }
    }
}

@Suite("A daily digest of the next 24 hours")
struct DigestRoundTests {
    private let box = Box()

    /// It is 09:00 in Jakarta when the world begins.
    private func round(_ world: World, webhook: AlarmLine? = nil) -> DigestRound {
        DigestRound(
            kit: world.kit,
            writer: .init(
                letter: { Letter(to: $1, subject: "\($2) \($0.aheadTotal)", text: $0.ahead.map(\.excerpt).joined()) },
                json: { ["ahead": .integer(Int64($0.aheadTotal))] }),
            postman: box, webhook: webhook.map { .init(url: "https://hook.example/1", line: $0) })
    }

    @Test func `comes to who wished it, once a day, at their hour`() async throws {
        let world = try await World.flock()
        _ = try await world.schedule("Selamat pagi", in: .hours(20))
        _ = try await world.schedule("Lusa", in: .hours(30))
        try await world.publishing.wishDigest(at: 10, in: "id", by: world.caller)
        let round = round(world)

        await round.turn()
        #expect(box.letters.isEmpty)

        world.time.advance(by: .hours(1))
        await round.turn()
        await round.turn()
        #expect(box.letters == [Letter(to: "ayu@example.test", subject: "id 1", text: "Selamat pagi")])

        world.time.advance(by: .hours(24))
        await round.turn()
        #expect(box.letters.count == 2)
        #expect(world.kit.alarm.digest == .worked(world.time.now()))
    }

    @Test func `is sent by one of two nodes`() async throws {
        let world = try await World.flock()
        try await world.publishing.wishDigest(at: 9, in: "en", by: world.caller)
        let (one, other) = (round(world), round(world))

        async let first: Void = one.turn()
        async let second: Void = other.turn()
        _ = await (first, second)

        #expect(box.letters.count == 1)
    }

    @Test func `is tried again when it certainly did not leave, but not at once`() async throws {
        let world = try await World.flock()
        try await world.publishing.wishDigest(at: 9, in: "en", by: world.caller)
        let round = round(world)
        box.ends(.refused(why: "535"))
        let first = world.time.now()
        await round.turn()
        await round.turn()
        #expect(box.letters.count == 1)
        #expect(world.kit.alarm.digest == .failed(since: first, why: "535"))

        box.ends(.taken)
        world.time.advance(by: .minutes(10))
        await round.turn()
        await round.turn()

        #expect(box.letters.count == 2)
    }

    @Test func `is not tried again when nobody knows whether it left`() async throws {
        let world = try await World.flock()
        try await world.publishing.wishDigest(at: 9, in: "en", by: world.caller)
        box.ends(.unknown(why: "no answer"))
        let round = round(world)
        await round.turn()
        world.time.advance(by: .hours(1))
        await round.turn()

        #expect(box.letters.count == 1)
    }

    @Test func `comes no more to who wished none, nor to who is no member`() async throws {
        let world = try await World.flock()
        try await world.publishing.wishDigest(at: 9, in: "en", by: world.caller)
        #expect(try await world.publishing.digestWish(of: world.caller)?.hour == 9)
        try await world.publishing.wishDigest(at: nil, in: "en", by: world.caller)
        await round(world).turn()
        #expect(box.letters.isEmpty)

        try await world.publishing.wishDigest(at: 9, in: "en", by: world.caller)
        let caller = world.caller
        try await world.store.write { tx in
            guard let user = caller.user else { return }
            try tx.removeMember(user.id, from: caller.workspace.id)
        }
        await round(world).turn()
        #expect(box.letters.isEmpty)
    }

    @Test func `goes to a webhook too, once a day for a workspace`() async throws {
        let world = try await World.flock()
        let line = AlarmLine(status: 204)
        let round = round(world, webhook: line)

        await round.turn()
        await round.turn()

        #expect(line.calls.map(\.url) == ["https://hook.example/1"])
    }

    @Test func `names what waits for a person and the accounts that are signed out`() async throws {
        let world = try await World.flock()
        let id = world.account
        _ = try await world.schedule("Tidak bisa terbit", in: .minutes(5))
        try await world.store.write { try $0.setAccountState("signed-out", trouble: nil, of: id) }
        try await world.advance(by: .minutes(6))

        let day = try await world.publishing.dayAhead(for: world.caller)

        #expect(day.waiting.map(\.excerpt) == ["Tidak bisa terbit"])
        #expect(day.tokens.map(\.account.id) == [id])
        #expect(day.tokens.map(\.expires) == [nil])
    }

    @Test func `knows the day by the workspace's wall`() {
        let evening = Instant(ms: 1_780_279_200_000)  // 2026-06-01T02:00Z

        #expect(DigestRound.day(at: evening, hour: 9, zone: "Asia/Jakarta") == "2026-06-01")
        #expect(DigestRound.day(at: evening, hour: 10, zone: "Asia/Jakarta") == nil)
        #expect(DigestRound.day(at: evening, hour: 9, zone: "America/New_York") == "2026-05-31")
        #expect(DigestRound.day(at: evening, hour: 2, zone: "Nowhere/Atall") == "2026-06-01")
    }
}
