import KicauCore
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A warning that a network's day comes to its end")
struct LimitWarningTests {
    private func key(_ binds: QuotaRule.Binder, _ stage: WarningStage, _ kind: QuotaRule.Kind = .learned) -> QuotaKey {
        QuotaKey(
            "x", "POST /posts", binds, kind, in: .days(1),
            subject: binds == .account ? stage.world.account.description : "")
    }

    /// As calls leave it.
    private func use(_ used: Int, of key: QuotaKey, since opened: Instant, _ stage: WarningStage) async throws {
        let state = QuotaState(
            opened: opened, resets: opened + .hours(20), used: used, most: 100, source: .person)
        try await stage.world.store.write { try $0.keepQuota(state, of: key) }
    }

    @Test func `is told at 60 percent of a limit that nobody publishes, once while its window is open`() async throws {
        let stage = try await WarningStage()
        let (key, opened) = (key(.account, stage), stage.world.time.now())
        try await use(59, of: key, since: opened, stage)
        await stage.round().turn()
        #expect(stage.mailbox.subjects.isEmpty)

        for used in [60, 75, 100] {
            try await use(used, of: key, since: opened, stage)
            await stage.round().turn()
        }

        #expect(stage.mailbox.subjects == ["POST /posts of one 60"])
        let said = try await stage.book.limits(for: stage.world.caller)
        #expect(said.map(\.warning.used) == [60] && said.map(\.isPutAway) == [false])
    }

    @Test func `is told again of the next window`() async throws {
        let stage = try await WarningStage()
        let key = key(.app, stage, .window)
        try await use(90, of: key, since: stage.world.time.now(), stage)
        await stage.round().turn()
        stage.world.time.advance(by: .hours(20))
        await stage.round().turn()

        try await use(95, of: key, since: stage.world.time.now(), stage)
        await stage.round().turn()

        #expect(stage.mailbox.subjects == ["POST /posts of all 90", "POST /posts of all 95"])
    }

    @Test func `is written by one of two nodes`() async throws {
        let stage = try await WarningStage()
        try await use(95, of: key(.app, stage), since: stage.world.time.now(), stage)
        let (one, other) = (stage.round(), stage.round())

        async let first: Void = one.turn()
        async let second: Void = other.turn()
        _ = await (first, second)

        #expect(stage.mailbox.subjects == ["POST /posts of all 95"])
    }

    @Test func `is nothing to a workspace that has no account there`() async throws {
        let stage = try await WarningStage()
        let theirs = QuotaKey("x", "POST /posts", .account, .learned, in: .days(1), subject: "999")
        let elsewhere = QuotaKey("linkedin", "POST /posts", .app, .learned, in: .days(1), subject: "")
        for key in [theirs, elsewhere] { try await use(99, of: key, since: stage.world.time.now(), stage) }

        await stage.round().turn()

        #expect(stage.mailbox.subjects.isEmpty)
        #expect(try await stage.book.limits(for: stage.world.caller).isEmpty)
    }

    @Test func `is put away with those of budgets, and stands among what was told`() async throws {
        let stage = try await WarningStage()
        try await use(70, of: key(.account, stage), since: stage.world.time.now(), stage)
        await stage.round().turn()

        try await stage.book.putAway(by: stage.world.caller)

        #expect(try await stage.book.limits(for: stage.world.caller).map(\.isPutAway) == [true])
        let telling = try #require(try await stage.book.tellings(for: stage.world.caller).first)
        guard case .limit(let told) = telling.about else {
            Issue.record("\(telling.about)")
            return
        }
        #expect(told.warning.percent == 70 && told.account?.id == stage.world.account && telling.state == .told)
    }
}
