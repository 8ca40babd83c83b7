import ArgumentParser
import Foundation
import KicauCore
import KicauMeter
import KicauPlatforms
import KicauPublish
import KicauSandbox
import KicauStore
import Logging

struct DrillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Play the price shock of 2023 or of 2026 again over a demo team.",
        discussion: """
            A team with two accounts on X and one on Mastodon plans posts; then the list of that day is loaded, as \
            `kicau prices load` would. Shown is what a person sees before it is in force, and what becomes of each post. \
            Everything happens in a folder that is taken away at the end; no network is called.
            """)

    enum Year: String, ExpressibleByArgument, CaseIterable {
        case of2023 = "2023"
        case of2026 = "2026"

        var shock: Shock {
            switch self {
            case .of2023: .of2023
            case .of2026: .of2026
            }
        }
    }

    @Argument(help: "2023: free access ends. 2026: a link costs $0.20.")
    var year: Year

    @Option(help: "So many posts for each of the two accounts on X, one every other day.")
    var posts = 20

    @Option(help: "The month's budget, in dollars.")
    var budget = "2"

    func run() async throws {
        guard (1...200).contains(posts), let cap = Money(dollars: budget) else {
            throw ClientTalk.wrongUsage("--posts goes from 1 to 200, and --budget is an amount such as 2 or 0.50.")
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-drill-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }  // a temporary folder
        try await Talk.run {
            let ground = try await DrillGround(year.shock, folder: folder.path, cap: cap)
            let report = try await Drill(kit: ground.kit, caller: ground.caller, accounts: ground.accounts)
                .play(year.shock, posts: posts)
            show(report)
        }
    }

    private func show(_ report: Drill.Report) {
        print("\(year.shock.announced): \(report.planned) posts are planned on X. The new list, before it is in force:")
        print(
            "  \(report.effects.changing.count) get another price, \(report.effects.ending.count) cannot be paid for.")
        for effect in report.effects.ending.prefix(3) {
            switch effect.fate {
            case .changes: continue
            case .stops(let why), .runsOut(let why): print("  \(effect.due.rfc3339) @\(effect.handle): \(why)")
            }
        }
        for offer in report.offers {
            print("  \(offer.plan), $\(offer.monthly.dollars) a month: leaves \(offer.unpaid) unpaid")
        }
        if let taken = report.taken { print("Taken: \(taken.plan).") }
        print(
            "Then: \(report.scheduled) scheduled, \(report.waiting) waiting for a person, \(report.missed) missed.")
    }
}

/// A team of the demo's names on a day of the past.
private struct DrillGround {
    let kit: Kit
    let caller: Caller
    let accounts: [AccountID]

    init(_ shock: Shock, folder: String, cap: Money) async throws {
        let time = StandingTime(at: shock.announced.begins + .hours(2))
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

/// A clock that stands.
private struct StandingTime: TimeSource {
    private let at: Instant

    init(at: Instant) { self.at = at }

    func now() -> Instant { at }
    func steadyMs() -> Int64 { 0 }
}
