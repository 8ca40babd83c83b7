import Foundation
import KicauCore
import KicauMeter
import KicauPublish
import KicauStore
import Logging

/// What all runs of a process share: one database with its tables, a workspace, an account on each network.
public final class Ground: Sendable {
    let database: StepwiseDatabase
    let prices: PriceShelf
    let vault: Vault
    let media: MediaRoom
    let caller: Caller
    let accounts: [Style: AccountID]
    private let log: Logger

    public init() throws {
        let loop = Loop(chance: Chance(seed: 0))
        let life = Life(
            name: "ground", clock: NodeClock(loop: loop, offset: 0, driftPPM: 0), loop: loop, isMortal: false)
        let database = try StepwiseDatabase()
        let store = database.store(through: OpenGate())
        let now = life.clock.now()
        try loop.complete(on: life) { try await store.migrate(now: now) }
        let vault = try Vault(key: Array(repeating: 7, count: 32))
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-simulation").path
        media = try MediaRoom(store: store, folder: folder, time: life.clock, publicAddress: nil, makeToken: { "-" })
        prices = try PriceShelf.shipped()
        var log = Logger(label: "simulation")
        log.logLevel = .critical
        (caller, accounts) = try loop.complete(on: life) { try await Ground.settle(store, vault, at: now) }
        self.database = database
        self.vault = vault
        self.log = log
    }

    private static func settle(_ store: Store, _ vault: Vault, at now: Instant) async throws
        -> (Caller, [Style: AccountID])
    {
        try await store.write { tx in
            let user = try tx.addUser(name: "Ayu", email: "ayu@example.test", passwordHash: "-", at: now)
            let workspace = try tx.addWorkspace(name: "Kedai", zone: "Asia/Jakarta", at: now)
            try tx.addMember(user, to: workspace, as: .owner, at: now)
            var accounts: [Style: AccountID] = [:]
            for style in Style.allCases {
                let id = try tx.putAccount(
                    platform: style.platform, server: "", remoteID: style.rawValue, handle: style.rawValue,
                    displayName: style.rawValue, traits: [:], in: workspace, at: now)
                let first = Credentials(accessToken: Redacted("t1"), refreshToken: Redacted("t1"))
                try tx.putCredential(
                    Secrets(vault: vault).seal(first, of: id), of: id, got: now, expires: nil, refresh: nil, scopes: [])
                accounts[style] = id
            }
            guard let person = try tx.user(user)?.user, let place = try tx.workspace(workspace) else {
                throw Problem(.broken, "No workspace.", do: "")
            }
            return (Caller(user: person, workspace: place, role: .owner), accounts)
        }
    }

    /// What one life works with.
    func kit(_ gate: any StepwiseDatabase.Gate, line: any Line, time: any TimeSource, pace: Pace, name: String) -> Kit {
        let names = Cell(0)
        return Kit(
            store: database.store(through: gate), platforms: Style.allCases.map(SimPlatform.init), line: line,
            prices: prices, vault: vault, media: media, time: time, pace: pace, log: log, pages: line,
            makeName: {
                names.value += 1
                return "\(name)-\(names.value)"
            })
    }
}
