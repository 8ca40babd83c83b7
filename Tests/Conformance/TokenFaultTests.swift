import KicauCore
import KicauMeter
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Synchronization
import Testing

@testable import KicauPublish

/// Tokens are renewed once, whoever asks; a network that stumbles over it signs nobody out, and one that says no does.
@Suite("Every network that renews tokens", .serialized)
struct TokenFaultTests {
    /// Facebook's pages and Mastodon's accounts have tokens that do not end.
    static let names = ["bluesky", "instagram", "linkedin", "threads", "x"]

    struct Trial: CustomTestStringConvertible, Sendable {
        let network: String
        let kind: FaultKind

        var testDescription: String { "\(network): \(kind.rawValue)" }
    }

    static let trials = names.flatMap { name in
        [FaultKind.dropBeforeAccept, .serverErrorBefore, .html, .rateLimit].map { Trial(network: name, kind: $0) }
    }

    private func on(_ name: String, _ test: @escaping @Sendable (Rehearsal) async throws -> Void) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        // LinkedIn gives them to some apps alone.
        try await Rehearsal.on(platform, playing: name == "linkedin" ? ["givesRefreshTokens": true] : nil, test)
    }

    private func kept(_ rehearsal: Rehearsal) async throws -> CredentialRow {
        try #require(try await TokenKeeper(kit: rehearsal.kit).load(rehearsal.account).1)
    }

    private func waits(until instant: Instant?, _ rehearsal: Rehearsal) throws {
        let instant = try #require(instant)
        rehearsal.time.advance(by: max(instant - rehearsal.time.now(), .zero))
    }

    private func state(_ rehearsal: Rehearsal) async throws -> AccountState {
        try await rehearsal.accounts.detail(rehearsal.account, for: rehearsal.caller).summary.state
    }

    /// Calls of the network's token address since then.
    private func renewals(_ rehearsal: Rehearsal, since: Instant) -> Int {
        let paths = ["/2/oauth2/token", "server.refreshSession", "/refresh_access_token", "/oauth/v2/accessToken"]
        return rehearsal.control.calls.filter { call in
            call.ms >= since.ms && paths.contains { call.path.contains($0) }
        }.count
    }

    private func answers(_ kits: [Kit], _ rehearsal: Rehearsal) async throws -> [TokenKeeper.Key] {
        let account = rehearsal.account
        return try await withThrowingTaskGroup(of: TokenKeeper.Key.self) { group in
            for number in 0..<12 {
                let kit = kits[number % kits.count]
                group.addTask { try await TokenKeeper(kit: kit).key(for: account) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test(arguments: names)
    func `renew it once, however many workers of however many nodes want it at once`(name: String) async throws {
        try await on(name) { rehearsal in
            let last = try await kept(rehearsal)
            try waits(until: last.expires.map { $0 - .minutes(1) }, rehearsal)
            let since = rehearsal.time.now()
            // What two nodes share is the database alone.
            let kits = [rehearsal.kit, rehearsal.kit.again()]

            let keys = try await answers(kits, rehearsal)

            #expect(renewals(rehearsal, since: since) == 1)
            #expect(keys.contains { $0.token != nil })
            #expect(!keys.contains { if case .signedOut = $0 { true } else { false } })
            rehearsal.time.advance(by: .seconds(2))
            let tokens = try await answers(kits, rehearsal).map(\.token)
            #expect(Set(tokens).count == 1 && tokens.first != .some(nil))
            #expect(renewals(rehearsal, since: since) == 1)
            #expect(try await kept(rehearsal).expires ?? since > last.expires ?? since)
        }
    }

    @Test(arguments: Trials.chosen(of: trials))
    func `lose nobody over one that failed, and renew it a little later`(trial: Trial) async throws {
        try await on(trial.network) { rehearsal in
            let last = try await kept(rehearsal)
            try waits(until: last.refresh, rehearsal)
            rehearsal.control.add(FaultRule(trial.kind, at: .token, times: 1, ms: 7_000))
            let refresher = TokenRefresher(kit: rehearsal.kit)

            await refresher.turn()

            #expect(rehearsal.control.faults.map(\.fired) == [1])
            #expect(try await state(rehearsal) == .connected)
            // The old one goes on until its end: nobody waits.
            let delivery = try await rehearsal.schedule([
                try await PlatformConformanceTests.part("Tetap terbit", rehearsal)
            ])
            try await rehearsal.advance(by: .minutes(5))
            #expect(try await rehearsal.detail(of: delivery).state == .published)
            try waits(until: try await kept(rehearsal).refresh, rehearsal)
            await refresher.turn()
            #expect(try await state(rehearsal) == .connected)
            #expect(try await kept(rehearsal).expires ?? last.expires != last.expires)
        }
    }

    /// It was renewed there, and the new one never reached us. Some networks spend the old one by that.
    @Test(arguments: names, [FaultKind.dropAfterAccept, .serverErrorAfter, .malformed])
    func `lose nothing that is scheduled where the new one got lost`(name: String, kind: FaultKind) async throws {
        try await on(name) { rehearsal in
            try waits(until: try await kept(rehearsal).refresh, rehearsal)
            rehearsal.control.add(FaultRule(kind, at: .token, times: 1))
            let refresher = TokenRefresher(kit: rehearsal.kit)

            await refresher.turn()

            #expect(try await state(rehearsal) == .connected)
            let delivery = try await rehearsal.schedule([
                try await PlatformConformanceTests.part("Sekali saja", rehearsal)
            ])
            rehearsal.time.advance(by: .minutes(10))
            await refresher.turn()
            try await rehearsal.advance(by: .hours(1))
            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published || detail.waitingFor == .reconnect, "\(detail.state)")
            #expect(rehearsal.live.count == (detail.state == .published ? 1 : 0))
        }
    }

    @Test(arguments: names)
    func `ask the person when the network says no`(name: String) async throws {
        try await on(name) { rehearsal in
            try waits(until: try await kept(rehearsal).refresh, rehearsal)
            for person in rehearsal.control.people { _ = rehearsal.control.revoke(person.id) }

            await TokenRefresher(kit: rehearsal.kit).turn()

            let detail = try await rehearsal.accounts.detail(rehearsal.account, for: rehearsal.caller)
            #expect(detail.summary.state == .signedOut)
            #expect(detail.trouble?.toDo != nil)
        }
    }

    /// Where the call is made with what it renews, that one is dead then; elsewhere nothing is.
    @Test(arguments: [("bluesky", false), ("instagram", false), ("threads", false), ("linkedin", true), ("x", true)])
    func `ask the person when what renews it has run out`(name: String, goesOn: Bool) async throws {
        try await on(name) { rehearsal in
            try waits(until: try await kept(rehearsal).refresh, rehearsal)
            rehearsal.control.add(FaultRule(.expiredToken, at: .token, times: 1))

            await TokenRefresher(kit: rehearsal.kit).turn()

            #expect(rehearsal.control.faults.map(\.fired) == [1])
            #expect(try await state(rehearsal) == (goesOn ? .connected : .signedOut))
        }
    }

    /// A machine was held up after it had taken the lock, and another has renewed meanwhile: what it hears is old.
    @Test func `do not sign out by the answer to a call that came too late`() async throws {
        try await on("x") { rehearsal in
            let keeper = TokenKeeper(kit: rehearsal.kit)
            try waits(until: try await kept(rehearsal).refresh, rehearsal)
            let signedIn = try #require(try await keeper.load(rehearsal.account).0)
            let slow = HeldLine(rehearsal.kit.line) {
                rehearsal.time.advance(by: .seconds(61))
                _ = try? await keeper.refresh(signedIn)
            }

            _ = try await TokenKeeper(kit: rehearsal.kit.again(line: slow)).refresh(signedIn)

            #expect(try await state(rehearsal) == .connected)
            #expect(try await keeper.key(for: rehearsal.account).token != nil)
        }
    }

    /// While the yes was on its way another worker showed the same old token, was told no, and signed the account out.
    @Test func `count though another was told no meanwhile`() async throws {
        try await on("x") { rehearsal in
            let keeper = TokenKeeper(kit: rehearsal.kit)
            try waits(until: try await kept(rehearsal).refresh, rehearsal)
            let signedIn = try #require(try await keeper.load(rehearsal.account).0)
            let slow = HeldLine(rehearsal.kit.line, holdsAnswer: true) {
                rehearsal.time.advance(by: .seconds(61))
                _ = try? await keeper.refresh(signedIn)
                #expect((try? await state(rehearsal)) == .signedOut)
            }

            _ = try await TokenKeeper(kit: rehearsal.kit.again(line: slow)).refresh(signedIn)

            #expect(try await state(rehearsal) == .connected)
            #expect(try await keeper.key(for: rehearsal.account).token != nil)
        }
    }

    @Test func `bring nobody back who was disconnected meanwhile`() async throws {
        try await on("x") { rehearsal in
            let keeper = TokenKeeper(kit: rehearsal.kit)
            try waits(until: try await kept(rehearsal).refresh, rehearsal)
            let signedIn = try #require(try await keeper.load(rehearsal.account).0)
            let slow = HeldLine(rehearsal.kit.line) {
                try? await rehearsal.accounts.disconnect(rehearsal.account, by: rehearsal.caller)
            }

            _ = try await TokenKeeper(kit: rehearsal.kit.again(line: slow)).refresh(signedIn)

            #expect(try await keeper.load(rehearsal.account).1 == nil)
        }
    }
}

/// Something else happens before its first call leaves, or before the answer to it arrives.
private final class HeldLine: Line {
    private let line: any Line
    private let holdsAnswer: Bool
    private let isFirst = Mutex(true)
    private let meanwhile: @Sendable () async -> Void

    init(_ line: any Line, holdsAnswer: Bool = false, meanwhile: @escaping @Sendable () async -> Void) {
        self.line = line
        self.holdsAnswer = holdsAnswer
        self.meanwhile = meanwhile
    }

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        let isFirst = isFirst.withLock { isFirst in
            defer { isFirst = false }
            return isFirst
        }
        if isFirst, !holdsAnswer { await meanwhile() }
        let reply = try await line.call(request, unit: unit)
        if isFirst, holdsAnswer { await meanwhile() }
        return reply
    }
}

extension TokenKeeper.Key {
    fileprivate var token: String? {
        guard case .ready(let signedIn) = self else { return nil }
        return signedIn.credentials.accessToken.reveal()
    }
}
