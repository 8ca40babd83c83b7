import Foundation
import KicauCore
import KicauMeter
import KicauPeople
import KicauPlatforms
import KicauPublish
import KicauSandbox
import KicauStore
import KicauWeb
import Logging

/// Everything put together: the only place where all modules meet.
struct Building: Sendable {
    let folder: DataFolder
    let store: Store
    let kit: Kit
    let clock: ClusterTime
    let people: People
    let accounts: Accounts
    let publishing: Publishing
    let media: MediaRoom
    let prices: PriceShelf
    let house: House
    let log: Logger
    let settings: Settings
    /// From the signal to the last settlement.
    let longestStop: Duration

    /// Takes the data folder's lock, brings the database up and checks the key.
    init(_ settings: Settings, mode: WebSettings.Mode = .real, rehearsals: [PlatformID: String] = [:]) async throws {
        var log = Logger(label: "kicau", factory: settings.logFormat.writer)
        log.logLevel = settings.log
        self.settings = settings
        folder = try DataFolder(settings.data)
        store = try await Store.open(settings, in: folder, now: SystemTime().now())
        clock = ClusterTime(try await ServerTime.ask(store, SystemTime()))
        let time = clock
        try await Vault.mustHaveKey(environmentKey: settings.key, keyPath: folder.keyPath, for: store)
        let vault = try Vault.open(environmentKey: settings.key, keyPath: folder.keyPath)
        try await vault.check(against: store)
        prices = try PriceShelf.shipped()
        try await prices.refresh(from: store)
        media = try MediaRoom(
            store: store, folder: folder.mediaPath, time: time, publicAddress: settings.publicMediaURL,
            makeToken: { Secret.make() })
        let line = HTTPLine(allowedOrigins: settings.allowedOrigins.union(rehearsals.values), clock: time)
        kit = Kit(
            store: store, platforms: Registry.all, line: line, prices: prices,
            vault: vault, media: media, time: time,
            pace: settings.pace, log: log, networkOptions: settings.networkOptions,
            pages: HTTPLine(clock: time),
            scanning: try ScanGround.open(
                settings.scanFolders, dataFolder: folder.path, keepsFor: settings.scanReportStay,
                makeName: { Secret.make() }),
            makeName: { Secret.make() })
        people = People(store: store, time: time)
        accounts = Accounts(kit: kit, baseURL: settings.baseURL, rehearsals: rehearsals)
        publishing = Publishing(kit: kit)
        house = House(
            publishing: publishing, accounts: accounts, media: media, people: people,
            metering: Metering(store: store, prices: prices, time: time),
            operations: Operations(kit: kit, version: Version.text), usages: AppUsages(kit: kit),
            networkNames: Dictionary(uniqueKeysWithValues: Registry.all.map { ($0.id, $0.name) }),
            settings: WebSettings(
                baseURL: settings.baseURL, mode: mode, version: Version.text,
                uploadFolder: folder.mediaPath + "/incoming", dataFolder: folder.path,
                alarms: .init(
                    heartbeat: settings.heartbeatURL != nil, mail: settings.mailServer != nil,
                    webhook: settings.digestWebhookURL != nil),
                clientAddress: settings.trustsProxy ? .forwarded : .peer,
                guests: mode == .demo ? Building.guests : [], metrics: settings.metrics),
            clock: time,
            drill: { try await DrillGround.playAlone($0, posts: 20, cap: Money(microUSD: 2_000_000)) },
            secret: { Secret.make() }, logger: log)
        self.log = log
        longestStop = settings.pace.longestStop
    }

    /// The demo's people come in with one press of a button.
    private static var guests: [WebSettings.Guest] {
        DemoWorld.members.compactMap { member in
            Role(rawValue: member.role).map {
                .init(name: member.name, email: member.email, password: DemoWorld.password, role: $0)
            }
        }
    }

    /// Unique among the workers of a database, now and before.
    static var workerName: String { "\(ProcessInfo.processInfo.hostName)-\(getpid())-\(Secret.make().prefix(6))" }
}

/// Unguessable words of 192 bits, in letters, digits, - and _.
enum Secret {
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        return String((0..<32).map { _ in alphabet[Int(generator.next(upperBound: UInt64(64)))] })
    }
}
