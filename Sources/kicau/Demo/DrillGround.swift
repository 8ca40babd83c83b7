import Foundation
import KicauCore
import KicauMeter
import KicauPlatforms
import KicauPublish
import KicauSandbox
import KicauStore
import Logging
import Synchronization

/// A team of the demo's names on a day of the past.
struct DrillGround: Sendable {
    let kit: Kit
    let caller: Caller
    let accounts: [AccountID]
    let time: TurnedTime

    /// Plays a shock in a folder of its own, which is taken away at the end.
    static func play(_ shock: Shock, posts: Int, cap: Money) async throws -> Drill.Report {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-drill-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }  // a temporary folder
        let ground = try await DrillGround(shock, folder: folder.path, cap: cap)
        defer { try? ground.kit.store.close() }  // what it held is thrown away
        let time = ground.time
        let drill = Drill(kit: ground.kit, caller: ground.caller, accounts: ground.accounts) { time.turn(to: $0) }
        return try await drill.play(shock, posts: posts)
    }

    private static let isPlaying = Mutex(false)

    /// For pages: one at a time, as a drill takes a processor from what is due.
    ///
    /// - Throws: `Problem` `.notPossibleNow`.
    static func playAlone(_ shock: Shock, posts: Int, cap: Money) async throws -> Drill.Report {
        let isFree = isPlaying.withLock { isPlaying in
            defer { isPlaying = true }
            return !isPlaying
        }
        guard isFree else {
            throw Problem(.notPossibleNow, "A drill is being played here already.", do: "Try again in a minute.")
        }
        defer { isPlaying.withLock { $0 = false } }
        return try await play(shock, posts: posts, cap: cap)
    }

    init(_ shock: Shock, folder: String, cap: Money) async throws {
        time = TurnedTime(at: shock.announced.begins + .hours(2))
        let now = time.now()
        let store = try await Store.sqlite(in: try DataFolder(folder), now: now)
        var log = Logger(label: "drill")
        log.logLevel = .error
        kit = Kit(
            store: store, platforms: Registry.all, line: NoLine(), prices: PriceShelf(try shock.eve()),
            vault: try Vault(key: Array(repeating: 7, count: 32)),
            media: try MediaRoom(
                store: store, folder: folder + "/media", time: time, publicAddress: nil,
                makeToken: { Secret.make() }),
            time: time, pace: .real, log: log, pages: NoLine(), makeName: { Secret.make() })
        let month = String(shock.announced.description.prefix(7))
        let (workspace, x, other) = try await store.write { tx in
            let id = try tx.addWorkspace(name: DemoWorld.workspace, zone: DemoWorld.zone, at: now)
            try tx.setCap(cap, of: id, fromMonth: month)
            let x = try DrillGround.add("x", ["kedaiaksara", "ayu_lestari"], to: id, in: tx, at: now)
            let other = try DrillGround.add("mastodon", ["kedaiaksara"], to: id, in: tx, at: now)
            return (try tx.workspace(id), x, other)
        }
        guard let workspace else { throw Problem(.broken, "The team is missing.", do: "Try again.") }
        accounts = x
        caller = Caller(user: nil, workspace: workspace, role: .owner)
        try await Publishing(kit: kit).setGivingWay(
            GivingWay(publishing: [.cheaper] + other.map { .other($0) } + [.ask]), by: caller)
    }

    private static func add(
        _ platform: PlatformID, _ handles: [String], to workspace: ID<Workspace>, in tx: borrowing Transaction,
        at now: Instant
    ) throws -> [AccountID] {
        try handles.map { handle in
            try tx.putAccount(
                platform: platform, server: platform == "mastodon" ? "https://social.kedai-aksara.test" : "",
                remoteID: handle, handle: handle, displayName: handle, traits: [:], in: workspace, at: now)
        }
    }
}

/// A drill calls nobody.
private struct NoLine: Line {
    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        throw .neverLeft(retryAt: Instant(ms: 0), .unreachable("a drill calls nobody"))
    }
}

/// A clock that stands until it is turned.
final class TurnedTime: TimeSource {
    private let moment: Mutex<Instant>

    init(at moment: Instant) { self.moment = Mutex(moment) }

    func turn(to next: Instant) { moment.withLock { $0 = next } }

    func now() -> Instant { moment.withLock { $0 } }
    func steadyMs() -> Int64 { now().ms }
}
