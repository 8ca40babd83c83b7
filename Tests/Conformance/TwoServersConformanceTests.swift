import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Logging
import ServiceLifecycle
import Testing

@testable import KicauPublish

/// Mastodon is many servers: one workspace has accounts on several, each with its own app, limits and posts.
@Suite("Accounts on two of Mastodon's servers", .serialized)
struct TwoServersConformanceTests {
    /// The first server is Mastodon with 500 characters, the second GoToSocial with 5,000.
    struct Stand: Sendable {
        let rehearsal: Rehearsal
        let control: RehearsalControl
        let publishing: Publishing
        let accounts: Accounts
        let dispatcher: Dispatcher
        let second: AccountID

        var both: [AccountID] { [rehearsal.account, second] }
        var there: [String] { control.posts.filter { !$0.isDeleted }.map(\.text) }
        var here: [String] { rehearsal.live.map(\.text) }

        func schedule(_ text: String, on accounts: [AccountID]) async throws -> PostID {
            let content = DraftContent(post: Post(parts: [Post.Part(text: text)]), accounts: accounts)
            return try await publishing.schedule(
                content, as: nil, version: nil,
                timing: .at(try Due(at: rehearsal.time.now(), zone: "Asia/Jakarta")), key: text,
                by: rehearsal.caller)
        }

        func work() async {
            while true {
                let jobs = await dispatcher.turn(room: 8)
                if jobs.isEmpty { return }
                for job in jobs { await job() }
            }
        }
    }

    private func stand(_ test: @escaping @Sendable (Stand) async throws -> Void) async throws {
        try await Rehearsal.on(Mastodon()) { rehearsal in
            var settings = RehearsalSettings()
            settings.platforms = ["mastodon"]
            settings.clock = Rehearsal.SharedClock(time: rehearsal.time)
            let networks = try RehearsalNetworks(settings)
            var log = Logger(label: "second")
            log.logLevel = .critical
            let group = ServiceGroup(services: [networks], logger: log)
            try await withThrowingTaskGroup { tasks in
                tasks.addTask { try await group.run() }
                let port = await networks.addresses()["mastodon"]
                do {
                    try await test(try await made(rehearsal, networks.control("mastodon"), port))
                } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
        }
    }

    private func made(_ rehearsal: Rehearsal, _ control: RehearsalControl?, _ port: Int?) async throws -> Stand {
        guard let control, let port, let house = Rehearsal.house(control) else { throw Rehearsal.Missing() }
        #expect(control.set(["server": "gotosocial"]))
        let origin = "http://127.0.0.1:\(port)"
        let old = rehearsal.kit
        let kit = Kit(
            store: old.store, platforms: [Mastodon()],
            line: Rehearsal.described(
                HTTPLine(allowedOrigins: [rehearsal.control.origin, origin], clock: rehearsal.time), to: "mastodon"),
            prices: old.prices, vault: old.vault, media: old.media, time: old.time, pace: old.pace, log: old.log,
            pages: old.pages, makeName: old.makeName)
        let accounts = Accounts(kit: kit, baseURL: "http://127.0.0.1", rehearsals: [:])
        let begun = try await accounts.beginConnecting(
            ConnectInput(platform: "mastodon", server: origin), redirect: accounts.redirectURL, session: "s",
            by: rehearsal.caller)
        guard case .redirect(let address) = begun else { throw Rehearsal.Missing() }
        let query = try await ScriptedBrowser().authorise(address, as: house.id)
        let ended = try await accounts.finishConnecting(query: query, session: "s", by: rehearsal.caller)
        guard case .connected(let ids) = ended, let second = ids.first else { throw Rehearsal.Missing() }
        return Stand(
            rehearsal: rehearsal, control: control, publishing: Publishing(kit: kit), accounts: accounts,
            dispatcher: Dispatcher(kit: kit, worker: "both"), second: second)
    }

    @Test func `keep their own limits, and one post goes to both, once each`() async throws {
        try await stand { stand in
            let rows = try await stand.rehearsal.store.read { tx in try stand.both.compactMap { try tx.account($0) } }
            #expect(rows.map { $0.account.traits["maxCharacters"]?.int } == [500, 5000])
            #expect(Set(rows.map(\.account.server)).count == 2)

            let post = try await stand.schedule("Buka pukul tujuh", on: stand.both)
            await stand.work()

            let deliveries = try await stand.publishing.post(post, for: stand.rehearsal.caller).deliveries
            #expect(deliveries.map(\.state) == [.published, .published], "\(deliveries.map(\.trouble))")
            #expect(stand.here == ["Buka pukul tujuh"])
            #expect(stand.there == ["Buka pukul tujuh"])
        }
    }

    @Test func `take what fits the one and not the other there alone`() async throws {
        try await stand { stand in
            let long = String(repeating: "kopi ", count: 140) + "habis"

            let problem = await #expect(throws: Problem.self) { try await stand.schedule(long, on: stand.both) }
            let post = try await stand.schedule(long, on: [stand.second])
            await stand.work()

            #expect(problem?.code == .ruleBroken)
            #expect(stand.here == [])
            #expect(stand.there == [long])
            let delivery = try await stand.publishing.post(post, for: stand.rehearsal.caller).deliveries.first
            #expect(delivery?.state == .published)
        }
    }

    @Test func `are each signed out alone`() async throws {
        try await stand { stand in
            for person in stand.control.people { _ = stand.control.revoke(person.id) }

            let post = try await stand.schedule("Tinggal satu", on: stand.both)
            await stand.work()

            let deliveries = try await stand.publishing.post(post, for: stand.rehearsal.caller).deliveries
            #expect(deliveries.map(\.state) == [.published, .waiting])
            #expect(deliveries.map(\.waitingFor) == [nil, .reconnect])
            #expect(stand.here == ["Tinggal satu"])
            #expect(stand.there == [])
        }
    }
}
