import Foundation
import KicauCore
import KicauMeter
import KicauPublish
import KicauStore
import Logging

/// A data folder with one workspace and its owner, and everything that carries deliveries.
struct Ground: Sendable {
    let folder: DataFolder
    let store: Store
    let time: ShiftedTime
    let line: InstantLine
    let books: PriceBooks
    let kit: Kit
    let caller: Caller

    static let zone = "Asia/Jakarta"

    init(in path: String, pace: Pace = .real) async throws {
        let time = ShiftedTime()
        self.time = time
        folder = try DataFolder(path)
        store = try await Store.sqlite(in: folder, now: time.now())
        line = InstantLine(time: time)
        books = try PriceBooks.shipped()
        let vault = try Vault.open(environmentKey: nil, keyPath: folder.keyPath)
        try await vault.check(against: store)
        let makeName: @Sendable () -> String = { UUID().uuidString }
        let media = try MediaRoom(
            store: store, folder: folder.mediaPath, time: time, publicAddress: nil, makeToken: makeName)
        var log = Logger(label: "bench")
        log.logLevel = .error
        kit = Kit(
            store: store, platforms: InstantNetwork.all, line: line, books: books, vault: vault, media: media,
            time: time, pace: pace, log: log, makeName: makeName)
        caller = try await Ground.settle(store, at: time.now())
    }

    private static func settle(_ store: Store, at now: Instant) async throws -> Caller {
        let (user, workspace) = try await store.write { tx in
            let user = try tx.addUser(name: "Ayu Lestari", email: "ayu@example.test", passwordHash: "-", at: now)
            let workspace = try tx.addWorkspace(name: "Kedai Kopi", zone: zone, at: now)
            try tx.addMember(user, to: workspace, as: .owner, at: now)
            return (try tx.user(user)?.user, try tx.workspace(workspace))
        }
        guard let user, let workspace else {
            throw Problem(.broken, "The workspace was not written.", do: "Choose an empty data folder.")
        }
        return Caller(user: user, workspace: workspace, role: .owner)
    }

    /// Connects so many accounts, the networks by turns.
    func connect(_ count: Int) async throws -> [(account: AccountID, network: InstantNetwork)] {
        let accounts = Accounts(kit: kit, baseURL: "http://127.0.0.1", rehearsals: [:])
        var connected: [(account: AccountID, network: InstantNetwork)] = []
        for number in 0..<count {
            let network = InstantNetwork.all[number % InstantNetwork.all.count]
            let input = ConnectInput(platform: network.id, handle: "kedai-\(number + 1)")
            guard
                case .connected(let ids) = try await accounts.beginConnecting(
                    input, redirect: "", session: "bench", by: caller)
            else { throw Problem(.broken, "An account was not connected.", do: "Report this.") }
            connected += ids.map { ($0, network) }
        }
        return connected
    }

    func close() throws {
        try store.close()
        folder.unlock()
    }
}
