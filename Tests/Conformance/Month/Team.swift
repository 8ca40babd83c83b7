import Foundation
import KicauCore
import KicauMeter
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Logging
import ServiceLifecycle
import Synchronization

@testable import KicauPublish

/// Five people, an account on each of the seven networks, a language model, and one clock that is turned by hand for all.
struct Team: Sendable {
    /// The owner's world: its own network is X, but its kit knows all seven.
    let x: Rehearsal
    /// The seven networks and, as `ai`, the model.
    let controls: [PlatformID: RehearsalControl]
    let accounts: [PlatformID: AccountID]
    let members: [Caller]

    var metering: Metering { Metering(store: x.store, prices: x.kit.prices, time: x.time) }

    static func gathers(_ test: @escaping @Sendable (Team) async throws -> Void) async throws {
        let time = HandTime()
        var settings = RehearsalSettings()
        settings.platforms = Registry.all.map(\.id.raw) + [PlatformID.ai.raw]
        settings.clock = Rehearsal.SharedClock(time: time)
        let networks = try RehearsalNetworks(settings)
        let media = MediaDoor()
        var log = Logger(label: "month")
        log.logLevel = .critical
        let group = ServiceGroup(services: [networks, media], logger: log)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            do {
                try await test(try await made(networks, media, time, log))
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private static func made(
        _ networks: RehearsalNetworks, _ media: MediaDoor, _ time: HandTime, _ log: Logger
    ) async throws -> Team {
        let origins = Dictionary(
            uniqueKeysWithValues: await networks.addresses().map {
                (PlatformID($0.key), "http://127.0.0.1:\($0.value)")
            })
        let kit = try await kit(origins, media, time, log)
        let owner = try await World.settle(kit.store, time, cap: nil)
        let keeper = Accounts(kit: kit, baseURL: "http://127.0.0.1", rehearsals: origins)
        var controls: [PlatformID: RehearsalControl] = [:]
        var accounts: [PlatformID: AccountID] = [:]
        for platform in Registry.all {
            guard let origin = origins[platform.id], let control = networks.control(platform.id.raw) else {
                throw Rehearsal.Missing()
            }
            let places = ["api", "authorize", "graph", "www", "plc", "video"]
            try await keeper.keepApp(
                AppKeys(
                    clientID: "rehearsal-app", clientSecret: Redacted("rehearsal-secret"),
                    addresses: Dictionary(uniqueKeysWithValues: places.map { ($0, origin) })),
                platform.id, server: "")
            controls[platform.id] = control
            accounts[platform.id] = try await Rehearsal.connect(keeper, platform, false, control, origin, owner)
        }
        controls[.ai] = networks.control(PlatformID.ai.raw)
        guard let control = controls["x"], let account = accounts["x"] else { throw Rehearsal.Missing() }
        let x = Rehearsal(
            time: time, control: control, platform: X(), store: kit.store, kit: kit,
            publishing: Publishing(kit: kit), accounts: keeper, caller: owner, account: account,
            dispatcher: Dispatcher(kit: kit, worker: "one"))
        return Team(x: x, controls: controls, accounts: accounts, members: try await members(beside: owner, kit))
    }

    private static func kit(
        _ origins: [PlatformID: String], _ media: MediaDoor, _ time: HandTime, _ log: Logger
    ) async throws -> Kit {
        let store = try await TestStore.fresh(now: time.now())
        let makeName: @Sendable () -> String = { UUID().uuidString.replacing("-", with: "") }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-\(UUID().uuidString)").path
        let room = try MediaRoom(
            store: store, folder: folder, time: time, publicAddress: "http://127.0.0.1:\(await media.port())",
            makeToken: makeName)
        media.room.withLock { $0 = room }
        return Kit(
            store: store, platforms: Registry.all,
            line: HTTPLine(allowedOrigins: Set(origins.values), clock: time), prices: try PriceShelf.shipped(),
            vault: try Vault(key: Array(repeating: 7, count: 32)), media: room, time: time,
            pace: Pace(
                commitDeadline: .seconds(5), lease: .seconds(120), betweenLooks: .seconds(60), settlePercent: 100,
                room: 8),
            log: log, pages: HTTPLine(clock: time), makeName: makeName)
    }

    private static func members(beside owner: Caller, _ kit: Kit) async throws -> [Caller] {
        let workspace = owner.workspace
        let roles: [(String, Role)] = [("Bima", .admin), ("Citra", .editor), ("Dewi", .editor), ("Eka", .editor)]
        let now = kit.time.now()
        let others = try await kit.store.write { tx in
            try roles.compactMap { name, role -> Caller? in
                let id = try tx.addUser(name: name, email: "\(name)@example.test", passwordHash: "-", at: now)
                try tx.addMember(id, to: workspace.id, as: role, at: now)
                return try tx.user(id).map { Caller(user: $0.user, workspace: workspace, role: role) }
            }
        }
        return [owner] + others
    }

    /// Schedules one post for one hour of one day of the month, by the members in turn; gives its deliveries.
    func plan(
        _ text: String, picture: Media? = nil, on networks: [PlatformID], in campaign: ID<Campaign>, day: Int,
        minute: Int
    ) async throws -> [DeliveryDetail] {
        let caller = members[day % members.count]
        let instant = Month.begins + .days(day - 1) + .minutes(minute)
        let due = try Due(at: instant, zone: "Asia/Jakarta")
        let content = DraftContent(
            post: Post(parts: [Post.Part(text: text, media: picture.map { [$0] } ?? [])]),
            accounts: networks.compactMap { accounts[$0] }, campaign: campaign)
        let post = try await x.publishing.schedule(
            content, as: nil, version: nil,
            timing: .at(Due(wall: due.wall, zone: due.zone, instant: instant)), key: UUID().uuidString, by: caller)
        return try await x.publishing.post(post, for: caller).deliveries
    }
}
