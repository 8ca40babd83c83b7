import Foundation
public import KicauCore
import KicauMeter
public import KicauStore
import Logging
import Synchronization

@testable public import KicauPublish

/// SQLite in memory, a hand-cranked clock, a network in memory, one workspace and one account: the same every time.
public struct World: Sendable {
    public let time: HandTime
    public let network: FakeNetwork
    public let store: Store
    public let kit: Kit
    public let publishing: Publishing
    public let accounts: Accounts
    public let caller: Caller
    public let account: AccountID
    private let worker: Worker

    private final class Worker: Sendable {
        let dispatcher: Mutex<Dispatcher>
        init(_ dispatcher: Dispatcher) { self.dispatcher = Mutex(dispatcher) }
    }

    public static func flock(
        absence: AbsenceProof = .twoLooks, cap: Money? = nil, sendLimits: [SendLimit] = [], keptFor: Duration? = nil
    ) async throws -> World {
        let time = HandTime()
        let store = try await TestStore.fresh(now: time.now())
        let network = FakeNetwork(time: time)
        let names = Mutex(0)
        let makeName: @Sendable () -> String = {
            names.withLock {
                $0 += 1; return "name-\($0)-0123456789abcdefghijkl"
            }
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-\(UUID().uuidString)").path
        let media = try MediaRoom(store: store, folder: folder, time: time, publicAddress: nil, makeToken: makeName)
        var log = Logger(label: "test")
        log.logLevel = .critical
        let kit = Kit(
            store: store, platforms: [FakePlatform(absence: absence, sendLimits: sendLimits, keptFor: keptFor)],
            line: network,
            prices: try PriceShelf.shipped(),
            vault: try Vault(key: Array(repeating: 7, count: 32)), media: media, time: time, pace: .real, log: log,
            pages: network, makeName: makeName)
        let caller = try await settle(store, time, cap: cap)
        let accounts = Accounts(kit: kit, baseURL: "http://127.0.0.1", rehearsals: [:])
        let connected = try await accounts.beginConnecting(
            ConnectInput(platform: "x", handle: "ayu"), redirect: "", session: "s", by: caller)
        guard case .connected(let ids) = connected, let account = ids.first else {
            throw Problem(.broken, "No account.", do: "")
        }
        return World(
            time: time, network: network, store: store, kit: kit, publishing: Publishing(kit: kit), accounts: accounts,
            caller: caller, account: account, worker: Worker(Dispatcher(kit: kit, worker: "one")))
    }

    /// The same people, clock and network over another database, as after a restore.
    public func reopened(_ path: String) async throws -> World {
        let store = try Store.beside(path: path)
        let again = Kit(
            store: store, platforms: Array(kit.platforms.values), line: network, prices: kit.prices, vault: kit.vault,
            media: kit.media, time: time, pace: kit.pace, log: kit.log, pages: network, makeName: kit.makeName)
        return World(
            time: time, network: network, store: store, kit: again, publishing: Publishing(kit: again),
            accounts: Accounts(kit: again, baseURL: "http://127.0.0.1", rehearsals: [:]), caller: caller,
            account: account, worker: Worker(Dispatcher(kit: again, worker: "restored")))
    }

    /// The same people and clock, with another network and another line out.
    public func with(_ platform: FakePlatform, line: any Line) -> World {
        let again = Kit(
            store: store, platforms: [platform], line: line, prices: kit.prices, vault: kit.vault, media: kit.media,
            time: time, pace: kit.pace, log: kit.log, pages: line, makeName: kit.makeName)
        return World(
            time: time, network: network, store: store, kit: again, publishing: Publishing(kit: again),
            accounts: Accounts(kit: again, baseURL: "http://127.0.0.1", rehearsals: [:]), caller: caller,
            account: account, worker: Worker(Dispatcher(kit: again, worker: "carded")))
    }

    /// The same people, clock and network on a node that may scan files.
    public func scanning(_ ground: ScanGround) -> World {
        let again = Kit(
            store: store, platforms: Array(kit.platforms.values), line: network, prices: kit.prices, vault: kit.vault,
            media: kit.media, time: time, pace: kit.pace, log: kit.log, pages: network, scanning: ground,
            makeName: kit.makeName)
        return World(
            time: time, network: network, store: store, kit: again, publishing: Publishing(kit: again),
            accounts: Accounts(kit: again, baseURL: "http://127.0.0.1", rehearsals: [:]), caller: caller,
            account: account, worker: Worker(Dispatcher(kit: again, worker: "scanning")))
    }

    public static func settle(
        _ store: Store, _ time: HandTime, cap: Money?, email: String = "ayu@example.test"
    ) async throws -> Caller {
        let now = time.now()
        let (user, workspace) = try await store.write { tx in
            let user = try tx.addUser(name: "Ayu", email: email, passwordHash: "-", at: now)
            let workspace = try tx.addWorkspace(name: "Kedai", zone: "Asia/Jakarta", at: now)
            try tx.addMember(user, to: workspace, as: .owner, at: now)
            if let cap { try tx.setCap(cap, of: workspace, fromMonth: "2026-06") }
            return (try tx.user(user)?.user, try tx.workspace(workspace))
        }
        guard let user, let workspace else { throw Problem(.broken, "No workspace.", do: "") }
        return Caller(user: user, workspace: workspace, role: .owner)
    }

    /// Schedules texts as one post (several make a thread), due in so long; gives its only delivery.
    public func schedule(_ texts: String..., in wait: Duration = .minutes(5)) async throws -> DeliveryID {
        let due = try Due(at: time.now() + wait, zone: "Asia/Jakarta")
        let content = DraftContent(post: Post(parts: texts.map { Post.Part(text: $0) }), accounts: [account])
        // Walls are whole minutes: the rest of the minute is cut so that the plan is exact.
        let post = try await publishing.schedule(
            content, as: nil, version: nil,
            timing: .at(Due(wall: due.wall, zone: due.zone, instant: time.now() + wait)),
            key: UUID().uuidString, by: caller)
        guard let delivery = try await publishing.post(post, for: caller).deliveries.first else {
            throw Publishing.notHere
        }
        return delivery.id
    }

    /// The same for one post with a picture, which has to be uploaded first.
    public func schedulePicture(_ text: String, in wait: Duration) async throws -> DeliveryID {
        let picture = try await kit.media.takeIn(fileAt: try TestPicture.file(), by: caller)
        let content = DraftContent(
            post: Post(parts: [Post.Part(text: text, media: [picture])]), accounts: [account])
        let due = try Due(at: time.now() + wait, zone: "Asia/Jakarta")
        let post = try await publishing.schedule(
            content, as: nil, version: nil,
            timing: .at(Due(wall: due.wall, zone: due.zone, instant: time.now() + wait)),
            key: UUID().uuidString, by: caller)
        guard let delivery = try await publishing.post(post, for: caller).deliveries.first else {
            throw Publishing.notHere
        }
        return delivery.id
    }

    public func delivery(_ id: DeliveryID) async throws -> DeliveryRow {
        guard let row = try await store.read({ try $0.delivery(id) }) else { throw Publishing.notHere }
        return row
    }

    public func state(of id: DeliveryID) async throws -> Delivery.State { try await delivery(id).state }

    public func detail(of id: DeliveryID) async throws -> DeliveryDetail {
        let row = try await delivery(id)
        guard let detail = try await publishing.post(row.post, for: caller).deliveries.first(where: { $0.id == id })
        else { throw Publishing.notHere }
        return detail
    }

    /// Does what is ready now, until nothing more is.
    public func work() async {
        let dispatcher = worker.dispatcher.withLock { $0 }
        while true {
            let jobs = await dispatcher.turn(room: 8)
            if jobs.isEmpty { return }
            for job in jobs { await job() }
        }
    }

    /// Lets time pass, working whenever something becomes ready on the way.
    public func advance(by wait: Duration) async throws {
        let end = time.now() + wait
        await work()
        while time.now() < end, let next = try await store.read({ try $0.nextReady() }), next <= end {
            // What another delivery holds up stays ready: time goes on in small steps until that one has ended.
            let step = next > time.now() ? next - time.now() : .milliseconds(500)
            time.advance(by: min(step, end - time.now()))
            await work()
        }
        if time.now() < end { time.advance(by: end - time.now()) }
        await work()
    }

    /// The process dies and another begins: nothing is remembered but the database.
    public func restart() async throws {
        let now = time.now()
        try await store.write { _ = try $0.takeBack(at: now, everything: true) }
    }

    public func dispatcher(named name: String) -> Dispatcher { Dispatcher(kit: kit, worker: name) }
}
