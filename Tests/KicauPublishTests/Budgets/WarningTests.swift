import Foundation
import KicauCore
import KicauMeter
import KicauStore
import KicauTesting
import Synchronization
import Testing

@testable import KicauPublish

/// Takes letters, or ends as it is told.
final class Mailbox: Postman {
    private let state = Mutex((posting: Posting.taken, letters: [Letter]()))

    var letters: [Letter] { state.withLock { $0.letters } }
    var subjects: [String] { letters.map(\.subject) }
    func ends(_ posting: Posting) { state.withLock { $0.posting = posting } }

    func post(_ letter: Letter) async -> Posting {
        state.withLock { state in
            state.letters.append(letter)
            return state.posting
        }
    }
}

/// A post with one part costs $0.015 in this world, and is the only thing that does.
struct WarningStage {
    let world: World
    let kit: Kit
    let mailbox = Mailbox()

    init(pages: (any Line)? = nil) async throws {
        world = try await World.flock()
        let old = world.kit
        kit = Kit(
            store: old.store, platforms: Array(old.platforms.values), line: world.network, prices: old.prices,
            vault: old.vault, media: old.media, time: old.time, pace: old.pace, log: old.log,
            pages: pages ?? world.network,
            makeName: old.makeName)
    }

    var book: BudgetWarnings { BudgetWarnings(kit: kit) }

    func round(forecasts: [ForecastLine] = []) -> WarningRound {
        WarningRound(
            kit: kit,
            writer: .init(
                letter: { told, to, language in
                    Letter(to: to, subject: told.inShort, text: language ?? "-")
                },
                json: { told in
                    switch told {
                    case .budget(let told):
                        ["crossing": .string(told.warning.crossing.rawValue), "id": .string(told.name)]
                    case .limit(let told): ["what": .string(told.detail.warning.key.what), "id": .string(told.name)]
                    case .credits(let told): ["platform": .string(told.detail.network), "id": .string(told.name)]
                    }
                }),
            postman: mailbox, forecasts: { _ in forecasts })
    }

    func cap(_ micros: Int64?, for scope: BudgetScope = .workspace, isHard: Bool = true) async throws {
        try await Metering(store: world.store, prices: kit.prices, time: world.time).setBudget(
            scope, micros.map { Money(microUSD: $0) }, isHard: isHard, by: world.caller)
    }

    @discardableResult
    func plan(_ text: String = "Halo", in wait: Duration = .hours(1)) async throws -> PostID {
        let delivery = try await world.schedule(text, in: wait)
        return try await world.delivery(delivery).post
    }
}

extension Told {
    fileprivate var inShort: String {
        switch self {
        case .budget(let told): "\(told.warning.scope.kind) \(told.warning.crossing.rawValue)"
        case .credits(let told): "no credits at \(told.detail.network)"
        case .limit(let told):
            "\(told.detail.warning.key.what) \(told.detail.account == nil ? "of all" : "of one") \(told.detail.warning.percent)"
        }
    }
}

@Suite("A warning that a limit comes near")
struct WarningTests {
    @Test(
        arguments: [
            (30_001, []), (30_000, ["workspace 50"]), (20_000, ["workspace 75"]), (16_666, ["workspace 90"]),
            (15_000, ["workspace 100"]),
        ] as [(Int64, [String])])
    func `is told at each of four points, by the highest that was reached`(_ cap: Int64, _ told: [String]) async throws
    {
        let stage = try await WarningStage()
        try await stage.cap(cap)
        try await stage.plan()

        await stage.round().turn()

        #expect(stage.mailbox.subjects == told)
    }

    @Test func `is told once for each point, though it is passed again in the month`() async throws {
        let stage = try await WarningStage()
        try await stage.cap(40_000)
        let post = try await stage.plan("Satu")
        let round = stage.round()
        await round.turn()
        #expect(stage.mailbox.subjects.isEmpty)

        try await stage.plan("Dua")
        await round.turn()
        try await stage.world.publishing.cancel(post, by: stage.world.caller)
        await round.turn()
        try await stage.plan("Tiga")
        await round.turn()

        #expect(stage.mailbox.subjects == ["workspace 75"])
    }

    @Test func `is sent by one of two nodes`() async throws {
        let stage = try await WarningStage()
        try await stage.cap(16_000)
        try await stage.plan()
        let (one, other) = (stage.round(), stage.round())

        async let first: Void = one.turn()
        async let second: Void = other.turn()
        _ = await (first, second)

        #expect(stage.mailbox.subjects == ["workspace 90"])
    }

    @Test func `begins anew under another limit, from what that one has not reached`() async throws {
        let stage = try await WarningStage()
        try await stage.cap(16_000)
        try await stage.plan("Satu")
        let round = stage.round()
        await round.turn()

        try await stage.cap(40_000)
        await round.turn()
        #expect(stage.mailbox.subjects == ["workspace 90"])
        try await stage.plan("Dua")
        await round.turn()
        #expect(stage.mailbox.subjects == ["workspace 90", "workspace 75"])
        // The same limit again is no other limit.
        try await stage.cap(40_000)
        await round.turn()

        #expect(stage.mailbox.letters.count == 2)
    }

