import Foundation
import Hummingbird
import KicauCore
import KicauDescribed
import KicauMeter
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import Testing

@testable import KicauPublish

/// One network's simulator over real HTTP, our connector, our engine, and one hand-cranked clock for both sides.
struct Rehearsal: Sendable {
    let time: HandTime
    let control: RehearsalControl
    let platform: any Platform
    let store: Store
    let kit: Kit
    let publishing: Publishing
    let accounts: Accounts
    let caller: Caller
    let account: AccountID
    let dispatcher: Dispatcher

    /// What the operator says of the app in all that runs inside: by it other suites' cases go another way in.
    @TaskLocal static var everyApp: [String: String] = [:]

    struct SharedClock: RehearsalClock {
        let time: HandTime
        func nowMs() -> Int64 { time.now().ms }
        func pass(_ ms: Int64) async { time.advance(by: .milliseconds(ms)) }
    }

    /// Starts the network, signs in through its own page, and runs the test.
    ///
    /// - Parameters:
    ///   - byPage: also where a password would do.
    ///   - options: what an operator says of his app beside its keys.
    ///   - plan: what the workspace pays for; nil: for each use.
    ///   - playing: settings of the rehearsal network, before anybody signs in there.
    ///   - pace: the times that deliveries turn on.
    static func on(
        _ platform: any Platform, byPage: Bool = false, options: [String: String] = [:], plan: String? = nil,
        playing: JSONValue? = nil, pace: Pace = Rehearsal.usualPace,
        _ test: @escaping @Sendable (Rehearsal) async throws -> Void
    ) async throws {
        let time = HandTime()
        var settings = RehearsalSettings()
        settings.platforms = [platform.id.raw]
        settings.clock = SharedClock(time: time)
        let networks = try RehearsalNetworks(settings)
        let media = MediaDoor()
        var log = Logger(label: "rehearsal")
        log.logLevel = .critical
        let group = ServiceGroup(services: [networks, media], logger: log)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            let ports = await networks.addresses()
            guard let port = ports[platform.id.raw], let control = networks.control(platform.id.raw) else {
                throw Missing()
            }
            if let playing, !control.set(playing) { throw Missing() }
            let rehearsal = try await made(
                platform, byPage, everyApp.merging(options) { _, own in own }, plan, control,
                "http://127.0.0.1:\(port)", time, media, pace, log)
            do {
                try await test(rehearsal)
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    static let usualPace = Pace(
        commitDeadline: .seconds(5), lease: .seconds(120), betweenLooks: .seconds(60), settlePercent: 100, room: 8)

    struct Missing: Error {}

    private static func paying(
        _ plan: String?, on platform: PlatformID, _ caller: Caller, _ store: Store, at now: Instant
    ) async throws -> Caller {
        let fresh = try await store.write { tx in
            try tx.setPlan(plan, on: platform, of: caller.workspace, at: now)
            return try tx.workspace(caller.workspace.id)
        }
        guard let fresh else { throw Missing() }
        return Caller(user: caller.user, workspace: fresh, role: caller.role)
    }

    private static func made(
        _ platform: any Platform, _ byPage: Bool, _ options: [String: String], _ plan: String?,
        _ control: RehearsalControl, _ origin: String, _ time: HandTime, _ media: MediaDoor, _ pace: Pace,
        _ log: Logger
    ) async throws -> Rehearsal {
        let store = try await TestStore.fresh(now: time.now())
        let makeName: @Sendable () -> String = { UUID().uuidString.replacing("-", with: "") }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-\(UUID().uuidString)").path
        let room = try MediaRoom(
            store: store, folder: folder, time: time, publicAddress: "http://127.0.0.1:\(await media.port())",
            makeToken: makeName)
        media.room.withLock { $0 = room }
        let kit = Kit(
            store: store, platforms: [platform],
            line: described(HTTPLine(allowedOrigins: [origin], clock: time), to: platform.id),
            prices: try PriceShelf.shipped(), vault: try Vault(key: Array(repeating: 7, count: 32)), media: room,
            time: time,
            pace: pace, log: log, pages: HTTPLine(clock: time), makeName: makeName)
        let caller = try await paying(plan, on: platform.id, World.settle(store, time, cap: nil), store, at: time.now())
        let accounts = Accounts(kit: kit, baseURL: "http://127.0.0.1", rehearsals: [platform.id: origin])
        try await accounts.keepApp(
            AppKeys(
                clientID: "rehearsal-app", clientSecret: Redacted("rehearsal-secret"),
                addresses: [
                    "api": origin, "authorize": origin, "graph": origin, "www": origin, "plc": origin, "video": origin,
                    "facebookGraph": origin, "facebookWww": origin, "threadsPlaces": "yes",
                ].merging(options) { _, option in option }),
            platform.id, server: "")
        let account = try await connect(accounts, platform, byPage, control, origin, caller)
        return Rehearsal(
            time: time, control: control, platform: platform, store: store, kit: kit, publishing: Publishing(kit: kit),
            accounts: accounts, caller: caller, account: account, dispatcher: Dispatcher(kit: kit, worker: "one"))
    }

    /// Whatever a connector sends is held to what others wrote about its network.
    static func described(_ line: HTTPLine, to platform: PlatformID) -> DescribedLine {
        DescribedLine(line, to: Network(rawValue: platform.raw), units: Set(Registry.units[platform] ?? [])) {
            Issue.record(Comment(rawValue: $0))
        }
    }

    /// The house's own account on the network: the page, organisation or business.
    static func house(_ control: RehearsalControl) -> Person? {
        control.people.first { $0.name == "Kedai Aksara" }
    }

    static func connect(
        _ accounts: Accounts, _ platform: any Platform, _ byPage: Bool, _ control: RehearsalControl, _ origin: String,
        _ caller: Caller
    ) async throws -> AccountID {
        guard let house = house(control) else { throw Missing() }
        let isBluesky = platform.signIn.offers(.appPassword)
        let password = byPage ? nil : control.secrets(of: house.id)["appPassword"]?.string
        let input = ConnectInput(
            platform: platform.id, server: platform.signIn.kind == .redirect ? nil : origin,
            handle: isBluesky ? house.handle : nil, password: isBluesky ? password.map { Redacted($0) } : nil)
        var step = try await accounts.beginConnecting(
            input, redirect: "http://127.0.0.1/connections/callback", session: "s", by: caller)
        if case .redirect(let address) = step {
            let person = isBluesky ? house.id : house.managers.first ?? house.id
            let query = try await ScriptedBrowser().authorise(address, as: person)
            step = try await accounts.finishConnecting(query: query, session: "s", by: caller)
        }
        if case .choose(let connection, let found) = step {
            guard let chosen = found.first(where: { $0.displayName == house.name }) else { throw Missing() }
            step = .connected(try await accounts.choose([chosen.remoteID], of: connection, session: "s", by: caller))
        }
        guard case .connected(let ids) = step, let id = ids.first else { throw Missing() }
        return id
    }

    // Working.

    func work() async {
        await VideoMaker(kit: kit).workOff()
        while true {
            let jobs = await dispatcher.turn(room: 8)
            if jobs.isEmpty { return }
            for job in jobs { await job() }
        }
    }

    /// Lets time pass on both sides, working whenever something becomes ready on the way.
    func advance(by wait: Duration) async throws {
        let end = time.now() + wait
        await work()
        while let next = try await store.read({ try $0.nextReady() }), next <= end {
            time.advance(by: max(next - time.now(), .milliseconds(1)))
            await work()
        }
        if time.now() < end { time.advance(by: end - time.now()) }
        await work()
    }

    /// A picture as a person would upload it.
    func picture(_ alt: String, hue: UInt8 = 90) async throws -> Media {
        let path = kit.media.incomingPath()
        try Drawing.png(width: 640, height: 512, hue: hue).write(to: URL(fileURLWithPath: path))
        var picture = try await kit.media.takeIn(fileAt: path, by: caller)
        picture.alt = alt
        return picture
    }

    /// A video as a person would upload it.
    func film(_ alt: String, _ film: Film = Film()) async throws -> Media {
        let path = kit.media.incomingPath()
        try film.bytes().write(to: URL(fileURLWithPath: path))
        var media = try await kit.media.takeIn(fileAt: path, by: caller)
        media.alt = alt
        return media
    }

    func schedule(
        _ parts: [Post.Part], comment: String? = nil, options: ChosenOptions = ChosenOptions(),
        in wait: Duration = .zero
    ) async throws -> DeliveryID {
        let content = DraftContent(
            post: Post(parts: parts, firstComment: comment, options: [platform.id: options]), accounts: [account])
        let due = try Due(at: time.now() + wait, zone: "Asia/Jakarta")
        let post = try await publishing.schedule(
            content, as: nil, version: nil,
            timing: .at(Due(wall: due.wall, zone: due.zone, instant: time.now() + wait)),
            key: UUID().uuidString, by: caller)
        guard let delivery = try await publishing.post(post, for: caller).deliveries.first else { throw Missing() }
        return delivery.id
    }

    func detail(of id: DeliveryID) async throws -> DeliveryDetail {
        guard let row = try await store.read({ try $0.delivery(id) }),
            let detail = try await publishing.post(row.post, for: caller).deliveries.first(where: { $0.id == id })
        else { throw Missing() }
        return detail
    }

    /// What is really there, without what was deleted.
    var live: [LivePost] { control.posts.filter { !$0.isDeleted } }
}

/// Serves pictures to networks that fetch them, as the web server does.
final class MediaDoor: Service {
    let room = Mutex<MediaRoom?>(nil)
    private let ports = AsyncStream<Int>.makeStream()

    func port() async -> Int {
        for await port in ports.stream { return port }
        return 0
    }

    func run() async throws {
        let router = Router()
        router.get("media-public/{token}") { [self] _, context -> Response in
            guard let room = room.withLock({ $0 }) else { return Response(status: .notFound) }
            let found = try await room.fetched(token: try context.parameters.require("token"))
            let bytes = try Data(contentsOf: URL(fileURLWithPath: found.path))
            return Response(
                status: .ok, headers: [.contentType: found.mimeType], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        var log = Logger(label: "media")
        log.logLevel = .critical
        let ports = ports
        let door = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { ports.continuation.yield($0.localAddress?.port ?? 0) }, logger: log)
        try await door.run()
    }
}
