import ArgumentParser
import KicauCore
import KicauMeter
import KicauStore

struct Work: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Be one of the processes: buy, book and let go at random, until the time is over or somebody kills it.")

    @OptionGroup var place: Place
    @Option var workspace: Int64
    @Option var seed: UInt64
    @Option var seconds: Double
    @Flag(help: "Look whether there is room and take it afterwards, as meters do that overspend.") var checksThenAdds =
        false

    /// Prints how much it has set aside, was refused and has settled.
    func run() async throws {
        var worker = Worker(
            store: try await place.open(), wares: try Wares(for: ID(workspace)), seed: seed, isWeak: checksThenAdds)
        let ends = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < ends { try await worker.step() }
        print(worker.held, worker.refused, worker.settled)
    }
}

struct Worker {
    let store: Store
    let wares: Wares
    let isWeak: Bool
    private let seed: UInt64
    private var random: SeededRandom
    private var number = 0
    private(set) var held = 0
    private(set) var refused = 0
    private(set) var settled = 0

    init(store: Store, wares: Wares, seed: UInt64, isWeak: Bool) {
        self.store = store
        self.wares = wares
        self.seed = seed
        self.isWeak = isWeak
        random = SeededRandom(seed: seed)
    }

    mutating func step() async throws {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5: try await buy()
        case 5..<9: try await settle("state IN ('held', 'in-doubt') ORDER BY id LIMIT 12")
        // What is settled is settled: all of this has to change nothing.
        default: try await settle("state = 'captured' ORDER BY id DESC LIMIT 12")
        }
    }

    private mutating func buy() async throws {
        number += 1
        let (hold, at) = try wares.any("\(seed)/\(number)", using: &random)
        let isTaken = isWeak ? try await checkThenAdd(hold, at: at) : try await take(hold, at: at)
        guard isTaken else {
            refused += 1
            return
        }
        held += 1
        // The same hold asked for twice is one hold.
        if Int.random(in: 0..<8, using: &random) == 0 { _ = try await take(hold, at: at) }
    }

    private func take(_ hold: NewHold, at: Instant) async throws -> Bool {
        try await store.write { try $0.hold(hold, at: at) } == nil
    }

    private func checkThenAdd(_ hold: NewHold, at: Instant) async throws -> Bool {
        let workspace = wares.workspace
        let standings = try await store.read { try $0.everyStanding(of: workspace) }
        guard standings.allSatisfy({ !$0.counts(hold) || $0.has(roomFor: hold.fare.total) }) else { return false }
        try await Task.sleep(for: .milliseconds(5))
        return try await store.write { tx in
            try tx.also("UPDATE budget SET is_hard = 0")
            try tx.also("UPDATE purse SET is_hard = 0")
            let short = try tx.hold(hold, at: at)
            try tx.also("UPDATE budget SET is_hard = 1")
            try tx.also(
                "UPDATE purse SET is_hard = (SELECT is_hard FROM allowance WHERE allowance.id = purse.allowance_id)")
            return short == nil
        }
    }

    private mutating func settle(_ which: Query) async throws {
        let found = try await store.read { tx in
            try tx.all("SELECT name, platform FROM hold WHERE \(part: which)") {
                (name: try $0.text("name"), platform: PlatformID(try $0.text("platform")))
            }
        }
        guard let (name, platform) = found.randomElement(using: &random), let at = Wares.time(of: name) else { return }
        let least = try wares.least(at: at)
        let way = Int.random(in: 0..<9, using: &random)
        // Prices turn between a call's begin and its end.
        let end = at + .hours(Int.random(in: 0..<300, using: &random))
        try await store.write { tx in
            switch way {
            case 0..<3: try tx.captureHold(name, at: end)
            case 3..<7: try tx.releaseHold(name, at: end)
            case 7: try tx.markHoldInDoubt(name)
            case _ where platform == .ai: try tx.captureHold(name, as: least, at: end)
            default: try tx.releaseHold(name, at: end)
            }
        }
        settled += 1
    }
}