    @Test func `is told of each budget by itself, a later month's too`() async throws {
        let stage = try await WarningStage()
        try await stage.cap(20_000, for: .network("x"), isHard: false)
        try await stage.cap(30_000, for: .account(stage.world.account))
        try await stage.plan("Bulan depan", in: .days(31))

        await stage.round().turn()

        #expect(Set(stage.mailbox.subjects) == ["network 75", "account 50"])
        let warnings = try await stage.book.list(for: stage.world.caller)
        #expect(Set(warnings.map(\.warning.month)) == ["2026-07"])
        #expect(warnings.first { $0.warning.scope == .network("x") }?.warning.isHard == false)
        #expect(warnings.first?.warning.used == Money(microUSD: 15_000))
    }

    @Test func `comes when the forecast passes the limit`() async throws {
        let stage = try await WarningStage()
        try await stage.cap(100_000)
        let line = ForecastLine(
            scope: .workspace, month: "2026-06", cap: Money(microUSD: 100_000), known: .zero, low: .zero,
            middle: Money(microUSD: 120_000), high: Money(microUSD: 150_000), daysSeen: 28, runsOut: nil)
        let round = stage.round(forecasts: [line])

        await round.turn()
        stage.world.time.advance(by: .minutes(11))
        await round.turn()

        #expect(stage.mailbox.subjects == ["workspace forecast"])
    }

    @Test func `goes to those who may manage money, in their language`() async throws {
        let stage = try await WarningStage()
        let workspace = stage.world.caller.workspace.id
        let now = stage.world.time.now()
        try await stage.world.store.write { tx in
            for (name, role) in [("budi", Role.admin), ("citra", .editor), ("dewi", .viewer)] {
                let user = try tx.addUser(name: name, email: "\(name)@example.test", passwordHash: "-", at: now)
                try tx.addMember(user, to: workspace, as: role, at: now)
                if role == .admin { try tx.setLanguage("id", of: user) }
            }
        }
        try await stage.cap(30_000)
        try await stage.plan()

        await stage.round().turn()

        let told = stage.mailbox.letters.map { "\($0.to) \($0.text)" }
        #expect(Set(told) == ["ayu@example.test -", "budi@example.test id"])
    }

    @Test func `stays on the pages until it is put away`() async throws {
        let stage = try await WarningStage()
        try await stage.cap(30_000)
        try await stage.plan()
        await stage.round().turn()
        let caller = stage.world.caller
        #expect(try await stage.world.publishing.today(for: caller).warnings.count == 1)
        let viewer = Caller(user: nil, workspace: caller.workspace, role: .viewer)

        await #expect {
            try await stage.book.putAway(by: viewer)
        } throws: { ($0 as? Problem)?.code == .notAllowed }
        try await stage.book.putAway(by: caller)

        #expect(try await stage.book.list(for: caller).map(\.isPutAway) == [true])
        #expect(try await stage.world.publishing.today(for: caller).warnings.isEmpty)
    }
}

@Suite("A warning's letter")
struct WarningLetterTests {
    private func reached() async throws -> WarningStage {
        let stage = try await WarningStage()
        try await stage.cap(30_000)
        try await stage.plan("Halo", in: .days(3))
        return stage
    }

    @Test func `is tried again when it certainly did not leave, and given up after five tries`() async throws {
        let stage = try await reached()
        stage.mailbox.ends(.refused(why: "535"))
        let round = stage.round()
        await round.turn()
        await round.turn()
        #expect(stage.mailbox.letters.count == 1)

        for pause in WarningRound.pauses + [.hours(9)] {
            stage.world.time.advance(by: pause)
            await round.turn()
        }

        #expect(stage.mailbox.letters.count == 5)
        let telling = try #require(try await stage.book.tellings(for: stage.world.caller).first)
        #expect(telling.state == .givenUp && telling.trouble == "535" && telling.to == "ayu@example.test")
    }

    @Test func `is not sent again when nobody knows whether it left, nor after a crash`() async throws {
        let stage = try await reached()
        stage.mailbox.ends(.unknown(why: "no answer"))
        let round = stage.round()
        await round.turn()
        stage.world.time.advance(by: .hours(1))
        await round.turn()
        #expect(stage.mailbox.letters.count == 1)

        let crashed = try await reached()
        try await crashed.round().look()
        let now = crashed.world.time.now()
        _ = try await crashed.world.store.write {
            try $0.takeNotices(9, repeatable: "webhook", at: now, lease: .minutes(5))
        }
        crashed.world.time.advance(by: .minutes(6))
        await crashed.round().turn()

        #expect(crashed.mailbox.letters.isEmpty)
        #expect(try await crashed.book.tellings(for: crashed.world.caller).map(\.state) == [.unsure])
    }

    @Test func `is pointless once its limit was changed or its reader manages nothing here`() async throws {
        let stage = try await reached()
        try await stage.round().look()
        try await stage.cap(40_000)
        await stage.round().turn()

        #expect(stage.mailbox.letters.isEmpty)
        #expect(try await stage.book.tellings(for: stage.world.caller).map(\.state) == [.givenUp])
    }
}
