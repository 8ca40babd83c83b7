import ArgumentParser
import KicauCore
import KicauMeter
import KicauStore

struct HoldsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "holds",
        abstract: "Set money aside for single calls and book it, one after the other, for some seconds.",
        discussion: """
            Several at once share one workspace and its budgets: the first makes it with --make, the others name it. Each \
            hold and each settlement is a durable transaction of its own.
            """)

    @Option(help: "A folder on the disk to measure.")
    var data: String

    @Option(help: "A PostgreSQL database, postgres://…; without it SQLite in the folder.")
    var database: String?

    @Flag(help: "Make the workspace and its budgets; measure nothing.")
    var make = false

    @Option(help: "The workspace that was made.")
    var workspace: Int64 = 1

    @Option(help: "For how long.")
    var seconds = 5.0

    @Option(help: "Tells one process's holds from another's.")
    var name = "one"

    private static let month = "2026-06"
    private static let now = Instant(ms: 1_780_279_200_000)

    func validate() throws {
        guard seconds > 0, seconds <= 600 else { throw ValidationError("--seconds is more than 0 and at most 600.") }
    }

    func run() async throws {
        let store = try await open()
        let report = make ? Report(workspace: try await made(in: store)) : try await measured(store)
        try store.close()
        print(try JSONText.encode(report))
    }

    private func open() async throws -> Store {
        if let database { return try await .besidePostgres(Redacted(database), connections: 1) }
        return try .beside(path: data + "/kicau.sqlite")
    }

    /// Three budgets count each hold, as in a workspace that watches its money.
    private func made(in store: Store) async throws -> Int64 {
        try await store.migrate(now: HoldsCommand.now)
        let plenty = Money(microUSD: 1_000_000_000_000)
        return try await store.write(as: .shut) { tx in
            let workspace = try tx.addWorkspace(name: "Kedai Kopi", zone: Ground.zone, at: HoldsCommand.now)
            try tx.setCap(plenty, of: workspace, fromMonth: HoldsCommand.month)
            for scope in [BudgetScope.network("x"), .account(ID(1))] {
                try tx.setAllowance(plenty, isHard: true, for: scope, of: workspace, fromMonth: HoldsCommand.month)
            }
            return workspace.raw
        }
    }

    private func measured(_ store: Store) async throws -> Report {
        let (workspace, name) = (ID<Workspace>(workspace), name)
        let fare = try PriceShelf.shipped().books.fare(
            for: [MeterUnit("owned_read", count: 10)], on: "x", at: HoldsCommand.now)
        let begun = Effort.now()
        var count = 0
        while begun.wall(to: .now()) < seconds {
            count += 1
            let hold = NewHold(
                name: "call/\(name)/\(count)", workspace: workspace, delivery: nil, account: ID(1), platform: "x",
                month: HoldsCommand.month, fare: fare)
            guard try await store.write(as: .apart, { try $0.hold(hold, at: HoldsCommand.now) }) == nil else {
                throw Problem(.broken, "The budget was too small.", do: "Choose an empty data folder.")
            }
            try await store.write(as: .fenced) { try $0.captureHold(hold.name, at: HoldsCommand.now) }
        }
        let wall = begun.wall(to: .now())
        return Report(
            holds: count, seconds: rounded(wall), perSecond: rounded(Double(count) / wall, to: 1),
            cpuMs: rounded((Effort.now().cpu - begun.cpu) * 1000 / Double(max(count, 1)), to: 3))
    }

    struct Report: Encodable {
        var workspace: Int64?
        /// Set aside and booked: two transactions each.
        var holds: Int?
        var seconds: Double?
        var perSecond: Double?
        var cpuMs: Double?
    }
}
