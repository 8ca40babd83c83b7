import Foundation
import KicauCore
import KicauMeter
import KicauPlatforms
import KicauPublish
import KicauStore
import Logging

/// A data folder with workspaces and their owner, and everything that carries deliveries.
struct Ground: Sendable {
    let folder: DataFolder
    let store: Store
    let time: ShiftedTime
    let line: CountingLine
    let networks: [InstantNetwork]
    let prices: PriceShelf
    let kit: Kit
    /// The owner, in each of the workspaces.
    let callers: [Caller]

    static let zone = "Asia/Jakarta"

    var caller: Caller { callers[0] }

    /// With no workspaces of its own it stands on what another process has written.
    init(_ place: Place, workspaces: Int = 1) async throws {
        let time = ShiftedTime()
        self.time = time
        folder = try DataFolder(place.data)
        store = try await Ground.open(place, folder, now: time.now())
        networks = InstantNetwork.all(at: place.network ?? "http://instant.example")
        line = CountingLine(
            over: place.network.map { HTTPLine(allowedOrigins: [$0], clock: time) } ?? InstantLine(time: time))
        prices = try PriceShelf.shipped()
        // Nodes that share a database share its key.
        let key = ProcessInfo.processInfo.environment["KICAU_KEY"]
        let vault = try Vault.open(environmentKey: key, keyPath: folder.keyPath)
        try await vault.check(against: store)
        let makeName: @Sendable () -> String = { UUID().uuidString }
        let media = try MediaRoom(
            store: store, folder: folder.mediaPath, time: time, publicAddress: nil, makeToken: makeName)
        var log = Logger(label: "bench")
        log.logLevel = .error
        kit = Kit(
            store: store, platforms: networks, line: line, prices: prices, vault: vault, media: media, time: time,
            pace: place.pace, log: log, pages: line, makeName: makeName)
        callers = try await Ground.settle(store, workspaces, at: time.now())
    }

    private static func open(_ place: Place, _ folder: DataFolder, now: Instant) async throws -> Store {
        guard let address = place.database else { return try await .sqlite(in: folder, now: now) }
        return try await .postgres(Redacted(address), now: now)
    }

    private static func settle(_ store: Store, _ workspaces: Int, at now: Instant) async throws -> [Caller] {
        guard workspaces > 0 else { return [] }
        return try await store.write { tx in
            let id = try tx.addUser(name: "Ayu Lestari", email: "ayu@example.test", passwordHash: "-", at: now)
            let user = try tx.user(id)?.user
            return try (0..<workspaces).map { number in
                let made = try tx.addWorkspace(name: "Kedai Kopi \(number + 1)", zone: zone, at: now)
                try tx.addMember(id, to: made, as: .owner, at: now)
                guard let workspace = try tx.workspace(made) else {
                    throw Problem(.broken, "The workspace was not written.", do: "Choose an empty data folder.")
                }
                return Caller(user: user, workspace: workspace, role: .owner)
            }
        }
    }

    struct Connected: Sendable {
        let account: AccountID
        let network: InstantNetwork
        let caller: Caller
    }

    /// Connects so many accounts, networks and workspaces by turns.
    func connect(_ count: Int) async throws -> [Connected] {
        let accounts = Accounts(kit: kit, baseURL: "http://127.0.0.1", rehearsals: [:])
        var connected: [Connected] = []
        for number in 0..<count {
            let network = networks[number % networks.count]
            let caller = callers[number % callers.count]
            let input = ConnectInput(platform: network.id, handle: "kedai-\(number + 1)")
            guard
                case .connected(let ids) = try await accounts.beginConnecting(
                    input, redirect: "", session: "bench", by: caller)
            else { throw Problem(.broken, "An account was not connected.", do: "Report this.") }
            connected += ids.map { Connected(account: $0, network: network, caller: caller) }
        }
        try await leaveUncounted(connected)
        return connected
    }

    /// The real program that serves this folder would ask the real networks how many follow these accounts.
    private func leaveUncounted(_ connected: [Connected]) async throws {
        let now = time.now()
        try await store.write { tx in
            for one in connected {
                try tx.addAccountReadings(.none, of: one.account, at: now, next: now + .days(3650))
            }
        }
    }

    func close() throws {
        try store.close()
        folder.unlock()
    }
}
